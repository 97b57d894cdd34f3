"""Rules W620–W622 on readability: Flesch's formula and sentence length for the youngest reader of an item.

206.835 − a·(words per sentence) − b·(syllables per word); `lint.yml` of each language has its own a and b.
Measured over the whole item, never over a card.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.packs.lint.pieces import Remark, note, pieces
from bot.packs.lint.rules import style
from bot.packs.lint.words import by_language
from bot.values.audience import Audience
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.packs.draft import Draft
    from bot.packs.lint.pieces import Piece

CACHED = 100_000
"""Most words whose number of syllables is cached."""

WORDS = 40
"""Items of fewer words are not measured."""

SLACK = 3
"""Points of Flesch below the goal that still pass: the measure is not finer."""

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
    """Mean words a sentence, and Flesch reading ease (None for a locale without a formula)."""

    words: int
    mean: float
    ease: float | None


@style
def check_readability(draft: Draft) -> None:
    """Warn of an item that is too hard for its youngest reader, and of its longest sentences."""
    if not draft.audiences:
        return
    youngest = min(draft.audiences, key=[*Audience].index)
    mean, longest = SENTENCE[youngest]
    said = [(piece, sentence) for piece in _said(draft) for sentence in sentences(piece.words)]
    for piece, sentence in said:
        if len(sentence) > longest + 1:
            beginning = " ".join(sentence[:5])
            what = phrase(
                "a sentence of {count} words; for {youngest} at most {longest}: {beginning} …",
                count=len(sentence),
                youngest=youngest,
                longest=longest,
                beginning=beginning,
            )
            note(draft, piece, Remark("W622", " ".join(sentence[:2]), what, phrase("cut it in two")))
    found = measure([sentence for _, sentence in said], draft.context.locale)
    if found is None:
        return
    line = draft.split.intro.line
    if found.mean > mean + 0.5:
        what = phrase(
            "{mean} words a sentence on the average; for {youngest} at most {most}",
            mean=f"{found.mean:.1f}",
            youngest=youngest,
            most=mean,
        )
        draft.report.add("W621", line, what, phrase("write shorter sentences"))
    formula = formulas().get(draft.context.locale)
    goal = formula.least.get(youngest) if formula else None
    if goal is not None and found.ease is not None and found.ease < goal - SLACK:
        what = phrase(
            "reading ease {ease}; for {youngest} at least {goal}",
            ease=f"{found.ease:.0f}",
            youngest=youngest,
            goal=goal,
        )
        draft.report.add("W620", line, what, phrase("use shorter words and sentences"))


def sentences(words: str) -> list[list[str]]:
    """Cut words into sentences, each a list of its words; a quotation is a sentence of its own."""
    found = [_WORD.findall(part) for part in _ENDS.split(words)]
    return [sentence for sentence in found if sentence]


def measure(found: list[list[str]], locale: str) -> Measure | None:
    """Measure sentences; None for fewer than `WORDS` words."""
    count = sum(map(len, found))
    if count < WORDS:
        return None
    mean = count / len(found)
    formula = formulas().get(locale)
    return Measure(count, mean, formula.ease(mean, found) if formula else None)


@dataclass(frozen=True, slots=True)
class Formula:
    """Flesch's formula for one language, and the least reading ease by audience."""

    sentence: float
    syllable: float
    syllables: str
    """Pattern of the syllables of a word in small letters."""
    silent: str = ""
    """Pattern of words of several syllables in which one is not pronounced."""
    least: Mapping[str, int] = field(default_factory=dict)

    def ease(self, mean: float, found: list[list[str]]) -> float:
        """Return the reading ease of sentences with `mean` words on average."""
        words = [word for sentence in found for word in sentence]
        syllables = sum(map(self._syllables, words)) / len(words)
        return 206.835 - self.sentence * mean - self.syllable * syllables

    def _syllables(self, word: str) -> int:
        return syllables(word.lower(), self.syllables, self.silent)


@lru_cache(CACHED)
def syllables(word: str, heard: str, silent: str) -> int:
    """Return how many syllables a word in small letters has."""
    count = len(re.findall(heard, word))
    if silent and count > 1 and re.search(silent, word):
        count -= 1
    return max(1, count)


@cache
def formulas() -> dict[str, Formula]:
    """Return the formula of each language that has one."""
    return {code: Formula(**told) for code, told in by_language("readability").items()}


def _said(draft: Draft) -> Iterator[Piece]:
    children = any(audience.is_child for audience in draft.audiences)
    for piece in pieces(draft):
        if piece.role not in ("head", "source", "screen") and not (children and piece.role == "adult_note"):
            yield piece
