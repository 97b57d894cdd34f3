"""Edition previews: editions as they would look once published, drafts included, for editors who try them out."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from bot.packs.changes import changes
from bot.packs.parser.reader import read_pack
from bot.packs.translate.source_changes import entries_by_file
from bot.packs.visibility import as_if_approved, works_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.packs.changes import Change
    from bot.packs.extracted_packs import ExtractedPacks
    from bot.packs.library import Library
    from bot.packs.pack import Pack
    from bot.packs.translate.translation import Entry
    from bot.packs.work import Work

K = TypeVar("K")
V = TypeVar("V")

CACHED = 4
"""Editions that are cached; an editor tries out one at a time."""


class EditionPreviews:
    """Reads editions and caches the last few. Used in the store's threads; a race only reads one twice."""

    def __init__(self, extracted: ExtractedPacks) -> None:
        self._extracted = extracted
        self._works: OrderedDict[str, list[Work]] = OrderedDict()
        self._packs: OrderedDict[str, Pack] = OrderedDict()
        self._translations: OrderedDict[tuple[str, str], dict[str, list[Entry]]] = OrderedDict()
        self._libraries: OrderedDict[str, tuple[Library, Library]] = OrderedDict()
        self._changes: OrderedDict[tuple[str, str], Sequence[Change]] = OrderedDict()

    def works(self, digest: str, content: Callable[[], bytes]) -> list[Work]:
        """Return the works of an edition as if all were approved; `content` is called if it is not cached."""

        def read() -> list[Work]:
            return works_of(as_if_approved(self._pack(digest, content)), date.min, allow_unreviewed=True)

        return _cached(self._works, digest, read)

    def changes(
        self, before: str, after: str, content_before: Callable[[], bytes], content: Callable[[], bytes]
    ) -> Sequence[Change]:
        """Return the differences between the editions with the digests `before` (empty: none) and `after`; their
        contents are requested if they are not cached.
        """

        def read() -> Sequence[Change]:
            old = self._pack(before, content_before) if before else None
            return changes(old, self._pack(after, content))

        return _cached(self._changes, (before, after), read)

    def pack(self, digest: str, content: Callable[[], bytes]) -> Pack:
        """Return an edition as its author wrote it; its content is requested if it is not cached."""
        return _cached(self._packs, digest, lambda: self._pack(digest, content))

    def translation(
        self, digest: str, locale: str, pack: Pack, earlier: Callable[[], Sequence[Pack]]
    ) -> dict[str, list[Entry]]:
        """Return the units of an edition (`pack`, with this digest) with their translations, by source file."""
        return _cached(self._translations, (digest, locale), lambda: entries_by_file(pack, locale, earlier))

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
            _shorten(self._libraries)
        return known[1]


def _cached(cache: OrderedDict[K, V], key: K, read: Callable[[], V]) -> V:
    known = cache.get(key)
    if known is None:
        known = cache[key] = read()
        _shorten(cache)
    return known


def _shorten(cache: OrderedDict[K, V]) -> None:
    while len(cache) > CACHED:
        cache.popitem(last=False)
