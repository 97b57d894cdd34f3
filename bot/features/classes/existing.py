"""Whether the class or the assignment that a page names is there for this person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.chat.existing import exists, questions
from bot.features.classes import tasks
from bot.features.classes.store import assignments, classrooms, memberships

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.packs.question import Question


@exists("room")
def room(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the person teaches or learns in the class."""
    key, number = turn.person.key, fields["room"]
    return bool(classrooms.taught(turn.db, key, number) or memberships.attended(turn.db, key, number))


@exists("task")
def task(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether a class was given it in which the person teaches or learns."""
    return _assignment(turn, fields) is not None


@questions
def of_task(turn: Turn, fields: Mapping[str, Any]) -> list[Question]:
    """Return the questions of an assigned set: any of them may be the one that a live quiz has come to."""
    assignment = _assignment(turn, fields) if "task" in fields else None
    item = tasks.item_of(turn, assignment) if assignment else None
    return [card.question for card in item.cards if card.question] if item else []


def _assignment(turn: Turn, fields: Mapping[str, Any]) -> Assignment | None:
    key, number = turn.person.key, fields["task"]
    return assignments.taught(turn.db, key, number) or assignments.attended(turn.db, key, number)
