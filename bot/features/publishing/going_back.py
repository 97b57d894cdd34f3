"""Going back: an approved edition becomes a draft again under the next version, and is reviewed like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.publishing import pages
from bot.features.publishing.editions import edition_name, read_by
from bot.features.publishing.store import editions, history
from bot.features.publishing.store.editions import State
from bot.packs.digest import file_key
from bot.packs.upload.upload import with_version
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor

views = Views()


@views(pages.GoBack, role=Role.EDITOR, kept=False)
def go_back(turn: Turn, page: pages.GoBack) -> Screen:
    """Say what becomes of it, and ask."""
    mine = _own(turn, page.edition)
    if mine is None:
        return dead_end(turn)
    _, found = mine
    words = turn.say(
        "Go back to what {version} said? It becomes a draft under the version {next}, which you can try out and "
        "mend; somebody else reviews it like any other. Until then what serves now goes on.",
        version=found.version,
        next=editions.next_version(turn.db, found.pack),
    )
    yes = Link(turn.say("↶ Yes, make it a draft"), pages.WentBack(page.edition))
    compared = Link(turn.say("⇄ Compare with another"), pages.CompareWith(page.edition))
    back = Link(turn.say("⬆ Back"), pages.Edition(page.edition), Means.BACK)
    return Screen(join([bold(edition_name(found)), words]), ((yes,), (compared,), (back,)))


@views(pages.WentBack, role=Role.EDITOR, kept=False)
def went_back(turn: Turn, page: pages.WentBack) -> Screen | pages.Edition:
    """Make it a draft. Idempotent: if a draft says exactly this, lead to it."""
    mine = _own(turn, page.edition)
    if mine is None:
        return dead_end(turn)
    editor, found = mine
    content = editions.content(turn.db, page.edition)
    newest = editions.of_pack(turn.db, found.pack)[0]
    if newest.state is State.DRAFT:
        there = with_version(content, newest.version)
        if there is not None and file_key(there) == editions.digest(turn.db, newest.edition):
            return pages.Edition(newest.edition)
    version = editions.next_version(turn.db, found.pack)
    raised = with_version(content, version)
    if raised is None:
        return dead_end(turn, turn.say("The version in its pack.yml cannot be raised. Please send it as a file."))
    number = editions.keep(
        turn.db, found.pack, version, raised, turn.today, title=found.title, sensitive=found.sensitive
    )
    history.record(turn.db, number, "drafted", editor, turn.today)
    return pages.Edition(number)


def _own(turn: Turn, number: int) -> tuple[Editor, Edition] | None:
    """Return the person as an editor and an approved edition of theirs that does not serve; None for any other."""
    read = read_by(turn, number)
    if read is None:
        return None
    editor, found = read
    goes = found.owner == editor.number and found.state is State.APPROVED and not found.serves
    return read if goes else None
