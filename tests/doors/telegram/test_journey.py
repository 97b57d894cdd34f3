"""A journey through real Telegram calls: what the person sees in the chat, message by message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.doors.telegram.servers import press, sees, until

if TYPE_CHECKING:
    from bot.app import App
    from simulator import Simulator

pytestmark = pytest.mark.slow


async def settle(telegram: Simulator, who: str = "9–11 лет") -> None:
    child = telegram.person("child-10")
    await child.send("/start")
    await sees(child, "Я Маяк")
    await press(child, who)
    await sees(child, "1 из")


async def test_the_first_minute(bot: App, telegram: Simulator) -> None:
    child = telegram.person("child-10")
    await settle(telegram)
    assert child.keys() == [["☰ Меню", "🆘 Помощь"]]
    assert len([message for message in child.see() if not message["from"]["is_bot"]]) == 1
    assert len(child.see()) <= 4, "/start, the greeting, and one screen in place of another (a picture gives way)"
    assert bot.services.instance.bot
    assert not telegram.journal.red


async def test_a_tap_edits_and_typed_words_send_a_new_message(bot: App, telegram: Simulator) -> None:
    del bot
    child = telegram.person("child-10")
    await settle(telegram)
    before = len(child.see())
    await child.keyboard("☰ Меню")
    await sees(child, "Чего хочется?")
    assert len(child.see()) == before + 2
    await child.press("📚 Темы для меня")
    await sees(child, "Выбери, что интересно")
    assert len(child.see()) == before + 2


async def test_a_picture_comes_and_goes(bot: App, telegram: Simulator) -> None:
    child = telegram.person("child-7")
    del bot
    await child.send("/start lesson_lamp_light_6-8")
    await sees(child, "Я Маяк")
    await press(child, "6–8 лет")
    kinds: list[str] = []
    for _ in range(4):
        await until(lambda: any("Дальше ▶" in row or "Закончить ✓" in row for row in child.buttons()))
        newest = child.see(1)[0]
        kinds.append("photo" if "photo" in newest else "text")
        if any("Закончить ✓" in row for row in child.buttons()):
            break
        edited = newest.get("edit_date"), newest["message_id"]
        await child.press("Дальше ▶")
        await until(
            lambda edited=edited: (child.see(1)[0].get("edit_date"), child.see(1)[0]["message_id"]) != edited  # type: ignore[misc]
        )
    assert {"photo", "text"} <= set(kinds)
    assert not telegram.journal.red


async def test_help_answers_a_stranger(bot: App, telegram: Simulator) -> None:
    del bot
    child = telegram.person("child-14")
    await child.send("помогите")
    await sees(child, "🆘")


async def test_the_profile_is_set_in_both_languages(bot: App, telegram: Simulator) -> None:
    await until(lambda: bool(bot.services.instance.bot))
    await until(lambda: any(entry.method == "setMyCommands" for entry in telegram.journal))
    await until(lambda: sum(entry.method == "setMyShortDescription" for entry in telegram.journal) == 2)


async def test_files_of_my_data_arrive(bot: App, telegram: Simulator) -> None:
    del bot
    child = telegram.person("child-10")
    await settle(telegram)
    await child.send("/export")
    await until(lambda: sum("document" in message for message in child.see()) == 2)
    names = {message["document"]["file_name"] for message in child.see() if "document" in message}
    assert names == {"mayak.json", "mayak.txt"}
