"""36 and 37: /export is complete and only mine; after /forget there is no row and no byte."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.db import deliveries, mydata, people, progress, visitors
from bot.db.engine import memory_store, open_store
from bot.db.schema import metadata, of_a_person, visits
from tests.kit.whole_life import fill
from tests.talk import migrated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.db.engine import Store

    Life = Callable[..., bytes]

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def rows_with(db: Connection, key: bytes) -> int:
    """Count the rows of any table that hold these bytes in any column: by looking at all, not by the schema."""
    return sum(
        key in [bytes(value) for value in row if isinstance(value, bytes | memoryview)]
        for table in metadata.sorted_tables
        for row in db.execute(select(table))
    )


@pytest.mark.parametrize("lives", [40, pytest.param(1000, marks=pytest.mark.soak)])
def test_36_an_export_is_complete_and_only_mine(store: Store, life: Life, lives: int) -> None:
    with store.transaction() as db:
        keys = [life(db, seed) for seed in range(lives)]
    for seed in range(0, lives, max(1, lives // 100)):
        with store.transaction() as db:
            everything = mydata.export(db, keys[seed])
            assert sum(map(len, everything.values())) == rows_with(db, keys[seed])
        words = json.dumps(everything)
        assert keys[seed].hex() in words
        for other in range(lives):
            if other != seed:
                assert keys[other].hex() not in words
        # Each life marks what it does with its own number.
        assert all(f"p{seed}/" in value for value in strings(everything) if value.startswith(("quiz:", "lesson")))


def strings(everything: dict[str, list[dict[str, object]]]) -> list[str]:
    return [
        value for rows in everything.values() for row in rows for value in row.values() if isinstance(value, str)
    ]


def test_an_export_names_each_column_once_and_reads_as_json(store: Store) -> None:
    key = people.new_key()
    with store.transaction() as db:
        everything_of(db, key, "x")
        everything = mydata.export(db, key)
    assert list(everything) == [table.name for table, _ in of_a_person() if table is not visits]
    for table, rows in everything.items():
        assert list(rows[0]) == list(metadata.tables[table].c.keys())
    again = json.loads(json.dumps(everything, ensure_ascii=False))
    assert again == everything
    assert again["people"][0]["agreed_on"] == "2026-11-25"
    assert again["deliveries"][0]["due_at"] == "2026-11-25T12:00:00+00:00"


def everything_of(db: Connection, key: bytes, mark: str, lookup: bytes = b"") -> None:
    """Give a person a row in every table, many where people have many; each text carries the mark."""
    person = people.Person(key, None, f"{mark}lo", "RU", f"{mark}zone", place=f"{mark}place", begun=f"{mark}begun")
    people.add(db, lookup or b"\1" + key * 2, person, TODAY)
    people.agree(db, key, f"{mark}text", TODAY)
    people.take_picture(db, key, f"{mark}pic"[-12:])
    people.let_in(db, key, f"{mark}new"[-12:])
    for number in range(30):
        progress.reach(db, key, f"lesson:{mark}/{number}", f"{mark}card")
    deliveries.owe(db, key, b"\1" + mark.encode() * 4, f"{mark}path", NOW)
    fill(db, key, mark)


def a_class(db: Connection) -> None:
    """Make what is nobody's alone and a person's rows point at: a class, an edition."""
    fill(db, b"", "shared")


def test_forgetting_leaves_no_row_and_touches_nobody_else(store: Store, life: Life) -> None:
    with store.transaction() as db:
        keys = [life(db, seed) for seed in range(20)]
        mine = people.new_key()
        everything_of(db, mine, "mine", b"\1" * 33)
        others = [mydata.export(db, key) for key in keys]
        mydata.forget(db, mine)
        assert rows_with(db, mine) == 0
        assert mydata.export(db, mine) == {}
        assert people.find(db, [b"\1" * 33], TODAY) is None, "the next message is a stranger's"
        assert [mydata.export(db, key) for key in keys] == others
        assert deliveries.drop_person(db, mine) == 0


@pytest.mark.parametrize(
    "seed", [*range(4), *[pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 40)]]
)
def test_37_not_a_byte_is_left(tmp_path: Path, life: Life, seed: int) -> None:
    """People come and go in random order, so that pages split and merge; then one is forgotten."""
    chance = random.Random(f"arrivals {seed}")  # noqa: S311 - the order of arrivals
    (tmp_path / "bot.sqlite").write_bytes(migrated())
    store = open_store(f"sqlite:///{tmp_path}/bot.sqlite")
    mine, lookup, mark = chance.randbytes(16), chance.randbytes(33), f"Zq{chance.getrandbits(32):08x}"
    arrivals = chance.randrange(3, 120)
    mine_comes = chance.randrange(arrivals)
    for number in range(arrivals):
        with store.transaction() as db:
            if number == mine_comes:
                everything_of(db, mine, mark, lookup)
            someone = life(db, seed * 1000 + number)
            if number >= mine_comes:
                people.stay(db, mine, f"{mark}/{number}", TODAY)
            if chance.random() < 0.2:
                mydata.forget(db, someone)
    secrets = [mine, lookup, mark.encode()]
    assert all(secret in bytes_of(tmp_path) for secret in secrets), "the scan can find what is there"
    with store.transaction() as db:
        mydata.forget(db, mine)
    mydata.scrub(store)
    left = bytes_of(tmp_path)
    assert not [secret for secret in secrets if secret in left]
    store.close()
    assert not [secret for secret in secrets if secret in bytes_of(tmp_path)]


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("bot.sqlite*")))


def test_scrubbing_while_a_backup_reads_waits_for_nobody_and_is_done_later(tmp_path: Path, life: Life) -> None:
    store = open_store(f"sqlite:///{tmp_path}/bot.sqlite")
    with store.transaction() as db:
        key = life(db, 1)
    with closing(sqlite3.connect(tmp_path / "bot.sqlite", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        with store.transaction() as db:
            mydata.forget(db, key)
        began = time.monotonic()
        assert not mydata.scrub(store)
        assert time.monotonic() - began < 1, "SQLite itself would wait for the reader for five seconds"
        assert store.scrub_owed
        reader.execute("COMMIT")
    assert mydata.scrub(store)
    assert key not in bytes_of(tmp_path)
    store.close()


def test_a_visitor_who_agrees_moves_whole(store: Store) -> None:
    memory = memory_store()
    key = people.new_key()
    with memory.transaction() as here:
        everything_of(here, key, "v", b"\1" * 33)
        visitors.touch(here, key, NOW)
        visitors.keep_link(here, key, "join/0123456789AB")
        assert visitors.link_of(here, key) == "join/0123456789AB"
        before = mydata.export(here, key)
        with store.transaction() as there:
            a_class(there)
            visitors.move(here, there, key)
        assert mydata.export(here, key) == {}
    with store.transaction() as there:
        after = mydata.export(there, key)
        assert before.pop("visits")
        for rows in (before, after):
            for row in rows["deliveries"]:
                del row["id"]
        assert after == before
        assert visitors.link_of(there, key) == "", "a code stays in memory"
        assert people.find(there, [b"\1" * 33], TODAY)
    memory.close()


def test_a_visitor_is_forgotten_after_an_idle_hour(life: Life) -> None:
    memory = memory_store()
    with memory.transaction() as db:
        idle, busy = life(db, 1), life(db, 2)
        visitors.touch(db, idle, NOW)
        visitors.touch(db, busy, NOW)
        visitors.touch(db, busy, NOW + timedelta(minutes=30))
        assert visitors.sweep(db, NOW + timedelta(minutes=59)) == 0
        assert visitors.sweep(db, NOW + timedelta(minutes=60)) == 1
        assert mydata.export(db, idle) == {}
        assert mydata.export(db, busy)
    memory.close()
