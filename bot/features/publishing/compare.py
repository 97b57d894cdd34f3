"""Comparing: a reviewer reads what an edition says differently, page by page, before they can approve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.publishing import pages
from bot.features.publishing.changes import leaves, unseen, words_on
from bot.features.publishing.editions import edition_name, read_by
from bot.features.publishing.store import editors, seen_pages
from bot.features.publishing.store.editions import State
from bot.values.audience import Role
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()


@views(pages.Changes, role=Role.EDITOR, kept=False)
def changes(turn: Turn, page: pages.Changes) -> Screen:
    """Draw one page of what an edition says differently, and note that it was seen."""
    read = read_by(turn, page.edition)
    if read is None:
        return dead_end(turn)
    editor, found = read
    every_leaf = leaves(turn, page.edition)
    back: Row = (Link(turn.say("⬆ Back"), pages.Edition(page.edition)),)
    if every_leaf is None:
        words = turn.say("I cannot read this edition just now. Please try again later.")
        return Screen(join([bold(edition_name(found)), words]), (back, menu_row(turn)))
    if not every_leaf:
        words = turn.say("It says and shows the same as what serves now.")
        return Screen(join([bold(edition_name(found)), words]), (back, menu_row(turn)))
    number = min(page.number, len(every_leaf) - 1)
    leaf = every_leaf[number]
    judges = found.state is State.SENT and editors.may_judge(turn.db, editor, found)
    if judges:
        seen_pages.note(turn.db, turn.person.key, page.edition, leaf.mark)
    left = unseen(turn, page.edition, every_leaf) if judges else []
    place = turn.say("{number} of {total}", number=number + 1, total=len(every_leaf))
    text = join([bold(f"{edition_name(found)} · {place}"), words_on(turn, leaf)])
    rows: list[Row] = []
    page_row = [Link(turn.say("◀ Back a page"), pages.Changes(page.edition, number - 1))] if number else []
    if number + 1 < len(every_leaf):
        page_row.append(Link(turn.say("Next page ▶"), pages.Changes(page.edition, number + 1)))
    if page_row:
        rows.append(tuple(page_row))
    if left and number + 1 == len(every_leaf):
        rows.append(
            (Link(turn.say("👀 To the first that is not read yet"), pages.Changes(page.edition, left[0])),)
        )
    if judges and not left:
        rows.append((Link(turn.say("✅ Approve and publish"), pages.Approve(page.edition)),))
    if judges:
        rows.append((Link(turn.say("📝 Notes for the editor"), pages.NoteCards(page.edition)),))
    return Screen(text, (*rows, back, menu_row(turn)), picture=leaf.picture, voice=leaf.voice)
