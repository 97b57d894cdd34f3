"""Quoted: whether typed words are somebody else's message, and which part of them is that message."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.typed import plain_words
from bot.features.check.tokens import cleaned, tokens
from bot.values.locales import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.features.check.domain import Checker
    from bot.features.check.tokens import Token

FILE = "check.yml"

WHOLE = 3
"""Words from which on the rest beside a frame is a message."""

LONG = 15
"""Words from which on a message is hardly what people type to a bot."""

SAYING = 6
"""Words from which on words without a frame may be a message that was pasted."""

PASTED_FROM, OFFERED_FROM = 1.0, -1.5
"""Log odds of a trap from which on words without a frame are read at once, and long ones are offered the check."""

PASTED = 6
"""Words from which on a message with the bare name of a site is taken for somebody else's."""

BETWEEN = 3
"""Most words between a frame and the sign that ends it: "someone wrote to my mum: …"."""

_OPENS = frozenset(':\n«“"„')


class _Frames(NamedTuple):
    """How people say that words are somebody else's, the words for themselves and for others, and those with which
    they tell what happened.
    """

    asks: frozenset[tuple[str, ...]]
    tells: frozenset[tuple[str, ...]]
    theirs: frozenset[tuple[str, ...]]
    own: frozenset[str]
    others: frozenset[str]
    reports: frozenset[str]


class Quoted(NamedTuple):
    """A message that stands in typed words, and whether the person asked if it is a trap."""

    message: str
    is_asked: bool


def quoted(words: str) -> Quoted | None:
    """Return the message of somebody else that stands in a frame such as "is this a scam: …" or "they wrote me:
    …", or begins as nobody speaks to a bot ("your parcel …"); None for any other words.
    """
    said = cleaned(words)
    found = [token for token in tokens(said) if token.kind == "word"]
    forms = [token.form for token in found]
    told = _frames()
    for start, end in _places(forms, told.asks):
        rest = _around(said, found, start, end)
        if len(plain_words(rest)) >= WHOLE:
            return Quoted(rest, is_asked=True)
    for _, end in _places(forms[:LONG], told.tells):
        rest = _behind(said, found, end)
        if len(plain_words(rest)) >= WHOLE:
            return Quoted(rest, is_asked=False)
    begins = any(start == 0 for start, _ in _places(forms[:LONG], told.theirs))
    return Quoted(said, is_asked=False) if begins and not tells_of_others(forms) else None


def is_shown(words: str, checker: Checker) -> bool:
    """Whether words are surely somebody else's: the person asks whether they are a trap, or says that others wrote
    them or is silent about it, and they are one. Words that tell what others do to somebody never are.
    """
    framed = quoted(words)
    if framed:
        return framed.is_asked or bool(checker.read(framed.message).signs)
    found = _forms(words)
    if len(found) < SAYING or tells_of_others(found):
        return False
    seen = checker.read(words)
    return bool(seen.signs) and seen.odds >= PASTED_FROM


def may_be_shown(words: str, checker: Checker) -> bool:
    """Whether words without a frame are so long, and so like a trap, that they may be somebody else's."""
    found = _forms(words)
    return len(found) > LONG and not tells_of_others(found) and checker.read(words).odds >= OFFERED_FROM


def is_pasted(message: str, bot: str) -> bool:
    """Whether typed words are clearly somebody else's message: an address with more than its bare name, or with
    some words around it. The bot's own address does not count.
    """
    if "." not in message:
        return False
    found = tokens(cleaned(message))
    links = [token.form for token in found if token.kind == "link" and not (bot and f"/{bot}" in token.form)]
    whole = any("/" in link or link.startswith("www.") for link in links)
    return whole or (bool(links) and len(found) > PASTED)


def _forms(words: str) -> list[str]:
    return [token.form for token in tokens(cleaned(words)) if token.kind == "word"]


def tells_of_others(forms: Sequence[str]) -> bool:
    """Whether somebody tells what happened: with a word of telling, or one for oneself and one for others."""
    told = _frames()
    if not told.reports.isdisjoint(forms):
        return True
    return not told.own.isdisjoint(forms) and not told.others.isdisjoint(forms)


def _around(said: str, found: Sequence[Token], start: int, end: int) -> str:
    """Return the words behind a frame or, where those are fewer, before it."""
    before, behind = said[: found[start].start], said[found[end - 1].end :]
    return max(before, behind, key=len).strip(" :?!.,-–—\n")


def _behind(said: str, found: Sequence[Token], end: int) -> str:
    """Return the words behind a frame that ends in a colon, a new line or a quotation mark; else nothing."""
    reach = found[min(end + BETWEEN, len(found)) - 1].end
    for at in range(found[end - 1].end, min(reach + 3, len(said))):
        if said[at] in _OPENS:
            return said[at + 1 :].strip(' \n»”"')
    return ""


def _places(forms: Sequence[str], frames: frozenset[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Return where frames stand, the longest first."""
    sizes = sorted({len(frame) for frame in frames}, reverse=True)
    return [
        (at, at + size)
        for size in sizes
        for at in range(len(forms) - size + 1)
        if tuple(forms[at : at + size]) in frames
    ]


@cache
def _frames() -> _Frames:
    told = [*read(FILE).values()]

    def phrases(name: str) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(plain_words(str(one))) for file in told for one in file.get(name, ()))

    def single(name: str) -> frozenset[str]:
        return frozenset(word for phrase in phrases(name) for word in phrase if len(phrase) == 1)

    return _Frames(
        phrases("asks"), phrases("tells"), phrases("theirs"), single("own"), single("others"), single("reports")
    )
