"""Api: the Bot API over aiogram's session. JSON out, only what is needed read back, refusals as one error.

aiogram's stock way sends a form and decodes every reply with pydantic: 262–346 µs a send, a lean one 130–165
(performance.md). So calls go out through aiogram's connection and proxy handling, without its method objects; and
its errors are not used because they carry the message (docs/design.md M4).
"""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiohttp import ClientError, ClientTimeout, FormData

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.edges.telegram.calls import Call

log = structlog.get_logger()

CALL_SECONDS = 30.0
"""How long one call may take; polls add their own waiting time."""


class Refused(Exception):
    """Telegram said no. `code` is its HTTP code, `retry_after` seconds to wait (0 = it named none), `moved_to` the
    number of the supergroup that the group has become (0 = it has not).
    """

    def __init__(self, code: int, description: str, retry_after: int = 0, moved_to: int = 0) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.moved_to = moved_to

    @property
    def blocked(self) -> bool:
        """Whether this chat takes no messages from us: blocked, never started, deleted."""
        return self.code == HTTPStatus.FORBIDDEN or "chat not found" in self.description


class Unreached(Exception):
    """No answer that makes sense: the network, a time-out, a broken server. It may have had its effect or not."""


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

NO_ANSWER = (TimeoutError, OSError, ClientError, ValueError, KeyError, TypeError, AttributeError)
"""Errors of a call that was not answered, or by something that is no Bot API. A proxy's errors are known by their
module: that library is an optional part."""


class Api:
    """Calls the Bot API. The token is in the address only: never in a log, an error or a repr."""

    def __init__(self, token: str, server: str = "", proxy: str = "") -> None:
        api = TelegramAPIServer.from_base(server.rstrip("/")) if server else PRODUCTION
        self._session = AiohttpSession(proxy=proxy or None, api=api)
        self._token = token
        self._pictures: dict[str, str] = {}

    @property
    def bot_id(self) -> int:
        """The bot's Telegram id, which begins its token."""
        return int(self._token.partition(":")[0])

    async def call(self, method: str, params: Mapping[str, Any], *, seconds: float = CALL_SECONDS) -> Any:
        """Call a method and return its result.

        Errors: Refused, Unreached.
        """
        # "replace": half an emoji, such as only a forged update can bring back to us, must not stop the call.
        body = _written(params).encode(errors="replace")
        return await self._post(method, body, {"Content-Type": "application/json"}, seconds)

    async def insist(self, method: str, params: Mapping[str, Any], stop: asyncio.Event) -> Any:
        """Call what the bot cannot start without, until Telegram can be reached; None when `stop` is set before.

        Errors: Refused, but for "too many requests".
        """
        insisting = asyncio.ensure_future(self._insist(method, params))
        stopped = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({insisting, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return insisting.result() if insisting.done() else None
        finally:
            insisting.cancel()
            stopped.cancel()

    async def _insist(self, method: str, params: Mapping[str, Any]) -> Any:
        while True:
            try:
                return await self.call(method, params)
            except Unreached as unreached:
                log.warning("Telegram not reached, trying again", method=method, why=str(unreached))
                await asyncio.sleep(2.0)
            except Refused as refused:
                if refused.code != HTTPStatus.TOO_MANY_REQUESTS:
                    raise
                await asyncio.sleep(max(1, refused.retry_after))

    async def do(self, call: Call) -> Any:
        """Do one call of a screen; a picture is uploaded once and known by its file id afterwards.

        Errors: Refused, Unreached.
        """
        if call.upload is None:
            return await self.call(call.method, call.params)
        parameter, name, content = call.upload
        known = self._pictures.get(call.picture)
        if known:
            try:
                return await self.call(call.method, _with_file(call, known))
            except Refused as refused:
                if "file" not in refused.description.lower():
                    raise
                del self._pictures[call.picture]  # the server has forgotten the file
        form = FormData(quote_fields=False)
        for field, value in _with_file(call, "attach://upload").items():
            form.add_field(field, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        try:
            form.add_field("upload", await asyncio.to_thread(_bytes_of, content), filename=name)
        except OSError:  # a pack was changed under a screen that shows its picture
            raise Refused(HTTPStatus.GONE, "the file is not there any more") from None
        result = await self._post(call.method, form, None, CALL_SECONDS)
        if call.picture and parameter == "photo":
            self._pictures[call.picture] = result["photo"][-1]["file_id"]
        return result

    async def download(self, file_id: str, most: int) -> bytes:
        """Fetch a file that was sent, up to `most` bytes and one more, which tells that it is larger.

        Errors: Refused, Unreached.
        """
        path = str((await self.call("getFile", {"file_id": file_id}))["file_path"])
        session = await self._session.create_session()
        url = self._session.api.file_url(self._token, path)
        try:
            async with session.get(url, timeout=ClientTimeout(CALL_SECONDS)) as response:
                response.raise_for_status()
                found = bytearray()
                async for piece in response.content.iter_chunked(64 * 1024):
                    found += piece
                    if len(found) > most:
                        break
                return bytes(found[: most + 1])
        except Exception as error:
            if not isinstance(error, NO_ANSWER) and not type(error).__module__.startswith("aiohttp_socks"):
                raise
            raise Unreached(type(error).__name__) from None

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    async def _post(self, method: str, body: Any, headers: Mapping[str, str] | None, seconds: float) -> Any:
        session = await self._session.create_session()
        url = self._session.api.api_url(self._token, method)
        try:
            async with session.post(url, data=body, headers=headers, timeout=ClientTimeout(seconds)) as response:
                return _result(json.loads(await response.read()), response.status)
        except (Refused, Unreached):
            raise
        except Exception as error:
            if not isinstance(error, NO_ANSWER) and not type(error).__module__.startswith("aiohttp_socks"):
                raise
            raise Unreached(type(error).__name__) from None  # the error's own words may hold the address


def _result(answer: Any, status: int) -> Any:
    """Return what the Bot API answered. Errors: Refused; one of NO_ANSWER for what is none of its answers."""
    if answer["ok"]:
        return answer["result"]
    code = int(answer.get("error_code") or status)
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unreached(f"server error {code}")
    more = answer.get("parameters") or {}
    retry_after, moved_to = more.get("retry_after") or 0, more.get("migrate_to_chat_id") or 0
    raise Refused(code, str(answer.get("description", "")), int(retry_after), int(moved_to))


def _bytes_of(content: bytes | Path | Callable[[], bytes]) -> bytes:
    """Return a file's bytes: read from a pack, or drawn now."""
    if isinstance(content, bytes):
        return content
    return content.read_bytes() if isinstance(content, Path) else content()


def _with_file(call: Call, file: str) -> dict[str, Any]:
    """Return the parameters with a file in its place: of its own, or inside `media` of an edit."""
    if call.upload is None:
        return call.params
    if "media" in call.params:
        return {**call.params, "media": {**call.params["media"], "media": file}}
    return {**call.params, call.upload[0]: file}
