"""Readying: what no reader would see of an edition is named before it is sent and approved, and made ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.features.publishing import pages
from bot.features.publishing.editions import edition_name, read_by
from bot.features.publishing.store import editions
from bot.features.publishing.store.editions import State
from bot.packs.upload.readiness import HEAD, Readiness, is_titled, made_ready, named, readiness, unready
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.packs.pack import Pack
    from bot.values.screen import Row

views = Views()

LISTED = 10
"""Most drafts that are named in one message."""

NAME_CHARACTERS = 80
"""Longest name of a pack, or of its giver, that is taken; the rest is cut off."""


def unready_words(turn: Turn, edition: Edition) -> str:
    """Return which items of an edition no reader would see, by their titles; empty when all are ready."""
    pack = _pack(turn, edition.edition)
    names = unready(pack) if pack else []
    if pack is None or not names:
        return ""
    if HEAD in names:
        return turn.say("⚠️ The whole pack is marked as a draft: no reader would see anything of it.")
    heading = turn.say("⚠️ Marked as drafts, so no reader would see them:")
    return "\n".join([heading, *_listed(turn, pack, names)])


def ready_rows(turn: Turn, edition: Edition) -> tuple[Row, ...]:
    """Return the buttons before an edition with drafts is sent: make them ready, or send it without them."""
    pack = _pack(turn, edition.edition)
    found = readiness(pack) if pack else Readiness((), (), unnamed=False)
    rows: list[Row] = []
    if found.held and found.ready != (HEAD,) and found.ready:
        rows.append((Link(turn.say("✅ Make the others ready"), pages.MakeReady(edition.edition)),))
    elif found.ready and not found.held:
        rows.append((Link(turn.say("✅ Make all of it ready"), pages.MakeReady(edition.edition)),))
    if pack and HEAD not in unready(pack):
        rows.append((Link(turn.say("📤 Send it without them"), pages.SentIn(edition.edition)),))
    return tuple(rows)


def held_words(turn: Turn, edition: Edition) -> str:
    """Return which files of an edition still have words of a template, so that they cannot be made ready."""
    pack = _pack(turn, edition.edition)
    held = readiness(pack).held if pack else ()
    if pack is None or not held:
        return ""
    heading = turn.say(
        "Words of the template still stand in these. Put your own in their place, then send them anew:"
    )
    return "\n".join([heading, *_listed(turn, pack, held)])


@views(pages.MakeReady, role=Role.EDITOR, kept=False)
def make_ready(turn: Turn, page: pages.MakeReady) -> Screen | pages.SendIn | pages.NamePack:
    """Mark the drafts of one's own as ready for readers, and go on to sending it. Idempotent."""
    own = _own_draft(turn, page.edition)
    if own is None:
        return dead_end(turn)
    found, pack = own
    what = readiness(pack)
    if what.unnamed and HEAD in what.ready:
        return pages.NamePack(page.edition)
    if what.ready:
        _keep(turn, found, made_ready(editions.content(turn.db, page.edition), what.ready))
    return pages.SendIn(page.edition)


@views(pages.NamePack, role=Role.EDITOR)
def name_pack(turn: Turn, page: pages.NamePack) -> Screen | pages.MakeReady:
    """Ask for a pack's title and who gives it where the template's words still stand, one after the other."""
    own = _own_draft(turn, page.edition)
    typed = " ".join(turn.typed.split())[:NAME_CHARACTERS]
    if own and typed and own[1].head and readiness(own[1]).unnamed:
        title = own[0].title if is_titled(own[1].head) else typed
        _keep(turn, own[0], named(editions.content(turn.db, page.edition), own[1].head, typed), title)
        own = _own_draft(turn, page.edition)
    if own is None:
        return dead_end(turn)
    found, pack = own
    if pack.head is None or not readiness(pack).unnamed:
        return pages.MakeReady(page.edition)
    ask = (
        turn.say("Who gives this pack? Type the name of your organisation or team. Its readers can see it.")
        if is_titled(pack.head)
        else turn.say("What is this pack called? Type its title.")
    )
    back = Link(turn.say("⬆ Back"), pages.SendIn(page.edition), Means.BACK)
    return Screen(join([bold(edition_name(found)), ask]), ((back,),), asks=page)


def _own_draft(turn: Turn, number: int) -> tuple[Edition, Pack] | None:
    """Return a draft of the person's own and its pack; None for any other."""
    read, pack = read_by(turn, number), _pack(turn, number)
    if read is None or pack is None:
        return None
    editor, found = read
    return (found, pack) if found.is_of(editor) and found.state is State.DRAFT else None


def _keep(turn: Turn, found: Edition, content: bytes, title: str = "") -> None:
    editions.keep(
        turn.db,
        found.pack,
        found.version,
        content,
        turn.today,
        title=title or found.title,
        sensitive=found.sensitive,
    )


def _pack(turn: Turn, number: int) -> Pack | None:
    return turn.preview.editions.pack(turn.db, number) if turn.preview.editions else None


def _listed(turn: Turn, pack: Pack, names: Sequence[str]) -> list[str]:
    lines = [f"• {pack.files[name].title} ({name})" for name in names[:LISTED]]
    if len(names) > LISTED:
        lines.append(turn.say("and {number} more", number=len(names) - LISTED))
    return lines
