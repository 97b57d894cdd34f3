"""The webhook: forged calls are refused before they are read, real ones are answered 200 in time (check 24)."""

from __future__ import annotations

import asyncio
import io
import json
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import psutil
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.app import App
from bot.doors.telegram.webhook import BODY_BYTES, SECRET_HEADER, add_webhook
from tests.doors.telegram.raw import message
from tests.doors.telegram.servers import free_port, running, sees, settings_for, settled, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from simulator import Simulator
    from tests.doors.telegram.edge import Edge

SECRET = "a-secret-of-the-tests_0123456789"
REAL = {SECRET_HEADER: SECRET}
NEAR_MISSES = (SECRET[:-1], SECRET + "0", SECRET.upper(), SECRET[::-1], " " + SECRET[1:], "", "0" * len(SECRET))


@asynccontextmanager
async def webhook(edge: Edge) -> AsyncIterator[str]:
    """The edge's webhook on a port of its own; gives its address."""
    app = web.Application(client_max_size=BODY_BYTES)
    add_webhook(app, edge.handler, SECRET, "/hook")
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def posts(session: aiohttp.ClientSession, address: str, body: Any, headers: dict[str, str]) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    try:
        async with session.post(address, data=io.BytesIO(data), headers=headers) as response:
            return response.status
    except aiohttp.ClientError:  # refused while the body was still being sent
        return 413


async def raw(address: str, head: str, body: bytes = b"") -> bytes:
    """Send bytes that no client would; return the answer's first line."""
    host, port = address.removeprefix("http://").removesuffix("/hook").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(head.replace("\n", "\r\n").encode("latin-1") + body)
    answered = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    return answered


async def test_24_forged_calls_are_not_handled(edge: Edge) -> None:
    forged = message(95_001, text="/start")
    addresses = [{"X-Forwarded-For": "149.154.167.220"}, {"X-Real-IP": "91.108.4.1"}, {"Authorization": SECRET}]
    tries = [{}, *addresses, *({SECRET_HEADER: near} for near in NEAR_MISSES), {f"X-{SECRET_HEADER}": SECRET}]
    async with webhook(edge) as address, aiohttp.ClientSession() as session:
        for headers in tries:
            assert await posts(session, address, forged, headers) == 401, headers
            assert await posts(session, address, forged, headers | addresses[0]) == 401, headers
        for method in ("GET", "PUT", "HEAD"):
            async with session.request(method, address, headers=REAL) as response:
                assert response.status == 405
        assert await posts(session, address + "/other", forged, REAL) == 404
        for name in ("ключ", "\xff\xfe", SECRET + "\u00e9"):
            head = f"POST /hook HTTP/1.1\nHost: x\n{SECRET_HEADER}: {name}\nContent-Length: 2\n\n"
            answered = await raw(address, head.encode("utf-8").decode("latin-1"), b"{}")
            assert b" 401 " in answered or b" 400 " in answered
        assert not edge.wire.sent
        assert edge.handler.unreadable == 0
        assert await posts(session, address, forged, REAL) == 200
        assert edge.wire.to(95_001)


async def test_24_no_update_is_answered_with_an_error_of_ours(edge: Edge) -> None:
    """Or Telegram would send it again for a day; what cannot be read is counted and confirmed."""
    bodies = (
        b"", b"{", b"null", b"[]", b"7", b'"words"', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000,
        b'{"update_id":1e999}', b'{"update_id":NaN}', b"{}", b'{"update_id":"x"}', b'{"message":{}}',
        json.dumps(message(95_002, text="\ud83d")).encode(),
    )  # fmt: skip
    async with webhook(edge) as address, aiohttp.ClientSession() as session:
        for body in bodies:
            assert await posts(session, address, body, REAL) == 200, body[:40]
    assert edge.handler.unreadable >= 10
    assert edge.wire.to(95_002)


async def test_24_a_body_that_is_too_big_is_refused(edge: Edge) -> None:
    async with webhook(edge) as address, aiohttp.ClientSession() as session:
        assert await posts(session, address, b" " * (BODY_BYTES + 1), REAL) == 413
        head = f"POST /hook HTTP/1.1\nHost: x\n{SECRET_HEADER}: wrong\nContent-Length: {50 << 20}\n\n"
        assert b" 401 " in await raw(address, head)


async def test_24_the_same_update_five_times_is_handled_once(edge: Edge) -> None:
    async with webhook(edge) as address, aiohttp.ClientSession() as session:
        update = message(95_003, text="/start")
        statuses = [await posts(session, address, update, REAL) for _ in range(5)]
    assert statuses == [200] * 5
    assert len(edge.wire.to(95_003)) == 2, "the greeting and its screen"


async def slow_loris(address: str, many: int) -> list[asyncio.StreamWriter]:
    """Open connections that never finish their head, or their body."""
    host, port = address.removeprefix("http://").removesuffix("/hook").split(":")
    opened = []
    for number in range(many):
        _, writer = await asyncio.open_connection(host, int(port))
        head = "POST /hook HTTP/1.1\r\nHost: x\r\n"
        secret = SECRET if number % 4 else "wrong"
        whole = f"{head}{SECRET_HEADER}: {secret}\r\nContent-Length: 900000\r\n\r\n{{"
        writer.write((head if number % 2 else whole).encode())
        opened.append(writer)
    return opened


async def forged_calls(address: str) -> list[int]:
    async with aiohttp.ClientSession() as session:
        return [
            await posts(session, address, message(1, text="forged"), {SECRET_HEADER: NEAR_MISSES[number % 7]})
            for number in range(2_500)
        ]


async def big_bodies(address: str) -> list[int]:
    async with aiohttp.ClientSession() as session:
        return [await posts(session, address, b"x" * (50 << 20), headers) for headers in (REAL, {}, REAL, {})]


async def endless_chunks(address: str, stop: asyncio.Event) -> list[int]:
    async def chunks() -> AsyncIterator[bytes]:
        while not stop.is_set():
            yield b" " * 65_536
            await asyncio.sleep(0)

    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(address, data=chunks(), headers=REAL) as response:
                return [response.status]
        except aiohttp.ClientError:
            return [413]


@pytest.mark.slow
async def test_24_under_attack_real_updates_are_answered(edge: Edge, capsys: pytest.CaptureFixture[str]) -> None:
    """Slow loris on 200 connections, 50 MB bodies, endless chunks and 10,000 forged calls, all at once."""
    process, stop, took = psutil.Process(), asyncio.Event(), list[float]()
    async with webhook(edge) as address, aiohttp.ClientSession() as session:
        loris = await slow_loris(address, 200)
        before = process.memory_info().rss
        attack = [asyncio.create_task(forged_calls(address)) for _ in range(4)]
        attack += [asyncio.create_task(big_bodies(address)), asyncio.create_task(endless_chunks(address, stop))]
        for person in range(96_000, 96_200):
            began = time.perf_counter()
            assert await posts(session, address, message(person, text="/start"), REAL) == 200
            took.append(time.perf_counter() - began)
            await asyncio.sleep(0.02)
        stop.set()
        refused = [status for found in await asyncio.gather(*attack) for status in found]
        grown = (process.memory_info().rss - before) / 1024 / 1024
        for connection in loris:
            connection.close()
    p99 = sorted(took)[int(len(took) * 0.99) - 1]
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what this test is read for
            f"\n{len(refused)} forged calls: 0 handled; real updates p99 {p99 * 1000:.0f} ms; "
            f"memory {grown:+.0f} MiB with the attackers', who hold 50 of them"
        )
    assert set(refused) == {401, 413}
    assert len(refused) == 10_005
    assert {call.params["chat_id"] for call in edge.wire.sent} == set(range(96_000, 96_200))
    assert p99 <= 0.5
    assert grown < 20 + 55


@pytest.mark.slow
async def test_24_the_whole_bot_by_webhook(telegram: Simulator, tmp_path: Path) -> None:
    """Set by the bot itself; the local Telegram delivers with the secret, tries again, and nothing is lost."""
    port = free_port()
    settings = settings_for(
        tmp_path,
        telegram.url,
        webhook_url=f"http://127.0.0.1:{port}/hook",
        webhook_secret=SecretStr(SECRET),
        listen=f"127.0.0.1:{port}",
    )
    telegram.fault("502", method="setWebhook")
    people = [telegram.new_person(f"n{number}") for number in range(20)]
    async with running(App(settings, telegram.clock.now)) as bot:
        await until(lambda: bool(telegram.world.webhook.url))
        child = telegram.person("child-10")
        await child.send("/start")
        await sees(child, "Я Маяк")
        await child.press("9–11 лет")
        await sees(child, "1 из")
        settled(bot, *people)
        telegram.fault("502", method="sendMessage", times=5)
        telegram.fault("cut_before", method="sendMessage", times=5)
        for person in people:
            await person.send("/settings")
        await until(lambda: all("Настройки" in str(person.see(1)) for person in people))
        # An answer is seen before its update is confirmed.
        await until(lambda: telegram.world.webhook.info()["pending_update_count"] == 0)
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/readyz") as ready:
            assert ready.status == 200
    assert all(len(person.see()) == 2 for person in people), "one message, one answer"
    assert SECRET not in str([entry.view() for entry in telegram.journal])
