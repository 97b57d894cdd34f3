"""Comparing: an edition's changes against the serving one, which a reviewer reads page by page before they can
approve it, or against any other edition of its pack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.publishing import pages
from bot.features.publishing.approving import approve_label, has_approved
from bot.features.publishing.changes import leaves, tables_on, unseen, words_on
from bot.features.publishing.doubtful import warnings_on
from bot.features.publishing.editions import edition_name, read_by, state_name
from bot.features.publishing.notes import note_rows
from bot.features.publishing.store import editions, reviewing, seen_pages
from bot.features.publishing.store.editions import State
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.chat.turn import Turn
    from bot.features.publishing.changes import Leaf
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

OTHERS_SHOWN = 20
"""Other editions that are offered to compare with: the newest."""


@views(pages.Changes, role=Role.EDITOR, kept=False)
def changes(turn: Turn, page: pages.Changes) -> Screen:
    """Draw one page of an edition's changes against the serving one, and note that it was seen."""
    read = read_by(turn, page.edition)
    if read is None:
        return dead_end(turn)
    editor, found = read
    every_leaf = leaves(turn, page.edition)
    back: Row = (Link(turn.say("⬆ Back"), pages.Edition(page.edition), Means.BACK),)
    if not every_leaf:
        same = turn.say("It says and shows the same as what serves now.")
        return _without_pages(turn, edition_name(found), every_leaf, same, back)
    number = min(page.number, len(every_leaf) - 1)
    judges = found.state is State.SENT and reviewing.may_review(turn.db, editor, found)
    if judges:
        seen_pages.note(turn.db, turn.person.key, page.edition, every_leaf[number].mark)
    left = unseen(turn, page.edition, every_leaf) if judges else []
    rows: list[Row] = []
    if left and number + 1 == len(every_leaf):
        rows.append(
            (Link(turn.say("👀 To the first that is not read yet"), pages.Changes(page.edition, left[0])),)
        )
    if judges and not left and not has_approved(turn, found, editor):
        rows.append((Link(approve_label(turn, found, editor), pages.Approve(page.edition)),))
    if judges:
        rows += note_rows(turn, found, every_leaf[number])
    rows.append(back)
    return _drawn(
        turn, edition_name(found), every_leaf, number, lambda at: pages.Changes(page.edition, at), tuple(rows)
    )


@views(pages.CompareWith, role=Role.EDITOR, kept=False)
def compare_with(turn: Turn, page: pages.CompareWith) -> Screen:
    """Ask with which other edition of its pack an edition is compared."""
    read = read_by(turn, page.edition)
    if read is None:
        return dead_end(turn)
    _, found = read
    others = [one for one in editions.of_pack(turn.db, found.pack) if one.edition != found.edition][:OTHERS_SHOWN]
    rows: list[Row] = [
        (
            Link(
                f"{one.version} · {state_name(turn, one)}",
                pages.Compare(min(one.edition, found.edition), max(one.edition, found.edition)),
            ),
        )
        for one in others
    ]
    words = turn.say("Compare with which version?") if rows else turn.say("There is no other version of it.")
    back = (Link(turn.say("⬆ Back"), pages.Edition(page.edition), Means.BACK),)
    return Screen(join([bold(edition_name(found)), words]), (*rows, back, menu_row(turn)))


@views(pages.Compare, role=Role.EDITOR, kept=False)
def compare(turn: Turn, page: pages.Compare) -> Screen:
    """Draw one page of what an edition says differently from an earlier one of its pack."""
    read, earlier = read_by(turn, page.edition), read_by(turn, page.earlier)
    if read is None or earlier is None or read[1].pack != earlier[1].pack:
        return dead_end(turn)
    _, found = read
    heading = f"{found.title} {earlier[1].version} → {found.version}"
    every_leaf = leaves(turn, page.edition, page.earlier)
    rows: tuple[Row, ...] = (
        (Link(turn.say("⇄ Compare with another"), pages.CompareWith(page.edition)),),
        (Link(turn.say("🕘 Versions and history"), pages.Versions(found.pack)),),
    )
    if not every_leaf:
        return _without_pages(turn, heading, every_leaf, turn.say("Both say and show the same."), *rows)
    number = min(page.number, len(every_leaf) - 1)
    return _drawn(
        turn, heading, every_leaf, number, lambda at: pages.Compare(page.earlier, page.edition, at), rows
    )


def _without_pages(turn: Turn, heading: str, every_leaf: list[Leaf] | None, same: str, *rows: Row) -> Screen:
    """Say that two editions say the same, or that one of them cannot be read (None)."""
    away = turn.say("I cannot read this version just now. Please try again later.")
    words = away if every_leaf is None else same
    return Screen(join([bold(heading), words]), (*rows, menu_row(turn)))


def _drawn(  # noqa: PLR0913, PLR0917 - what stands on a page and around it
    turn: Turn,
    heading: str,
    every_leaf: Sequence[Leaf],
    number: int,
    page: Callable[[int], Page],
    rows_below: tuple[Row, ...],
) -> Screen:
    """Draw a page of changes: a table for each card in a browser, in short words in the chat."""
    leaf = every_leaf[number]
    place = turn.say("{number} of {total}", number=number + 1, total=len(every_leaf))
    text = join([bold(f"{heading} · {place}"), join(warnings_on(turn, leaf), "\n"), words_on(turn, leaf)])
    turns = [Link(turn.say("◀ Back a page"), page(number - 1), Means.BACK)] if number else []
    if number + 1 < len(every_leaf):
        turns.append(Link(turn.say("Next page ▶"), page(number + 1), Means.MORE))
    rows: tuple[Row, ...] = ((tuple(turns),) if turns else ()) + (*rows_below, menu_row(turn))
    return Screen(text, rows, picture=leaf.picture, voice=leaf.voice, tables=tables_on(turn, leaf))
