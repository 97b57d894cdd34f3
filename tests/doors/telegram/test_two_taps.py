"""Three hundred people tap the same answer twice at once; each is counted once (check 6)."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import pytest

from simulator import actions
from tests.doors.telegram.servers import settled, until

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App
    from simulator import PersonHandle, Simulator

pytestmark = pytest.mark.slow

PEOPLE = 300


def data(person: PersonHandle) -> list[str]:
    """Where the buttons of the newest message with buttons lead to."""
    for message in reversed(person.see()):
        rows = message.get("reply_markup", {}).get("inline_keyboard")
        if rows:
            return [button.get("callback_data", "") for row in rows for button in row]
    return []


def taps(telegram: Simulator, person: PersonHandle, times: int) -> None:
    """Tap the first button of the newest message so many times at once."""
    newest = person.see(1)[0]["message_id"]
    for _ in range(times):
        actions.press(telegram.world, person.person, person.id, newest, (0, 0))


async def test_three_hundred_answers_are_counted(bot: App, telegram: Simulator, tmp_path: Path) -> None:
    people = [telegram.new_person(f"n{number}") for number in range(PEOPLE)]
    settled(bot, *people)
    await asyncio.gather(*(person.start("quiz_lamp-sets_light_12-15") for person in people))
    await until(lambda: all(any(path.startswith("begin/") for path in data(person)) for person in people))
    for person in people:
        taps(telegram, person, 2)
    await until(lambda: all(data(person)[0].startswith("answer/") for person in people))
    for person in people:
        taps(telegram, person, 2)
    await until(lambda: all(data(person)[0].startswith(("question/", "result/")) for person in people))
    await until(lambda: not telegram.world.updates.waiting)
    await until(lambda: all(callback.answered for callback in telegram.world.callbacks.values()))
    with sqlite3.connect(tmp_path / "bot.sqlite") as db:
        begun = db.execute("SELECT count(*), count(DISTINCT person) FROM attempts").fetchone()
        counted = db.execute("SELECT count(*), count(DISTINCT person) FROM answers").fetchone()
    assert begun == (PEOPLE, PEOPLE)
    assert counted == (PEOPLE, PEOPLE)
    assert len(bot.handler.locks) == 0
    assert not telegram.journal.red


async def test_two_different_answers_in_one_batch_count_as_the_first(
    bot: App, telegram: Simulator, tmp_path: Path
) -> None:
    """Both taps stand in the same batch of updates, the first is what was meant first."""
    person = telegram.new_person("n")
    settled(bot, person)
    await person.start("quiz_lamp-sets_light_12-15")
    await until(lambda: any(path.startswith("begin/") for path in data(person)))
    taps(telegram, person, 1)
    await until(lambda: data(person)[0].startswith("answer/"))
    newest = person.see(1)[0]
    first, second = (row[0]["callback_data"] for row in newest["reply_markup"]["inline_keyboard"][:2])
    for place in (1, 0, 1):
        actions.press(telegram.world, person.person, person.id, newest["message_id"], (place, 0))
    await until(lambda: data(person)[0].startswith("question/"))
    await until(lambda: not telegram.world.updates.waiting)
    with sqlite3.connect(tmp_path / "bot.sqlite") as db:
        marks = [row[0] for row in db.execute("SELECT marks FROM answers")]
    assert first != second
    assert marks == [second.rpartition("/")[2]]
