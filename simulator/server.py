"""The Bot API over HTTP: tokens, methods, faults, the journal, files, and which requests are accepted."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from simulator.args import Args, read_args
from simulator.ephemeral import NO_RIGHT
from simulator.errors import ApiError, NotModelled
from simulator.journal import Entry
from simulator.methods import MODELLED, REAL, SPEC
from simulator.webhook import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from simulator.faults import Fault
    from simulator.methods.registry import Handler
    from simulator.world import World

_log = logging.getLogger(__name__)
_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False).encode
_JSON = {"Content-Type": "application/json"}
_HARMLESS = ("message is not modified", "query is too old", "not found", NO_RIGHT)
# A successful poll is not recorded: updates have entries of their own. That keeps journals repeatable.
QUIET = frozenset({"getUpdates"})


@dataclass(slots=True)
class Answer:
    """The answer to a call: HTTP status, body and further headers."""

    status: int
    body: str
    headers: dict[str, str] | None = None


def _success(result: Any) -> Answer:
    return Answer(200, '{"ok":true,"result":' + _encode(result) + "}")


def _failure(error: ApiError) -> Answer:
    retry = error.parameters.get("retry_after")
    return Answer(error.code, _encode(error.body()), {"Retry-After": str(retry)} if retry else None)


@lru_cache(64)
def _is_loopback(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False


def is_local(request: web.BaseRequest) -> bool:
    """Whether the request is addressed to loopback and does not come from a foreign page."""
    host = request.headers.get("Host", "")
    if not _is_loopback(host):
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin == f"http://{host}"


class BotApi:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>` for one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def _check_token(self, token: str) -> None:
        if token == self._world.token:
            return
        number, colon, secret = token.partition(":")
        if not token:
            raise ApiError(404, "Not Found")
        if not colon or not number.isdigit() or not secret:
            raise ApiError(401, "Unauthorized: invalid token specified")
        raise ApiError(401, "Unauthorized")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP call of the Bot API."""
        token, _, name = request.path[4:].partition("/")
        try:
            self._check_token(token)
            args = await read_args(request)
        except ApiError as error:
            return _response(_failure(error))
        fault = self._world.faults.take(name) if self._world.faults.queue else None
        if fault is not None:
            return await self._suffer(request, name, args, fault)
        return _response(await self.call(name, args))

    async def call(self, name: str, args: Args) -> Answer:
        """Execute a method and write it into the journal."""
        key = name.lower()
        world = self._world
        entry = Entry(0, world.clock.seconds(), REAL.get(key, name), args.values)
        if entry.method not in QUIET:
            world.journal.keep(entry)
        if args.files:
            entry.params = _with_files(args)
        try:
            handler = self._handler(key, entry)
            world.entry = entry
            result = handler(world, args)
            if inspect.isawaitable(result):
                world.entry = None
                result = await result
            entry.result = result
            answer = _success(result)
        except ApiError as error:
            self._note(entry, error)
            answer = _failure(error)
        except NotModelled as what:
            entry.status, entry.description = 501, f"Not Implemented: the simulator does not model {what}"
            world.journal.redden(entry, entry.description)
            answer = _failure(ApiError(501, entry.description))
        except Exception as bug:  # noqa: BLE001 - our bug must answer 500 and redden the journal, not hang the bot
            _log.exception("the simulator failed in %s", entry.method)
            entry.status, entry.description = 500, f"Internal Server Error: simulator bug {type(bug).__name__}"
            world.journal.redden(entry, entry.description)
            answer = _failure(ApiError(500, entry.description))
        finally:
            world.entry = None
        if not entry.n and answer.status != 200:  # noqa: PLR2004 - HTTP OK
            world.journal.keep(entry)
        if entry.n and world.bus:
            world.bus.publish({"type": "journal", "entry": entry.view()})
        return answer

    def _handler(self, key: str, entry: Entry) -> Handler:
        """Return the model of a method. Errors: ApiError 404 for unknown names, NotModelled."""
        handler = MODELLED.get(key)
        if handler is not None:
            if self._world.journal.strict:
                self._question(entry)
            return handler
        if key in REAL:
            raise NotModelled(f"method {REAL[key]}")
        self._world.journal.redden(entry, "no such method")
        raise ApiError(404, "Not Found: method not found" if key else "Not Found")

    def _question(self, entry: Entry) -> None:
        """Record unknown parameters as doubtful: Telegram ignores them, so they are usually misspelt."""
        known = SPEC["methods"][entry.method]
        for name in entry.params:
            if name not in known and not name.startswith("file-"):
                self._world.journal.doubt(entry, f"{entry.method} has no parameter {name}")

    def _note(self, entry: Entry, error: ApiError) -> None:
        entry.status, entry.description = error.code, error.description
        if error.code in (400, 429) and not any(words in error.description for words in _HARMLESS):
            self._world.journal.doubt(entry, error.description)

    async def _suffer(self, request: web.Request, name: str, args: Args, fault: Fault) -> web.StreamResponse:
        world = self._world
        kind = fault.fault
        if kind == "slow":
            answer = await self.call(name, args)
            await asyncio.sleep(fault.seconds)
            return _response(answer)
        if kind == "cut_after":
            await self.call(name, args)
        else:
            entry = world.journal.open(world.clock.seconds(), REAL.get(name.lower(), name), args.values)
            entry.description = f"fault {kind}"
            entry.status = int(kind) if kind.isdigit() else 0
        world.tell({"type": "faults", "faults": world.fault_view()})
        if kind in ("cut_before", "cut_after"):
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if kind == "429":
            wait = fault.retry_after
            return _response(_failure(ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)))
        if kind == "400":
            return _response(_failure(ApiError(400, "Bad Request: refused by order of a test")))
        if kind == "500":
            return _response(_failure(ApiError(500, "Internal Server Error")))
        status = 502 if kind == "502" else 200
        page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>\r\n"
        return web.Response(status=status, text=page, content_type="text/html")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Serve a file under its path, as `/file/bot<token>/<file_path>`."""
        token, _, path = request.path[len("/file/bot") :].partition("/")
        try:
            self._check_token(token)
        except ApiError as error:
            return _response(_failure(error))
        file = self._world.files.by_path.get(path)
        if file is None:
            return _response(_failure(ApiError(404, "Not Found")))
        return web.Response(body=file.data, content_type="application/octet-stream")


def _with_files(args: Args) -> dict[str, Any]:
    """Return the parameters with files as words. Clients choose random part names, so the parts are numbered."""
    params = dict(args.values)
    for number, (part, upload) in enumerate(args.files.items(), 1):
        name = f"file-{number}"
        for field, value in params.items():
            if isinstance(value, str):
                params[field] = value.replace(f"attach://{part}", f"attach://{name}")
        params[name] = f"<{upload.name}, {len(upload.data)} bytes>"
    return params


def _response(answer: Answer) -> web.Response:
    headers = _JSON if answer.headers is None else _JSON | answer.headers
    return web.Response(status=answer.status, body=answer.body.encode(), headers=headers)


@web.middleware
async def only_local(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse requests to other hosts than loopback or from a foreign page (DNS rebinding, cross-site calls)."""
    if not is_local(request):
        return web.json_response({"error": "this simulator talks to its own machine only"}, status=403)
    return await handler(request)
