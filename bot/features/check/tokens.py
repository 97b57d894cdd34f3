"""Tokens: the words, numbers and addresses of a message, each with its place, its sentence and its clause."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.typed import stem
from bot.packs.lint.folding import LETTERS, LIKE, LOOKALIKES
from bot.values.locales import alike

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 4096
"""Most characters that are looked at: as many as a message of Telegram may have."""

_LINK = re.compile(
    r"""(?:https?://|www\.)[^\s<>"'«»“”]+
    |(?<![\w@.-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,5}[^\W\d_][\w-]{1,20}(?::\d{2,5})?(?:/[^\s<>"'«»“”]*)?(?![\w@])
    |(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5})?(?:/[^\s<>"'«»“”]*)?""",
    re.VERBOSE,
)
_MAYBE_LINK = re.compile(r"\w[.:]\S")
"""What every address has: without it there is none, and most messages have none."""

_TOKEN = re.compile(
    r"""(?P<word>[^\W\d_][^\W_]*(?:['’ʼ`][^\W_]+)*)
    |(?P<phone>(?<!\w)\+?\d(?:[ ()-]{0,2}\d){9,13}(?!\w))
    |(?P<time>(?<!\w)(?:[0-2]?\d:[0-5]\d(?:\s?[ap]m)?|\d{1,2}\s?[ap]m)(?!\w))
    |(?P<money>[$€£₽₸₴₹]\s?\d[\d.,]*|\d(?:[\d.,]|[ \u00a0](?=\d{3}))*\s?[$€£₽₸₴₹])
    |(?P<number>\d(?:\d|[ \u00a0.,](?=\d{3}))*(?![^\W\d_]))
    |(?P<other>\d[^\W_]*)
    |(?P<end>[.!?…;]+(?=\s|$)|[\n\r]+)
    |(?P<comma>[,:]|\s[–—-]\s)""",
    re.VERBOSE,
)

_PROGRAMS = "apk xapk exe scr bat cmd msi jar vbs ps1 dmg lnk hta docm xlsm pptm"
PROGRAMS = frozenset(_PROGRAMS.split())
ARCHIVES = frozenset(("zip", "rar", "7z", "iso"))
"""Endings of files that run (papers with macros among them), or in which such a file may hide."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Signs without width, which cut a word in two for a program and not for an eye."""

_ORDINARY = re.compile("[\\u0400-\\u04ff]+")
_LATIN = re.compile("[A-Za-z]")
_APOSTROPHES = re.compile("['’`ʼ]")
_TAIL = re.compile(r"[.,;:!?)\]}…*_]+$")

_TO_OTHER = {ord(like): letter for letter, like in reversed([*zip(LETTERS, LIKE, strict=True)])}


class Token(NamedTuple):
    """A word, number or address: its form in small letters, its stem, what it is (`word`, `link`, `number` …), its
    place, and the numbers of its sentence and of its clause.
    """

    form: str
    stem: str
    kind: str
    start: int
    end: int
    sentence: int
    clause: int


def cleaned(message: str) -> str:
    """Return a message as it looks: without signs that nobody sees, and not longer than a message may be."""
    return _UNSEEN.sub("", message[:LONGEST])


def tokens(message: str) -> list[Token]:
    """Return the tokens of a cleaned message."""
    return [*_tokens(message)]


def _tokens(message: str) -> Iterator[Token]:
    at, sentence, clause = 0, 0, 0
    links = _LINK.finditer(message) if _MAYBE_LINK.search(message) else ()
    for link in links:
        for token in _words(message, at, link.start(), sentence, clause):
            sentence, clause = token.sentence, token.clause
            yield token
        words = link.group()
        tail = _TAIL.search(words)
        at = link.start() + (tail.start() if tail else len(words))
        address = message[link.start() : at]
        yield Token(address, "", _kind(address), link.start(), at, sentence, clause)
    yield from _words(message, at, len(message), sentence, clause)


def _kind(address: str) -> str:
    """Return whether words with a dot inside are an address, or name a file that is a program or an archive."""
    ending = address.rpartition(".")[2].casefold()
    if ending in PROGRAMS:
        return "program"
    return "archive" if ending in ARCHIVES and "/" not in address else "link"


def _words(message: str, start: int, stop: int, sentence: int, clause: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(message, start, stop):
        kind = found.lastgroup or ""
        if kind == "end":
            sentence, clause = sentence + 1, clause + 1
        elif kind == "comma":
            clause += 1
        else:
            words = found.group()
            form = plain(words) if kind == "word" else words.casefold()
            root = stem(form) if kind == "word" else ""
            yield Token(form, root, kind, found.start(), found.end(), sentence, clause)


def plain(word: str) -> str:
    """Return a word in small letters, without marks; look-alike letters of another alphabet as its own."""
    if word.isascii():
        return _APOSTROPHES.sub("", word).casefold()
    if not _ORDINARY.fullmatch(word):
        word = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", word))
    latin = len(_LATIN.findall(word))
    if latin and latin < len(word):
        word = word.translate(LOOKALIKES if latin * 2 > len(word) else _TO_OTHER)
    return alike(word)
