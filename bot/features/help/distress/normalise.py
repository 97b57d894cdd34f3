"""Normalising: from typed text to plain words, with any letters, digits, dots or spaces in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING

from bot.features.help.distress.slips import (
    DIGITS_CYRILLIC,
    DIGITS_LATIN,
    TO_CYRILLIC,
    TO_LATIN,
    VOWELS,
    is_cyrillic,
    is_latin,
)
from bot.values.locales import languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.features.help.distress.vocabulary import Vocabulary

LONGEST = 4096
"""Characters of a message that are looked at: Telegram's own limit; of a longer text both halves of this size."""

_LONGEST_WORD = 40
_MENDED = 200
"""Different unknown words of one text that are mended; nobody misspells more, and it bounds the time."""

_GLUED = 7
"""Letters from which on an unknown word may be several words without spaces."""
_PART = 3
"""Letters of the shortest word that glued ones are cut into, but for the short words that are listed."""
_LOOKS_LIKE = 8
"""Letters up to which an unknown word of one script is tried in the other, letter for like letter."""
_WINDOW = 48
"""Words that are heard together; a quarter of them again in the next window."""
_SPACED = 3
"""Single letters in a row that may be one word with spaces in it."""

ALIKE = {one: other for language in languages().values() for one, other in language.alike.items()}
"""Letters that are written in two ways, and the one that lists have."""

_PIECE = re.compile(r":[a-z]+:|[$@]?[^\W_]+(?:[-*@$!._|'][^\W_]+|[*]+[^\W_]*)*|[.!?]+|[«»\"“”„]", re.UNICODE)
_USUAL = re.compile(r"[ -~\n\u0430-\u044f\u0451«»—–]*")
"""Latin and Russian letters and signs, of which only letters that are written in two ways need cleaning."""
_INSIDE = re.compile(r"[-*@$!._|']+")
_RUN = re.compile(r"(.)\1{2,}")
_DOUBLE = re.compile(r"(.)\1+")
_ENDS = frozenset({".", "!", "?", "?!", "!?"})
_QUOTES = frozenset('«»"“”„')

_CLEAN = {**str.maketrans(ALIKE), ord("`"): "'", **dict.fromkeys(map(ord, "’‘ʼ´′"), "'")}
_GONE = dict.fromkeys(
    [0xAD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]  # noqa: RUF005 - two lists read better than one long line
    + list(range(0xFE00, 0xFE10))
)


@dataclass(slots=True)
class Words:
    """The words of a message in order; the sentence of each, and whether it is in quotation marks."""

    words: list[str]
    sentence: list[int]
    quoted: list[bool]

    def part(self, some: slice) -> Words:
        """Return a stretch of the words."""
        return Words(self.words[some], self.sentence[some], self.quoted[some])

    def only(self, wanted: Callable[[str], bool]) -> Words:
        """Return the wanted words."""
        at = [number for number, word in enumerate(self.words) if wanted(word)]
        return Words(
            [self.words[one] for one in at], [self.sentence[one] for one in at], [self.quoted[one] for one in at]
        )

    def sentences(self) -> list[slice]:
        """Return the stretch of each sentence, a long one in windows."""
        ends = [at for at in range(1, len(self.words)) if self.sentence[at] != self.sentence[at - 1]]
        return [
            slice(start + some.start, min(end, start + some.stop))
            for start, end in pairwise([0, *ends, len(self.words)])
            for some in windows(end - start)
        ]


def clean(text: str, vocabulary: Vocabulary) -> str:
    """Return a text in small letters of one form, without invisible signs and with telling emoji in words; cut
    to the beginning and the end that are searched.
    """
    if len(text) > LONGEST:
        text = text[: LONGEST // 2] + " " + text[-LONGEST // 2 :]
    text = text.lower()
    if text.isascii():
        return text.replace("`", "'")
    if _USUAL.fullmatch(text):
        for one, other in ALIKE.items():
            text = text.replace(one, other)
        return text.replace("`", "'")
    text = text.translate(vocabulary.emoji).translate(_GONE)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text).lower()
    if any(unicodedata.combining(letter) for letter in set(text)):
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return text.translate(_CLEAN)


def read(text: str, vocabulary: Vocabulary) -> Words:
    """Return the words of a clean text, mended: a word that nobody knows is tried with other letters, with fewer
    repeats, without the dots in it, and taken apart.
    """
    words, sentence, quoted = Words([], [], []), 0, False
    latin = text.isascii() or 2 * sum(map(text.count, ascii_lowercase)) > sum(map(str.isalpha, text))
    mended: dict[str, list[str]] = {}
    for piece in _despaced(_PIECE.findall(text), vocabulary):
        if piece in _QUOTES:
            quoted = (not quoted) if piece in '"“”' else piece in "«„"
            continue
        if not piece[-1].isalnum() and piece[0] in ".!?":
            sentence += piece in _ENDS
            continue
        known = mended.get(piece)
        if known is None:
            known = [piece]
            if len(mended) < _MENDED and not (vocabulary.has(piece) and piece not in vocabulary.short):
                known = mended[piece] = list(_mended(piece, vocabulary, latin=latin))
        for word in known:
            if word in vocabulary.fillers or (words.words and words.words[-1] == word):
                continue
            words.words.append(word)
            words.sentence.append(sentence)
            words.quoted.append(quoted)
    return words


def windows(words: int) -> list[slice]:
    """Return the stretches in which so many words are heard: all at once, or in windows that overlap."""
    if words <= _WINDOW:
        return [slice(0, words)]
    return [slice(start, start + _WINDOW) for start in range(0, words - _WINDOW // 4, _WINDOW * 3 // 4)]


def plain(word: str) -> str:
    """Return a listed word as messages have it: small letters, each written in one way, no apostrophe."""
    return word.lower().translate(_CLEAN).replace("'", "")


def _despaced(pieces: list[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the pieces; letters that stand alone in a row become one word where that is a word."""
    row: list[str] = []
    for piece in [*pieces, ""]:
        if len(piece) == 1 and piece.isalnum():
            row.append(piece)
            continue
        if (
            len(row) >= _SPACED
            and (joined := "".join(row))
            and (vocabulary.knows(joined) or _apart(joined, vocabulary))
        ):
            yield joined
        else:
            yield from row
        row = []
        if piece:
            yield piece


def _mended(piece: str, vocabulary: Vocabulary, *, latin: bool) -> Iterator[str]:
    """Yield the words that a piece of the text stands for; `latin`: the text has mostly Latin letters."""
    if piece[0] == ":":
        yield piece
        return
    whole = piece.replace("'", "")[:_LONGEST_WORD]
    if whole.isalpha():
        yield from _spelled(whole, vocabulary, latin=latin)
        return
    for guess in _unmasked(whole, vocabulary, latin=latin):
        yield from _spelled(guess, vocabulary, latin=latin)
        return
    for part in _INSIDE.split(whole):
        if part:
            yield from _spelled(part, vocabulary, latin=latin)


def _unmasked(piece: str, vocabulary: Vocabulary, *, latin: bool) -> Iterator[str]:
    """Yield the known words that a piece with digits or signs in it may mean."""
    bare = _INSIDE.sub("", piece)
    for guess in (
        bare,
        piece.translate(DIGITS_LATIN),
        piece.translate(DIGITS_CYRILLIC),
        bare.translate(DIGITS_LATIN),
    ):
        letters = _one_script(guess, vocabulary, latin=latin)
        if letters.isalpha() and not bare.isdigit() and vocabulary.knows(letters):
            yield letters
    if piece.count("*") in {1, 2} and len(piece) > 3:  # noqa: PLR2004 - shorter ones could be anything
        for vowel in VOWELS:
            if vocabulary.knows(guess := piece.replace("**", "*").replace("*", vowel)):
                yield guess


def _spelled(word: str, vocabulary: Vocabulary, *, latin: bool) -> Iterator[str]:
    """Yield a word of letters as the lists spell it, taken apart where it is several."""
    word = _once(_one_script(word, vocabulary, latin=latin), vocabulary)
    if word in vocabulary.short:
        yield from vocabulary.short[word]
    elif len(word) >= _GLUED and not vocabulary.knows(word) and (parts := _apart(word, vocabulary)):
        for part in parts:
            yield from vocabulary.short.get(part, (part,))
    else:
        word = vocabulary.mended(word)
        yield from vocabulary.short.get(word, (word,))


def _once(word: str, vocabulary: Vocabulary) -> str:
    """Return a word without letters that are held down (`killl`); listed double ones stay."""
    if _RUN.search(word):
        once, twice = _RUN.sub(r"\1", word), _RUN.sub(r"\1\1", word)
        word = twice if vocabulary.has(twice) and not vocabulary.has(once) else once
    if not vocabulary.knows(word) and vocabulary.knows(once := _DOUBLE.sub(r"\1", word)):
        return once
    return word


def _one_script(word: str, vocabulary: Vocabulary, *, latin: bool) -> str:
    """Return a word that has letters of two scripts, or of one that only looks like the other, in one script:
    the one in which it is a listed word, first the one that the text is mostly written in.
    """
    if not word.isalpha():
        return word
    mixed = is_latin(word) and is_cyrillic(word)
    if not mixed and (vocabulary.knows(word) or ("\u0456" not in word and len(word) > _LOOKS_LIKE)):
        return word
    in_latin, in_cyrillic = word.translate(TO_LATIN), word.translate(TO_CYRILLIC)
    for looks in (in_latin, in_cyrillic) if latin else (in_cyrillic, in_latin):
        pure = not (is_latin(looks) and is_cyrillic(looks))
        if pure and (vocabulary.knows(looks) if mixed else vocabulary.has(looks)):
            return looks
    return in_cyrillic if mixed and not is_latin(in_cyrillic) else word


def _apart(word: str, vocabulary: Vocabulary) -> list[str]:
    """Return the listed words that a word without spaces is made of, an empty list if it is not. It must begin as
    glued sentences begin: most long words could be cut into short ones.
    """
    splits: dict[int, list[str]] = {end: [word[:end]] for end in range(1, 8) if word[:end] in vocabulary.glued}
    for start in range(1, len(word)):
        if start not in splits:
            continue
        for end in range(min(len(word), start + 14), start, -1):
            part = word[start:end]
            if end not in splits and vocabulary.has(part) and (len(part) >= _PART or part in vocabulary.glued):
                splits[end] = [*splits[start], part]
    return splits.get(len(word), [])
