"""Reviewing: which editors may judge which edition, so that nobody approves words of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.features.publishing.store import editions, history
from bot.features.publishing.store.editors import NUMBERS
from bot.features.publishing.tables import editors
from bot.values.audience import Duty

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor


def may_restore(db: Connection, editor: Editor, edition: Edition) -> bool:
    """Whether an editor may let an approved edition serve again: one who oversees its space and has no part in it.
    It takes a psychologist where it is sensitive, or was found to be: a later approved edition of its pack is.
    """
    knows = editor.duty is Duty.PSYCHOLOGIST or not editions.is_sensitive_since(db, edition)
    return knows and edition.is_overseen_by(editor) and _has_no_part(db, editor, edition)


def may_review(db: Connection, editor: Editor, edition: Edition) -> bool:
    """Whether an editor may write notes on an edition, return it, or give an approval of it: a reviewer, and
    nobody who has drafted, sent or held it, or shares a phone with somebody who has, though others hold it now.
    """
    return editor.duty.reviews and edition.seen_by(editor) and _has_no_part(db, editor, edition)


def _has_no_part(db: Connection, editor: Editor, edition: Edition) -> bool:
    """Whether nobody on an editor's phone has worked on an edition.

    Of an author whose data are erased nothing tells whether they came back as somebody else. Then it takes an
    editor who was there before that author was gone: no phone has two editors at once.
    """
    if worked_on(db, editor, edition):
        return False
    own, _ = history.authors(db, edition)
    gone = [day for number, day in own.items() if number not in _known(db)]
    return not gone or _since(db, editor) < min(gone)


def worked_on(db: Connection, editor: Editor, edition: Edition) -> bool:
    """Whether an editor, or somebody else on the phone of an editor who acts, has drafted, sent or held an
    edition, or drafted or sent another one of its pack that nobody has approved yet: its words may be theirs.
    """
    own, others = history.authors(db, edition)
    return not editor.hand.isdisjoint({*own, *others})


def _known(db: Connection) -> set[int]:
    """Return the numbers of all who are editors or have been, and whose data are not erased."""
    return {*db.scalars(select(NUMBERS.c.number))}


def _since(db: Connection, editor: Editor) -> date:
    """Return the day since when an editor is one."""
    return db.scalar(select(editors.c.since).where(editors.c.number == editor.number)) or date.max
