"""Whether a running bot is ready, and whether help is found while it is not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import aiohttp

from bot.app import App
from tests.doors.telegram.servers import sees, until

if TYPE_CHECKING:
    from simulator import PersonHandle, Simulator


async def ready(app: App) -> tuple[int, str]:
    address = f"http://127.0.0.1:{app.settings.listen_on()[1]}/readyz"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, await response.text()


async def finds_help(telegram: Simulator, nick: str) -> None:
    """A newcomer finds help by command, word and button, by telling of it, and then the lines of a country."""
    person = telegram.new_person(nick)
    for words in ("я не хочу жить", "/sos", "помогите", "Mayak", "🆘 Помощь", "/help"):
        sent = (await person.send(words))["message_id"]
        await until(partial(helped, person, sent))
    await person.press("🌍 Страна")
    await sees(person, "В какой ты стране")
    await person.press("📍 Россия")
    await sees(person, "8-800-2000-122")
    await person.press("Ещё помощь ▶")
    await sees(person, "Кто ещё поможет")
    await person.press("☎ Куда звонить")
    await sees(person, "Куда звонить")
    await person.press("🏙 Мой регион")
    await sees(person, "В каком ты регионе")
    await person.press("Москва")
    await sees(person, "051")


def helped(person: PersonHandle, after: int) -> bool:
    """Whether the bot has helped after a message."""
    return any(
        one["message_id"] > after and one.get("text", "").startswith("🆘") and "112" in one["text"]
        for one in person.see()
    )
