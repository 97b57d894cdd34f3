"""Measure how many sendMessage calls a second the simulator answers, beside a bare aiohttp handler.

`python tools/bench_simulator.py [--calls N] [--connections N]`. Each server runs in its own process and answers
the same urlencoded calls over keep-alive connections; "a core" is calls per second of the server's own CPU time.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aiohttp import web

from simulator import LIFTED, Simulator

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

TOKEN = "123456:bench"  # noqa: S105 - it opens only the server below
GOAL = 2_000
ANSWER = (
    '{"ok":true,"result":{"message_id":1,"from":{"id":123456,"is_bot":true,"first_name":"Local bot"},'
    '"chat":{"id":5000001,"type":"private"},"date":1700000000,"text":"Hello, this is a message."}}'
)


async def _bare(pipe: Connection) -> None:
    async def answer(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text=ANSWER, content_type="application/json")

    app = web.Application()
    app.router.add_post("/bot{tail:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    pipe.send((runner.addresses[0][1], 5_000_001))
    await asyncio.Event().wait()


async def _simulator(pipe: Connection) -> None:
    simulator = Simulator(TOKEN, rules=LIFTED)
    await simulator.start()
    person = simulator.person("child-7")
    await person.start()
    pipe.send((int(simulator.url.rpartition(":")[2]), person.id))
    await asyncio.Event().wait()


def _serve(which: str, pipe: Connection) -> None:
    asyncio.run(_bare(pipe) if which == "bare" else _simulator(pipe))


async def _caller(port: int, request: bytes, calls: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(calls):
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
    writer.close()


def _request(port: int, chat_id: int, markup: bool) -> bytes:  # noqa: FBT001 - private
    fields = {"chat_id": str(chat_id), "text": "Hello, this is a message."}
    if markup:
        fields["text"] = "<b>Вопрос.</b> Кто может знать твой пароль?"
        fields["parse_mode"] = "HTML"
        fields["reply_markup"] = (
            '{"inline_keyboard":[[{"text":"А","callback_data":"a"},{"text":"Б","callback_data":"b"}]]}'
        )
    body = urlencode(fields).encode()
    head = (
        f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _load(port: int, chat_id: int, calls: int, connections: int, *, markup: bool) -> None:
    request = _request(port, chat_id, markup)
    await asyncio.gather(*(_caller(port, request, calls // connections) for _ in range(connections)))


def measure(which: str, calls: int, connections: int, *, markup: bool = False) -> tuple[float, float]:
    """Return calls per second of real time and per second of the server's CPU time."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(which, theirs), daemon=True)
    server.start()
    try:
        port, chat_id = ours.recv()
        asyncio.run(_load(port, chat_id, max(calls // 10, connections), connections, markup=markup))
        process = psutil.Process(server.pid)
        before = process.cpu_times()
        began = time.perf_counter()
        asyncio.run(_load(port, chat_id, calls, connections, markup=markup))
        took = time.perf_counter() - began
        after = process.cpu_times()
    finally:
        server.terminate()
        server.join()
    cpu = after.user + after.system - before.user - before.system
    return calls / took, calls / cpu


def main() -> int:
    """Print both servers side by side; fail below the goal per core."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=20_000)
    parser.add_argument("--connections", type=int, default=16)
    args = parser.parse_args()
    rows = {
        "bare aiohttp handler": measure("bare", args.calls, args.connections),
        "simulator, plain text": measure("simulator", args.calls, args.connections),
        "simulator, HTML and buttons": measure("simulator", args.calls, args.connections, markup=True),
    }
    bare = rows["bare aiohttp handler"][1]
    print(f"{'sendMessage':30}{'a second':>12}{'a core':>12}{'of bare':>10}   ({os.cpu_count()} cores)")
    for name, (wall, core) in rows.items():
        print(f"{name:30}{wall:12,.0f}{core:12,.0f}{core / bare:10.0%}")
    return 0 if rows["simulator, plain text"][1] >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
