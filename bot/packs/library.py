"""Library: an immutable snapshot of all packs, looked up by dict: items, topics, terms, help lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.packs.campaign import campaign_of
from bot.packs.helplines import helpline
from bot.packs.inherit import inherit
from bot.packs.model import Kind
from bot.packs.refs import resolve
from bot.packs.search import Found, Index, Titled
from bot.packs.sheet import is_stale
from bot.packs.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.packs.campaign import Campaign
    from bot.packs.head import CampaignHead, Line, PackHead
    from bot.packs.model import Card, Helpline, Item, Ref
    from bot.packs.sheet import Sheet
    from bot.values.audience import Audience

Known = tuple[Kind, str, str]
"""Kind, pack, item: how an item is known."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a pack's glossary; its card's title is the word, its body what it means."""

    pack: str
    card: Card


@dataclass(frozen=True, slots=True)
class Work:
    """One item in all its locales, `sheets`, of which `source` is the one it was written in; `topic` is the place
    of its first topic in the curriculum; `campaign`: a campaign's dates, readers and steps.
    """

    ref: Ref
    pack: PackHead
    source: Sheet
    sheets: dict[str, Sheet]
    topic: int = 0
    unreviewed: bool = False
    campaign: CampaignHead | None = None

    def locale_for(self, locale: str) -> str:
        """Return the locale to show to who asked for `locale`: that, else the pack's fallback, else the source."""
        wanted: str
        for wanted in (locale, *self.pack.fallback.get(locale, ())):
            if wanted in self.sheets:
                return wanted
        return self.source.locale

    def make(self, locale: str, next_ref: Ref | None) -> Item:
        """Return the item in a locale that it has."""
        sheet = self.sheets[locale]
        item = sheet.get()
        if sheet is not self.source:
            item = inherit(item, self.source.get(), stale=is_stale(sheet, self.source))
        return replace(item, next=next_ref, unreviewed=self.unreviewed)


class Library:
    """All that packs offer. Made once from works in the order of their packs; never changed afterwards."""

    def __init__(self, works: Sequence[Work] = (), lines: Mapping[str, Sequence[Line]] | None = None) -> None:
        self._works = {(work.ref.kind, work.ref.pack, work.ref.item): work for work in works}
        self._lines = dict(lines or {})
        shelves: dict[tuple[Kind, str], list[Work]] = defaultdict(list)
        packs: dict[str, int] = {}
        for work in works:
            packs.setdefault(work.ref.pack, len(packs))
            for audience in work.source.audiences:
                shelves[work.ref.kind, audience].append(work)
        for shelf in shelves.values():
            shelf.sort(key=lambda work: (work.topic, packs[work.ref.pack], work.ref.item))
        self._shelves = dict(shelves)
        self._campaigns = {
            (work.ref.pack, work.ref.item): campaign_of(work.ref, work.campaign, self._works)
            for work in works
            if work.campaign
        }
        self._made: dict[tuple[Kind, str, str, str], Item] = {}
        self._indexes: dict[tuple[str, str], Index] = {}

    def with_pack(self, pack: str, works: Sequence[Work]) -> Library:
        """Return a library in which these works stand in place of all of that pack."""
        others = [work for work in self._works.values() if work.ref.pack != pack]
        return Library([*others, *works], self._lines)

    def works_of(self, pack: str) -> list[Work]:
        """Return what is shown of a pack."""
        return [work for work in self._works.values() if work.ref.pack == pack]

    def has_pack(self, pack: str) -> bool:
        """Whether something of this pack is shown."""
        return bool(self.works_of(pack))

    def __len__(self) -> int:
        """How many items there are, each counted once in all its locales."""
        return len(self._works)

    def find(self, kind: Kind, pack: str, item: str, locale: str) -> Item | None:
        """Return an item in `locale`, else in a fallback of its pack, else in its source locale (`Item.locale`
        tells); None when there is no such item to show.
        """
        work = self._works.get((kind, pack, item))
        return self._make(work, locale) if work else None

    def _make(self, work: Work, locale: str) -> Item:
        """Return a work in the locale to show; each is made once."""
        ref, found = work.ref, work.locale_for(locale)
        key = (ref.kind, ref.pack, ref.item, found)
        item = self._made.get(key)
        if item is None:
            wanted = resolve(work.source.next, ref.kind, ref.pack, self._works) if work.source.next else None
            item = self._made[key] = work.make(found, wanted)
        return item

    def listing(self, kind: Kind, audience: Audience, locale: str, topic: str | None = None) -> tuple[Item, ...]:
        """Return the items of a kind for an audience, perhaps of one topic; in the order of topics, then packs,
        then item ids.
        """
        return tuple(
            self._make(work, locale)
            for work in self._shelves.get((kind, audience.value), ())
            if topic is None or topic in work.source.topics
        )

    def topics(self, audience: Audience, locale: str = "") -> tuple[str, ...]:
        """Return the topics that have a lesson, story, quiz or tip for this audience, in the curriculum's order.
        Items fall back to other locales, so `locale` makes no difference.
        """
        del locale
        kinds = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.TIPS)
        there = {
            topic
            for kind in kinds
            for work in self._shelves.get((kind, audience.value), ())
            for topic in work.source.topics
        }
        return tuple(topic for topic in TOPICS if topic in there)

    def beside(self, item: Item, kind: Kind, audience: Audience, locale: str) -> tuple[Item, ...]:
        """Return the items of `kind` on a topic of `item` for the audience, the one of the same name first."""
        works = [
            work
            for work in self._shelves.get((kind, audience.value), ())
            if work.ref != item.ref and not {*item.topics}.isdisjoint(work.source.topics)
        ]
        works.sort(key=lambda work: (work.ref.item != item.ref.item, work.source.topics != item.topics))
        return tuple(self._make(work, locale) for work in works)

    def campaigns(self) -> tuple[Campaign, ...]:
        """Return all campaigns, whenever they are and for whomever, in the order of their packs."""
        return tuple(self._campaigns.values())

    def campaign(self, pack: str, item: str) -> Campaign | None:
        """Return one campaign; its words are `find(Kind.CAMPAIGN, …)`. None when there is none to show."""
        return self._campaigns.get((pack, item))

    def glossary(self, locale: str) -> tuple[Term, ...]:
        """Return the terms of all glossaries, by the alphabet; where a glossary has no such locale, in
        the one it falls back to.
        """
        terms = [
            Term(work.ref.pack, card)
            for work in self._works.values()
            if work.ref.kind is Kind.GLOSSARY
            for card in self._make(work, locale).cards
        ]
        return tuple(sorted(terms, key=lambda term: (term.card.title.casefold(), term.pack)))

    def term(self, pack: str, card: str, locale: str) -> Term | None:
        """Return one term by its pack and anchor, None when there is none."""
        item = self.find(Kind.GLOSSARY, pack, Kind.GLOSSARY.value, locale)
        found = item.card(card) if item else None
        return Term(pack, found) if found else None

    def helplines(self, country: str, locale: str = "en") -> tuple[Helpline, ...]:
        """Return the help lines of a country in the order of their files, their names in `locale` where they have
        one. Another country's lines never stand in for missing ones.
        """
        return tuple(helpline(country, line, locale) for line in self._lines.get(country, ()))

    def countries(self) -> tuple[str, ...]:
        """Return the countries that have help lines, by code."""
        return tuple(sorted(self._lines))

    def search(self, words: str, locale: str, audience: Audience) -> tuple[Found, ...]:
        """Return at most 8 items and terms whose title is like `words`, the best first; only those of this locale
        and audience (terms are for everyone).
        """
        index = self._indexes.get((locale, audience.value))
        if index is None:
            index = self._indexes[locale, audience.value] = Index(self._titled(locale, audience))
        return index.search(words)

    def _titled(self, locale: str, audience: Audience) -> list[Titled]:
        found = [
            Titled(work.sheets[locale].title, lambda work=work: self._make(work, locale))  # type: ignore[misc]
            for (_, who), shelf in self._shelves.items()
            if who == audience.value
            for work in shelf
            if locale in work.sheets
        ]
        for work in self._works.values():
            if work.ref.kind is Kind.GLOSSARY and locale in work.sheets:
                item = self._make(work, locale)
                found += [Titled(card.title, lambda item=item: item, card) for card in item.cards]  # type: ignore[misc]
        return found
