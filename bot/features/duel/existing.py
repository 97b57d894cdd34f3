"""Whether the duel that a page names exists for this person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.chat.existing import exists, questions
from bot.features.duel import store
from bot.features.duel.domain import asked_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Turn
    from bot.packs.question import Question


@exists("duel")
def duel(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether it is the present duel of the link."""
    found = store.find(turn.db, fields["link"], turn.now)
    return found is not None and found.duel == fields["duel"]


@questions
def of_duel(turn: Turn, fields: Mapping[str, Any]) -> list[Question]:
    """Return what a duel asks, as the question that an answer's page names."""
    found = store.find(turn.db, fields["link"], turn.now) if "duel" in fields else None
    asked = asked_of(turn.library, turn.locale, found.questions, found.meaning) if found else None
    number = fields.get("number", 0)
    there = asked[number - 1 : number] if asked and number else []
    return [one.question for one in there]
