"""Tallies: how a class answered, without persons. Written with each answer, in its transaction.

Five answers in a row to one wording of a question make a block; nothing smaller than a whole block is given out,
so that no two looks at the totals differ by less than five answers (decision 0011).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.store.schema import counted, tallies
from bot.store.statement import Hot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

BLOCK = 5
"""Answers in a block: the smallest group of a class that is shown (reliability 39)."""

_ONE_MORE: ColumnElement[int] = literal_column("1")
_COUNT = upsert(counted).values(
    task=bindparam("task"), meaning=bindparam("meaning"), number=bindparam("one", type_=counted.c.number.type)
)
# The row of `counted` is the lock under which answers of one class to one question are numbered.
_COUNT_HOT = Hot(
    _COUNT.on_conflict_do_update(
        index_elements=["task", "meaning"], set_={"number": counted.c.number + _ONE_MORE}
    ).returning(counted.c.number)
)
_TALLY = upsert(tallies).values(
    task=bindparam("task"),
    meaning=bindparam("meaning"),
    block=bindparam("block"),
    marks=bindparam("marks"),
    number=bindparam("one", type_=tallies.c.number.type),
)
_TALLY_HOT = Hot(
    _TALLY.on_conflict_do_update(
        index_elements=["task", "meaning", "block", "marks"],
        set_={"number": tallies.c.number + _ONE_MORE},
    )
)
_OF_TASK = Hot(
    select(tallies.c.meaning, tallies.c.block, tallies.c.marks, tallies.c.number)
    .where(tallies.c.task == bindparam("task"))
    .order_by(tallies.c.meaning, tallies.c.block, tallies.c.marks)
)

PAPER = "/paper"
"""Marks the totals of answers that a teacher typed in from paper. They have blocks of their own: the teacher knows
them, and would know the rest of a block that they share with others."""

Block = dict[str, int]
"""How many of five gave which marks."""


def add(db: Connection, task: int, meaning: str, marks: str) -> None:
    """Count one answer to an assignment. Call it once for each answer, in the answer's own transaction."""
    row = _COUNT_HOT.one(db, task=task, meaning=meaning, one=1)
    number = int(row[0]) if row else 1
    _TALLY_HOT.changed(db, task=task, meaning=meaning, block=(number - 1) // BLOCK, marks=marks, one=1)


def add_paper(db: Connection, task: int, meaning: str, marked: Sequence[str]) -> None:
    """Count the answers of several pupils to one question, given on paper, in their order."""
    for marks in marked:
        add(db, task, meaning + PAPER, marks)


def blocks(db: Connection, task: int) -> dict[str, list[Block]]:
    """Return the whole blocks of an assignment by the meaning of the question, in the order they were filled;
    those of paper stand last.
    """
    found: dict[str, dict[tuple[str, int], Block]] = {}
    for key, block, marks, number in _OF_TASK.all(db, task=task):
        meaning, paper, _ = key.partition(PAPER)
        found.setdefault(meaning, {}).setdefault((paper, block), {})[marks] = number
    return {
        meaning: [block for _, block in sorted(by_number.items()) if sum(block.values()) == BLOCK]
        for meaning, by_number in found.items()
    }


def number(db: Connection, task: int, meaning: str) -> int:
    """Return how many have answered one wording of a question; that is no answer of anybody."""
    this = (counted.c.task == task, counted.c.meaning == meaning)
    return db.scalar(select(counted.c.number).where(*this)) or 0
