"""A visitor goes from one memory to another: whole, once, sealed, and without what is owed to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.db import deliveries, keys, mydata, people, visitor_transfer
from bot.db.engine import memory_store
from tests.db.conftest import TODAY, lead_a_life

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.db.keys import Keys

SAM, ALEX = 1001, 1002


@pytest.fixture
def key_file(tmp_path: Path) -> Keys:
    return keys.load(tmp_path / "bot.key", make=True)


@pytest.fixture
def memories() -> Iterator[tuple[Connection, Connection]]:
    one, two = memory_store(), memory_store()
    with one.transaction() as here, two.transaction() as there:
        yield here, there
    one.close()
    two.close()


def life(db: Connection, key: bytes) -> dict[str, list[dict[str, object]]]:
    return {table: rows for table, rows in mydata.export(db, key).items() if table != "deliveries"}


@pytest.mark.parametrize("seed", range(20))
def test_everything_that_memory_holds_comes_along(
    memories: tuple[Connection, Connection], key_file: Keys, seed: int
) -> None:
    here, there = memories
    lookups = key_file.lookups(7, SAM)
    key = lead_a_life(here, seed, lookups[0], studies=False)  # a visitor is in no class
    for _ in range(2):  # what comes again takes the place of what was there
        visitor_transfer.take(
            there, key_file, lookups, TODAY, visitor_transfer.give(here, key_file, lookups, TODAY)
        )
    assert life(there, key) == life(here, key)
    assert "deliveries" not in mydata.export(there, key), "whoever owes it shows it"


def test_what_is_owed_here_stays_here(memories: tuple[Connection, Connection], key_file: Keys) -> None:
    here, _ = memories
    lookups = key_file.lookups(7, SAM)
    key = next(key for seed in range(99) if _owes(here, key := lead_a_life(here, seed, lookups[0])))
    visitor_transfer.take(here, key_file, lookups, TODAY, visitor_transfer.give(here, key_file, lookups, TODAY))
    assert len(mydata.export(here, key)["deliveries"]) == 1


def _owes(db: Connection, key: bytes) -> bool:
    owes = "deliveries" in mydata.export(db, key)
    if not owes:
        mydata.forget(db, key)
    return owes


def test_nobody_takes_what_is_another_persons(memories: tuple[Connection, Connection], key_file: Keys) -> None:
    here, there = memories
    sam, alex = key_file.lookups(7, SAM), key_file.lookups(7, ALEX)
    lead_a_life(here, 1, sam[0])
    visitor_transfer.take(there, key_file, alex, TODAY, visitor_transfer.give(here, key_file, sam, TODAY))
    assert not people.anyone(there)
    assert deliveries.next_due(there) is None


def test_nothing_is_given_of_a_stranger_and_nothing_forgets(
    memories: tuple[Connection, Connection], key_file: Keys
) -> None:
    here, _ = memories
    lookups = key_file.lookups(7, SAM)
    assert visitor_transfer.give(here, key_file, lookups, TODAY) == b""
    lead_a_life(here, 1, lookups[0])
    visitor_transfer.take(here, key_file, lookups, TODAY, b"")
    assert not people.anyone(here)
