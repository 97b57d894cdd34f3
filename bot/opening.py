"""Opens the database: locks it against a second program, migrates it and reads the key. Retries until the database
is there, while Help is served already.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import ExitStack, nullcontext, suppress
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.db import keycheck, keys
from bot.db.away import StoreAway
from bot.db.guard import AlreadyRunning
from bot.db.keys import KeyFileError
from bot.db.migrate import WrongDatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.db.engine import Store
    from bot.db.keys import Keys

log = structlog.get_logger()

FIRST_SECONDS = 1.0
"""Seconds that a start waits for the first attempt: most take milliseconds, and Help must not wait for a locked or
silent database.
"""

AGAIN = 1.0
"""Seconds between two tries."""


FATAL = (AlreadyRunning, WrongDatabaseError, KeyFileError)
"""Errors that waiting does not solve: the operator has to act."""


LOST = (
    ". The database was made with it, and nobody in it is known by another one, so none is made anew. If every "
    "copy is lost, set a new DATABASE_URL: then a key is made with the new database"
)
"""Advice for a missing key in the embedded mode, which makes one for a new database."""

FIRST = "; for the first start of the scaled mode make one as docs/operating.md says"
"""Advice for a missing key in the scaled mode, which makes none."""


class Opening:
    """Opens one store. `known_by` receives the generations of the key file; `make_key`: whether a key may be made
    for an empty database; `hold` locks the database against a second program. Call `begin` once, then `keep_open`,
    at the end `close`.
    """

    def __init__(
        self,
        store: Store,
        known_by: Keys,
        key_file: Path,
        *,
        make_key: bool,
        hold: Callable[[], AbstractContextManager[Callable[[], None] | None]] = nullcontext,
    ) -> None:
        self._store, self._known_by, self._hold = store, known_by, hold
        self._key_file, self._make_key = key_file, make_key
        self._held = ExitStack()
        self._holds = False
        self._prove: Callable[[], None] | None = None
        self._one = threading.Lock()
        self._said = ""
        self._wrong: Exception | None = None

    def begin(self) -> None:
        """Make the first attempt, and wait at most a second for it.

        An existing key is read at once: the pace and the order that replicas share depend on it.

        Errors: those of `FATAL`.
        """
        if not self._make_key or _is_there(self._key_file):
            self._known_by.take(keys.load(self._key_file, make=False, missing=FIRST))
        first = threading.Thread(target=self._first, daemon=True)
        first.start()
        first.join(FIRST_SECONDS)
        if self._wrong is not None:
            raise self._wrong
        if first.is_alive():
            log.info("the database takes a while to open: only help answers until then")

    async def until_open(self) -> None:
        """Try until the database is open. Errors: those of `begin`."""
        while not await asyncio.to_thread(self._try):  # noqa: ASYNC110 - the database tells nobody that it is back
            await asyncio.sleep(AGAIN)

    async def keep_open(self) -> None:
        """Open the database, then check every second that no other program has taken it; does not return.

        Errors: those of `begin`; also later AlreadyRunning, if the lock was lost and another program has it.
        """
        await self.until_open()
        while True:
            await asyncio.sleep(AGAIN)
            with suppress(StoreAway, OSError):  # the next query reports it
                await asyncio.to_thread(self._see)

    def close(self) -> None:
        """Release the database for another program."""
        with self._one:
            self._held.close()

    def _see(self) -> None:
        with self._one:
            if self._prove is not None:
                self._prove()

    def _proven(self) -> None:
        """Check the lock for a connection of the store: no query may run here while another program has it."""
        try:
            if self._prove is not None:
                self._prove()
        except (AlreadyRunning, OSError) as error:
            raise StoreAway("the database is not held any more") from error

    def _first(self) -> None:
        try:
            self._try()
        except Exception as error:  # noqa: BLE001 - the caller raises it
            self._wrong = error

    def _try(self) -> bool:
        """Open the store if it is not open; return whether it is. A file that is not a database, a folder that
        cannot be made and a server that does not answer all count as away: they may come back.
        """
        with self._one:
            if self._store.is_open:
                return True
            try:
                if not self._holds:
                    self._prove = self._held.enter_context(self._hold())
                    self._holds, self._store.prove = True, self._proven
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
        """Read the key of this database, or make one for an empty database.

        Errors: KeyFileError.
        """
        with store.transaction(opening=True) as db:
            if not self._known_by:
                fresh = self._make_key and not keycheck.has_key(db)
                self._known_by.take(keys.load(self._key_file, make=fresh, missing=LOST))
            strangers = keycheck.check(db, self._known_by, self._key_file)
        if strangers:
            log.error("KEY_FILE lacks a generation by which people are known: bring it back", people=strangers)


def _is_there(file: Path) -> bool:
    """Whether a file exists; in a folder that cannot be read it counts as missing."""
    try:
        return file.exists()
    except OSError:
        return False
