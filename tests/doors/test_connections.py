"""The web server under attack by connections and bodies: nothing is unpacked, slow ones give way, all are read."""

from __future__ import annotations

import asyncio
import gzip
import resource
import time
import zlib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
import structlog.testing
from aiohttp import web

from bot.doors import connections
from bot.doors.server import Health, add_health, serve_web
from bot.doors.telegram.webhook import SECRET_HEADER, add_webhook
from bot.metrics import Metrics
from simulator import actions
from tests.doors.conftest import edge
from tests.doors.telegram.process import Process
from tests.doors.telegram.servers import free_port, listens, migrated_in, until
from tests.doors.web.browsing import opened
from tests.doors.web.household import furnished
from tests.kit.desk import door_of, sits_down
from tests.kit.site import addresses, begins

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from simulator import PersonHandle, Simulator
    from tests.doors.telegram.edge import Edge
    from tests.talk import House

    Slow = Callable[[int, int], Awaitable[list[asyncio.StreamWriter]]]

__all__ = ["edge"]

SECRET = "a-secret-of-the-tests_0123456789"


def bomb(kib: int) -> bytes:
    """So many KiB that unpack to a thousand times as much."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed, zeros = b"", bytes(1 << 20)
    while len(packed) < kib * 1024:
        packed += packing.compress(zeros)
    return packed


async def asks(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """Send a request as written; return the answer's status line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    told = {"Host": f"127.0.0.1:{port}", "Content-Length": str(len(body))} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
    try:
        return (await asyncio.wait_for(reader.readline(), 30)).strip()
    finally:
        writer.close()


@asynccontextmanager
async def served(edge: Edge) -> AsyncIterator[int]:
    """Health and the webhook, as the bot serves them; gives the port."""
    port, app = free_port(), web.Application()
    add_health(app, Health({}, Metrics()), Metrics())
    add_webhook(app, edge.handler, SECRET, "/hook")
    runner = await serve_web(app, "127.0.0.1", port)
    yield port
    await runner.cleanup()


@pytest.mark.parametrize("how", ["gzip", "deflate", "br", "x-unknown", "identity, gzip"])
async def test_a_packed_body_is_refused_on_every_path(edge: Edge, how: str) -> None:
    body = gzip.compress(b"words=lamp")
    async with opened(edge.house) as door:
        port = int(door.address.rpartition(":")[2])
        for method, path in [*addresses(door), ("POST", "/nowhere"), ("PUT", "/")]:
            told = await asks(port, method, path, body, Content_Encoding=how)
            assert b" 415 " in told, (method, path, told)
        assert b" 200 " in await asks(port, "GET", "/p/help", Content_Encoding="identity")
    async with served(edge) as port:
        for method, path in (("GET", "/healthz"), ("POST", "/healthz"), ("GET", "/readyz"), ("GET", "/metrics")):
            assert b" 415 " in await asks(port, method, path, body, Content_Encoding=how, Host="evil.example")
        for secret in ("wrong", SECRET):
            told = await asks(port, "POST", "/hook", body, Content_Encoding=how, **{SECRET_HEADER: secret})
            assert b" 415 " in told


ODD = (
    ("POST", "/words", {"Content_Type": "application/x-www-form-urlencoded", "Content_Encoding": "gzip"}, b"junk"),
    ("POST", "/words", {"Content_Type": "application/x-www-form-urlencoded", "Content_Encoding": "br"}, b"junk"),
    *(
        ("POST", "/words", {"Content_Type": kind, "Transfer_Encoding": "chunked", "Content_Length": ""}, chunks)
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b")
        for chunks in (b"zz\r\n", b"5\r\nab\r\n\r\n", b"-1\r\n\r\n", b"5;" + b"x" * 20_000 + b"\r\n")
    ),
)
"""Requests that no browser sends: method, path, heads, body."""

PARTS = (
    b"--b\r\nContent-Disposition: form-data; name=x; y=" + b"z" * 9000 + b"\r\n\r\n1\r\n--b--\r\n",
    b"--b\r\n" + b"X-More: 1\r\n" * 200 + b"\r\n1\r\n--b--\r\n",
    b"--b\r\nno colon at all\r\n\r\n1\r\n--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\n' + b"x" * 40 + b"\r\n--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\n\xff\xfe\r\n--b--\r\n',
    b"--b\r\nContent-Type: multipart/mixed\r\n\r\n1\r\n--b--\r\n",
    b"--b\r\nContent-Length: many\r\n\r\n1\r\n--b--\r\n",
    b"--b\r\nContent-Length: 99999\r\n\r\n1\r\n--b--\r\n",
    b"--b\r\nContent-Disposition: form-data; name=csrf\r\n\r\n\xff\xfe\r\n--b--\r\n",
    b"--b\r\nContent-Disposition: form-data; name=f; filename*=no-such'en'%ff\r\n\r\n1\r\n--b--\r\n",
    b"--b\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--b--\r\n",
    b"no boundary\r\n" * 20,
    b"--b",
    b"",
)
"""Forms with a file that no browser sends."""


@pytest.mark.filterwarnings("ignore::aiohttp.multipart.BadContentDispositionParam")
async def test_no_odd_request_is_answered_with_an_error_of_ours(house: House) -> None:
    async with door_of(house) as door:
        people = furnished(house)
        port = int(door.address.rpartition(":")[2])
        for method, path, heads, body in ODD:
            told = await asks(port, method, path, body, **heads)
            assert b" 4" in told, (path, heads, told)
        teacher = await sits_down(door, people.educator)
        await teacher.opens("/p/menu")
        form = teacher.see().typing
        assert form is not None
        ours = "".join(
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in form.items()
        )
        heads = teacher.cookie | {"Content_Type": "multipart/form-data; boundary=b"}
        for path in ("/send", "/edit/file", "/own/1/1/file"):
            for part in PARTS:
                for body in (part, ours.encode() + part):
                    told = await asks(port, "POST", path, body, **heads)
                    assert b" 500 " not in told, (path, part, told)
                    assert told, (path, part)


async def test_a_program_that_finds_nothing_is_told_so_in_its_language(house: House) -> None:
    async with opened(house) as door:
        for language, words in (
            ("ru", "По этому адресу ничего нет."),
            ("en", "There is nothing at this address."),
        ):
            status, _, content = await door.browser(language).gets("/robots.txt", Accept="*/*")
            assert (status, content.decode().strip()) == (404, words)


# Many connections


async def slow_heads(port: int, many: int) -> list[asyncio.StreamWriter]:
    """Connections of which the head never ends."""
    writers = []
    for _ in range(many):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        writers.append(writer)
    return writers


async def slow_bodies(port: int, many: int) -> list[asyncio.StreamWriter]:
    """Connections of which the form never ends."""
    writers = []
    for _ in range(many):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST /words HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 900\r\n"
        writer.write(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\nwo".encode())
        writers.append(writer)
    return writers


@pytest.mark.parametrize("slow", [slow_heads, slow_bodies])
async def test_slow_connections_give_way_and_the_log_has_one_line(
    house: House, monkeypatch: pytest.MonkeyPatch, slow: Slow
) -> None:
    monkeypatch.setattr(connections, "MOST", 40)
    with structlog.testing.capture_logs() as lines:
        async with opened(house) as door:
            port = int(door.address.rpartition(":")[2])
            begun = []
            for _ in range(5):
                begun += await slow(port, 60)
                assert (await begins(door)).see().status == 200, "the web is open to others"
            for writer in begun:
                writer.close()
    assert sum("too many connections" in line["event"] for line in lines) == 1


async def test_a_request_that_is_worked_on_is_never_cut_off_for_a_new_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "MOST", 20)
    works, let_go = asyncio.Event(), asyncio.Event()

    async def working(_: web.Request) -> web.Response:
        works.set()
        await let_go.wait()
        return web.Response(text="done")

    app, port = web.Application(), free_port()
    app.router.add_get("/work", working)
    runner = await serve_web(app, "127.0.0.1", port)
    asked = asyncio.create_task(asks(port, "GET", "/work"))
    await works.wait()
    begun = await slow_heads(port, 60)
    await asyncio.sleep(0.1)
    let_go.set()
    assert b" 200 " in await asked
    for writer in begun:
        writer.close()
    await runner.cleanup()


def test_connections_leave_files_for_everything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for files, most in ((1024, 768), (65_536, 2000), (128, 32), (-1, 2000)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, files=files: (files, files))
        assert connections.most_connections() == most


@pytest.mark.slow
async def test_help_in_the_chat_comes_at_once_beside_packed_bodies(telegram: Simulator, tmp_path: Path) -> None:
    """Eight bodies of half a MiB, unpacked on the event loop, kept everybody from Help for 17 seconds."""
    body, port = bomb(497), free_port()
    migrated_in(tmp_path)
    bot = Process(tmp_path, telegram.url, LISTEN=f"127.0.0.1:{port}", PUBLIC_URL=f"http://127.0.0.1:{port}")
    await bot.start()
    await until(lambda: listens(port))
    callers = [telegram.new_person(f"n{number}") for number in range(6)]
    for caller in callers:
        await caller.start()
    await until(lambda: all(caller.see() for caller in callers))

    def helps(caller: PersonHandle) -> int:
        return sum(one.get("text", "").startswith("🆘") for one in caller.see() if one["from"]["is_bot"])

    async def seconds_until_help(caller: PersonHandle) -> float:
        began, before = time.monotonic(), helps(caller)
        actions.send(caller._world, caller.person, caller.id, "/help")
        await until(lambda: helps(caller) > before)
        return time.monotonic() - began

    calm = max([await seconds_until_help(caller) for caller in callers[:3]])
    packed = {"Content_Type": "application/x-www-form-urlencoded", "Content_Encoding": "gzip"}
    attack = [asyncio.create_task(asks(port, "POST", path, body, **packed)) for path in ("/words", "/healthz") * 4]
    beside = max([await seconds_until_help(caller) for caller in callers[3:]])
    assert beside < max(1.0, 5 * calm)
    assert all(b" 415 " in told for told in await asyncio.gather(*attack))
    await bot.end()
