"""The follow-ups of the help book: what people ask next at each page, read from the package at first need."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.help.help_book import FOLDER
from bot.packs.cache import fingerprint
from bot.packs.follow_ups import COMMON, FollowUp, read_follow_up
from bot.packs.follow_ups import FOLDER as NEXT
from bot.packs.parser.reader import read_pack
from bot.packs.talk import Reply
from bot.values.compiled import COMPILED, CompiledFile, mark_of
from bot.values.locales import instead_of
from bot.values.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.help.situations import Situation

    Cards = Mapping[str, FollowUp]

_NAME = "follow_ups.cache"


@dataclass(frozen=True, slots=True, eq=False)
class FollowUpBook:
    """Follow-ups by the name of what a page is about (or `common`) and locale, then by id. An immutable value."""

    cards: Mapping[tuple[str, str], Cards] = field(default_factory=dict, repr=False)

    def of(self, about: Situation | None, card: str, locale: str) -> FollowUp | None:
        """Return a page's own follow-up with this id, else the common one, in a locale, else in the languages
        that stand in for it; None if there is none.
        """
        for name in (about.word if about else COMMON, COMMON):
            for one in instead_of(locale):
                found = self.cards.get((name, one), {}).get(card)
                if found is not None:
                    return found
        return None

    def has(self, card: str) -> bool:
        """Whether any page has a follow-up with this id."""
        return any(card in cards for cards in self.cards.values())

    def said(self, about: Situation | None) -> Iterator[tuple[str, FollowUp]]:
        """Yield the follow-ups of a page alone (None: the common ones) with their ids, in every locale."""
        name = about.word if about else COMMON
        for (where, _), cards in self.cards.items():
            if where == name:
                yield from cards.items()


_FILE = CompiledFile("follow-ups", FollowUpBook, (FollowUp, Reply, Text, Span))


@lru_cache(maxsize=1)
def package_follow_ups() -> FollowUpBook:
    """Return the follow-ups of the package, read once: in a second, or in 50 ms if compiled."""
    return _FILE.load(COMPILED / _NAME, made_of()) or read_follow_ups(FOLDER)


def compile_follow_ups(folder: Path) -> None:
    """Keep the follow-ups of the package in a folder, `COMPILED` for a start to find them."""
    _FILE.write(folder / _NAME, made_of(), read_follow_ups(FOLDER))


def made_of() -> bytes:
    """Return what changes whenever the follow-ups, or the code that reads them, do."""
    return mark_of([Path(__file__), *sorted((FOLDER / NEXT).rglob("*.md"))], fingerprint().encode())


def read_follow_ups(folder: Path) -> FollowUpBook:
    """Read the follow-ups of a folder of help; files with errors are left out."""
    pack = read_pack(folder, only=NEXT)
    return FollowUpBook(
        {
            (file.item.removeprefix(NEXT), file.locale): {
                card.id: read_follow_up(card) for card in file.get().cards
            }
            for file in pack.files.values()
            if not file.failed
        }
    )
