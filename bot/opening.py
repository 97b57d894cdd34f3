"""Opening: takes hold of the database, brings it up to date and reads the key; again and again until it is there,
while Help is served already.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import ExitStack, nullcontext
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.store import keys, people
from bot.store.away import StoreAway
from bot.store.guard import AlreadyRunning
from bot.store.keys import KeyFileError
from bot.store.migrate import NewerDatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.store.engine import Store
    from bot.store.keys import Keys

log = structlog.get_logger()

FIRST_SECONDS = 1.0
"""How long a start waits for the first try: most need milliseconds; behind a locked or silent database Help must
not wait."""

AGAIN = 1.0
"""Seconds between two tries."""


TO_MEND = (AlreadyRunning, NewerDatabaseError, KeyFileError)
"""Errors that no waiting heals: a person must."""


class Opening:
    """Opens one store. `known_by` is given the generations of the key file; `make_key`: whether that may be made
    for a database in which nobody is; `hold` guards the database against a second program. `begin` once, then
    `until_open`; at the end `close`.
    """

    def __init__(
        self,
        store: Store,
        known_by: Keys,
        key_file: Path,
        *,
        make_key: bool,
        hold: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._store, self._known_by, self._hold = store, known_by, hold
        self._key_file, self._make_key = key_file, make_key
        self._held = ExitStack()
        self._holds = False
        self._one = threading.Lock()
        self._said = ""
        self._wrong: Exception | None = None

    def begin(self) -> None:
        """Try for the first time, and wait for it for a second at most.

        A key that is there is read at once: the pace and the order that replicas share go by it.
        Errors: those of `TO_MEND`.
        """
        if not self._make_key or _is_there(self._key_file):
            self._known_by.take(keys.load(self._key_file, make=False))
        first = threading.Thread(target=self._first, daemon=True)
        first.start()
        first.join(FIRST_SECONDS)
        if self._wrong is not None:
            raise self._wrong

    async def until_open(self) -> None:
        """Try until the database is open. Errors: those of `begin`."""
        while not await asyncio.to_thread(self._try):  # noqa: ASYNC110 - the database tells nobody that it is back
            await asyncio.sleep(AGAIN)

    def close(self) -> None:
        """Let the database go, for another program to use."""
        with self._one:
            self._held.close()

    def _first(self) -> None:
        try:
            self._try()
        except Exception as error:  # noqa: BLE001 - whoever began raises it
            self._wrong = error

    def _try(self) -> bool:
        """Open the store if it is not open; return whether it is. A file that is no database, a folder that cannot
        be made and a server that does not answer are all away: they may come back.
        """
        with self._one:
            if self._store.is_open:
                return True
            try:
                if not self._holds:
                    self._held.enter_context(self._hold())
                    self._holds = True
                self._store.open(self._ready)
            except (StoreAway, OSError, SQLAlchemyError) as error:
                why = (
                    f"{type(error).__name__} {error}"
                    if isinstance(error, StoreAway | OSError)
                    else type(error).__name__
                )
                if why != self._said:
                    log.warning("the database cannot be opened: only help answers until it can", why=why)
                self._said = why
                return False
            if self._said:
                log.warning("the database is open now")
            return True

    def _ready(self, store: Store) -> None:
        """Have a key: read it, or make it for a database in which nobody is. Errors: KeyFileError."""
        if self._known_by:
            return
        with store.turn(opening=True) as db:
            nobody = not people.anyone(db)
        self._known_by.take(keys.load(self._key_file, make=nobody and self._make_key))


def _is_there(file: Path) -> bool:
    """Whether a file is there; a folder that cannot be looked into is away like one that is missing."""
    try:
        return file.exists()
    except OSError:
        return False
