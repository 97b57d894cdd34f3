"""Locales: the folder of each language, and its settings besides phrases."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime, time

SOURCE_LOCALE = "en"
"""The language of the code's own sentences. Readers whose language the bot does not speak get it."""

_CHECKOUT = Path(__file__).parents[2] / "locales"
FOLDER = _CHECKOUT if _CHECKOUT.is_dir() else Path(__file__).parents[1] / "data" / "locales"
"""A folder with one subfolder per language code: in the checkout, or in the installed package."""

FIRST = FOLDER / "first.txt"
"""The phrases of a reader's first hour, one a line."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Language:
    """The contents of `language.yml`. Each line may be missing; CLDR knows the rest."""

    code: str
    babel: Locale = field(repr=False)
    """The CLDR locale for dates, names of countries and direction (`cldr`; by default the language's own)."""
    name: str
    """The language's name in itself."""
    rtl: bool = False
    """Whether it is written from right to left, as CLDR says."""
    digits: str = ""
    """Its ten digits from 0 to 9, if it does not use 0123456789."""
    help: frozenset[str] = frozenset()
    """Whole messages that lead to Help at once, in small letters."""
    stop: frozenset[str] = frozenset()
    """Whole messages that stop everything sent unasked, in small letters."""
    instead: tuple[str, ...] = ()
    """The languages in which its readers are told what it lacks, the best first; then the source language."""
    font: str = ""
    """A file in its folder with the letters that the usual font of pictures lacks."""
    alike: Mapping[str, str] = field(default_factory=dict)
    """Letters that people often replace by another one, each with that other letter."""
    latin: Mapping[str, str] = field(default_factory=dict)
    """Its small letters, each with its Latin spelling."""
    word_styles: Mapping[str, str] = field(default_factory=dict)
    """How word processors call the styles `heading` and `title` in this language (packs/exchange/word)."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The names that columns and marks of a table of questions may have (packs/exchange/table)."""

    @property
    def direction(self) -> str:
        """Its direction as HTML names it: `ltr` or `rtl`."""
        return "rtl" if self.rtl else "ltr"

    def figures(self, words: str) -> str:
        """Return words with the language's own digits."""
        return words.translate(str.maketrans("0123456789", self.digits)) if self.digits else words

    def date(self, day: date, form: str = "long") -> str:
        """Return a day in one of CLDR's forms (`long`, `d MMMM`, `EEE`)."""
        return self.figures(format_date(day, form, locale=self.babel))

    def time(self, moment: datetime | time) -> str:
        """Return the time of day of a moment in its own zone, such as `19:30`."""
        return self.figures(moment.strftime("%H:%M"))


@cache
def languages() -> Mapping[str, Language]:
    """Return every language that has a folder, by its code.

    Errors: ValueError for a `language.yml` with an unknown line, or for a code unknown to CLDR without a `cldr`
    line.
    """
    told = read("language.yml")
    return {code: _language(code, dict(told.get(code, {}))) for code in _codes()}


@cache
def read(name: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the contents of the YAML files of this name, by language. Leaves out languages without it."""
    files = {code: FOLDER / code / name for code in _codes()}
    return {
        code: yaml.load(file.read_text("utf-8"), Loader=_Loader) or {}  # noqa: S506 - a safe loader, and our own file
        for code, file in files.items()
        if file.is_file()
    }


def spoken(language: str, codes: Iterable[str]) -> str:
    """Return which of these codes fits the language of a client best: the whole of it, else its script (that of
    `zh-TW` is Hant, by CLDR), else the language alone, else the language in any script or country; empty if none
    does.
    """
    known = {code.lower(): code for code in codes}
    whole = language.replace("_", "-").lower()
    first = whole.partition("-")[0]
    wanted = (whole, f"{first}-{_script(whole)}", first)
    found = next((known[code] for code in wanted if code in known), "")
    return found or next((known[code] for code in sorted(known) if code.partition("-")[0] == first), "")


@lru_cache(200)
def _script(language: str) -> str:
    try:
        return (Locale.parse(language, sep="-").script or "").lower()
    except (ValueError, UnknownLocaleError):
        return ""


def instead_of(locale: str) -> tuple[str, ...]:
    """Return the languages for readers of a locale, the best first: their own, those that its `instead` names, the
    source language. What is said, taught and helped falls back in this one order.
    """
    known = languages().get(locale)
    return tuple(dict.fromkeys((locale, *(known.instead if known else ()), SOURCE_LOCALE)))


def direction(locale: str) -> str:
    """Return the direction of a locale as HTML names it, also for locales without a folder: packs know many."""
    known = languages().get(locale)
    if known:
        return known.direction
    try:
        return str(Locale.parse(locale, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def alike(words: str) -> str:
    """Return words in small letters, with one spelling for letters that people write in two ways."""
    return words.casefold().translate(_alike())


def in_latin(words: str) -> str:
    """Return words in small letters, other alphabets spelled in Latin letters if their language says how."""
    return words.casefold().translate(_latin())


@cache
def _latin() -> Mapping[int, str]:
    return {ord(one): other for language in languages().values() for one, other in language.latin.items()}


@cache
def _alike() -> Mapping[int, str]:
    return {ord(one): other for language in languages().values() for one, other in language.alike.items()}


def _codes() -> Iterator[str]:
    yield from sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


def _language(code: str, told: dict[str, Any]) -> Language:
    like = str(told.pop("cldr", code))
    try:
        babel = Locale.parse(like, sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError(
            f"{FOLDER}/{code}: CLDR has no '{like}'; name a like one in language.yml: `cldr: …`"
        ) from None
    name = str(told.pop("name", "") or babel.get_display_name(babel) or code)
    told["instead"] = tuple(map(str, told.get("instead", ())))
    for words in ("help", "stop"):
        told[words] = frozenset(told.get(words, ()))
    try:
        return Language(code, babel, name[:1].upper() + name[1:], babel.text_direction == "rtl", **told)
    except TypeError as error:
        raise ValueError(f"{FOLDER}/{code}/language.yml: {error}") from None
