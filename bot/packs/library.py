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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.packs.campaign import Campaign
    from bot.packs.model import Helpline, Item
    from bot.packs.parser.head import Line, Service
    from bot.values.audience import Audience


class Library:
    """All that packs offer. Made once from works in the order of their packs; never changed."""

    def __init__(
        self,
        works: Sequence[Work] = (),
        lines: Mapping[str, Sequence[Line]] | None = None,
        services: Mapping[str, Sequence[Service]] | None = None,
    ) -> None:
        self._works = {(work.ref.kind, work.ref.pack, work.ref.item): work for work in works}
        self._lines = dict(lines or {})
        self._services = dict(services or {})
        listings: dict[tuple[Kind, str], list[Work]] = defaultdict(list)
        packs: dict[str, int] = {}
        for work in works:
            packs.setdefault(work.ref.pack, len(packs))
            for audience in work.source.audiences if self.is_offered(work) else ():
                listings[work.ref.kind, audience].append(work)
        for listing in listings.values():
            listing.sort(key=lambda work: (work.topic, packs[work.ref.pack], work.ref.item))
        self._listings = dict(listings)
        self._seasons = seasons(self._works)
        self._campaigns = {
            (work.ref.pack, work.ref.item): campaign_of(work.ref, work.campaign, self._works)
            for work in works
            if work.campaign
        }
        self._made: dict[tuple[Kind, str, str, str], Item] = {}

    def is_offered(self, work: Work) -> bool:
        """Whether a work is something of its own to readers: a drill is a trap and its honest twin, and is offered
        under the name of the trap.
        """
        if work.ref.kind is not Kind.DRILL:
            return True
        twin = self._works.get((Kind.DRILL, work.ref.pack, work.source.twin))
        return not work.source.honest and twin is not None and twin.source.honest

    def pair(self, ref: Ref) -> Ref:
        """Return the ref under which a drill is offered: that of the trap for an honest twin, else its own."""
        works = self._works.values()
        return next((work.ref for work in works if work.twin == ref and self.is_offered(work)), ref)

    def with_pack(self, pack: str, works: Sequence[Work]) -> Library:
        """Return a library in which these works replace all of that pack."""
        others = [work for work in self._works.values() if work.ref.pack != pack]
        return Library([*others, *works], self._lines, self._services)

    def works(self) -> Iterable[Work]:
        """Return all that is shown, in the order of packs."""
        return self._works.values()

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

    def in_each_locale(self, ref: Ref) -> list[Item]:
        """Return an item in every locale that it has; nothing for one that is not there."""
        work = self._works.get((ref.kind, ref.pack, ref.item))
        return [self._make(work, locale) for locale in work.files] if work else []

    def in_all_locales(self, kind: Kind) -> list[Item]:
        """Return all items of a kind in every locale that each has, in the order of their packs."""
        return [
            self._make(work, locale)
            for work in self._works.values()
            if work.ref.kind is kind
            for locale in work.files
        ]

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
            for work in self._listings.get((kind, audience.value), ())
            if topic is None or topic in work.source.topics
        )

    def topics(self, audience: Audience, locale: str = "") -> tuple[str, ...]:
        """Return the topics that have a lesson, story, quiz, drill, round or tip for this audience, in order.
        Items fall back to other locales, so `locale` makes no difference.
        """
        del locale
        kinds = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.DRILL, Kind.TIPS, Kind.ROUND)
        there = {
            topic
            for kind in kinds
            for work in self._listings.get((kind, audience.value), ())
            for topic in work.source.topics
        }
        return tuple(topic for topic in TOPICS if topic in there)

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
        """Return the stories of the season that a story belongs to, in their order; empty for one by itself."""
        return self._seasons.get(ref, ())

    def is_later_part(self, ref: Ref) -> bool:
        """Whether something is a part of a season that others come before."""
        return ref in self._seasons and self._seasons[ref][0] != ref

    def campaigns(self) -> tuple[Campaign, ...]:
        """Return all campaigns, whenever they are and for whomever, in the order of their packs."""
        return tuple(self._campaigns.values())

    def campaign(self, pack: str, item: str) -> Campaign | None:
        """Return one campaign; its words are `find(Kind.CAMPAIGN, …)`. None when there is none to show."""
        return self._campaigns.get((pack, item))

    def term(self, pack: str, card: str, locale: str) -> Term | None:
        """Return one term by its pack and anchor, None when there is none."""
        item = self.find(Kind.GLOSSARY, pack, Kind.GLOSSARY.value, locale)
        found = item.card(card) if item else None
        return Term(pack, found) if found else None

    def helplines(self, country: str, locale: str) -> tuple[Helpline, ...]:
        """Return the help lines of a country in the order of their files, their names in `locale` where they have
        one. Another country's lines never stand in for missing ones.
        """
        return tuple(helpline(country, line, locale) for line in self._lines.get(country, ()))

    def countries(self) -> tuple[str, ...]:
        """Return the countries that have help lines, by code."""
        return tuple(sorted(self._lines))

    def services(self) -> tuple[Service, ...]:
        """Return the services that people know, of all countries, in the order of their files."""
        return tuple(service for services in self._services.values() for service in services)
