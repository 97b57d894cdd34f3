"""What people do most asks the database only by statements that were compiled once (`bot.db.statement`).

One that is put together anew each time costs as much as the rest of a menu tap, and no other test would see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from bot.chat import textmode
from tests.talk import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.talk import House

SEED = 1
"""An attempt that begins with two questions of one right option, which one tap answers."""


@pytest.fixture
def slow_statements(house: House) -> Iterator[list[str]]:
    """What is executed by SQLAlchemy and not on the driver's own cursor, as it comes."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(house.stores.durable.engine, "before_cursor_execute", note)
    yield said
    event.remove(house.stores.durable.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("who", ["6-8", "9-11", "12-15", "16-17", "parent", "educator"])
def test_a_tap_compiles_no_statement(house: House, slow_statements: list[str], who: str) -> None:
    person = Person(house)
    person.settles_in(who)
    assert slow_statements  # settling in is done once, so its statements need not be compiled
    person.visits("menu")
    slow_statements.clear()
    for path in ("habits", "menu", f"topics/{who}", "help", "settings", "menu"):
        person.visits(path)
    assert slow_statements == []


def test_a_question_and_its_answer_compile_no_statement(
    house: House, slow_statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.randbits", lambda _: SEED)
    person = Person(house)
    person.settles_in()
    person.visits("quiz/lamp-sets/light/9-11")
    press_first(person, "begin/")
    slow_statements.clear()
    press_first(person, "answer/")
    press_first(person, "question/")
    assert slow_statements == []


def press_first(person: Person, path: str) -> None:
    """Press the first button whose path begins so."""
    links = textmode.links(person.see())
    person.visits(next(link.page.path for link in links if link.page.path.startswith(path)))
