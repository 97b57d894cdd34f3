"""News: what was done with a pack, in words, and telling it to the editors whom it concerns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.names import duty_name
from bot.db import deliveries
from bot.db.deliveries import Visit
from bot.features.publishing import pages
from bot.features.publishing.store import asked_reviewers, editors, history, reviewing
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.features.publishing.store.history import Act

LATELY = timedelta(days=14)
"""How long what was done is news."""

SHOWN = 5
"""Most news in the studio; the history of a pack holds all."""

GOOD_FOR = timedelta(days=7)
"""How long it may take until the editor may be written to: after that they have looked, or are away."""


def step_words(turn: Turn, act: Act) -> str:
    """Return one step of a pack's history: the version, the action, and its author."""
    did = {
        "drafted": turn.say("drafted"),
        "given": turn.say("given to another editor"),
        "sent": turn.say("sent in"),
        "taken back": turn.say("taken back before anybody approved it"),
        "approved": turn.say("approved; one more approval is needed"),
        "published": turn.say("approved and published"),
        "returned": turn.say("returned"),
        "served": turn.say("brought back"),
        "taken off": turn.say("taken off"),
        "dropped": turn.say("dropped"),
    }[act.did]
    who = f"{duty_name(turn, act.duty)} {act.number}" if act.duty else turn.say("an organiser")
    to = f" (→ {act.given_to})" if act.given_to else ""
    return f"{day_words(turn, act.done_on)} · {act.version}: {did}{to} · {who}"


def lately(turn: Turn, editor: Editor) -> list[str]:
    """Return what others have lately done with the packs that concern an editor, a line each."""
    acts = history.news(turn.db, editor, turn.today - LATELY, SHOWN)
    return [f"{act.title} · {step_words(turn, act)}" for act in acts]


def record(turn: Turn, edition: Edition, did: str, editor: Editor) -> None:
    """Write a step into the history, and plan one visit to each editor concerned who wished to be told. Of an
    edition that was sent in: the people who were asked to review it, or else all who may. Of all other steps:
    the owner of the pack and those who have worked on it or were asked to.
    """
    history.record(turn.db, edition.edition, did, editor, turn.today)
    concerned = {*asked_reviewers.of_edition(turn.db, edition.edition)} | history.concerned(turn.db, edition.pack)
    if did == "sent":
        concerned = _reviewers(turn, edition)
    tell(turn, concerned - {editor.number})


def tell(turn: Turn, numbers: AbstractSet[int]) -> None:
    """Plan a visit to the studio for those of these editors who wished to be told."""
    visit = Visit(pages.Studio().path, Why.WORK, turn.now, turn.now + GOOD_FOR)
    for person, chat in editors.chats(turn.db, numbers):
        # One visit shows all news: what waits already gives way.
        deliveries.drop_person(turn.db, person, Why.WORK)
        deliveries.plan(turn.db, person, chat, visit)


def _reviewers(turn: Turn, edition: Edition) -> set[int]:
    """Return the numbers of those who were asked to review an edition; of all who may where nobody was."""
    asked = asked_reviewers.of_edition(turn.db, edition.edition)
    return {*asked} or {
        one.number for one in editors.everybody(turn.db) if reviewing.may_review(turn.db, one, edition)
    }
