"""Decides which items of packs are shown: approved ones, and sensitive ones only after a specialist's review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs.library import Library
from bot.packs.model import Kind, Ref
from bot.packs.topics import TOPICS
from bot.packs.work import Work

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from bot.packs.pack import Pack
    from bot.packs.parser.head import Line, PackHead, Service
    from bot.packs.parser.parsed_file import ParsedFile

_TOPIC_ORDER = {topic: place for place, topic in enumerate(TOPICS)}


def reviewed(head: PackHead, today: date) -> bool:
    """Whether a specialist has reviewed the pack and the next review is not due yet."""
    due = head.review.next_review
    return bool(head.review.reviewers) and due is not None and due > today


@dataclass(frozen=True, slots=True)
class Limits:
    """What of a pack from elsewhere may be shown. `vouched_in`: the languages for which a specialist's review
    holds; `locales`: the translations that are wanted; None: all. `revoked`: items that were taken back, as
    `kind/topic/slug`; `revoked_lines`: ids of help lines.
    """

    vouched_in: frozenset[str] | None = None
    locales: frozenset[str] | None = None
    revoked: frozenset[str] = frozenset()
    revoked_lines: frozenset[str] = frozenset()

    def vouches(self, locale: str) -> bool:
        """Whether a specialist's review holds for this language."""
        return self.vouched_in is None or locale in self.vouched_in

    def wants(self, locale: str) -> bool:
        """Whether this translation is wanted."""
        return self.locales is None or locale in self.locales


NO_LIMITS = Limits()


def approved_works(
    pack: Pack, today: date, refused: Collection[str] = (), limits: Limits = NO_LIMITS
) -> list[Work]:
    """Return the works of a pack that an editor has approved; sensitive ones without a specialist's review by this
    day, or with one of another language than their source's, are marked as `unreviewed`.

    Left out: files with errors (in their own report or by their path in `refused`; pack.yml stands for the whole
    pack), items without an editor's approval, translations without a source, campaigns without their campaign.yml,
    and what `limits` exclude.
    """
    head = pack.head
    if head is None or head.review.status != "approved" or f"{pack.shown}/pack.yml" in refused:
        return []
    found = [
        parsed
        for parsed in pack.files.values()
        if not ((parsed.problems and parsed.failed) or parsed.path in refused)
        and f"{parsed.kind}/{parsed.item}" not in limits.revoked
    ]
    unreviewed = not reviewed(head, today)
    works: dict[tuple[Kind, str], Work] = {}
    for parsed in found:
        if parsed.locale != head.source_locale or parsed.status != "approved":
            continue
        ref = Ref(parsed.kind, head.id, parsed.item)
        topic = min((_TOPIC_ORDER[topic] for topic in parsed.topics), default=len(TOPICS))
        marked = _needs_review(parsed, limits) and (unreviewed or not limits.vouches(parsed.locale))
        schedule = pack.schedules.get(parsed.item) if parsed.kind is Kind.CAMPAIGN else None
        if parsed.kind is Kind.CAMPAIGN and (schedule is None or schedule.path in refused):
            continue
        plan = schedule.head if schedule else None
        works[parsed.kind, parsed.item] = Work(ref, head, parsed, {parsed.locale: parsed}, topic, marked, plan)
    for parsed in found:
        work = works.get((parsed.kind, parsed.item))
        if work is None or parsed.locale == head.source_locale or not limits.wants(parsed.locale):
            continue
        if limits.vouches(parsed.locale) or not _needs_review(work.files[head.source_locale], limits):
            work.files[parsed.locale] = parsed
    return [*works.values()]


def _needs_review(parsed: ParsedFile, limits: Limits) -> bool:
    """Whether an item is shown only after a specialist's review: of another country's pack help pages are, too."""
    return parsed.sensitive or (limits.vouched_in is not None and parsed.kind in {Kind.HELP, Kind.NEXT})


def works_of(pack: Pack, today: date, *, allow_unreviewed: bool = False) -> list[Work]:
    """Return the visible works of a pack on this day: the approved ones, without those that wait for a specialist
    unless `allow_unreviewed`.
    """
    return [work for work in approved_works(pack, today) if allow_unreviewed or not work.unreviewed]


def library_of(works: Iterable[Work], packs: Sequence[Pack], *, allow_unreviewed: bool) -> Library:
    """Return the library of the approved works of these packs; works that wait for a specialist are marked, or
    hidden unless `allow_unreviewed`.
    """
    shown: list[Work] = []
    hidden: list[Work] = []
    for work in works:
        (hidden if work.unreviewed and not allow_unreviewed else shown).append(work)
    return Library(shown, lines_of(packs), services_of(packs), hidden)


def lines_of(packs: Sequence[Pack]) -> dict[str, list[Line]]:
    """Return the help lines of these packs by country. They need no review: help is never held back."""
    lines: dict[str, list[Line]] = {}
    for pack in packs:
        for country, found in pack.helplines.items():
            lines.setdefault(country, []).extend(found.lines)
    return lines


def services_of(packs: Sequence[Pack]) -> dict[str, list[Service]]:
    """Return the services of these packs by country."""
    found: dict[str, list[Service]] = {}
    for pack in packs:
        for country, services in pack.services.items():
            found.setdefault(country, []).extend(services.services)
    return found


def open_library(packs: Sequence[Pack], today: date, *, allow_unreviewed: bool = False) -> Library:
    """Return the library of what these packs may show on this day; see `approved_works` for exceptions."""
    works = [work for pack in packs for work in approved_works(pack, today)]
    return library_of(works, packs, allow_unreviewed=allow_unreviewed)


def as_if_approved(pack: Pack) -> Pack:
    """Return the pack as if an editor had approved all of it; its files stay unchanged."""
    for parsed in pack.files.values():
        parsed.status = "approved"
    if pack.head:
        review = pack.head.review.model_copy(update={"status": "approved"})
        pack.head = pack.head.model_copy(update={"review": review})
    return pack
