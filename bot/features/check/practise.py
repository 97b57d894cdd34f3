"""Practise: which drill, round or lesson trains the eye for a sign, chosen by what the drills contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.items.next_step import first_new
from bot.packs.model import Kind

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.packs.signs import Sign

TECHNIQUES = {
    "urgency": ("hurry", "rare"),
    "threat": ("fear",),
    "prize": ("gift",),
    "link": ("lookalike",),
    "lookalike": ("lookalike",),
    "shortened": ("lookalike",),
    "authority": ("authority",),
    "secrecy": ("secret",),
    "newcontact": ("flattery",),
    "offchannel": ("move-away",),
    "guilt": ("pity", "offended", "debt"),
    "friend-hacked": ("friend",),
    "call": ("authority",),
    "order": ("fear",),
    "changed": ("friend",),
    "bets": ("gift",),
}
"""The techniques of drills (`practice.yml`) that make a sign. What is asked for (a code, money, a picture) is
none: any drill of its topic trains that.
"""

ELSEWHERE = ("secrecy", "newcontact", "offchannel", "guilt", "friend-hacked", "authority", "threat", "changed")
"""Signs that are the same whatever a trap is about, so a drill of another topic trains them as well."""


def ways_to_practise(turn: Turn, sign: Sign) -> list[Item]:
    """Return what trains a sign for this reader: something to play, then a lesson; those not done come first."""
    topic = sign.place.removeprefix("topic/") if sign.place.startswith("topic/") else ""
    if not topic:
        return []
    return [one for one in (_play(turn, sign.id, topic), _new(turn, _of(turn, Kind.LESSON, topic))) if one]


def _play(turn: Turn, sign: str, topic: str) -> Item | None:
    """Return a drill with the technique of the sign; else a round of its topic; else any drill of its topic."""
    wanted = TECHNIQUES.get(sign, ())
    own = _of(turn, Kind.DRILL, topic)
    every = turn.library.listing(Kind.DRILL, turn.reads, turn.locale) if sign in ELSEWHERE else ()
    fitting = [[one for one in some if _uses(one, wanted)] for some in (own, every)] if wanted else [[*own]]
    choices = (*fitting, _of(turn, Kind.ROUND, topic), own)
    return next((_new(turn, some) for some in choices if some), None)


def _of(turn: Turn, kind: Kind, topic: str) -> list[Item]:
    return [*turn.library.listing(kind, turn.reads, turn.locale, topic)]


def _new(turn: Turn, some: list[Item]) -> Item | None:
    """Return the first that the person has not done, or else the first; the very first lesson does not count as
    practice.
    """
    return first_new(turn, some) or next((one for one in some if not one.first), None)


def _uses(drill: Item, wanted: tuple[str, ...]) -> bool:
    """Whether a drill has one of these techniques in a moment or an answer."""
    marks = [mark for card in drill.cards for mark in (*card.marks, *(m for c in card.choices for m in c.marks))]
    return any(mark.name in wanted for mark in marks)
