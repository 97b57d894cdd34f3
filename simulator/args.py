"""Reading a call's parameters from any of the five body forms, as leniently as the server does."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader

from simulator.errors import ApiError, bad_request

if TYPE_CHECKING:
    from aiohttp import web

_INTEGER = re.compile(r"\s*([+-]?\d+)")
_TRUE = frozenset({"true", "yes", "1"})
MAX_BODY = 60 * 1024 * 1024


@dataclass(slots=True)
class UploadedFile:
    """A file from a multipart body."""

    name: str
    mime: str
    data: bytes


class Args:
    """The parameters of one call: strings, or JSON values if the body was JSON; files by part name."""

    __slots__ = ("files", "values")

    def __init__(self, values: dict[str, Any], files: dict[str, UploadedFile] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def has(self, name: str) -> bool:
        """Tell whether the parameter was given and is not empty."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """Return a string; numbers and booleans of JSON bodies become their JSON text."""
        value = self.values.get(name)
        if isinstance(value, str):
            return value
        return default if value is None else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return an integer; "12abc" is 12, and words without leading digits are 0, as in the server."""
        value = self.values.get(name)
        if type(value) is int:
            return value
        if value is None or value == "":
            return default
        found = _INTEGER.match(self.text(name))
        return int(found[1]) if found else 0

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a boolean: only true, yes and 1 are true."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        return value is True or self.text(name).strip().lower() in _TRUE

    def json(self, name: str, what: str) -> Any:
        """Return a JSON value or None when absent; unreadable JSON is "can't parse `what` JSON object"."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None


async def _multipart(request: web.Request, values: dict[str, Any], files: dict[str, UploadedFile]) -> None:
    reader = await request.multipart()
    async for part in reader:
        if not isinstance(part, BodyPartReader) or (name := part.name) is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            values[name] = data.decode("utf-8", "replace")
        else:
            files[name] = UploadedFile(part.filename, part.headers.get("Content-Type", ""), data)


async def read_args(request: web.Request) -> Args:
    """Read query string and body (urlencoded, multipart or JSON). Errors: ApiError 400 or 413."""
    query = request.rel_url.raw_query_string
    values: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    files: dict[str, UploadedFile] = {}
    if not request.can_read_body:
        return Args(values)
    if (request.content_length or 0) > MAX_BODY:
        raise ApiError(413, "Request Entity Too Large")
    kind = request.content_type
    if kind == "multipart/form-data":
        await _multipart(request, values, files)
        return Args(values, files)
    raw = await request.read()
    if kind == "application/json":
        if raw:
            values.update(read_object(raw))
    elif kind == "application/x-www-form-urlencoded":
        values.update(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True))
    return Args(values)


def read_object(raw: bytes) -> dict[str, Any]:
    """Return the JSON object of a body. Errors: ApiError 400."""
    try:
        body = json.loads(raw)
    except ValueError:
        raise bad_request("Can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("Can't parse JSON object")
    return {str(name).lower(): value for name, value in body.items()}
