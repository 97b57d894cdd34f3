"""Publishing: what the database says serves becomes folders that the loader reads, on every process alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.db.away import StoreAway
from bot.features.publishing.store import editions
from bot.packs.loader import Published

if TYPE_CHECKING:
    from bot.db.engine import Store
    from bot.packs.extracted_packs import ExtractedPacks

log = structlog.get_logger()


class Publishing:
    """Looks what serves. `look` is cheap while nothing has changed: one small query."""

    def __init__(self, store: Store, extracted: ExtractedPacks) -> None:
        self._store = store
        self._extracted = extracted
        self._seen: list[editions.Served] = []
        self._published: dict[str, Published] = {}
        """What serves here, by pack."""
        self._told: set[int] = set()
        """Editions that cannot be laid out and stand in the log already; they are tried again at each look."""

    def look(self) -> tuple[Published, ...]:
        """Return the folders of the editions that serve now, laid out from the database where they are missing.
        If the database is away, these are the editions that served before. If an edition cannot be laid out
        (its bytes are damaged, the disk is full), the former edition of its pack stays. Called in a thread of
        its own, never inside a turn.
        """
        try:
            with self._store.transaction() as db:
                served = editions.served(db)
            if served != self._seen or not all(self._extracted.has(one.digest) for one in served):
                laid = {one.pack: self._laid(one) for one in served}
                self._published = {pack: found for pack, found in laid.items() if found is not None}
                self._seen = served
        except StoreAway:
            if self._store.is_open:  # one that never was open yet is not away: `Opening` tells about it
                log.warning("the database is away: published packs stay as they are")
        return tuple(self._published.values())

    def _laid(self, served: editions.Served) -> Published | None:
        if not self._extracted.has(served.digest):
            with self._store.transaction() as db:
                content = editions.content(db, served.edition)
            try:
                self._extracted.extract(content)
            except (ValueError, OSError) as error:
                if served.edition not in self._told:
                    self._told.add(served.edition)
                    log.error(  # noqa: TRY400 - which edition says enough
                        "an edition cannot be laid out", edition=served.edition, why=type(error).__name__
                    )
                return self._published.get(served.pack)
        return Published(self._extracted.path(served.digest), served.vouched_on)
