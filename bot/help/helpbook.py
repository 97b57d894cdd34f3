"""HelpBook: all that Help needs, read at start from the package alone: pages in each language, help lines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.help.situations import Group, Situation, spot_of
from bot.packs.cache import Cache
from bot.packs.helplines import helpline
from bot.packs.inherit import inherit
from bot.packs.model import Helpline, Item, Kind, Severity
from bot.packs.reader import scan
from bot.packs.renew import renew

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.packs.library import Library
    from bot.packs.reader import Pack
    from bot.packs.sheet import Sheet

    Pages = Mapping[tuple[str, Group, Situation], Item]
    Directory = Mapping[tuple[str, str], tuple[Helpline, ...]]

FOLDER = Path(__file__).parent / "book"
"""The pack `help`, inside the package."""

EVERYWHERE = "ZZ"
"""The file of lines that serve everywhere (CLDR's code for an unknown country)."""

LAST_RESORT = "en"
"""The locale that stands in for one without pages or names."""


@dataclass(frozen=True, slots=True)
class HelpBook:
    """Pages by locale, group and situation; lines by country and locale. A value: it is never changed."""

    pages: Pages = field(default_factory=dict, repr=False)
    own_lines: Directory = field(default_factory=dict, repr=False)
    """Those of the package, by country and locale."""
    added_lines: Directory = field(default_factory=dict, repr=False)
    """Those of packs: they stand behind the package's and never in their place."""
    problems: tuple[str, ...] = ()
    """What could not be read. The tests let there be none; a bot that finds some helps with what it has."""

    def page(self, locale: str, group: Group, situation: Situation) -> Item | None:
        """Return a help page in a locale, else in English; None when there is none at all."""
        return self.pages.get((locale, group, situation)) or self.pages.get((LAST_RESORT, group, situation))

    def lines(self, country: str, locale: str) -> tuple[Helpline, ...]:
        """Return the lines of a country, the package's first; empty for a country without any. Another country's
        lines never stand in.
        """
        own = _in(self.own_lines, country, locale)
        known = {way for line in own for way in _ways(line)}
        added = (line for line in _in(self.added_lines, country, locale) if known.isdisjoint(_ways(line)))
        return (*own, *added)

    def everywhere(self, locale: str) -> tuple[Helpline, ...]:
        """Return the lines that serve everywhere: 112, directories of lines, where to have pictures removed."""
        return self.lines(EVERYWHERE, locale)

    def countries(self) -> tuple[str, ...]:
        """Return the codes of the countries that have lines."""
        listed = {country for country, _ in (*self.own_lines, *self.added_lines)}
        return tuple(sorted(listed - {EVERYWHERE}))

    def adding(self, library: Library) -> HelpBook:
        """Return a book with the lines of packs in place of those added before. One that shares a number or
        address with a line of the package is not shown, so no pack can rename or hide that.
        """
        locales = {locale for _, locale in self.own_lines}
        added = {
            (country, locale): library.helplines(country, locale)
            for country in library.countries()
            for locale in locales
        }
        return replace(self, added_lines=added)


def _in(lines: Directory, country: str, locale: str) -> tuple[Helpline, ...]:
    return lines.get((country, locale)) or lines.get((country, LAST_RESORT)) or ()


def _ways(line: Helpline) -> set[str]:
    """Return the ways in which a line is reached, numbers without spaces and dashes."""
    numbers = ("".join(filter(str.isalnum, number)) for number in (line.phone, line.sms))
    return {way for way in (*numbers, line.chat, line.url) if way}


def read_book(folder: Path = FOLDER, cache: Path | None = None) -> HelpBook:
    """Read a folder of help into a book, without whatever has errors. `cache`: a file that keeps what was read, so
    that the next start takes milliseconds; one that is missing, old or damaged costs half a second, no words.
    """
    kept = Cache(cache)
    pack, files, new = renew(folder, scan(folder), kept.load().get(str(folder), {}))
    if new:
        kept.write({str(folder): files})
    if pack.head is None:
        return HelpBook(problems=tuple(map(str, pack.problems)))
    lines = {
        (country, locale): tuple(helpline(country, line, locale) for line in listed.lines)
        for country, listed in pack.helplines.items()
        for locale in pack.head.locales
    }
    found = [*pack.problems, *(problem for sheet in pack.sheets.values() for problem in sheet.problems)]
    problems = [str(problem) for problem in found if problem.severity is Severity.ERROR]
    return HelpBook(dict(_pages(pack)), lines, problems=tuple(problems))


def _pages(pack: Pack) -> Iterator[tuple[tuple[str, Group, Situation], Item]]:
    read = {(sheet.item, sheet.locale): sheet for sheet in pack.sheets.values() if not sheet.failed}
    for (name, locale), sheet in read.items():
        source = read.get((name, pack.head.source_locale)) if pack.head else None
        where = _where(sheet)
        if source and where:
            item = sheet.get()
            yield (locale, *where), item if sheet is source else inherit(item, source.get(), stale=False)


def _where(sheet: Sheet) -> tuple[Group, Situation] | None:
    """Tell from its folder (`pages/13`) for whom and about what a page is; None for another kind of item."""
    number = sheet.item.removeprefix("pages/")
    found = spot_of(int(number)) if sheet.kind is Kind.HELP and number.isdecimal() else None
    return (found.group, found.situation) if found and found.number == found.group + found.situation else None


@lru_cache(maxsize=1)
def package_book() -> HelpBook:
    """Return the book of the package, read once."""
    return read_book()
