"""Publishing: what the database says serves becomes folders that the shelf reads, on every process alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.packs.shelf import Published
from bot.store import editions
from bot.store.away import StoreAway

if TYPE_CHECKING:
    from bot.packs.layouts import Layouts
    from bot.store.engine import Store

log = structlog.get_logger()


class Publishing:
    """Looks what serves. `look` is cheap while nothing has changed: one small query."""

    def __init__(self, store: Store, layouts: Layouts) -> None:
        self._store = store
        self._layouts = layouts
        self._seen: list[editions.Served] = []
        self._published: tuple[Published, ...] = ()

    def look(self) -> tuple[Published, ...]:
        """Return the folders of what serves now, laid out from the database where they are missing. With the
        database away: what served before. Called in a thread of its own, never inside a turn.
        """
        try:
            with self._store.turn() as db:
                served = editions.served(db)
            if served != self._seen or not all(self._layouts.has(one.digest) for one in served):
                self._published = tuple([self._laid(one) for one in served])
                self._seen = served
        except StoreAway:
            log.warning("the database is away: published packs stay as they are")
        return self._published

    def _laid(self, served: editions.Served) -> Published:
        if not self._layouts.has(served.digest):
            with self._store.turn() as db:
                content = editions.content(db, served.edition)
            self._layouts.lay(content)
        return Published(self._layouts.path(served.digest), served.vouched_on)
