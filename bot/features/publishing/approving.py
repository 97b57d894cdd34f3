"""Approving: how many approvals an edition needs, which of those given count, and what is missing, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.names import duty_name
from bot.features.publishing.changes import leaves, mark_of_all
from bot.features.publishing.store import approvals, reviewing
from bot.values.audience import Duty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Reader, Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor

OF_SENSITIVE = 2
"""Approvals that a sensitive edition needs (sensitive items, help pages, help lines), one by a psychologist."""


def given(turn: Turn, edition: Edition) -> list[Editor]:
    """Return who has approved an edition, each in the role that they had then. An approval counts as long as
    the differences from the serving edition are the ones they had read, and they hold no part in it.
    """
    pages = leaves(turn, edition.edition)
    if pages is None:
        return []
    mark = mark_of_all(pages)
    found = approvals.of_edition(turn.db, edition.edition)
    return [
        one.editor for one in found if one.mark == mark and not reviewing.worked_on(turn.db, one.editor, edition)
    ]


def has_approved(turn: Turn, edition: Edition, editor: Editor) -> bool:
    """Whether an editor's approval of an edition counts already, or that of somebody else on their phone."""
    return not editor.hand.isdisjoint(one.number for one in given(turn, edition))


def is_enough(edition: Edition, by: Sequence[Editor]) -> bool:
    """Whether these approvals let an edition serve."""
    if not edition.sensitive:
        return bool(by)
    return len(by) >= OF_SENSITIVE and any(one.duty is Duty.PSYCHOLOGIST for one in by)


def completes(turn: Turn, edition: Edition, editor: Editor) -> bool:
    """Whether an edition serves as soon as this editor approves it, too."""
    others = [one for one in given(turn, edition) if one.number not in editor.hand]
    return is_enough(edition, [*others, editor])


def approve_label(turn: Turn, edition: Edition, editor: Editor) -> str:
    """Return what the button of an approval says."""
    if completes(turn, edition, editor):
        return turn.say("✅ Approve and publish")
    return turn.say("✅ Approve, somebody else has to as well")


def missing_words(turn: Turn, edition: Edition) -> list[str]:
    """Return, of an edition that waits, who has approved it and what is missing; nothing where one is enough."""
    by = given(turn, edition)
    told = []
    if edition.sensitive:
        told.append(
            turn.say(
                "It holds sensitive topics or help: two people have to approve it, and one of them has to be a "
                "psychologist."
            )
        )
    if by:
        told.append(turn.say("Approved so far: {who}.", who=editors_named(turn, by)))
    if by and edition.sensitive and not any(one.duty is Duty.PSYCHOLOGIST for one in by):
        told.append(turn.say("A psychologist's approval is missing."))
    return told


def is_missing(reader: Reader, edition: Edition, by: Sequence[Editor]) -> str:
    """Return which approvals an edition that waits still needs."""
    knows = any(one.duty is Duty.PSYCHOLOGIST for one in by)
    if not edition.sensitive:
        return reader.say("one approval")
    if not by:
        return reader.say("two approvals, one of them a psychologist's")
    return reader.say("one more approval") if knows else reader.say("a psychologist's approval")


def missing_one(reader: Reader, edition: Edition, by: Sequence[Editor], may: Sequence[Editor]) -> str:
    """Return what else keeps an edition waiting: too few editors may give the missing approvals; empty where
    enough may. `may`: those who may review it and have not approved it.
    """
    knows = any(one.duty is Duty.PSYCHOLOGIST for one in (*by, *may))
    if edition.sensitive and not knows:
        return reader.say("⚠ No psychologist is there who may read it: invite one.")
    needed = (OF_SENSITIVE if edition.sensitive else 1) - len(by)
    return reader.say("⚠ Too few are there who may read it: invite a reviewer.") if len(may) < needed else ""


def editors_named(reader: Reader, people: Sequence[Editor]) -> str:
    """Return editors by role and number."""
    return ", ".join(f"{duty_name(reader, one.duty)} {one.number}" for one in people)
