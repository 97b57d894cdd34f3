"""All that Help needs, read at start from the package alone: pages in each language, help lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.help.situations import OLDER, Group, Situation, is_older, spot_of
from bot.packs.helplines import helpline
from bot.packs.inherit import inherit
from bot.packs.model import Helpline, Item, Kind
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Severity
from bot.values.locales import SOURCE_LOCALE, alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.packs.library import Library
    from bot.packs.pack import Pack
    from bot.packs.parser.parsed_file import ParsedFile
    from bot.values.audience import Audience

    Pages = Mapping[tuple[str, Group, Situation], Item]
    Older = Mapping[tuple[str, Situation], Item]
    Spot = tuple[Group, Situation]
    Directory = Mapping[tuple[str, str], tuple[Helpline, ...]]

_WORD = re.compile(r"[^\W_]+")

FOLDER = Path(__file__).parent / "book"
"""The pack `help`, inside the package."""

EVERYWHERE = "ZZ"
"""The file of lines that serve everywhere (CLDR's code for an unknown country)."""

LONGEST_TITLE = 200
"""Characters of the longest text that is looked up as a title; it spares long texts the work."""


@dataclass(frozen=True, slots=True)
class HelpBook:
    """Pages by locale, group and situation; lines by country and locale. A value: it is never changed."""

    pages: Pages = field(default_factory=dict, repr=False)
    older_pages: Older = field(default_factory=dict, repr=False)
    """What is said in place of a child's page to children of twelve or more."""
    own_lines: Directory = field(default_factory=dict, repr=False)
    """The package's lines, by country and locale."""
    added_lines: Directory = field(default_factory=dict, repr=False)
    """Lines of packs: they stand after the package's and never replace them."""
    problems: tuple[str, ...] = ()
    """What could not be read; the tests demand none, a running bot helps with what it has."""
    _titled: Mapping[str, tuple[Spot, ...]] = field(init=False, repr=False, compare=False)
    """Group and situation of the pages with a title, by the title's plain words."""
    _lines: Directory = field(init=False, repr=False, compare=False)
    """The package's lines, then those of packs that are other lines: joined once, each look at Help needs them."""

    def __post_init__(self) -> None:
        """Know the pages by their titles, in every language, and join the lines."""
        titled: dict[str, tuple[Spot, ...]] = {}
        for _, group, situation, item in self.every_page():
            words = _plain(item.title)
            titled[words] = (*titled.get(words, ()), (group, situation))
        object.__setattr__(self, "_titled", titled)
        known = {*self.own_lines, *self.added_lines}
        lines = {place: _joined(_in(self.own_lines, *place), _in(self.added_lines, *place)) for place in known}
        object.__setattr__(self, "_lines", lines)

    def titled(self, words: str, group: Group) -> int:
        """Return the number of the help page whose title somebody typed, that for their group if there are
        several; 0 for other words. Case, marks and letters that are written in two ways do not matter.
        """
        if len(words) > LONGEST_TITLE:
            return 0
        spots = self._titled.get(_plain(words), ())
        return next((of + about for of, about in sorted(spots, key=lambda spot: spot[0] is not group)), 0)

    def every_page(self) -> Iterator[tuple[str, Group, Situation, Item]]:
        """Yield every page with its locale, group and situation; those for older children are children's too."""
        for (locale, group, situation), item in self.pages.items():
            yield locale, group, situation, item
        for (locale, situation), item in self.older_pages.items():
            yield locale, Group.CHILD, situation, item

    def page(
        self, locale: str, group: Group, situation: Situation, audience: Audience | None = None
    ) -> Item | None:
        """Return a help page in a locale, else in the source's; None when there is none at all. A child's page is
        that for the reader's age, the one for the youngest where the age is not known.
        """
        if group is Group.CHILD and is_older(audience):
            older = self.older_pages.get((locale, situation)) or self.older_pages.get((SOURCE_LOCALE, situation))
            if older:
                return older
        return self.pages.get((locale, group, situation)) or self.pages.get((SOURCE_LOCALE, group, situation))

    def lines(self, country: str, locale: str) -> tuple[Helpline, ...]:
        """Return the lines of a country, the package's first; empty for a country without any. Another country's
        lines never stand in.
        """
        return _in(self._lines, country, locale)

    def everywhere(self, locale: str) -> tuple[Helpline, ...]:
        """Return the lines that serve everywhere: 112, directories of lines, where to have pictures removed."""
        return self.lines(EVERYWHERE, locale)

    def countries(self) -> tuple[str, ...]:
        """Return the codes of the countries that have lines."""
        listed = {country for country, _ in (*self.own_lines, *self.added_lines)}
        return tuple(sorted(listed - {EVERYWHERE}))

    def adding(self, library: Library) -> HelpBook:
        """Return a book with the lines of packs in place of those added before. A pack's line that shares a
        number or address with a line of the package is left out, so no pack can rename or hide that line. The same
        book when it has these lines already: to join them and to read all titles takes some milliseconds.
        """
        locales = {locale for _, locale in self.own_lines}
        added = {
            (country, locale): library.helplines(country, locale)
            for country in library.countries()
            for locale in locales
        }
        return self if added == self.added_lines else replace(self, added_lines=added)


def _plain(words: str) -> str:
    """Return the words of a title, in small letters and without marks."""
    return " ".join(_WORD.findall(alike(words).replace("'", "").replace("\u2019", "")))


def _in(lines: Directory, country: str, locale: str) -> tuple[Helpline, ...]:
    return lines.get((country, locale)) or lines.get((country, SOURCE_LOCALE)) or ()


def _joined(own: tuple[Helpline, ...], added: tuple[Helpline, ...]) -> tuple[Helpline, ...]:
    """Return the package's lines, then the lines of packs that share no number or address with them."""
    known = {way for line in own for way in _ways(line)}
    return (*own, *(line for line in added if known.isdisjoint(_ways(line))))


def _ways(line: Helpline) -> set[str]:
    """Return the ways in which a line is reached, numbers without spaces and dashes."""
    numbers = ("".join(filter(str.isalnum, number)) for number in (line.phone, line.sms))
    return {way for way in (*numbers, line.chat, line.url) if way}


def read_book(folder: Path = FOLDER) -> HelpBook:
    """Read a folder of help into a book, without what has errors."""
    pack = read_pack(folder)
    if pack.head is None:
        return HelpBook(problems=tuple(map(str, pack.problems)))
    lines = {
        (country, locale): tuple(helpline(country, line, locale) for line in listed.lines)
        for country, listed in pack.helplines.items()
        for locale in pack.head.locales
    }
    found = [*pack.problems, *(problem for parsed in pack.files.values() for problem in parsed.problems)]
    problems = [str(problem) for problem in found if problem.severity is Severity.ERROR]
    every = list(_pages(pack))
    return HelpBook(
        {(locale, *where): item for locale, where, is_for_older, item in every if not is_for_older},
        {(locale, where[1]): item for locale, where, is_for_older, item in every if is_for_older},
        lines,
        problems=tuple(problems),
    )


def _pages(pack: Pack) -> Iterator[tuple[str, Spot, bool, Item]]:
    """Yield locale, group and situation, whether it is for older children, and the page."""
    read = {(parsed.item, parsed.locale): parsed for parsed in pack.files.values() if not parsed.failed}
    for (name, locale), parsed in read.items():
        source = read.get((name, pack.head.source_locale)) if pack.head else None
        where = _where(parsed)
        if source and where:
            item = parsed.get()
            page = item if parsed is source else inherit(item, source.get(), stale=False)
            yield locale, where[:2], where[2], page


def _where(parsed: ParsedFile) -> tuple[Group, Situation, bool] | None:
    """Return from its folder (`pages/13`) the group and situation of a page, and whether it is for older children
    (`pages/73`); None for another kind of item.
    """
    name = parsed.item.removeprefix("pages/")
    if parsed.kind is not Kind.HELP or not name.isdecimal():
        return None
    number = int(name)
    is_for_older = number > OLDER + Group.CHILD
    found = spot_of(number - OLDER if is_for_older else number)
    if found is None or found.number != found.group + found.situation:
        return None
    if is_for_older and found.group is not Group.CHILD:
        return None
    return found.group, found.situation, is_for_older


@lru_cache(maxsize=1)
def package_book() -> HelpBook:
    """Return the book of the package, read once."""
    return read_book()
