"""Reads editions as they would be shown once they serve, drafts included, for editors who try them out."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING

from bot.packs.changes import changes
from bot.packs.parser.reader import read_pack
from bot.packs.visibility import as_if_approved, works_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.packs.changes import Change
    from bot.packs.extracted_packs import ExtractedPacks
    from bot.packs.library import Library, Work
    from bot.packs.parser.reader import Pack

CACHED = 4
"""Editions that are cached; an editor tries out one at a time."""


class EditionPreviews:
    """Reads editions and caches the last few. Used in the store's threads; a race reads one twice, no more."""

    def __init__(self, extracted: ExtractedPacks) -> None:
        self._extracted = extracted
        self._works: OrderedDict[str, list[Work]] = OrderedDict()
        self._libraries: OrderedDict[str, tuple[Library, Library]] = OrderedDict()
        self._changes: OrderedDict[tuple[str, str], Sequence[Change]] = OrderedDict()

    def works(self, digest: str, content: Callable[[], bytes]) -> list[Work]:
        """Return the works of an edition as if all of it were approved; `content` is called when its digest is
        not cached.
        """
        known = self._works.get(digest)
        if known is None:
            known = works_of(as_if_approved(self._pack(digest, content)), date.min, allow_unreviewed=True)
            self._works[digest] = known
            while len(self._works) > CACHED:
                self._works.popitem(last=False)
        return known

    def changes(
        self, before: str, after: str, content_before: Callable[[], bytes], content: Callable[[], bytes]
    ) -> Sequence[Change]:
        """Return the differences of the edition with the digest `after` from the one with the digest `before`
        (empty: from none); their contents are asked for when they are not cached.
        """
        known = self._changes.get((before, after))
        if known is None:
            old = self._pack(before, content_before) if before else None
            known = self._changes[before, after] = changes(old, self._pack(after, content))
            while len(self._changes) > CACHED:
                self._changes.popitem(last=False)
        return known

    def _pack(self, digest: str, content: Callable[[], bytes]) -> Pack:
        """Read an edition."""
        return read_pack(
            self._extracted.path(digest) if self._extracted.has(digest) else self._extracted.extract(content())
        )

    def library(self, around: Library, pack: str, digest: str, works: list[Work]) -> Library:
        """Return the serving library with this edition in place of its pack."""
        known = self._libraries.get(digest)
        if known is None or known[0] is not around:
            known = self._libraries[digest] = (around, around.with_pack(pack, works))
            while len(self._libraries) > CACHED:
                self._libraries.popitem(last=False)
        return known[1]
