"""Gate: which items of packs may be shown: approved ones, sensitive ones only when a specialist saw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.library import Library, Work
from bot.packs.model import Kind, Ref
from bot.packs.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from bot.packs.head import Line, PackHead
    from bot.packs.reader import Pack
    from bot.packs.sheet import Sheet

_TOPIC_ORDER = {topic: place for place, topic in enumerate(TOPICS)}


def reviewed(head: PackHead, today: date) -> bool:
    """Whether a specialist has reviewed the pack and the next review is still ahead."""
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
    translations: list[Sheet] = []
    for sheet in pack.sheets.values():
        if (sheet.problems and sheet.failed) or sheet.path in refused:
            continue
        if sheet.locale != head.source_locale:
            translations.append(sheet)
        elif sheet.status == "approved" and (allow_unreviewed or not (sheet.sensitive and unreviewed)):
            ref = Ref(sheet.kind, head.id, sheet.item)
            topic = min((_TOPIC_ORDER[topic] for topic in sheet.topics), default=len(TOPICS))
            marked = sheet.sensitive and unreviewed
            schedule = pack.schedules.get(sheet.item) if sheet.kind is Kind.CAMPAIGN else None
            if sheet.kind is Kind.CAMPAIGN and (schedule is None or schedule.path in refused):
                continue
            plan = schedule.head if schedule else None
            works[sheet.kind, sheet.item] = Work(ref, head, sheet, {sheet.locale: sheet}, topic, marked, plan)
    for sheet in translations:
        work = works.get((sheet.kind, sheet.item))
        if work:
            work.sheets[sheet.locale] = sheet
    return [*works.values()]


def lines_of(packs: Sequence[Pack]) -> dict[str, list[Line]]:
    """Return the help lines of these packs by country. Help is never held back: no review is asked for."""
    lines: dict[str, list[Line]] = {}
    for pack in packs:
        for country, found in pack.helplines.items():
            lines.setdefault(country, []).extend(found.lines)
    return lines


def open_library(packs: Sequence[Pack], today: date, *, allow_unreviewed: bool = False) -> Library:
    """Return the library of what these packs may show on this day; `works_of` tells what is kept out."""
    works = [work for pack in packs for work in works_of(pack, today, allow_unreviewed=allow_unreviewed)]
    return Library(works, lines_of(packs))


def as_if_approved(pack: Pack) -> Pack:
    """Return a pack of which nothing is kept back for want of an editor's approval; its files stay as they are."""
    for sheet in pack.sheets.values():
        sheet.status = "approved"
    if pack.head:
        review = pack.head.review.model_copy(update={"status": "approved"})
        pack.head = pack.head.model_copy(update={"review": review})
    return pack
