"""A day of a campaign comes into the chat by itself, opens by a tap, and nothing comes after leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tests.doors.telegram.servers import press, sees, settles_in, until

if TYPE_CHECKING:
    from bot.app import App
    from simulator import Simulator

pytestmark = pytest.mark.slow

DAY = 24 * 3600


async def to_the_hour(telegram: Simulator, hour: int) -> None:
    """Let the clock go on to the next time at which it is this hour in Moscow, and an hour of the spread more."""
    now = telegram.clock.now()
    wanted = (hour - 3) * 3600
    gone = now.hour * 3600 + now.minute * 60 + now.second
    telegram.clock.advance((wanted - gone) % DAY + 3600)


def noted(bot: App) -> tuple[int, str | None, str | None]:
    """The step of the only row, when it was sent and when opened."""
    with bot.stores.durable.transaction() as db:
        step, sent_on, opened_on = db.execute(text("SELECT step, sent_on, opened_on FROM steps")).one()
    return step, sent_on, opened_on


async def test_a_day_comes_opens_and_stops_with_leaving(bot: App, telegram: Simulator) -> None:
    await to_the_hour(telegram, 11)  # whatever time it is where the test runs, the child joins at noon
    await settles_in(telegram.person("child-10"))
    child = telegram.person("child-10")
    await child.keyboard("☰ Меню")
    await press(child, "➡ Ещё", "📅 Кампании", "📅 Неделя лампы", "🙋 Участвовать", "12:00 · Москва")
    await sees(child, "Ты участвуешь")
    telegram.clock.advance(DAY)
    await to_the_hour(telegram, 16)
    await sees(child, "Лампа и её секрет.")
    assert sum("Лампа и её секрет." in message.get("caption", "") for message in child.see()) == 1
    await press(child, "▶ Лампа и секрет")
    await sees(child, "У лампы есть ключ")
    await until(lambda: all(noted(bot)))  # that it was sent is written down a moment later, many at once
    assert noted(bot)[0] == 1
    await child.keyboard("☰ Меню")
    await press(child, "➡ Ещё", "📅 Кампании", "🙋 Неделя лампы", "👋 Выйти из кампании")
    await sees(child, "участие закончено")
    with bot.stores.durable.transaction() as db:
        assert db.scalar(text("SELECT count(chat) FROM enrolments")) == 0
