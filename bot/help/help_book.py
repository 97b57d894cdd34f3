"""The help book: all that Help needs, read at start from the package alone: pages in each language, help lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.help.situations import OLDER, Group, Situation, is_older, spot_of
from bot.packs.follow_ups import FOLDER as FOLLOW_UPS
from bot.packs.helplines import helpline
from bot.packs.inherit import inherit
from bot.packs.model import Helpline, Item, Kind
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Severity
from bot.values.locales import alike, instead_of

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
"""The country code of the lines that serve everywhere (CLDR's code for an unknown country)."""

LONGEST_TITLE = 200
"""Longest text in characters that is compared with titles; longer texts would cost time for nothing."""


@dataclass(frozen=True, slots=True)
class HelpBook:
    """Pages by locale, group and situation; lines by country and locale. An immutable value."""

    pages: Pages = field(default_factory=dict, repr=False)
    older_pages: Older = field(default_factory=dict, repr=False)
    """Pages for children of twelve or more, which replace the pages for all children."""
    own_lines: Directory = field(default_factory=dict, repr=False)
    """The package's lines, by country and locale."""
    added_lines: Directory = field(default_factory=dict, repr=False)
    """Lines from packs: they come after the package's lines and never replace them."""
    problems: tuple[str, ...] = ()
    """Problems while reading. The tests demand none; a running bot helps with the rest."""
    _titled: Mapping[str, tuple[Spot, ...]] = field(init=False, repr=False, compare=False)
    """Group and situation of the pages, by the plain words of their titles."""
    _lines: Directory = field(init=False, repr=False, compare=False)
    """The package's lines, then other lines from packs, joined once because every Help screen needs them."""

    def __post_init__(self) -> None:
        """Index the pages by title in every language, and join the lines."""
        titled: dict[str, tuple[Spot, ...]] = {}
        for _, group, situation, item in self.every_page():
            words = _plain(item.title)
            titled[words] = (*titled.get(words, ()), (group, situation))
        object.__setattr__(self, "_titled", titled)
        known = {*self.own_lines, *self.added_lines}
        lines = {place: _joined(_in(self.own_lines, *place), _in(self.added_lines, *place)) for place in known}
        object.__setattr__(self, "_lines", lines)

    def titled(self, words: str, group: Group) -> int:
        """Return the number of the help page with this title, preferring the person's group; 0 if no title
        matches. Ignores case, marks and spelling variants of letters.
        """
        if len(words) > LONGEST_TITLE:
            return 0
        spots = self._titled.get(_plain(words), ())
        return next((of + about for of, about in sorted(spots, key=lambda spot: spot[0] is not group)), 0)

    def every_page(self) -> Iterator[tuple[str, Group, Situation, Item]]:
        """Yield every page with its locale, group and situation; pages for older children count as children's."""
        for (locale, group, situation), item in self.pages.items():
            yield locale, group, situation, item
        for (locale, situation), item in self.older_pages.items():
            yield locale, Group.CHILD, situation, item

    def page(
        self, locale: str, group: Group, situation: Situation, audience: Audience | None = None
    ) -> Item | None:
        """Return a help page in a locale, else in the languages that stand in for it; None if there is none. A
        child gets the page for their age, or the page for the youngest if the age is unknown.
        """
        wanted = instead_of(locale)
        if group is Group.CHILD and is_older(audience):
            for code in wanted:
                if older := self.older_pages.get((code, situation)):
                    return older
                if (code, group, situation) in self.pages:
                    break  # the youngest's page in their own language before the older ones' in another
        return next(filter(None, (self.pages.get((code, group, situation)) for code in wanted)), None)

    def lines(self, country: str, locale: str) -> tuple[Helpline, ...]:
        """Return the lines of a country, the package's first; empty if there are none. Lines of other countries
        never replace them.
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
        """Return a book with the lines of packs in place of those added before. A pack's line that shares a number
        or address with a line of the package is left out, so no pack can rename or hide that line. Returns the
        same book if it has these lines already: joining lines and reading titles takes some milliseconds.
        """
        locales = {locale for _, locale in self.own_lines}
        added = {
            (country, locale): library.helplines(country, locale)
            for country in library.countries()
            for locale in locales
        }
        return self if added == self.added_lines else replace(self, added_lines=added)


def _plain(words: str) -> str:
    return " ".join(_WORD.findall(alike(words).replace("'", "").replace("\u2019", "")))


def _in(lines: Directory, country: str, locale: str) -> tuple[Helpline, ...]:
    return next(filter(None, (lines.get((country, code)) for code in instead_of(locale))), ())


def _joined(own: tuple[Helpline, ...], added: tuple[Helpline, ...]) -> tuple[Helpline, ...]:
    """Return the package's lines, then the packs' lines that share no number or address with them."""
    known = {way for line in own for way in _ways(line)}
    return (*own, *(line for line in added if known.isdisjoint(_ways(line))))


def _ways(line: Helpline) -> set[str]:
    """Return the contacts of a line; numbers without spaces and dashes."""
    numbers = ("".join(filter(str.isalnum, number)) for number in (line.phone, line.sms))
    return {way for way in (*numbers, line.chat, line.url) if way}


def read_book(folder: Path = FOLDER) -> HelpBook:
    """Read a folder of help into a book; files with errors are left out. Follow-ups are read later: they would
    double the time of a start (`follow_up_book`).
    """
    pack = read_pack(folder, without=FOLLOW_UPS)
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
    """Yield locale, group and situation, whether the page is for older children, and the page."""
    read = {(parsed.item, parsed.locale): parsed for parsed in pack.files.values() if not parsed.failed}
    for (name, locale), parsed in read.items():
        source = read.get((name, pack.head.source_locale)) if pack.head else None
        where = _where(parsed)
        if source and where:
            item = parsed.get()
            page = item if parsed is source else inherit(item, source.get(), stale=False)
            yield locale, where[:2], where[2], page


def _where(parsed: ParsedFile) -> tuple[Group, Situation, bool] | None:
    """Return a page's group, situation, and whether it is for older children, from its folder (`pages/13`,
    `pages/73`); None for another kind of item.
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
    """Return the book of the package; reads it once."""
    return read_book()
