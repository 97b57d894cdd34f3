"""Key check: whether the key belongs to this database, checked at every start.

With a wrong key everybody would be a stranger and nobody could be written to, while the bot would look healthy. So
the database holds a fixed word, sealed with the key. In a database from before this check, or with a damaged word,
the sealed chat numbers are tried instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db.keys import KeyFileError, SealedError, bound_to
from bot.db.people import anyone
from bot.db.schema import SEALED, installation, metadata, people

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.db.keys import Keys

NAME = "mayak"
"""The name of the installation's only row, to which the proof is bound."""

WORD = b"the key of this database"

SAMPLES = 100
"""Sealed values of each sort that are tried if there is no proof; one that opens is enough."""


def check(db: Connection, keys: Keys, file: Path) -> int:
    """Check that these keys, read from `file`, belong to the database, and store the proof sealed with the newest
    key. Return how many people are known only by a generation that the file no longer has: they are strangers now.

    Errors: KeyFileError.
    """
    proof = db.scalar(select(installation.c.key_check).where(installation.c.name == NAME))
    proven = proof is not None and _opens(keys, proof, NAME.encode())
    if not proven and _contradicted(db, keys, has_proof=proof is not None):
        raise KeyFileError(
            f"KEY_FILE {file} is not the key of this database: with it everybody in it would be a stranger. Put "
            "the key file that belongs to the database in its place, or restore a backup of this key's time. "
            "Without either nobody in it can be known again: begin with a new DATABASE_URL"
        )
    if not proven or proof is None or proof[0] != keys.newest:
        new = upsert(installation).values(name=NAME, key_check=keys.wrap(WORD, NAME.encode()))
        db.execute(new.on_conflict_do_update(index_elements=["name"], set_={"key_check": new.excluded.key_check}))
    oldest = min(one.number for one in keys.generations)
    return db.scalar(select(func.count()).select_from(people).where(people.c.lookup < bytes([oldest]))) or 0


def has_key(db: Connection) -> bool:
    """Whether the database was used with a key: it has the proof of one, people known by one, or sealed values."""
    proof = db.scalar(select(installation.c.key_check).where(installation.c.name == NAME))
    return proof is not None or anyone(db) or next(_sealed(db), None) is not None


def _contradicted(db: Connection, keys: Keys, *, has_proof: bool) -> bool:
    """Whether the database has sealed values, but none of them opens."""
    there = has_proof
    for sealed, owner in _sealed(db):
        if _opens(keys, sealed, owner):
            return False
        there = True
    newest = db.scalar(select(people.c.lookup).order_by(people.c.lookup.desc()).limit(1))
    return there or (newest is not None and newest[0] not in {one.number for one in keys.generations})


def _sealed(db: Connection) -> Iterator[tuple[bytes, bytes]]:
    """Yield samples of sealed values, each with the value to which it is bound."""
    for table in metadata.sorted_tables:
        for column in table.c:
            if SEALED in column.info:
                owner = table.c[column.info[SEALED]]
                some = select(column, owner).where(column.is_not(None)).limit(SAMPLES)
                for sealed, owned_by in db.execute(some):
                    yield sealed, bound_to(owned_by)


def _opens(keys: Keys, sealed: bytes, owner: bytes) -> bool:
    try:
        keys.unwrap(sealed, owner)
    except SealedError:
        return False
    return True
