"""Tokens: the words, numbers and addresses of a message, each with its place, its sentence and its clause."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.typed import stem
from bot.features.check.links import name_of
from bot.packs.lint.folding import AS_CYRILLIC, LOOKALIKES
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

_REST = r"""
    |(?P<phone>(?<!\w)\+?\d(?:[ ()-]{0,2}\d){9,13}(?!\w))
    |(?P<time>(?<!\w)(?:[0-2]?\d:[0-5]\d(?:\s?[ap]m)?|\d{1,2}\s?[ap]m)(?!\w))
    |(?P<money>[$€£₽₸₴₹]\s?\d[\d.,]*|\d(?:[\d.,]|[ \u00a0](?=\d{3}))*\s?[$€£₽₸₴₹])
    |(?P<number>\d(?:\d|[ \u00a0.,](?=\d{3}))*(?![^\W\d_]))
    |(?P<other>\d[^\W_]*)
    |(?P<end>[.!?…;]+(?=\s|$|[^\W\d_]{3})|[\n\r]+)
    |(?P<comma>[,:]|\s[–—-]\s)"""

_SPELT = r"(?P<spelt>(?<!\w)[^\W\d_](?:[ .·*_-][^\W\d_]){3,}(?!\w))"
"""A word with something between all its letters."""

_TOKEN = re.compile(rf"{_SPELT}|(?P<word>[^\W\d_][^\W_]*(?:['’ʼ`][^\W_]+)*){_REST}", re.VERBOSE)
_TOKEN_IN_CUT = re.compile(rf"{_SPELT}|(?P<word>[^\W\d_][^\W_]*(?:['’ʼ`.@*·][^\W_]+)*){_REST}", re.VERBOSE)

_CUT = re.compile(r"[^\W\d_][.@*·][^\W\d_]")
CUTS = 3
"""Signs in the middle of words from which on they cut words in two."""

_PROGRAMS = "apk xapk exe scr bat cmd msi jar vbs ps1 dmg lnk hta docm xlsm pptm"
PROGRAMS = frozenset(_PROGRAMS.split())
ARCHIVES = frozenset(("zip", "rar", "7z", "iso"))
"""Endings of files that run (papers with macros among them), or in which such a file may hide."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Signs without width, which cut a word in two for a program and not for an eye."""

_ORDINARY = re.compile("[\\u0400-\\u04ff]+")
_BETWEEN = re.compile(r"[^\w]|_")
_TAIL = re.compile(r"[.,;:!?)\]}…*_]+$")

_WORDS_TOO = frozenset(
    ["so", "is", "my", "to", "no", "it", "at", "be", "do", "am", "as", "by", "me", "us", "in", "im", "id"]
)
"""Endings of countries that are words too: of "call.me" without a path nobody knows which is meant."""

_SURE = re.compile(r"https?://|www\.|[\d.:]+(?:/|$)", re.IGNORECASE)
"""How an address begins that is nothing else."""


class Token(NamedTuple):
    """A word, number or address: its form in small letters, its stem, its kind (`word`, `link`, `number` …),
    its place, and the numbers of its sentence and of its clause.
    """

    form: str
    stem: str
    kind: str
    start: int
    end: int
    sentence: int
    clause: int


def cleaned(message: str) -> str:
    """Return a message as it looks: without invisible signs, and cut to the length that a message may have."""
    return _UNSEEN.sub("", message[:LONGEST])


def tokens(message: str) -> list[Token]:
    """Return the tokens of a cleaned message."""
    return [*_tokens(message)]


def _tokens(message: str) -> Iterator[Token]:
    at, sentence, clause = 0, 0, 0
    pattern = _TOKEN
    if _MAYBE_LINK.search(message):
        addresses = [*_addresses(message)]
        cuts = len(_CUT.findall(message)) - sum(
            len(_CUT.findall(message, start, end)) for start, end, _ in addresses
        )
        pattern = _TOKEN_IN_CUT if cuts >= CUTS else _TOKEN
        for start, end, kind in addresses:
            for token in _words(pattern.finditer(message, at, start), sentence, clause):
                sentence, clause = token.sentence, token.clause
                yield token
            yield Token(message[start:end], "", kind, start, end, sentence, clause)
            at = end
    yield from _words(pattern.finditer(message, at), sentence, clause)


def _addresses(message: str) -> Iterator[tuple[int, int, str]]:
    """Yield the places of addresses and of names of files, each with its kind."""
    for link in _LINK.finditer(message):
        words = link.group()
        tail = _TAIL.search(words)
        end = link.start() + (tail.start() if tail else len(words))
        address = message[link.start() : end]
        kind = _kind(address)
        if kind:
            yield link.start(), end, kind


def _kind(address: str) -> str:
    """Return whether words with a dot inside are an address, or the name of a program or an archive file; empty
    for words that only lack the space behind the dot.
    """
    ending = address.rpartition(".")[2].casefold()
    if ending in PROGRAMS:
        return "program"
    host, slash, _ = address.partition("/")
    if ending in ARCHIVES and not slash:
        return "archive"
    if _SURE.match(address):
        return "link"
    host = host.partition(":")[0].casefold()
    return "link" if name_of(host) and (slash or ending not in _WORDS_TOO) else ""


def _words(some: Iterator[re.Match[str]], sentence: int, clause: int) -> Iterator[Token]:
    for found in some:
        kind = found.lastgroup or ""
        if kind == "end":
            sentence, clause = sentence + 1, clause + 1
        elif kind == "comma":
            clause += 1
        else:
            words = found.group()
            is_word = kind in {"word", "spelt"}
            form = plain(words) if is_word else words.casefold()
            root = stem(form) if is_word else ""
            yield Token(form, root, "word" if is_word else kind, found.start(), found.end(), sentence, clause)


def plain(word: str) -> str:
    """Return a word in small letters, without the signs between them; look-alike letters of another alphabet as
    its own.
    """
    if word.isascii():
        return (word if word.isalnum() else _BETWEEN.sub("", word)).casefold()
    if not _ORDINARY.fullmatch(word):
        word = _BETWEEN.sub("", unicodedata.normalize("NFKC", word))
        if not _ORDINARY.fullmatch(word):
            word = _in_one_alphabet(word)
    return alike(word)


def _in_one_alphabet(word: str) -> str:
    """Return a word with the letters of other alphabets as those of its own: the alphabet that has more letters in
    it which no other has.
    """
    latin = sum(letter.isascii() and letter.isalpha() and ord(letter) not in AS_CYRILLIC for letter in word)
    cyrillic = sum("\u0400" <= letter <= "\u04ff" and ord(letter) not in LOOKALIKES for letter in word)
    if latin > cyrillic:
        return word.translate(LOOKALIKES)
    if not cyrillic and not any("\u0400" <= letter <= "\u04ff" for letter in word):
        return word
    root = word.rstrip("0123456789")
    return root.translate(AS_CYRILLIC) + word[len(root) :]
