"""An immutable snapshot of all packs, looked up by dict: items, topics, terms, help lines."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.packs.campaign import campaign_of
from bot.packs.helplines import helpline
from bot.packs.model import Kind, Ref
from bot.packs.refs import resolve
from bot.packs.seasons import seasons
from bot.packs.topics import TOPICS
from bot.packs.work import Term, Work
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.packs.campaign import Campaign
    from bot.packs.model import Helpline, Item
    from bot.packs.parser.head import Line, Service


TOPIC_KINDS = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.DRILL, Kind.ROUND)
"""Kinds in the list of a topic. Tips are sent, and are in no list."""


class Library:
    """Everything that packs offer. Made once from works in the order of their packs; never changed."""

    def __init__(
        self,
        works: Sequence[Work] = (),
        lines: Mapping[str, Sequence[Line]] | None = None,
        services: Mapping[str, Sequence[Service]] | None = None,
        hidden: Sequence[Work] = (),
    ) -> None:
        self._works = {(work.ref.kind, work.ref.pack, work.ref.item): work for work in works}
        self._lines = dict(lines or {})
        self._services = dict(services or {})
        self.hidden = tuple(hidden)
        """Works hidden because they wait for a specialist."""
        self._campaigns = {
            (work.ref.pack, work.ref.item): campaign
            for work in works
            if work.campaign and (campaign := campaign_of(work.ref, work.campaign, self._works)).audiences
        }
        listings: dict[tuple[Kind, str], list[Work]] = defaultdict(list)
        packs: dict[str, int] = {}
        for work in works:
            packs.setdefault(work.ref.pack, len(packs))
            for audience in self.readers(work):
                listings[work.ref.kind, audience].append(work)
        for listing in listings.values():
            listing.sort(key=lambda work: (work.topic, packs[work.ref.pack], work.ref.item))
        self._listings = dict(listings)
        self._seasons = seasons(self._works)
        self._made: dict[tuple[Kind, str, str, str], Item] = {}

    def readers(self, work: Work) -> tuple[Audience, ...]:
        """Return the audiences of a work. A trap and its honest twin are one drill, offered under the name of the
        trap; a path or campaign is for the audiences that see at least one of its items.
        """
        own = work.source.audiences
        if work.ref.kind is Kind.DRILL:
            return own if self._is_trap(work) else ()
        if work.ref.kind is Kind.CAMPAIGN:
            campaign = self._campaigns.get((work.ref.pack, work.ref.item))
            return campaign.audiences if campaign else ()
        if work.ref.kind is Kind.PATH:
            weeks = work.source.get().weeks.values()
            led = [self._works.get((ref.kind, ref.pack, ref.item)) for week in weeks for ref in week]
            there = {audience for one in led if one for audience in one.source.audiences}
            return tuple(audience for audience in own if audience in there)
        return own

    def _is_trap(self, work: Work) -> bool:
        twin = self._works.get((Kind.DRILL, work.ref.pack, work.source.twin))
        return not work.source.honest and twin is not None and twin.source.honest

    def pair(self, ref: Ref) -> Ref:
        """Return the ref under which a drill is offered: for an honest twin that of its trap, else its own."""
        works = self._works.values()
        return next((work.ref for work in works if work.twin == ref and self._is_trap(work)), ref)

    def with_pack(self, pack: str, works: Sequence[Work]) -> Library:
        """Return a library in which these works replace all of that pack."""
        others = [work for work in self._works.values() if work.ref.pack != pack]
        hidden = [work for work in self.hidden if work.ref.pack != pack]
        return Library([*others, *works], self._lines, self._services, hidden)

    def works(self) -> Iterable[Work]:
        """Return all visible works, in the order of packs."""
        return self._works.values()

    def works_of(self, pack: str) -> list[Work]:
        """Return the visible works of a pack."""
        return [work for work in self._works.values() if work.ref.pack == pack]

    def has_pack(self, pack: str) -> bool:
        """Whether the pack has visible works."""
        return bool(self.works_of(pack))

    def __len__(self) -> int:
        """Return the number of items, each counted once for all its locales."""
        return len(self._works)

    def find(self, kind: Kind, pack: str, item: str, locale: str) -> Item | None:
        """Return an item in `locale`, else in a fallback of its pack, else in its source locale (see
        `Item.locale`); None if there is no visible one.
        """
        work = self._works.get((kind, pack, item))
        return self._make(work, locale) if work else None

    def in_each_locale(self, ref: Ref) -> list[Item]:
        """Return an item in each of its locales; empty if it does not exist."""
        work = self._works.get((ref.kind, ref.pack, ref.item))
        return [self._make(work, locale) for locale in work.files] if work else []

    def in_all_locales(self, kind: Kind) -> list[Item]:
        """Return all items of a kind in each of their locales, in the order of their packs."""
        return [
            self._make(work, locale)
            for work in self._works.values()
            if work.ref.kind is kind
            for locale in work.files
        ]

    def _make(self, work: Work, locale: str) -> Item:
        """Return a work in the locale to show; makes each once."""
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
            for work in self._listings.get((kind, audience.value), ())
            if topic is None or topic in work.source.topics
        )

    def topics(self, audience: Audience, locale: str = "") -> tuple[str, ...]:
        """Return the topics with visible items for this audience, in order. Items fall back to other locales, so
        `locale` makes no difference.
        """
        del locale
        there = {
            topic
            for kind in TOPIC_KINDS
            for work in self._listings.get((kind, audience.value), ())
            for topic in work.source.topics
        }
        return tuple(topic for topic in TOPICS if topic in there)

    def hidden_topics(self) -> dict[Audience, tuple[str, ...]]:
        """Return by audience the topics whose items all wait for a specialist; no audience without one."""
        waiting: dict[Audience, set[str]] = defaultdict(set)
        for work in self.hidden:
            for audience in work.source.audiences if work.ref.kind in TOPIC_KINDS else ():
                waiting[audience].update(work.source.topics)
        found = {audience: waiting[audience] - {*self.topics(audience)} for audience in Audience}
        return {
            audience: tuple(filter(topics.__contains__, TOPICS)) for audience, topics in found.items() if topics
        }

    def beside(self, item: Item, kind: Kind, audience: Audience, locale: str) -> tuple[Item, ...]:
        """Return the items of `kind` on a topic of `item` for the audience, the one of the same name first."""
        works = [
            work
            for work in self._listings.get((kind, audience.value), ())
            if work.ref != item.ref and not {*item.topics}.isdisjoint(work.source.topics)
        ]
        works.sort(key=lambda work: (work.ref.item != item.ref.item, work.source.topics != item.topics))
        return tuple(self._make(work, locale) for work in works)

    def season(self, ref: Ref) -> tuple[Ref, ...]:
        """Return the stories of a story's season, in order; empty for a single story."""
        return self._seasons.get(ref, ())

    def is_later_part(self, ref: Ref) -> bool:
        """Whether it is a later part of a season."""
        return ref in self._seasons and self._seasons[ref][0] != ref

    def campaigns(self) -> tuple[Campaign, ...]:
        """Return all campaigns, for all dates and audiences, in the order of their packs."""
        return tuple(self._campaigns.values())

    def campaign(self, pack: str, item: str) -> Campaign | None:
        """Return one campaign; its words are `find(Kind.CAMPAIGN, …)`. None if there is no visible one."""
        return self._campaigns.get((pack, item))

    def term(self, pack: str, card: str, locale: str) -> Term | None:
        """Return one term by its pack and anchor, None if there is none."""
        item = self.find(Kind.GLOSSARY, pack, Kind.GLOSSARY.value, locale)
        found = item.card(card) if item else None
        return Term(pack, found) if found else None

    def helplines(self, country: str, locale: str) -> tuple[Helpline, ...]:
        """Return the help lines of a country in the order of their files, with names in `locale` if they exist.
        Lines of other countries never replace missing ones.
        """
        return tuple(helpline(country, line, locale) for line in self._lines.get(country, ()))

    def countries(self) -> tuple[str, ...]:
        """Return the countries that have help lines, by code."""
        return tuple(sorted(self._lines))

    def services(self) -> tuple[Service, ...]:
        """Return the well-known services of all countries, in the order of their files."""
        return tuple(service for services in self._services.values() for service in services)
