"""Finds words that may be harmful and that only a person can judge: they are allowed, but a reviewer must look at
them again before approval.

Finds requests for intimate pictures and words about where to buy drugs, said to a reader (a warning says them
differently: "nobody should ask you for …"), and words in letters of two alphabets.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.packs.lint.folding import fold
from bot.packs.lint.pieces import Remark, note, pieces, without_quotes
from bot.packs.lint.rules import style
from bot.packs.lint.words import listed
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.draft import Draft


class DoubtKind(StrEnum):
    """Kinds of doubtful words."""

    INTIMATE = "intimate"
    DRUGS = "drugs"
    LETTERS = "letters"


class Doubt(NamedTuple):
    """Words, as written, that a person must judge."""

    kind: DoubtKind
    words: str


MIXED = re.compile(r"\b(?=\w*[a-zA-Z])(?=\w*[\u0400-\u04ff])[^\W_]+\b")
"""A word with Latin and Cyrillic letters, which look alike."""

SAID = {
    DoubtKind.INTIMATE: phrase("asks the reader for intimate pictures"),
    DoubtKind.DRUGS: phrase("tells the reader where or how drugs are bought"),
    DoubtKind.LETTERS: phrase("is written in letters of two alphabets"),
}
"""Each kind, in words that continue what was found."""

OUTSIDE = 3
"""Fewest words around a quotation that report it. With fewer, the quotation itself is the message."""

_STYLES = re.compile(r"[*_`~|☑☐↳]")
_WORD = re.compile(r"\w+")


def _any(name: str) -> str:
    return "(?:" + "|".join(listed(name)) + ")"


_ASKED = r"(?![^.!\n]{0,200}\?)"
"""Not questions, such as «Send a nude? No.»"""

_BEGINS = rf"(?:(?:^|[.!?:;,(\n“„«\"–—-])\s*(?:{_any('bid_begins')}[\s,]+)*|\b{_any('bid_begins')}[\s,]+)"
_DENIED = "".join(rf"(?<!{one} )" for line in listed("denied") for one in line.split("|"))
_PATTERNS = {
    DoubtKind.INTIMATE: (
        rf"{_BEGINS}{_any('bid')}\s+(?:{_any('bid_between')}[\s,]+){{0,6}}{_any('bare')}\b{_ASKED}",
        rf"{_BEGINS}{_any('bid_whole')}\b{_ASKED}",
        rf"\b{_any('wish')}\b{_ASKED}",
    ),
    DoubtKind.DRUGS: (
        rf"{_BEGINS}{_any('drug_bid')}\s+(?:\w+\s+){{0,2}}?{_any('drugs')}\b{_ASKED}",
        rf"\b{_DENIED}{_any('drug_offer')}\s+(?:\w+\s+){{0,2}}?{_any('drugs')}\b{_ASKED}",
        rf"\b{_any('drugs')}\s+{_any('drug_place')}\b{_ASKED}",
    ),
}
_HINTS = {
    DoubtKind.INTIMATE: rf"\b(?:{_any('bare')}|{_any('bid_whole')}|{_any('wish')})",
    DoubtKind.DRUGS: rf"\b{_any('drugs')}\b",
}
_FOUND = {
    kind: (re.compile(_HINTS[kind], re.IGNORECASE), re.compile("|".join(any_of), re.IGNORECASE))
    for kind, any_of in _PATTERNS.items()
}
"""For each kind, a short pattern to try first, because most texts have no match, and the full pattern."""


@lru_cache(8192)
def doubts(words: str) -> tuple[Doubt, ...]:
    """Return the words that a person must judge, in the order of the kinds; styles are ignored. Cached, because a
    reviewer sees the same words on the page and again before approval.
    """
    plain = _STYLES.sub(" ", words)
    said = without_quotes(plain)
    if len(_WORD.findall(said)) < OUTSIDE:
        said = plain
    folded = fold(said)
    found = (
        Doubt(kind, one.strip(' ,.:;!?(\n“„«"–—-'))
        for kind, (hint, any_of) in _FOUND.items()
        if folded.find(hint)
        for one in folded.find(any_of)
    )
    return (*found, *(Doubt(DoubtKind.LETTERS, one.group()) for one in MIXED.finditer(plain)))


CODES = {DoubtKind.INTIMATE: "W626", DoubtKind.DRUGS: "W627"}
"""The warnings for editors; letters of two alphabets are reported by `wording`."""


@style
def check_doubts(draft: Draft) -> None:
    """Warn of words that a reviewer will have to judge."""
    for piece in pieces(draft):
        if piece.role in {"source", "screen", "head"}:
            continue  # the title occurs again in the text, and misconceptions are wrong on purpose
        for kind, words in doubts(piece.words):
            if kind in CODES:
                what = phrase("'{words}' {does}", words=words[:80], does=SAID[kind])
                fix = phrase("warn of it; the words of a deceiver stand in quotation marks or on a screen")
                note(draft, piece, Remark(CODES[kind], words, what, fix))
