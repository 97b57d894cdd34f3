"""Gate: which items of packs may be shown: approved ones, sensitive ones only when a specialist saw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.library import Library, Work
from bot.packs.model import Ref

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from bot.packs.head import Line, PackHead
    from bot.packs.reader import Pack


def reviewed(head: PackHead, today: date) -> bool:
    """Whether a specialist has reviewed the pack and the next review is still ahead."""
    due = head.review.next_review
    return bool(head.review.reviewers) and due is not None and due > today


def open_library(
    packs: Sequence[Pack], today: date, *, allow_unreviewed: bool = False, refused: Collection[str] = ()
) -> Library:
    """Return the library of what these packs may show on this day.

    Kept out: files with errors (in their own report or by their path in `refused`), items that no editor has
    approved, translations without a source, and sensitive items that no specialist has reviewed, unless
    `allow_unreviewed`, which marks them.
    """
    works: list[Work] = []
    lines: dict[str, list[Line]] = {}
    for pack in packs:
        head = pack.head
        if head is None or head.review.status != "approved":
            continue
        for country, found in pack.helplines.items():
            lines.setdefault(country, []).extend(found.lines)
        by_item: dict[Ref, Work] = {}
        sheets = [sheet for sheet in pack.sheets.values() if not sheet.failed and sheet.path not in refused]
        unreviewed = not reviewed(head, today)
        for sheet in sheets:
            hidden = sheet.status != "approved" or (sheet.sensitive and unreviewed and not allow_unreviewed)
            if sheet.locale == head.source_locale and not hidden:
                ref = Ref(sheet.kind, head.id, sheet.item)
                by_item[ref] = Work(ref, head, sheet, {sheet.locale: sheet}, sheet.sensitive and unreviewed)
        for sheet in sheets:
            work = by_item.get(Ref(sheet.kind, head.id, sheet.item))
            if work and sheet.locale != head.source_locale:
                work.sheets[sheet.locale] = sheet
        works += by_item.values()
    return Library(works, lines)
