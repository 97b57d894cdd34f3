"""A class with an assignment: it is given, answered and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.chat import textmode
from bot.features.classes import pages as classes_pages
from tests.kit.classrooms import another, code_on, joins, makes_class
from tests.talk import House, Person

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tests.talk import House, Person

LOST = "This page is not here any more"


RIGHT = {"choice": "b", "all": "ab", "truth": "b", "order": "abc", "open": "", "poll": "a", "key": "c"}


def gives(
    teacher: Person, room: int, what: str = "❓", until: str = "2 December", topic: str = "Passwords"
) -> int:
    """Give the class the first item of a kind, from the class's own page; return the assignment's number."""
    teacher.visits(f"class/{room}")
    teacher.taps("Give something")
    teacher.taps(topic)
    teacher.taps(what)
    teacher.taps(f"Until {until}")
    page = teacher.button("How it goes").page
    assert isinstance(page, classes_pages.Task)
    return page.task


def classes_of(house: House, educator: Person, pupils: int) -> tuple[int, list[Person]]:
    """A class with so many pupils of 9–11; return its room and the pupils."""
    room = makes_class(educator)
    code = code_on(educator.see())
    people = [another(house, 3000 + number) for number in range(pupils)]
    for person in people:
        joins(person, code)
    return room, people


def counted(db: Connection) -> dict[str, int]:
    """How many answers are counted or wait for it, by the meaning of their question."""
    both = "SELECT meaning, number FROM tallies UNION ALL SELECT meaning, 1 FROM waiting_answers"
    rows = db.execute(text(f"SELECT meaning, sum(number) FROM ({both}) AS counts GROUP BY meaning"))  # noqa: S608 - no input
    return {meaning: int(number) for meaning, number in rows}


def cards_of(house: House, attempt: int) -> list[str]:
    with house.stores.durable.transaction() as db:
        rows = db.execute(text("SELECT card FROM asked WHERE attempt = :a ORDER BY number"), {"a": attempt})
        return list(dict.fromkeys(row[0] for row in rows))


def answers_all(
    house: House, pupil: Person, task: int, given: dict[str, str] | None = None, *, look: bool = True
) -> None:
    """Begin the assigned set and answer each of its questions, `given` by card, else right; `look` how it went."""
    pupil.visits(f"due/{task}/begin")
    path = next(link.page.path for link in textmode.links(pupil.see()) if "Stop" in link.label)
    attempt = int(path.split("/")[1])
    for number, card in enumerate(cards_of(house, attempt), 1):
        pupil.visits(f"answer/{attempt}/{number}/{(RIGHT | (given or {}))[card]}")
    if look:
        pupil.visits(path)


def answered(house: House, educator: Person, pupils: int, given: dict[str, str] | None = None) -> int:
    """A class whose pupils have all done the set; return the assignment."""
    room, people = classes_of(house, educator, pupils)
    task = gives(educator, room)
    for pupil in people:
        answers_all(house, pupil, task, given)
    return task
