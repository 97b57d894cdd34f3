"""Giving: what other features add where a teacher gives a class something and sees how that goes."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from bot.values.hook import Hook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.quiz.totals import Total
    from bot.packs.model import Item, Ref
    from bot.values.screen import Link, Row

own_lists: Hook[[Turn, Classroom], tuple[int, Link]] = Hook()
"""The teacher's own lists to choose from, with their place (from 0) below the topics."""

list_of: Hook[[Turn, Classroom, Ref], Link | None] = Hook()
"""The list in which a teacher's own item stands; None for an item of others."""

ways: Hook[[Turn, Classroom, Item], Link | None] = Hook()
"""Other ways to give an item than until a day; None where the item does not allow it."""

beside_results: Hook[[Turn, Assignment], Row] = Hook()
"""Buttons below the results of a question set; empty where there is nothing to do."""

notes: Hook[[Turn, Assignment], str] = Hook()
"""What is still to be done with an assignment; empty for nothing."""

comparison: Hook[[Turn, Assignment, Item, Sequence[Total]], str] = Hook()
"""What the totals of a set say beside others of the class; empty for nothing."""


def in_order(found: Iterable[tuple[int, Link]]) -> tuple[Row, ...]:
    """Return a row for each link, by place."""
    return tuple((link,) for _, link in sorted(found, key=itemgetter(0)))
