"""The baseline of the benchmarks: a bare aiogram echo bot by polling. `python tools/bench_echo.py SERVER TOKEN`.

Stock session, stock dispatcher, one handler, no store: what the least bot costs.
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message  # noqa: TC002 - aiogram reads the annotations at run time


async def echo(message: Message) -> None:
    """Say the same words."""
    await message.answer(message.text or "…")


async def main(server: str, token: str) -> None:
    """Echo until the process is ended."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(server)))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
