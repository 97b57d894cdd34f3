"""Asking reviewers: who leads asks one reviewer or more to read a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.publishing import pages
from bot.features.publishing.approving import editors_named, missing_words
from bot.features.publishing.editions import edition_name
from bot.features.publishing.news import tell
from bot.features.publishing.store import asked_reviewers, editions, editors, reviewing
from bot.features.publishing.store.editions import State
from bot.values.audience import Duty, Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.values.screen import Row

views = Views()

VERSIONS_A_PAGE = 8
REVIEWERS_SHOWN = 40


@views(pages.AskReviewers, role=Role.LEAD, kept=False)
def ask_reviewers(turn: Turn, page: pages.AskReviewers) -> Screen:
    """List the people who may review a version; those who were asked have a sign."""
    edition = _waits(turn, page.edition)
    if edition is None:
        return dead_end(turn)
    asked = {one.number for one in asked_of(turn, edition)}
    rows: list[Row] = [
        (
            Link(
                f"{'📌' if one.number in asked else '▫'} {editors_named(turn, [one])}",
                pages.ReviewerAsked(edition.edition, one.number, "off" if one.number in asked else "on"),
            ),
        )
        for one in who_may_review(turn, edition)[:REVIEWERS_SHOWN]
    ]
    words = turn.say(
        "Who is asked to read it? They see it first and are told, if they wish for news. Others who may review it "
        "can go on doing so."
    )
    if not rows:
        words = turn.say("There is nobody who may review it. Invite a reviewer who has not worked on it.")
    editor = editors.of(turn.db, turn.person.key)
    if editor is not None and edition.seen_by(editor):
        rows.append((Link(f"📦 {edition_name(edition)}", pages.Edition(edition.edition)),))
    back = (Link(turn.say("⬆ Back"), pages.Waiting(), Means.BACK),)
    return Screen(
        join([bold(edition_name(edition)), *missing_words(turn, edition), words]), (*rows, back, menu_row(turn))
    )


@views(pages.ReviewerAsked, role=Role.LEAD, kept=False)
def reviewer_asked(turn: Turn, page: pages.ReviewerAsked) -> Screen | pages.AskReviewers:
    """Ask somebody to review a version, or take it back. Idempotent: they are told once."""
    edition = _waits(turn, page.edition)
    if edition is None or page.number not in {one.number for one in who_may_review(turn, edition)}:
        return dead_end(turn)
    if page.switch == "off":
        asked_reviewers.let_off(turn.db, page.edition, page.number)
    elif asked_reviewers.ask(turn.db, page.edition, page.number):
        tell(turn, {page.number})
    return pages.AskReviewers(page.edition)


def _waits(turn: Turn, number: int) -> Edition | None:
    """Return an edition that waits and for which the person leads; None for any other."""
    edition = editions.get(turn.db, number)
    return edition if edition and edition.state is State.SENT and leads(turn, edition) else None


def leads(turn: Turn, edition: Edition) -> bool:
    """Whether the person may ask reviewers: an organiser for all, the lead of a space for versions of the
    space.
    """
    editor = None if turn.organiser else editors.of(turn.db, turn.person.key)
    return turn.organiser or (editor is not None and editor.duty is Duty.LEAD and edition.seen_by(editor))


def who_may_review(turn: Turn, edition: Edition) -> list[Editor]:
    """Return who may review it; to the lead of a space, of the space's own and of the house."""
    return [one for one in editors.everybody(turn.db) if reviewing.may_review(turn.db, one, edition)]


def asked_of(turn: Turn, edition: Edition) -> list[Editor]:
    """Return who was asked to review it."""
    asked = asked_reviewers.of_edition(turn.db, edition.edition)
    return [one for one in editors.everybody(turn.db) if one.number in asked]
