"""Trials: what an edition would show once it serves, drafts too, for editors who try it out."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING

from bot.packs.gate import as_if_approved, works_of
from bot.packs.reader import read_pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.packs.layouts import Layouts
    from bot.packs.library import Library, Work

KEPT = 4
"""Editions that are kept read; an editor tries one out at a time."""


class Trials:
    """Reads editions and keeps the last few. Used in the store's threads; a race reads one twice, no more."""

    def __init__(self, layouts: Layouts) -> None:
        self._layouts = layouts
        self._works: OrderedDict[str, list[Work]] = OrderedDict()
        self._libraries: OrderedDict[str, tuple[Library, Library]] = OrderedDict()

    def works(self, digest: str, content: Callable[[], bytes]) -> list[Work]:
        """Return the works of an edition as if all of it were approved; `content` is asked for when it is not
        known by its digest yet.
        """
        known = self._works.get(digest)
        if known is None:
            folder = self._layouts.path(digest) if self._layouts.has(digest) else self._layouts.lay(content())
            known = works_of(as_if_approved(read_pack(folder)), date.min, allow_unreviewed=True)
            self._works[digest] = known
            while len(self._works) > KEPT:
                self._works.popitem(last=False)
        return known

    def library(self, around: Library, pack: str, digest: str, works: list[Work]) -> Library:
        """Return the library that serves, with this edition in place of what serves of its pack."""
        known = self._libraries.get(digest)
        if known is None or known[0] is not around:
            known = self._libraries[digest] = (around, around.with_pack(pack, works))
            while len(self._libraries) > KEPT:
                self._libraries.popitem(last=False)
        return known[1]
