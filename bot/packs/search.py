"""Search: titles and terms that are like what a person typed, typos forgiven."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.packs.model import Card, Item

RESULTS = 8
"""Most results: as many buttons as a phone shows without scrolling."""

LIKENESS = 75
"""Least likeness, of 100, that counts; a letter wrong in a word of five gives 80."""

TYPED_CHARACTERS = 100
"""More of what was typed is not looked at."""

_SPLIT = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Titled:
    """Something that can be found by its title: an item, or a term (`card`) of a glossary (`item`)."""

    title: str
    item: Callable[[], Item]
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A result: an item, or with `card` a term of the glossary `item`; `score` up to 100."""

    item: Item
    card: Card | None
    score: float


def plain(words: str) -> str:
    """Return words in lower case, ё as е, without punctuation."""
    return " ".join(_SPLIT.split(words.casefold().replace("ё", "е"))).strip()


def likeness(typed: str, title: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """Return how well a title (both made `plain`) answers what was typed, 0–100: each typed word of three letters
    and more looks for its best match among the title's words, where a beginning counts as well.
    """
    del score_cutoff
    wanted = [word for word in typed.split() if len(word) > 2] or typed.split()  # noqa: PLR2004 - "и", "на", "to"
    there = title.split()
    if not wanted or not there:
        return 0.0
    best = [max(_word(word, other) for other in there) for word in wanted]
    whole = fuzz.ratio(typed, title)
    # The best word decides, the others and the likeness of the whole put the closer title first.
    return 0.6 * max(best) + 0.3 * sum(best) / len(best) + 0.1 * whole if max(best) >= LIKENESS else 0.0


def _word(typed: str, other: str) -> float:
    if len(typed) > 3 and other.startswith(typed):  # noqa: PLR2004 - "phis" for phishing
        return 97.0
    # Inflected forms differ at the end: compare beginnings of equal length as well, a little less well.
    shared = min(len(typed), len(other))
    ends = fuzz.ratio(typed[:shared], other[:shared]) - 3 if shared > 4 else 0.0  # noqa: PLR2004 - short words differ by their ends
    return max(fuzz.ratio(typed, other), ends)


class Index:
    """The titles of one locale and audience."""

    def __init__(self, titled: Sequence[Titled]) -> None:
        self._titled = titled
        self._titles = [plain(one.title) for one in titled]

    def search(self, typed: str) -> tuple[Found, ...]:
        """Return the best results, at most `RESULTS`; equal ones in the order of the library."""
        wanted = plain(typed[:TYPED_CHARACTERS])
        scored = process.extract(
            wanted, self._titles, scorer=likeness, processor=None, limit=RESULTS, score_cutoff=1
        )
        return tuple(
            Found(self._titled[place].item(), self._titled[place].card, round(score, 1))
            for _, score, place in scored
        )
