"""17: one program at a time, proved again after the hold was lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool

from bot.db import guard
from bot.db.away import StoreAway
from bot.db.databases import full_url
from bot.db.engine import closed_store
from bot.db.keys import Keys
from bot.db.schema import people
from bot.opening import Opening

if TYPE_CHECKING:
    from collections.abc import Callable


def cut_all(url: str, besides: str = "") -> None:
    """Have PostgreSQL cut every connection to the database, as its restart does."""
    server = create_engine(full_url(url), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with server.connect() as db:
        db.execute(
            text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND query NOT LIKE :besides"
            ),
            {"besides": besides or "nothing"},
        )


def loses(url: str) -> None:
    """What makes a program lose its hold: a restart of the server, or a lock file that somebody cleans away."""
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///") + ".lock").unlink()
    else:
        cut_all(url)


def test_a_hold_that_was_lost_is_taken_again(url: str) -> None:
    with guard.hold(url) as prove:
        loses(url)
        prove()
        with pytest.raises(guard.AlreadyRunning), guard.hold(url):
            pytest.fail("two at once")
        prove()
    with guard.hold(url):
        pass


def test_a_hold_that_somebody_else_has_taken_meanwhile_is_over(url: str) -> None:
    with guard.hold(url) as prove:
        loses(url)
        with guard.hold(url) as others:
            for _ in range(2):
                with pytest.raises(guard.AlreadyRunning, match="already using"):
                    prove()
            others()
        prove()


def test_replicas_take_their_share_again(postgres_url: str) -> None:
    with guard.hold(postgres_url, shared=True) as one, guard.hold(postgres_url, shared=True) as two:
        cut_all(postgres_url)
        one()
        two()
        with pytest.raises(guard.AlreadyRunning), guard.hold(postgres_url):
            pytest.fail("alone beside replicas")


def test_an_own_connection_that_the_server_still_believes_in_is_no_other_program(postgres_url: str) -> None:
    """The network was cut: we know that the connection is gone, the server does not yet."""
    held = guard._Session(full_url(postgres_url), shared=False)
    held.prove()
    lost = held._connection
    assert lost is not None
    held._connection = None
    held.prove()
    with pytest.raises(guard.AlreadyRunning), guard.hold(postgres_url):
        pytest.fail("two at once")
    held.close()
    with guard.hold(postgres_url):
        lost.invalidate()


def test_no_turn_reaches_a_database_that_another_program_holds(postgres_url: str, tmp_path: Path) -> None:
    store = closed_store(postgres_url)
    opening = Opening(store, Keys(()), tmp_path / "bot.key", make_key=True, hold=lambda: guard.hold(postgres_url))
    opening.begin()
    while not store.is_open:
        opening._try()
    read = reading(store.transaction)
    read()
    cut_all(postgres_url)
    with guard.hold(postgres_url):
        for _ in range(3):
            with pytest.raises(StoreAway):
                read()
    read()
    with pytest.raises(guard.AlreadyRunning), guard.hold(postgres_url):
        pytest.fail("the first connection has proved it again")
    store.close()
    opening.close()


def reading(turn: Callable[..., object]) -> Callable[[], None]:
    def read() -> None:
        with turn() as db:  # type: ignore[attr-defined]
            db.execute(select(people.c.key).limit(1))

    return read
