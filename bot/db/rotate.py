"""Rotation of the key: a new generation, sealed values at once, look-ups as their people come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from bot.db import keycheck, mydata
from bot.db import keys as key_files
from bot.db.keys import SealedError, bound_to
from bot.db.schema import SEALED, metadata, people

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Column, Table

    from bot.db.engine import Store
    from bot.db.keys import Keys

BATCH = 500
"""Rows a transaction, so that a running bot waits for milliseconds."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did: the generation in use, values sealed anew, people still known by an older one, and
    sealed values that do not open (damaged, or of a generation that is gone): those stay as they are.
    """

    generation: int
    resealed: int
    waiting: int
    unreadable: int


def rotate(store: Store, file: Path) -> Rotated:
    """Make a new generation of the key and seal every sealed value with it.

    Stop the bot first (`guard.hold`): a running one knows only the old key. Killed in the middle, run it again:
    a rotation that was begun is finished before a new one is made.
    Errors: KeyFileError, also for the key of another database; StoreAway.
    """
    keys = key_files.load(file, make=False)
    _check(store, keys, file)
    resealed, unreadable = _reseal(store, keys)
    if not resealed:
        keys = key_files.add_generation(file)
        resealed, unreadable = _reseal(store, keys)
        _check(store, keys, file)
    return Rotated(keys.newest, resealed, _waiting(store, keys), unreadable)


def drop_old(store: Store, file: Path) -> int:
    """Drop every generation but the newest, and forget the people who have not come since: nobody could know them
    again, so nobody could ask for their rows. Return how many. Killed in the middle, run it again.

    Errors: those of `rotate`.
    """
    keys = key_files.load(file, make=False)
    _check(store, keys, file)
    _reseal(store, keys)
    forgotten = 0
    older = func.substr(people.c.lookup, 1, 1) != bytes([keys.newest])
    while True:
        with store.transaction() as db:
            some = db.scalars(select(people.c.key).where(older).limit(BATCH)).all()
            for key in some:
                mydata.forget(db, key)
        if not some:
            break
        forgotten += len(some)
    mydata.scrub(store)
    key_files.keep_newest(file)
    return forgotten


def _check(store: Store, keys: Keys, file: Path) -> None:
    """See that the key is this database's, and have its proof sealed with the newest generation."""
    with store.transaction() as db:
        keycheck.check(db, keys, file)


def _waiting(store: Store, keys: Keys) -> int:
    """Count people who are still known by an older generation."""
    older = func.substr(people.c.lookup, 1, 1) != bytes([keys.newest])
    with store.transaction() as db:
        return db.scalar(select(func.count()).select_from(people).where(older)) or 0


def _reseal(store: Store, keys: Keys) -> tuple[int, int]:
    """Seal with the newest generation whatever is sealed with an older one; return how many, and how many values
    do not open.
    """
    done = unreadable = 0
    for table in metadata.sorted_tables:
        for column in table.c:
            if column.info.get(SEALED):
                some, damaged = _reseal_column(store, keys, table, column)
                done, unreadable = done + some, unreadable + damaged
    return done, unreadable


def _reseal_column(store: Store, keys: Keys, table: Table, column: Column[bytes]) -> tuple[int, int]:
    identity = list(table.primary_key.columns)
    owner = table.c[column.info[SEALED]]
    older = func.substr(column, 1, 1) != bytes([keys.newest])
    done = unreadable = 0
    while True:
        # Those that do not open stay older, so they are the first ones of every batch.
        batch = select(column, owner, *identity).where(older).order_by(*identity).offset(unreadable).limit(BATCH)
        with store.transaction() as db:
            rows = db.execute(batch).all()
            for sealed, owned_by, *values in rows:
                try:
                    content = keys.unwrap(sealed, bound_to(owned_by))
                except SealedError:
                    unreadable += 1
                    continue
                anew = keys.wrap(content, bound_to(owned_by))
                same = [part == value for part, value in zip(identity, values, strict=True)]
                db.execute(update(table).where(*same).values({column.name: anew}))
                done += 1
        if not rows:
            return done, unreadable
