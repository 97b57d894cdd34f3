"""Store of own questions: sealed words and their letters, a row a set; gone with the class or its teacher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.features.classes.store import classrooms, memberships
from bot.features.own_questions.tables import own_questions

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class SealedSet:
    """A set as it is stored; `revision` counts its changes from 1."""

    number: int
    room: int
    revision: int
    recipe: str
    words: bytes


_COLUMNS = tuple(own_questions.c[name] for name in SealedSet.__slots__)


def of_person(db: Connection, key: bytes) -> list[SealedSet]:
    """Return a teacher's sets, by number."""
    rows = db.execute(select(*_COLUMNS).where(own_questions.c.person == key).order_by(own_questions.c.number))
    return [SealedSet(*row) for row in rows]


def get(db: Connection, key: bytes, number: int) -> SealedSet | None:
    """Return the teacher's own set of this number, else None."""
    this = (own_questions.c.person == key, own_questions.c.number == number)
    row = db.execute(select(*_COLUMNS).where(*this)).first()
    return SealedSet(*row) if row else None


def save(db: Connection, key: bytes, number: int, room: int, recipe: str, words: bytes) -> None:  # noqa: PLR0913, PLR0917 - a set is all of these
    """Keep a set as it is now; its class stays the first one."""
    row = {"person": key, "number": number, "room": room, "revision": 1, "recipe": recipe, "words": words}
    new = upsert(own_questions).values(row)
    changed = {"recipe": recipe, "words": words, "revision": own_questions.c.revision + 1}
    db.execute(new.on_conflict_do_update(index_elements=["person", "number"], set_=changed))


def drop(db: Connection, key: bytes, number: int) -> None:
    """Erase a set."""
    db.execute(delete(own_questions).where(own_questions.c.person == key, own_questions.c.number == number))


@memberships.on_close
def end_room(db: Connection, room: int) -> None:
    """Erase the words of a class that is closed; what it answered stays readable, in letters."""
    db.execute(delete(own_questions).where(own_questions.c.room == room))


@classrooms.on_stop_teaching
def stop(db: Connection, key: bytes, room: int) -> None:
    """Erase the words of a teacher who leaves a class."""
    db.execute(delete(own_questions).where(own_questions.c.person == key, own_questions.c.room == room))
