"""Rules W620–W622 on readability: Flesch and sentence length for the youngest reader of an item.

Russian by Oborneva (206.835 − 1.3·words a sentence − 60.1·syllables a word, vowels are syllables), English by
Flesch (206.835 − 1.015 · … − 84.6 · …). Measured over the whole item, never a card (curriculum.md §4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from bot.packs.rules.pieces import Remark, note, pieces
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.rules.pieces import Piece

KEPT = 100_000
"""Most words of a locale of which is kept how many syllables they have."""

WORDS = 40
"""Fewer words than this are not measured."""

SLACK = 3
"""Points of Flesch below the goal that pass: the measure itself is no finer."""

EASE = {
    "ru": {"6-8": 80, "9-11": 70, "12-15": 55, "16-17": 45, "parent": 40, "educator": 40},
    "en": {"6-8": 85, "9-11": 75, "12-15": 65, "16-17": 55, "parent": 50, "educator": 50},
}
"""Least Flesch reading ease by locale and audience."""

SENTENCE = {
    "6-8": (7, 10),
    "9-11": (9, 14),
    "12-15": (12, 18),
    "16-17": (15, 22),
    "parent": (18, 28),
    "educator": (18, 28),
}
"""Mean and longest sentence in words, by audience."""

_ENDS = re.compile(r"[.!?…][»”\")]*\s+|[:;]\s+|[«»“”]|\n+|\s—\s")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Measure:
    """Words a sentence on the average, and Flesch reading ease (None for a locale without formula)."""

    words: int
    mean: float
    ease: float | None


def check_readability(draft: Draft) -> None:
    """Warn of an item that reads harder than its youngest reader can manage, and of its longest sentences."""
    if not draft.audiences:
        return
    youngest = min(draft.audiences, key=[*Audience].index)
    mean, longest = SENTENCE[youngest]
    said = [(piece, sentence) for piece in _said(draft) for sentence in sentences(piece.words)]
    for piece, sentence in said:
        if len(sentence) > longest + 1:
            beginning = " ".join(sentence[:5])
            what = f"a sentence of {len(sentence)} words; for {youngest} at most {longest}: {beginning} …"
            note(draft, piece, Remark("W622", " ".join(sentence[:2]), what, "cut it in two"))
    found = measure([sentence for _, sentence in said], draft.where.locale)
    if found is None:
        return
    line = draft.split.intro.line
    if found.mean > mean + 0.5:
        what = f"{found.mean:.1f} words a sentence on the average; for {youngest} at most {mean}"
        draft.report.add("W621", line, what, "write shorter sentences")
    goal = EASE.get(draft.where.locale, {}).get(youngest)
    if goal and found.ease is not None and found.ease < goal - SLACK:
        what = f"reading ease {found.ease:.0f}; for {youngest} at least {goal}"
        draft.report.add("W620", line, what, "use shorter words and sentences")


def sentences(words: str) -> list[list[str]]:
    """Cut words into sentences, each a list of its words; what is quoted stands for itself."""
    found = [_WORD.findall(part) for part in _ENDS.split(words)]
    return [sentence for sentence in found if sentence]


def measure(found: list[list[str]], locale: str) -> Measure | None:
    """Measure sentences; None for fewer than `WORDS` words."""
    count = sum(map(len, found))
    if count < WORDS:
        return None
    mean = count / len(found)
    if locale not in _SYLLABLES:
        return Measure(count, mean, None)
    syllables = sum(map(_SYLLABLES[locale], chain.from_iterable(found))) / count
    if locale == "ru":
        return Measure(count, mean, 206.835 - 1.3 * mean - 60.1 * syllables)
    return Measure(count, mean, 206.835 - 1.015 * mean - 84.6 * syllables)


def _russian(word: str) -> int:
    return max(1, len(re.findall(r"[аеёиоуыэюя]", word.lower())))


def _english(word: str) -> int:
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if count > 1 and word.endswith("e") and not word.endswith(("le", "ee")):
        count -= 1
    return max(1, count)


_SYLLABLES = {"ru": lru_cache(KEPT)(_russian), "en": lru_cache(KEPT)(_english)}
"""Locale → how many syllables a word has."""


def _said(draft: Draft) -> Iterator[Piece]:
    children = any(audience.is_child for audience in draft.audiences)
    for piece in pieces(draft):
        if piece.role not in ("head", "source") and not (children and piece.role == "adult_note"):
            yield piece
