"""Seasons: stories that follow each other by `next`, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.model import Kind, Ref
from bot.packs.refs import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.work import Known, Work


def seasons(works: Mapping[Known, Work]) -> dict[Ref, tuple[Ref, ...]]:
    """Return the season of each story in one. If two stories lead to the same one, it belongs to the first one's
    season; stories in a circle do not form a season.
    """
    after: dict[Ref, Ref] = {}
    for work in works.values():
        if work.ref.kind is Kind.STORY and work.source.next:
            follows = resolve(work.source.next, Kind.STORY, work.ref.pack, works)
            if follows and follows.kind is Kind.STORY and follows not in after.values():
                after[work.ref] = follows
    found: dict[Ref, tuple[Ref, ...]] = {}
    for first in after.keys() - {*after.values()}:
        season = [first]
        while season[-1] in after:
            season.append(after[season[-1]])
        found |= dict.fromkeys(season, tuple(season))
    return found
