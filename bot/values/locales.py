"""Locales: the folder of each language, and what it tells of the language besides phrases."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime, time

SOURCE_LOCALE = "en"
"""The language of the code's own sentences. It needs no catalogue, and who speaks a language that the bot does not
speak gets it."""

_CHECKOUT = Path(__file__).parents[2] / "locales"
FOLDER = _CHECKOUT if _CHECKOUT.is_dir() else Path(__file__).parents[1] / "data" / "locales"
"""A folder a language, named by its code: in the checkout, or in the installed package."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Language:
    """What `language.yml` tells of a language. Each line may be left out; CLDR knows the rest."""

    code: str
    babel: Locale = field(repr=False)
    """Whose dates, names of countries and direction these are (`cldr`; by default the language's own)."""
    name: str
    """The language's name in itself."""
    rtl: bool = False
    """Whether it is written from right to left, as CLDR says."""
    digits: str = ""
    """Its ten digits from 0 to 9, where it does not write 0123456789."""
    help: frozenset[str] = frozenset()
    """Whole messages that lead to Help at once, in small letters."""
    stop: frozenset[str] = frozenset()
    """Whole messages that stop everything that comes unasked, in small letters."""
    alike: Mapping[str, str] = field(default_factory=dict)
    """Letters that people also write as another one, and that one."""
    latin: Mapping[str, str] = field(default_factory=dict)
    """Its small letters in Latin ones."""
    word_styles: Mapping[str, str] = field(default_factory=dict)
    """How word processors call the styles `heading` and `title` in this language (packs/exchange/word)."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """How the columns and marks of a table of questions may be called (packs/exchange/table)."""

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

    Errors: ValueError for a `language.yml` with an unknown line, or a code that CLDR does not know without `cldr`.
    """
    told = read("language.yml")
    return {code: _language(code, dict(told.get(code, {}))) for code in _codes()}


@cache
def read(name: str) -> Mapping[str, Mapping[str, Any]]:
    """Return what the YAML files of this name hold, by language; one that has no such file is left out."""
    files = {code: FOLDER / code / name for code in _codes()}
    return {
        code: yaml.load(file.read_text("utf-8"), Loader=_Loader) or {}  # noqa: S506 - a safe loader, and our own file
        for code, file in files.items()
        if file.is_file()
    }


def direction(locale: str) -> str:
    """Return the direction of a locale as HTML names it, also of one that has no folder: packs know many."""
    known = languages().get(locale)
    if known:
        return known.direction
    try:
        return str(Locale.parse(locale, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def alike(words: str) -> str:
    """Return words in small letters, those that people write in two ways in one of them."""
    return words.casefold().translate(_alike())


def in_latin(words: str) -> str:
    """Return words in small letters, those of other alphabets in Latin ones where their language tells which."""
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
    for words in ("help", "stop"):
        told[words] = frozenset(told.get(words, ()))
    try:
        return Language(code, babel, name[:1].upper() + name[1:], babel.text_direction == "rtl", **told)
    except TypeError as error:
        raise ValueError(f"{FOLDER}/{code}/language.yml: {error}") from None
