"""Works: items in all their locales, from which a library is made; and terms of a glossary."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.packs.inherit import inherit
from bot.packs.model import Kind, Ref
from bot.packs.parser.parsed_file import is_stale
from bot.values.locales import instead_of, languages

if TYPE_CHECKING:
    from bot.packs.model import Card, Item
    from bot.packs.parser.head import CampaignHead, PackHead
    from bot.packs.parser.parsed_file import ParsedFile

Known = tuple[Kind, str, str]
"""Kind, pack and item: the key of an item."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a pack's glossary; its card's title is the word, its body the meaning."""

    pack: str
    card: Card


@dataclass(frozen=True, slots=True)
class Work:
    """One item in all its locales (`files`); `source`: its source locale; `topic`: the index of its first topic in
    the curriculum; `campaign`: a campaign's dates, readers and steps.
    """

    ref: Ref
    pack: PackHead
    source: ParsedFile
    files: dict[str, ParsedFile]
    topic: int = 0
    unreviewed: bool = False
    campaign: CampaignHead | None = None

    def locale_for(self, locale: str) -> str:
        """Return the locale for a reader of `locale`: that one, else the pack's
        fallback, else what its language names, else the source.
        """
        wanted: str
        named = instead_of(locale) if locale in languages() else ()  # nobody reads in another
        for wanted in (locale, *self.pack.fallback.get(locale, ()), *named):
            if wanted in self.files:
                return wanted
        return self.source.locale

    @property
    def twin(self) -> Ref | None:
        """The honest drill that looks like this one; None if it has none."""
        return Ref(Kind.DRILL, self.ref.pack, self.source.twin) if self.source.twin else None

    def make(self, locale: str, next_ref: Ref | None) -> Item:
        """Return the item in a locale that it has."""
        parsed = self.files[locale]
        item = parsed.get()
        if parsed is not self.source:
            item = inherit(item, self.source.get(), stale=is_stale(parsed, self.source))
        cards = self._with_meanings(item.cards) if len(self.files) > 1 else item.cards
        return replace(item, cards=cards, next=next_ref, twin=self.twin, unreviewed=self.unreviewed)

    def _with_meanings(self, cards: tuple[Card, ...]) -> tuple[Card, ...]:
        """Return the cards, each question with its meanings in all languages."""
        if all(card.question is None for card in cards):
            return cards
        meanings: dict[str, set[str]] = defaultdict(set)
        for parsed in self.files.values():
            for card in parsed.get().cards:
                if card.question:
                    meanings[card.id].add(card.question.meaning)
        return tuple(
            replace(card, question=replace(card.question, meanings=frozenset(meanings[card.id])))
            if card.question
            else card
            for card in cards
        )
