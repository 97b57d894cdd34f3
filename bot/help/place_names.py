"""Finds the countries that typed words may mean; the person then chooses one by a tap.

Names come from CLDR in many languages (`places/cldr.tsv`, made by `tools/placenames.py`), and from
`places/<language>.yml`: everyday names, cities, words around a name, endings, keyboards. A new language is a data
file, not code.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex
import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.values import locales, places
from bot.values.locales import SOURCE_LOCALE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

FOLDER = Path(__file__).parent / "places"
CLDR = FOLDER / "cldr.tsv"

MOST_OFFERED = 4
"""Most countries offered for a text; more would not help."""

LONGEST = 120
"""Letters of the text that are used; the longest country name has 60."""

MOST_WORDS = 12
"""Most words of a text in which a name is searched."""

MOST_PEELED = 30
"""Most ways that are tried to remove words around a name."""

MOST_GUESSED = 3
"""How many of these ways are compared with every name, which takes milliseconds each."""

LEAST_INSIDE = 4
"""Fewest letters of a name found among other words: shorter names are everyday words too (`may`)."""

LEAST_BEGINNING = 3
"""Fewest letters that count as the beginning of a name."""

LEAST_STEM = 3
"""Fewest letters of a word without its endings."""

SLIPS = ((5, 1), (8, 2), (12, 3))
"""Allowed slips by length: from this many letters on, this many may be wrong, missing, added or swapped."""

_TAGS = regex.compile("\U0001f3f4([\U000e0061-\U000e007a]{2})[\U000e0030-\U000e007a]*\U000e007f")
"""The flag of a part of a country, such as Scotland (`gbsct` in tag letters)."""

_FLAG = regex.compile("[\U0001f1e6-\U0001f1ff]{2}")
_BETWEEN = regex.compile(r"[,;/|+()\n]| - | – ")
_NO_WORD = regex.compile(r"[^\p{L}\p{N}]+")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Codes = frozenset[str]
NONE: Codes = frozenset()


def plain(words: str) -> str:
    """Return words in the form used for comparison: small letters without marks, single spaces."""
    bare = "".join(
        each for each in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(each)
    )
    return " ".join(_NO_WORD.sub(" ", bare).split())


@dataclass(slots=True)
class Language:
    """What one language adds: the words around a name, its endings, its keyboard, its Latin letters."""

    likely: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    keyboard: Mapping[int, str] = field(default_factory=dict)
    latin: Mapping[str, str] = field(default_factory=dict)
    names: dict[str, Codes] = field(default_factory=dict)
    """Everyday names and cities."""
    stems: dict[str, Codes] = field(default_factory=dict)
    """All names of this language without their endings."""

    def stem(self, words: str) -> str:
        """Remove endings repeatedly, so that all forms of a city's name become equal."""
        return " ".join(map(self._stem, words.split()))

    def _stem(self, word: str) -> str:
        for ending in self.endings:  # the longest first
            if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
                return self._stem(word[: -len(ending)])
        return word

    def readings(self, words: str) -> Iterator[str]:
        """Yield possible readings of words typed on another keyboard or in Latin letters."""
        small = words.casefold()
        if self.keyboard:
            yield plain(small.translate(self.keyboard))
        if self.latin and small.isascii():
            yield plain(self._from_latin(small))

    def _from_latin(self, words: str) -> str:
        meant, at = "", 0
        while at < len(words):
            piece = next((words[at : at + n] for n in (4, 3, 2) if words[at : at + n] in self.latin), words[at])
            meant += self.latin.get(piece, piece)
            at += len(piece)
        return meant


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """All known names. A value."""

    languages: Mapping[str, Language]
    codes: Mapping[str, Codes]
    """ISO 3166 codes of two and three letters."""
    cldr: Mapping[str, Mapping[str, Codes]]
    """By language, for languages in which we know more: names of countries. `*`: all other languages."""
    everyday: Mapping[str, Codes]
    """Everyday names and cities in all languages."""

    def likely(self, locale: str) -> tuple[str, ...]:
        """Return the countries of most readers of a language, the likeliest first."""
        found = self.languages.get(locale)
        return (found.likely if found else ()) or self.languages[SOURCE_LOCALE].likely

    def find(self, words: str, locale: str) -> tuple[str, ...]:
        """Return the countries that may be meant, the likeliest for the reader's language first; none if nothing
        or too much is found. Tries in this order, and stops at the first result: the name itself, with its
        endings, among other words, from another keyboard, its beginning, with slips.
        """
        return self._ordered(self._find(words[:LONGEST], locale), locale)

    def exactly(self, words: str, locale: str) -> tuple[str, ...]:
        """Return the countries whose exact name (code, flag, city) was typed and nothing else, except words like
        "I live in". For pages on which other words may be typed as well.
        """
        words = words[:LONGEST]
        if len(words.strip()) == 2 and words.islower() and words.strip() not in self.everyday:  # noqa: PLR2004
            return ()  # `no`, `in`, `me` are more likely words than codes
        whole, *rest = [*self._peeled(plain(words)), ""]
        if not _NO_WORD.sub("", words):
            return self._ordered(_flags(words), locale)
        found = self._whole(whole, self._named(locale))
        found = found or next((codes for codes in map(self._stemmed, rest) if codes), NONE)
        if not found:
            parts = [self._whole(plain(part), self._named(locale)) for part in _BETWEEN.split(words)]
            found = _agreed(parts) if all(parts) else NONE
        return self._ordered(found, locale)

    def _ordered(self, found: Codes, locale: str) -> tuple[str, ...]:
        if len(found) > MOST_OFFERED:
            return ()
        likely = self.likely(locale)
        return tuple(sorted(found, key=lambda code: (likely.index(code) if code in likely else len(likely), code)))

    def _find(self, words: str, locale: str) -> Codes:
        named, stemmed = self._named(locale), self._stemmed
        flags = _flags(words)
        if flags:
            return flags
        for look in (named, stemmed):
            found = self._parts(words, look) or self._inside(plain(words), look)
            if found:
                return found
        meant = [each for language in self.languages.values() for each in language.readings(words)]
        for look in (named, stemmed):
            for reading in meant:
                found = self._parts(reading, look)
                if found:
                    return found
        wanted = [
            each for reading in (plain(words), *meant) for each in islice(self._peeled(reading), MOST_GUESSED)
        ]
        return self._beginning(wanted, locale) or self._slipped(wanted, locale)

    def _named(self, locale: str) -> Callable[[str], Codes]:
        """Return a function that looks a name up: in codes, the reader's language, the bot's languages and
        everyday names; if these know nothing, in all other languages.
        """

        def look(name: str) -> Codes:
            found = self.codes.get(name, NONE)
            for known in {locale, *locales.languages()}:
                found |= self.cldr.get(known, {}).get(name, NONE)
            for language in self.languages.values():
                found |= language.names.get(name, NONE)
            return found or frozenset().union(*(known.get(name, NONE) for known in self.cldr.values()))

        return look

    def _stemmed(self, name: str) -> Codes:
        found = NONE
        for language in self.languages.values():
            if language.endings:
                found |= language.stems.get(language.stem(name), NONE)
        return found

    def _parts(self, words: str, look: Callable[[str], Codes]) -> Codes:
        """Look up all the words, else the parts between commas: what all parts agree on, else all of them."""
        whole = self._whole(plain(words), look)
        parts = [part for part in map(plain, _BETWEEN.split(words)) if part]
        if whole or len(parts) < 2:  # noqa: PLR2004 - one part is the whole
            return whole
        found = [codes for codes in (self._whole(part, look) for part in parts) if codes]
        return _agreed(found)

    def _whole(self, words: str, look: Callable[[str], Codes]) -> Codes:
        return next((found for found in map(look, self._peeled(words)) if found), NONE)

    def _peeled(self, words: str) -> Iterator[str]:
        """Yield the words, then without the words around a name, the longest rest first; nothing for a long
        message.
        """
        seen, queue = {words}, [words] if words and words.count(" ") < MOST_WORDS else []
        while queue and len(seen) < MOST_PEELED:
            queue.sort(key=len, reverse=True)
            yield (now := queue.pop(0))
            for language in self.languages.values():
                rest = [now[len(each) + 1 :] for each in language.before if now.startswith(each + " ")]
                rest += [now[: -len(each) - 1] for each in language.after if now.endswith(" " + each)]
                for each in rest:
                    if each and each not in seen:
                        seen.add(each)
                        queue.append(each)

    def _inside(self, words: str, look: Callable[[str], Codes]) -> Codes:
        """Return the countries named among other words, longer names before shorter ones. A short everyday name
        (`uk`) counts only at the edge, beside another name.
        """
        each = words.split()[:MOST_WORDS]
        found: list[Codes] = []
        at = 0
        while at < len(each):
            for length in (4, 3, 2, 1):
                name = " ".join(each[at : at + length])
                codes = look(name) if len(name) >= LEAST_INSIDE and at + length <= len(each) else NONE
                if codes:
                    found.append(codes)
                    at += length - 1
                    break
            at += 1
        edges = [self.everyday.get(word, NONE) for word in (*each[:1], *each[-1:]) if len(word) < LEAST_INSIDE]
        return _agreed([*found, *filter(None, edges)]) if found else NONE

    def _beginning(self, wanted: Iterable[str], locale: str) -> Codes:
        """Return the countries whose name, or city, begins with one of these words."""
        names = {**self.cldr.get(locale, {}), **self.everyday}
        for begun in wanted:
            if len(begun) >= LEAST_BEGINNING:
                found = frozenset(
                    code for name, codes in names.items() if name.startswith(begun) for code in codes
                )
                if found:
                    return found
        return NONE

    def _slipped(self, wanted: Iterable[str], locale: str) -> Codes:
        """Return the countries with the most similar names, within the slips allowed for the length."""
        names: dict[str, Codes] = {}
        for known in (*locales.languages(), locale):
            names |= self.cldr.get(known, {})
        names |= self.everyday
        best, nearest = NONE, SLIPS[-1][1] + 1
        for typed in wanted:
            slips = max((most for letters, most in SLIPS if len(typed) >= letters), default=0)
            if not slips:
                continue
            near = process.extract(typed, names.keys(), scorer=OSA.distance, score_cutoff=slips, limit=20)
            for name, distance, _ in near:
                if len(name) < SLIPS[0][0] or distance > nearest:
                    continue
                best = names[name] if distance < nearest else best | names[name]
                nearest = int(distance)
        return best


def _flags(words: str) -> Codes:
    small = unicodedata.normalize("NFC", words)
    whole = {"".join(chr(ord(each) - 0x1F1E6 + ord("A")) for each in pair) for pair in _FLAG.findall(small)}
    parts = {"".join(chr(ord(each) - 0xE0000) for each in pair).upper() for pair in _TAGS.findall(small)}
    return frozenset(code for code in whole | parts if places.is_country(code))


def _agreed(found: list[Codes]) -> Codes:
    """Return the countries that all parts name, such as London and uk; if they do not agree, the countries that
    any part names.
    """
    if not found:
        return NONE
    return frozenset.intersection(*found) or frozenset.union(*found)


@cache
def place_names() -> PlaceNames:
    """Return the names of the package; reads them once."""
    codes: dict[str, Codes] = {}
    cldr: dict[str, dict[str, Codes]] = {}
    for line in CLDR.read_text("utf-8").splitlines():
        kind, code, names = line.split("\t")
        known, here = codes if kind == "code" else cldr.setdefault(kind, {}), frozenset({code})
        for name in names.split("|"):
            known[name] = known[name] | here if name in known else here
    languages = {file.stem: _language(file) for file in sorted(FOLDER.glob("*.yml"))}
    everyday: dict[str, Codes] = {}
    for name, language in languages.items():
        for known in (language.names, cldr.get(name, {})):
            for written, found in known.items():
                stem = language.stem(written) if language.endings else ""
                language.stems[stem] = language.stems.get(stem, NONE) | found
        for written, found in language.names.items():
            everyday[written] = everyday.get(written, NONE) | found
    return PlaceNames(languages, codes, cldr, everyday)


def _language(file: Path) -> Language:
    told: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - our own, and a safe one
    names: defaultdict[str, set[str]] = defaultdict(set)
    for kind in ("names", "cities"):
        for code, listed in told.get(kind, {}).items():
            for name in listed:
                names[plain(name)].add(code)
    keyboard = told.get("keyboard", {"typed": "", "meant": ""})
    return Language(
        likely=tuple(told.get("likely", ())),
        before=_words(told, "before"),
        after=_words(told, "after"),
        endings=tuple(sorted(_words(told, "endings"), key=len, reverse=True)),
        keyboard={ord(typed): meant for typed, meant in zip(keyboard["typed"], keyboard["meant"], strict=True)},
        latin=told.get("latin", {}),
        names={name: frozenset(found) for name, found in names.items()},
    )


def _words(told: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(plain, told.get(kind, ()))))
