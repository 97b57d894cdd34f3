"""Whether the attempt that a page names is there for this person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.chat import items
from bot.chat.existing import exists, questions
from bot.features.quiz.store import attempts
from bot.packs.model import Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Turn
    from bot.packs.question import Question


@exists("attempt")
def attempt(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the person has made it."""
    return attempts.with_answers(turn.db, turn.person.key, fields["attempt"]) is not None


@questions
def of_attempt(turn: Turn, fields: Mapping[str, Any]) -> list[Question]:
    """Return the question of an attempt, in each place where its card stands."""
    if "attempt" not in fields:
        return []
    found = attempts.with_answers(turn.db, turn.person.key, fields["attempt"])
    asked = found[0].questions[fields["number"] - 1 : fields["number"]] if found and fields["number"] else []
    refs = [(Ref.parse(one.ref), one.card) for one in asked]
    places = [(items.find(turn, ref), card) for ref, card in refs if ref]
    cards = (item.card(card) for item, card in places if item)
    return [card.question for card in cards if card and card.question]
