"""Tallies: how a class answered, without persons. Written with each answer, in its transaction.

An answer waits as a row of its pupil, whose /forget erases it. Five answers to one wording of a question make a
block without persons; nothing smaller is kept or given out, so that no two looks at the totals differ by less than
five answers (decision 0011).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.db.aggregates import BlockCounter, add_up
from bot.features.classes.tables import tallies, waiting_answers
from bot.values.few import BLOCK, Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_COUNTER = BlockCounter(waiting_answers, ("task", "meaning"), BLOCK)

PAPER = "/paper"
"""Marks the totals of answers that a teacher typed in from paper. They have blocks of their own: the teacher knows
them, and would know the rest of a block that they share with others."""


def add(db: Connection, key: bytes, task: int, meaning: str, marks: str) -> None:
    """Let one answer to an assignment wait, and make a block when five wait. Call it once for each answer, in the
    answer's own transaction.
    """
    answer = {"person": key, "task": task, "meaning": meaning, "marks": marks}
    _COUNTER.add(db, [answer])
    for five in _COUNTER.take(db, [answer]):
        _keep(db, task, meaning, _number(db, task, meaning) // BLOCK, [row.marks for row in five])


def add_paper(db: Connection, task: int, meaning: str, marked: Sequence[str]) -> None:
    """Count the answers of several pupils to one question, given on paper, in their order. They are nobody's rows:
    the paper itself stays with the teacher.
    """
    key = meaning + PAPER
    _COUNTER.lock(db, [{"task": task, "meaning": key}])
    whole, begun = divmod(_number(db, task, key), BLOCK)
    for at in range(-begun, len(marked), BLOCK):
        _keep(db, task, key, whole, marked[max(at, 0) : at + BLOCK])
        whole += 1


def blocks(db: Connection, task: int) -> dict[str, list[Block]]:
    """Return the whole blocks of an assignment by the meaning of the question, in the order they were filled;
    those of paper stand last.
    """
    found: dict[str, dict[tuple[str, int], Block]] = {}
    of_task = select(tallies.c.meaning, tallies.c.block, tallies.c.marks, tallies.c.number)
    of_task = of_task.where(tallies.c.task == task)
    for key, block, marks, number in db.execute(of_task.order_by(*tallies.primary_key.columns)):
        meaning, paper, _ = key.partition(PAPER)
        found.setdefault(meaning, {}).setdefault((paper, block), {})[marks] = number
    return {
        meaning: [block for _, block in sorted(by_number.items()) if sum(block.values()) == BLOCK]
        for meaning, by_number in found.items()
    }


def number(db: Connection, task: int, meaning: str) -> int:
    """Return how many have answered one wording of a question; it tells nothing of anybody's answer."""
    return _number(db, task, meaning) + _COUNTER.waiting(db, task=task, meaning=meaning)


def _number(db: Connection, task: int, meaning: str) -> int:
    this = tallies.c.task == task, tallies.c.meaning == meaning
    return int(db.scalar(select(func.coalesce(func.sum(tallies.c.number), 0)).where(*this)) or 0)


def _keep(db: Connection, task: int, meaning: str, block: int, marked: Sequence[str]) -> None:
    """Add answers to a block."""
    here = {"task": task, "meaning": meaning, "block": block}
    add_up(db, tallies, [{**here, "marks": marks, "number": times} for marks, times in Counter(marked).items()])
