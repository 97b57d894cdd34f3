"""Rotation of the key: makes a new generation, seals all values again, and renews look-ups as people come."""

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

    from sqlalchemy import Column, ColumnElement, Table

    from bot.db.engine import Store
    from bot.db.keys import Keys

BATCH = 500
"""Rows per transaction, so that a running bot waits only milliseconds."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """The result of a rotation: the current generation, values sealed again, people still known by an older one,
    and sealed values that do not open (damaged, or of a lost generation); these stay as they are.
    """

    generation: int
    resealed: int
    waiting: int
    unreadable: int


class WouldForgetError(Exception):
    """Something that was asked for would forget people, and was not forced; the message says how many."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """What dropping older generations did: how many people are forgotten, and where the older key file lies (None
    if there was no older generation).
    """

    forgotten: int
    aside: Path | None


def rotate(store: Store, file: Path) -> Rotated:
    """Make a new generation of the key and seal every sealed value with it.

    Stop the bot first (`guard.hold`): a running one knows only the old key. After a kill, run it again: it
    finishes the started rotation before it makes a new generation.
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


def drop_old(store: Store, file: Path, *, force: bool = False) -> Dropped:
    """Drop every generation except the newest, and forget the people who have not come since: they could not be
    recognised, so they could not ask for their rows. The older key file is copied beside it first. After a kill,
    run it again.

    Errors: those of `rotate`; WouldForgetError, before anything is changed, if there are such people and it is not
    forced; OSError.
    """
    keys = key_files.load(file, make=False)
    _check(store, keys, file)
    waiting = _waiting(store, keys)
    if waiting and not force:
        raise WouldForgetError(
            f"{waiting} people are known only by an older generation of the key, and would be forgotten with all "
            "that is stored of them. Nothing was changed. Wait until they come again, for each visit renews the "
            "look-up; or write a backup, then ask again with --force"
        )
    if len(keys.generations) == 1 and not waiting:
        return Dropped(0, None)
    aside = key_files.set_aside(file)
    _reseal(store, keys)
    forgotten = _forget_waiting(store, keys)
    mydata.scrub(store)
    key_files.keep_newest(file)
    return Dropped(forgotten, aside)


def _forget_waiting(store: Store, keys: Keys) -> int:
    """Forget people who are known by an older generation, a bounded number a transaction; return how many."""
    forgotten = 0
    while True:
        with store.transaction() as db:
            some = db.scalars(select(people.c.key).where(_older(keys)).limit(BATCH)).all()
            for key in some:
                mydata.forget(db, key)
        if not some:
            return forgotten
        forgotten += len(some)


def _older(keys: Keys) -> ColumnElement[bool]:
    return func.substr(people.c.lookup, 1, 1) != bytes([keys.newest])


def _check(store: Store, keys: Keys, file: Path) -> None:
    """Check that the key belongs to this database, and seal its proof with the newest generation."""
    with store.transaction() as db:
        keycheck.check(db, keys, file)


def _waiting(store: Store, keys: Keys) -> int:
    """Count people who are still known by an older generation."""
    with store.transaction() as db:
        return db.scalar(select(func.count()).select_from(people).where(_older(keys))) or 0


def _reseal(store: Store, keys: Keys) -> tuple[int, int]:
    """Seal values of older generations with the newest; return how many, and how many values do not open."""
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
        # Values that do not open keep their old generation, so they come first in every batch.
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
