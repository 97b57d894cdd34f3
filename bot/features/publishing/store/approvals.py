"""Approvals of an edition that waits, until it is decided on: the reviewer, their role, and the text they had
read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.features.publishing.store.editors import NUMBERS, Editor
from bot.features.publishing.tables import approvals
from bot.values.audience import Duty

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval: who gave it, in the role that they had then, and the mark of all that they had read."""

    editor: Editor
    mark: str


def give(db: Connection, key: bytes, edition: int, duty: Duty, mark: str) -> None:
    """Note a person's approval of an edition, in place of an earlier one of theirs."""
    row = upsert(approvals).values(person=key, edition=edition, duty=duty.value, mark=mark)
    given = {"duty": duty.value, "mark": mark}
    db.execute(row.on_conflict_do_update(index_elements=["person", "edition"], set_=given))


def of_edition(db: Connection, edition: int) -> list[Approval]:
    """Return the approvals of an edition, by the numbers of the people who gave them."""
    rows = db.execute(
        select(NUMBERS.c.number, approvals.c.duty, approvals.c.mark)
        .join_from(approvals, NUMBERS, approvals.c.person == NUMBERS.c.person)
        .where(approvals.c.edition == edition)
        .order_by(NUMBERS.c.number)
    )
    return [Approval(Editor(number, Duty(duty)), mark) for number, duty, mark in rows]


def drop(db: Connection, edition: int) -> None:
    """Forget who has approved an edition that is decided on."""
    db.execute(delete(approvals).where(approvals.c.edition == edition))
