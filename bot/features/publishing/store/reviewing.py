"""Reviewing: which editors may judge which edition, so that nobody approves words of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.features.publishing.store import editions
from bot.features.publishing.store.editors import NUMBERS
from bot.features.publishing.tables import editors
from bot.values.audience import Duty

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor


def may_judge(db: Connection, editor: Editor, edition: Edition) -> bool:
    """Whether an editor may let an approved edition serve again or take it off: who may review it, for what is
    sensitive a psychologist.
    """
    knows = editor.duty is Duty.PSYCHOLOGIST or not edition.sensitive
    return knows and may_review(db, editor, edition)


def may_review(db: Connection, editor: Editor, edition: Edition) -> bool:
    """Whether an editor may write notes on an edition, return it, or give an approval of it: a reviewer, and
    nobody who has drafted, sent or held it, whoever holds it now.

    Of an author whose data are erased nothing tells whether they came back as somebody else. Then it takes an
    editor who was there before that author was gone: nobody is two editors at once.
    """
    if not editor.duty.reviews or not edition.seen_by(editor) or worked_on(db, editor, edition):
        return False
    own, _ = editions.authors(db, edition)
    gone = [day for number, day in own.items() if number not in _known(db)]
    return not gone or _since(db, editor) < min(gone)


def worked_on(db: Connection, editor: Editor, edition: Edition) -> bool:
    """Whether an editor has drafted, sent or held an edition, or drafted or sent another one of its pack that
    nobody has approved yet: its words may be theirs.
    """
    own, others = editions.authors(db, edition)
    return editor.number in own or editor.number in others


def _known(db: Connection) -> set[int]:
    """Return the numbers of all who are editors or have been, and whose data are not erased."""
    return {*db.scalars(select(NUMBERS.c.number))}


def _since(db: Connection, editor: Editor) -> date:
    """Return the day on which an editor was let in, the first time."""
    return db.scalar(select(editors.c.since).where(editors.c.number == editor.number)) or date.max
