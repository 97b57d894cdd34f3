"""Connections: how many the web server holds at once, which gives way to the next, and what none may bring."""

from __future__ import annotations

import asyncio
import resource
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_protocol import RequestPayloadError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = structlog.get_logger()

MOST = 2000
"""Connections at once, where the system lets a process open as many files."""

SPARE_FILES = 256
"""Files and sockets that are left for all else: the database, Telegram, checks of files."""

KEEP_SECONDS = 75.0
"""Seconds in which the head of the next request has to arrive; a proxy should keep an idle connection for less."""

LOG_SECONDS = 60.0
"""Seconds between two lines of the log about connections that gave way."""


def most_connections() -> int:
    """Return how many connections are held at once: what the limit for open files (`ulimit -n`) has room for."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if files == resource.RLIM_INFINITY else min(MOST, max(files // 4, files - SPARE_FILES))


class Connection(web.RequestHandler):
    """A connection: it waits for what its client sends, or works on a request that has arrived."""

    __slots__ = ("_all",)

    def __init__(self, server: web.Server, connections: Connections) -> None:
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            access_log=None,  # type: ignore[arg-type]  # as aiohttp's runners pass it on
            keepalive_timeout=KEEP_SECONDS,
            auto_decompress=False,  # else it unpacks on the event loop, before host, size or secret are looked at
        )
        self._all = connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._all.open.add(self)
        self.wait()

    def connection_lost(self, exc: BaseException | None) -> None:
        """End."""
        super().connection_lost(exc)
        self._all.open.discard(self)
        self.work()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Return the answer to an error; a client's mistake is told to the client and not to the log."""
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return _refusal(HTTPStatus(status))
        return super().handle_error(request, status, exc, message)

    def wait(self) -> None:
        """Wait for the client. From now on this connection may have to give way."""
        if self in self._all.open:
            self._all.waiting[self] = None

    def work(self) -> None:
        """Work, and stay."""
        self._all.waiting.pop(self, None)


class Connections:
    """The connections of one server. When there are too many, the one that has waited longest for its client gives
    way: a head or a body that comes slowly shuts nobody out. Where all are at work the new one is closed.
    """

    def __init__(self, server: web.Server, most: int) -> None:
        self._server = server
        self._most = most
        self.open: set[Connection] = set()
        self.waiting: dict[Connection, None] = {}
        self._given_way = 0
        self._logged = -LOG_SECONDS

    def __call__(self) -> asyncio.Protocol:
        """Return what speaks with the client of a new connection."""
        if len(self.open) < self._most:
            return Connection(self._server, self)
        self._log()
        if not self.waiting:
            return _Closed()
        longest = next(iter(self.waiting))
        longest.work()
        if longest.transport is not None:
            longest.transport.abort()
        return Connection(self._server, self)

    def _log(self) -> None:
        """Log that there are too many: at most once a minute."""
        self._given_way += 1
        now = asyncio.get_running_loop().time()
        if now - self._logged >= LOG_SECONDS:
            log.warning("too many connections: those that wait give way", most=self._most, times=self._given_way)
            self._logged, self._given_way = now, 0


class _Closed(asyncio.Protocol):
    """A connection that is closed at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.close()


class LimitedSite(web.TCPSite):
    """Listens at a host and port, for so many connections at once."""

    __slots__ = ()

    async def start(self) -> None:
        """Begin to listen. Errors: OSError."""
        await web.BaseSite.start(self)
        server = self._runner.server
        assert server is not None  # noqa: S101 - the runner was set up
        self._server = await asyncio.get_running_loop().create_server(
            Connections(server, most_connections()), self._host, self._port
        )


@contextmanager
def arriving(request: web.Request) -> Iterator[None]:
    """Let a connection count as waiting while a body is read: one that comes slowly holds no place."""
    connection = request.protocol
    if not isinstance(connection, Connection):  # of another server, such as one that a test runs
        yield
        return
    connection.wait()
    try:
        yield
    finally:
        connection.work()


@web.middleware
async def at_work(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keep a connection while its request is worked on. A body that says it is packed is refused unread, one that
    breaks off or breaks the rules is the client's mistake.
    """
    packed = {one.strip().lower() for one in ",".join(request.headers.getall("Content-Encoding", ())).split(",")}
    if packed - {"", "identity"}:
        return _refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    connection = request.protocol
    if isinstance(connection, Connection):
        connection.work()
    try:
        return await handler(request)
    except (HttpProcessingError, RequestPayloadError):
        return _refusal(HTTPStatus.BAD_REQUEST)
    finally:
        if isinstance(connection, Connection):
            connection.wait()


def _refusal(status: HTTPStatus) -> web.Response:
    """Return the answer to a request that is not read to its end."""
    refused = web.Response(status=status, text=f"{status.phrase}\n", headers={"X-Content-Type-Options": "nosniff"})
    refused.force_close()
    return refused
