"""The baseline of the benchmarks: a bare aiogram echo bot by polling. `python tools/bench_echo.py SERVER TOKEN`.

Stock session, stock dispatcher, no store: what the least bot costs. Words are said again in one call; a tap on a
button edits its message and its buttons and ends the spinner, in two calls, as a tap in a menu does.
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

WORDS = "A screen of a few lines. " * 5
ROWS, ACROSS = 5, 2
"""Buttons of a screen: as many as an older child's menu has."""


async def echo(message: Message) -> None:
    """Say the same words; to /buttons show a screen with buttons."""
    if message.text == "/buttons":
        await message.answer(WORDS, reply_markup=buttons(0))
    else:
        await message.answer(message.text or "…")


async def tapped(query: CallbackQuery) -> None:
    """Show the screen anew, with another number."""
    number = int((query.data or "").partition("/")[2]) + 1
    if isinstance(query.message, Message):
        await query.message.edit_text(f"{number}. {WORDS}", reply_markup=buttons(number))
    await query.answer()


def buttons(number: int) -> InlineKeyboardMarkup:
    """Return the buttons of the screen of this number."""
    rows = [
        [
            InlineKeyboardButton(text=f"🌱 A button {row} {place}", callback_data=f"tap/{number}")
            for place in range(ACROSS)
        ]
        for row in range(ROWS)
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


async def main(server: str, token: str) -> None:
    """Echo until the process is ended."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(server)))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    dispatcher.callback_query.register(tapped)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
