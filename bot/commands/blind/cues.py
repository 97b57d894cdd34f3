"""The cues of an option for a blindfolded reader: its words, runs of letters, differences from its siblings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.commands.blind.asked import Blindfolded

LETTERS = (3, 5)
"""Shortest and longest run of letters; a run stays within a word."""

SIGNS = (",", ":", "—", "–", "«", "“", "(", "?", "!", ".", "…")

LENGTH, PLACE, SIGN, ALIKE = "length", "place", "signs", "likeness"
"""Families of cues other than words."""

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def words_of(text: str) -> list[str]:
    """Return the words of an option, in lower case, including negations; `wording` adds pairs of words."""
    return _WORD.findall(text.casefold())


def cues(question: Blindfolded) -> list[dict[str, float]]:
    """Return the cues of each option by name, such as `word:never` or `length:longest`, each with its weight."""
    return [said | shape for said, shape in zip(map(wording, question.options), shapes(question), strict=True)]


def wording(option: str) -> dict[str, float]:
    """Return the words of an option, its pairs of words and runs of letters. Each of the three groups weighs 1 in
    total (as a vector of that length), so that a long option weighs no more than a short one.
    """
    words = words_of(option)
    pairs = [f"{one} {other}" for one, other in zip(["^", *words], [*words, "$"], strict=True)]
    runs = [
        marked[at : at + size]
        for marked in (f"_{word}_" for word in words)
        for size in range(LETTERS[0], LETTERS[1] + 1)
        for at in range(len(marked) - size + 1)
    ]
    found: dict[str, float] = {}
    for family, names in (("word", words), ("pair", pairs), ("letters", runs)):
        kinds = dict.fromkeys(names)  # in the order of the option, so that sums are the same each time
        found |= {f"{family}:{name}": len(kinds) ** -0.5 for name in kinds}
    return found


def shapes(question: Blindfolded) -> list[dict[str, float]]:
    """Return how each option differs from its siblings: length, signs, place (where readers see it), and how many
    of its words another option has too.
    """
    options = question.options
    lengths = [len(option) for option in options]
    mean = sum(lengths) / len(lengths)
    words = [{*words_of(option)} for option in options]
    found = []
    for place, option in enumerate(options):
        others = set().union(*(said for other, said in enumerate(words) if other != place))
        shape = {
            f"{LENGTH}:relative": lengths[place] / mean - 1,
            f"{LENGTH}:longest": float(lengths[place] == max(lengths) > min(lengths)),
            f"{LENGTH}:shortest": float(lengths[place] == min(lengths) < max(lengths)),
            f"{ALIKE}:shared": len(words[place] & others) / max(1, len(words[place])),
            f"{SIGN}:digits": float(any(sign.isdecimal() for sign in option)),
        }
        shape |= {f"{SIGN}:{sign}": 1.0 for sign in SIGNS if sign in option}
        shape |= {f"{SIGN}:only {sign}": 1.0 for sign in SIGNS if _only(sign, place, options)}
        if question.seen:
            shape[f"{PLACE}:{place + 1} of {len(options)}"] = 1.0
        found.append(shape)
    return found


def _only(sign: str, place: int, options: Sequence[str]) -> bool:
    return [other for other, option in enumerate(options) if sign in option] == [place]
