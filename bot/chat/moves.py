"""Moves: which move typed words make in practice, and the choice among those of a screen that is this move."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.chat.matching import Matcher, Utterance
from bot.chat.typed import canonical, manner
from bot.values.locales import read

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = "moves.yml"
"""The file in the folder of a language; docs/translating.md tells its lines."""

REFUSE, AGREE, TRAP, HONEST = "refuse", "agree", "trap", "honest"
"""Moves in words; the others are acts of a learner without words (`bot.packs.drills.ACTS`)."""

NAMES = (REFUSE, "block", "report", "tell", "call", "check", "ask", "open", "send", "wait", AGREE, TRAP, HONEST)

IN_PLACE_OF = {
    REFUSE: ("block", "report", "tell"),
    TRAP: (REFUSE, "block", "report", "tell"),
    "block": (REFUSE, "report"),
    "report": ("block", "tell"),
    HONEST: (AGREE, "open", "send"),
    AGREE: ("open", "send"),
    "open": (AGREE,),
    "send": (AGREE,),
    "wait": ("check", "ask"),
    "call": ("check", "ask"),
    "check": ("call", "ask"),
    "tell": ("call",),
}
"""The moves that are near another one, the nearest first, for where a screen does not have that one."""


def move_of(words: str) -> str:
    """Return the move that typed words make; empty for any other words."""
    found = _matcher().find(words)
    return "" if found is None else NAMES[found]


def choice_of(move: str, acts: Sequence[str], labels: Sequence[str]) -> int | None:
    """Return the place, from 0, of the only choice that is this move, or else of the only one that is near it;
    None if there is none, or several are. `acts`: the act of each choice, empty for words; `labels`: its words.
    """
    for one in (move, *IN_PLACE_OF.get(move, ())):
        places = [place for place, act in enumerate(acts) if _is(one, act, labels[place])]
        if places:
            return places[0] if len(places) == 1 else None
    return None


def _is(move: str, act: str, label: str) -> bool:
    """Whether a choice is a move. Of words that a learner says, those that deny refuse, those that ask nothing
    agree.
    """
    if act or move not in {REFUSE, AGREE, "ask"}:
        return act == move
    if move == "ask":
        return label.rstrip().endswith("?")
    denies = not manner().denials.isdisjoint(canonical(label).split()) or move_of(label) == REFUSE
    return denies if move == REFUSE else not denies and not label.rstrip().endswith("?")


@cache
def _matcher() -> Matcher:
    told = [(name, str(words)) for file in read(FILE).values() for name, some in file.items() for words in some]
    return Matcher(Utterance(words, NAMES.index(name)) for name, words in told)


KEPT = (_matcher,)
"""What is worked out once: a test that brings other languages lets go of it."""
