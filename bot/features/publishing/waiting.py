"""The reviewers' table: which versions wait, since when, who has approved them and who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.items import dead_end
from bot.chat.paging import part
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.partners import pages as partners_pages
from bot.features.publishing import pages
from bot.features.publishing.approving import editors_named, given, is_missing, missing_one
from bot.features.publishing.asking import asked_of, leads, who_may_review
from bot.features.publishing.changes import leaves, unseen
from bot.features.publishing.editions import edition_name
from bot.features.publishing.one_hand import who_answers
from bot.features.publishing.store import editions, editors, history, reviewing
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.table import Cell, Table, in_words
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

VERSIONS_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class Waits:
    """One version that waits, in words: since when, who has approved it, what is missing, who was asked, what the
    person who looks can do with it (empty: nothing). `page`: where it leads; None: nowhere.
    """

    edition: Edition
    since: str
    approved: str
    missing: str
    asked: str
    mine: str
    page: Page | None


@views(pages.Waiting, role=Role.KEEPER)
def waiting(turn: Turn, page: pages.Waiting) -> Screen:
    """List the versions that wait for a reviewer, each with what it misses and the reviewers who were asked."""
    who = who_answers(turn)
    if who is None or not who.duty.oversees:
        return dead_end(turn)
    found = [one for one in editions.waiting(turn.db) if one.is_overseen_by(who)]
    shown = part(found, page.number, VERSIONS_A_PAGE)
    lines = [_waits(turn, who, one) for one in shown.entries]
    heading = shown.heading(turn, turn.say("📥 Versions that wait for a reviewer"))
    rows: list[Row] = [(Link(edition_name(one.edition), one.page),) for one in lines if one.page is not None]
    words: Text | str = in_words(join([_line(turn, one) for one in lines], "\n")) if lines else ""
    parts = [bold(heading), words or turn.say("Nothing waits.")]
    editor = editors.of(turn.db, turn.person.key)
    above: Page = pages.InviteEditors() if turn.organiser else pages.Studio()
    if not turn.organiser and editor and editor.space is not None and not editor.duty.reviews:
        above = partners_pages.SpaceHome(editor.space)
    rows.append((Link(turn.say("📚 Packs that serve"), pages.ServingPacks()),))
    back = (Link(turn.say("⬆ Back"), above, Means.BACK),)
    tables = (_table(turn, heading, lines),) if lines else ()
    return Screen(join(parts), (*rows, *shown.page_row(turn, pages.Waiting), back, menu_row(turn)), tables=tables)


def _waits(turn: Turn, who: Editor, edition: Edition) -> Waits:
    by, since = given(turn, edition), history.sent_on(turn.db, edition.edition)
    may = [one for one in who_may_review(turn, edition) if one.number not in {other.number for other in by}]
    missing = is_missing(turn, edition, by)
    if nobody := missing_one(turn, edition, by, may):
        missing = f"{missing} {nobody}"
    asked = asked_of(turn, edition)
    mine, page = _mine(turn, who, edition, by)
    if leads(turn, edition):
        page = pages.AskReviewers(edition.edition)
    return Waits(
        edition,
        day_words(turn, since) if since else "–",
        editors_named(turn, by) if by else "–",
        missing,
        editors_named(turn, asked) if asked else turn.say("nobody was asked"),
        mine,
        page,
    )


def _mine(turn: Turn, who: Editor, edition: Edition, by: list[Editor]) -> tuple[str, Page | None]:
    """Return what the person who looks has done with a version or can do, and the page of it."""
    if not who.number:
        return "", None
    page = pages.Edition(edition.edition)
    if not who.duty.reviews:
        return "", page
    if not reviewing.may_review(turn.db, who, edition):
        return turn.say("you have a part in it"), page
    if not who.hand.isdisjoint(one.number for one in by):
        return turn.say("✅ approved by you"), page
    every = leaves(turn, edition.edition) or []
    read = len(every) - len(unseen(turn, edition.edition, every))
    return turn.say("read {number} of {total}", number=read, total=len(every)), page


def _line(turn: Turn, one: Waits) -> Text:
    """Return a version for the chat, a line each: its name, then what is missing, who was asked, what is mine."""
    told = [f"⏳ {one.missing}", f"📌 {one.asked}"]
    if one.approved != "–":
        told.insert(0, turn.say("Approved so far: {who}.", who=one.approved))
    if one.mine:
        told.append(f"👀 {one.mine}")
    return join([bold(edition_name(one.edition)) + f" · {one.since}", *told], "\n")


def _table(turn: Turn, heading: str, lines: list[Waits]) -> Table:
    mine = any(one.mine for one in lines)
    columns = [
        turn.say("Version"),
        turn.say("Sent in"),
        turn.say("Approved by"),
        turn.say("Missing"),
        turn.say("Asked"),
    ]
    if mine:
        columns.append(turn.say("You"))
    rows = []
    for one in lines:
        cells = [Cell(edition_name(one.edition), page=one.page)]
        cells += [Cell(words) for words in (one.since, one.approved, one.missing, one.asked)]
        rows.append((*cells, *((Cell(one.mine or "–"),) if mine else ())))
    return Table(heading, tuple(columns), tuple(rows))
