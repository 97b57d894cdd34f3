"""Rotation of the key: a new generation, sealed values at once, look-ups as their people come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from bot.store import keys as key_files
from bot.store import mydata
from bot.store.schema import SEALED, metadata, people

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Column, Table

    from bot.store.engine import Store
    from bot.store.keys import Keys

BATCH = 500
"""Rows a transaction, so that a running bot waits for milliseconds."""

UNBOUND = b"no person"
"""What a sealed value is bound to in a row that belongs to nobody known."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did: the generation in use, values sealed anew, and people still known by an older one."""

    generation: int
    resealed: int
    waiting: int


def rotate(store: Store, file: Path) -> Rotated:
    """Make a new generation of the key and seal every sealed value with it.

    Stop the bot first (`guard.hold`): a running one knows only the old key. Killed in the middle, run it again:
    a rotation that was begun is finished before a new one is made.
    Errors: KeyFileError, StoreAway, SealedError.
    """
    keys = key_files.load(file, make=False)
    resealed = _reseal(store, keys)
    if not resealed:
        keys = key_files.add_generation(file)
        resealed = _reseal(store, keys)
    return Rotated(keys.newest, resealed, _waiting(store, keys))


def drop_old(store: Store, file: Path) -> int:
    """Drop every generation but the newest, and forget the people who have not come since: nobody could know them
    again, so nobody could ask for their rows. Return how many. Killed in the middle, run it again.
    """
    keys = key_files.load(file, make=False)
    _reseal(store, keys)
    forgotten = 0
    older = func.substr(people.c.lookup, 1, 1) != bytes([keys.newest])
    while True:
        with store.turn() as db:
            some = db.scalars(select(people.c.key).where(older).limit(BATCH)).all()
            for key in some:
                mydata.forget(db, key)
        if not some:
            break
        forgotten += len(some)
    mydata.scrub(store)
    key_files.keep_newest(file)
    return forgotten


def _waiting(store: Store, keys: Keys) -> int:
    """Count people who are still known by an older generation."""
    older = func.substr(people.c.lookup, 1, 1) != bytes([keys.newest])
    with store.turn() as db:
        return db.scalar(select(func.count()).select_from(people).where(older)) or 0


def _reseal(store: Store, keys: Keys) -> int:
    """Seal with the newest generation whatever is sealed with an older one; return how many values."""
    done = 0
    for table in metadata.sorted_tables:
        for column in table.c:
            if column.info.get(SEALED):
                done += _reseal_column(store, keys, table, column)
    return done


def _reseal_column(store: Store, keys: Keys, table: Table, column: Column[bytes]) -> int:
    identity = list(table.primary_key.columns)
    owner = table.c[column.info[SEALED]]
    older = func.substr(column, 1, 1) != bytes([keys.newest])
    done = 0
    while True:
        with store.turn() as db:
            rows = db.execute(select(column, owner, *identity).where(older).limit(BATCH)).all()
            for sealed, owned_by, *values in rows:
                bound_to = owned_by.encode() if isinstance(owned_by, str) else owned_by or UNBOUND
                anew = keys.seal(keys.open(sealed, bound_to), bound_to)
                same = [part == value for part, value in zip(identity, values, strict=True)]
                db.execute(update(table).where(*same).values({column.name: anew}))
        if not rows:
            return done
        done += len(rows)
