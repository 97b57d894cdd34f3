"""Decides which items of packs are shown: approved ones, and sensitive ones only after a specialist's review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.library import Library
from bot.packs.model import Kind, Ref
from bot.packs.topics import TOPICS
from bot.packs.work import Work

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from bot.packs.pack import Pack
    from bot.packs.parser.head import Line, PackHead, Service
    from bot.packs.parser.parsed_file import ParsedFile

_TOPIC_ORDER = {topic: place for place, topic in enumerate(TOPICS)}


def reviewed(head: PackHead, today: date) -> bool:
    """Whether a specialist has reviewed the pack and the next review is not due yet."""
    due = head.review.next_review
    return bool(head.review.reviewers) and due is not None and due > today


def works_of(
    pack: Pack, today: date, *, allow_unreviewed: bool = False, refused: Collection[str] = ()
) -> list[Work]:
    """Return the works of a pack that may be shown on this day.

    Kept out: files with errors (in their own report or by their path in `refused`; pack.yml stands for the whole
    pack), items that no editor has approved, translations without a source, and sensitive items that no specialist
    has reviewed, unless `allow_unreviewed`, which marks them, and campaigns without their campaign.yml.
    """
    head = pack.head
    if head is None or head.review.status != "approved" or f"{pack.shown}/pack.yml" in refused:
        return []
    unreviewed = not reviewed(head, today)
    works: dict[tuple[Kind, str], Work] = {}
    translations: list[ParsedFile] = []
    for parsed in pack.files.values():
        if (parsed.problems and parsed.failed) or parsed.path in refused:
            continue
        if parsed.locale != head.source_locale:
            translations.append(parsed)
        elif parsed.status == "approved" and (allow_unreviewed or not (parsed.sensitive and unreviewed)):
            ref = Ref(parsed.kind, head.id, parsed.item)
            topic = min((_TOPIC_ORDER[topic] for topic in parsed.topics), default=len(TOPICS))
            marked = parsed.sensitive and unreviewed
            schedule = pack.schedules.get(parsed.item) if parsed.kind is Kind.CAMPAIGN else None
            if parsed.kind is Kind.CAMPAIGN and (schedule is None or schedule.path in refused):
                continue
            plan = schedule.head if schedule else None
            works[parsed.kind, parsed.item] = Work(ref, head, parsed, {parsed.locale: parsed}, topic, marked, plan)
    for parsed in translations:
        work = works.get((parsed.kind, parsed.item))
        if work:
            work.files[parsed.locale] = parsed
    return [*works.values()]


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
    """Return the library of what these packs may show on this day; `works_of` tells what is kept out."""
    works = [work for pack in packs for work in works_of(pack, today, allow_unreviewed=allow_unreviewed)]
    return Library(works, lines_of(packs), services_of(packs))


def as_if_approved(pack: Pack) -> Pack:
    """Return the pack as if an editor had approved all of it; its files stay as they are."""
    for parsed in pack.files.values():
        parsed.status = "approved"
    if pack.head:
        review = pack.head.review.model_copy(update={"status": "approved"})
        pack.head = pack.head.model_copy(update={"review": review})
    return pack
