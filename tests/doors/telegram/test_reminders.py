"""A planned visit comes at its hour, once, and not at all when its hour has passed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tests.doors.telegram.servers import sees, settles_in, until

if TYPE_CHECKING:
    from bot.app import App
    from simulator import PersonHandle, Simulator

pytestmark = pytest.mark.slow


def waiting(bot: App) -> int:
    with bot.stores.durable.transaction() as db:
        return int(db.execute(text("SELECT count(*) FROM deliveries")).scalar_one())


def labelled(person: PersonHandle, words: str) -> list[str]:
    """The labels that end with these words; before them may stand a time."""
    return [label for row in person.buttons() for label in row if label.endswith(words)]


async def agrees(telegram: Simulator) -> None:
    await settles_in(telegram.person("child-10"))
    child = telegram.person("child-10")
    await child.keyboard("☰ Меню")
    for words in ("➡ Ещё", "🌱 Мои привычки", "🌙 Напомнить сегодня вечером", "· Москва", "Да, один раз"):
        await until(lambda words=words: bool(labelled(child, words)))  # type: ignore[misc]
        await child.press(labelled(child, words)[0])
    await sees(child, "Хорошо: один раз")


async def test_the_reminder_comes_once_at_its_hour(bot: App, telegram: Simulator) -> None:
    await agrees(telegram)
    assert waiting(bot) == 1
    with bot.stores.durable.transaction() as db:
        due = db.execute(text("SELECT due_at FROM deliveries")).scalar_one()
    telegram.clock.advance(float(due) - telegram.clock.now().timestamp() + 1)
    child = telegram.person("child-10")
    await sees(child, "пора отложить телефон")
    await until(lambda: waiting(bot) == 0)
    assert sum("пора отложить телефон" in message.get("text", "") for message in child.see()) == 1


async def test_a_reminder_is_not_sent_into_the_night(bot: App, telegram: Simulator) -> None:
    await agrees(telegram)
    with bot.stores.durable.transaction() as db:
        due = db.execute(text("SELECT due_at FROM deliveries")).scalar_one()
    late = timedelta(hours=3).total_seconds()
    telegram.clock.advance(float(due) - telegram.clock.now().timestamp() + late)
    await until(lambda: waiting(bot) == 0)
    child = telegram.person("child-10")
    assert not any("пора отложить телефон" in message.get("text", "") for message in child.see())


async def test_the_reminder_comes_into_a_lesson_too(bot: App, telegram: Simulator) -> None:
    """A break is wanted just when somebody is in the middle of something."""
    await agrees(telegram)
    with bot.stores.durable.transaction() as db:
        due = db.execute(text("SELECT due_at FROM deliveries")).scalar_one()
    telegram.clock.advance(float(due) - telegram.clock.now().timestamp() - 60)
    child = telegram.person("child-10")
    await child.send("/start quiz_lamp-sets_light_9-11")
    await until(lambda: any("Начать" in row[0] for row in child.buttons()))
    await child.press("▶ Начать")
    await sees(child, "1 из")
    telegram.clock.advance(61)
    await sees(child, "пора отложить телефон")
    await until(lambda: waiting(bot) == 0)


async def test_23_no_reminder_comes_into_a_talk_about_help(bot: App, telegram: Simulator) -> None:
    await agrees(telegram)
    with bot.stores.durable.transaction() as db:
        due = db.execute(text("SELECT due_at FROM deliveries")).scalar_one()
    telegram.clock.advance(float(due) - telegram.clock.now().timestamp() - 60)
    child = telegram.person("child-10")
    await child.keyboard("🆘 Помощь")
    await sees(child, "112")
    telegram.clock.advance(61)
    await until(lambda: waiting(bot) == 0)
    assert not any("пора отложить телефон" in message.get("text", "") for message in child.see())
