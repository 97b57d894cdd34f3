"""A Telegram that takes everything at once: the least server that speaks HTTP, in a process of its own.

`python tools/bench_taker.py` prints its port, answers every request with a message, and ends with its input.
"""

from __future__ import annotations

import asyncio
import sys

BODY = b'{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"text":"taken"}}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
LENGTH = b"content-length:"


class Taker(asyncio.Protocol):
    """One connection. Reads requests by their Content-Length and answers each."""

    def __init__(self) -> None:
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole by now."""
        self._came += data
        while b"\r\n\r\n" in self._came:
            head, _, rest = self._came.partition(b"\r\n\r\n")
            lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(LENGTH)]
            length = int(lengths[0][len(LENGTH) :]) if lengths else 0
            if len(rest) < length:
                return
            self._came = rest[length:]
            assert isinstance(self._transport, asyncio.WriteTransport)  # noqa: S101 - a TCP connection is one
            self._transport.write(ANSWER)


async def main() -> None:
    """Serve until the input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Taker, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
