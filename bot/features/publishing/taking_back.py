"""Taking back: an editor makes a sent version a draft again, as long as nobody has approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.publishing import draft_pages, pages
from bot.features.publishing.approving import given
from bot.features.publishing.editions import edition_name, read_by
from bot.features.publishing.news import record
from bot.features.publishing.store import approvals, editions
from bot.features.publishing.store.editions import State
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor

views = Views()


@views(draft_pages.TakeBack, role=Role.EDITOR, kept=False)
def take_back(turn: Turn, page: draft_pages.TakeBack) -> Screen | pages.Edition:
    """Say what becomes of it, and ask."""
    mine = _own(turn, page.edition)
    if mine is None:
        return dead_end(turn)
    _, found = mine
    back = Link(turn.say("⬆ Back"), pages.Edition(page.edition), Means.BACK)
    if found.state is not State.SENT:
        return pages.Edition(page.edition)
    if given(turn, found):
        return Screen(join([bold(edition_name(found)), _too_late(turn)]), ((back,),))
    words = turn.say(
        "Take it back? It becomes a draft again, which you can change and send anew. Reviewers no longer find it; "
        "notes that they have written stay with it."
    )
    yes = Link(turn.say("↩ Yes, take it back"), draft_pages.TakenBack(page.edition))
    return Screen(join([bold(edition_name(found)), words]), ((yes,), (back,)))


@views(draft_pages.TakenBack, role=Role.EDITOR, kept=False)
def taken_back(turn: Turn, page: draft_pages.TakenBack) -> Screen | draft_pages.TakeBack | pages.Edition:
    """Make it a draft again. Idempotent: a second tap changes nothing."""
    # Of an editor and a reviewer who tap at once the second sees what the first has done.
    editions.hold(turn.db, page.edition)
    mine = _own(turn, page.edition)
    if mine is None:
        return dead_end(turn)
    editor, found = mine
    if found.state is State.SENT and given(turn, found):
        return draft_pages.TakeBack(page.edition)
    if editions.move(turn.db, page.edition, [State.SENT], State.DRAFT, turn.today):
        approvals.drop(turn.db, page.edition)
        record(turn, found, "taken back", editor)
    return pages.Edition(page.edition)


def _too_late(turn: Turn) -> str:
    return turn.say(
        "Somebody has approved it already, so it cannot be taken back. Ask for a note and to have it returned, or "
        "send a mended version after it."
    )


def _own(turn: Turn, number: int) -> tuple[Editor, Edition] | None:
    """Return the person as an editor and an edition of theirs that goes or went to review; None for any other."""
    read = read_by(turn, number)
    if read is None:
        return None
    editor, found = read
    return read if found.is_of(editor) and found.state in {State.SENT, State.DRAFT, State.APPROVED} else None
