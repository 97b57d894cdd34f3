"""The store: one short transaction a turn, threads of its own, and one word for "the database is away"."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, event, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from bot.db import databases, people, schema, updates
from bot.db.away import StoreAway
from bot.db.databases import WrongAddressError
from bot.db.engine import memory_store, open_store
from bot.features.quiz.store import attempts
from bot.features.quiz.store.attempts import Asked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.db.engine import Store

TODAY = date(2026, 11, 25)
QUIZ = "quiz:basics-sets/phishing/9-11"


def test_a_turn_is_kept_whole_or_not_at_all(store: Store, life: Callable[..., bytes]) -> None:
    with store.transaction() as db:
        kept = life(db, 1, b"k" * 33)
    with pytest.raises(ZeroDivisionError), store.transaction() as db:
        _ = life(db, 2, b"l" * 33)[0] / 0
    with store.transaction() as db:
        found = people.find(db, [b"k" * 33], TODAY)
        assert found is not None
        assert found.key == kept
        assert people.find(db, [b"l" * 33], TODAY) is None


def test_work_runs_in_the_stores_own_threads(store: Store) -> None:
    names = {store.run(lambda: threading.current_thread().name).result() for _ in range(20)}
    assert all(name.startswith("store") for name in names)
    if store.is_sqlite:
        assert len(names) == 1
    with pytest.raises(ZeroDivisionError):
        store.run(lambda: 1 / 0).result()


def test_two_taps_at_once_count_once(store: Store) -> None:
    """300 people tap the same option twice at once: 300 answers."""
    keys = [people.new_key() for _ in range(300)]
    with store.transaction() as db:
        for number, key in enumerate(keys):
            people.add(db, b"\1" + number.to_bytes(32, "big"), people.Person(key), TODAY)
            attempts.begin(db, key, QUIZ, 1, [Asked(QUIZ, "q1", "m1")], 1, TODAY)

    def tap(key: bytes) -> bool:
        with store.transaction() as db:
            return attempts.answer(db, key, 1, 1, "a", True, "m1", TODAY)  # noqa: FBT003 - a stored value

    with ThreadPoolExecutor(8) as threads:
        first = list(threads.map(tap, [key for key in keys for _ in range(2)]))
    assert sum(first) == 300
    with store.transaction() as db:
        assert sum(len(attempts.answers(db, key, 1)) for key in keys) == 300


def test_an_update_handled_by_two_at_once_is_new_to_one(store: Store) -> None:
    def handle(number: int) -> bool:
        with store.transaction() as db:
            return updates.seen(db, 42, number, TODAY)

    with ThreadPoolExecutor(8) as threads:
        seen = list(threads.map(handle, [number for number in range(200) for _ in range(2)]))
    assert seen.count(False) == 200


def test_attempts_begun_at_once_get_numbers_of_their_own(store: Store) -> None:
    with store.transaction() as db:
        key = people.new_key()
        people.add(db, b"\1" * 33, people.Person(key), TODAY)

    def begin(number: int) -> int:
        with store.transaction() as db:
            return attempts.begin(db, key, f"quiz:p/q{number % 10}", 1, [], 1, TODAY).attempt

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(begin, range(20)))
    assert sorted(set(numbers)) == list(range(1, 11))


def test_a_locked_database_is_away_and_comes_back(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "BUSY_MILLISECONDS", 20)
    store = open_store(sqlite_url)
    with closing(sqlite3.connect(tmp_path / "bot.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreAway), store.transaction():
            pass
        other.execute("COMMIT")
    with store.transaction() as db:
        assert not updates.seen(db, 1, 1, TODAY)
    store.close()


def test_a_lost_connection_is_away_and_the_next_turn_has_a_new_one(postgres_url: str) -> None:
    store = open_store(postgres_url)
    for lost_in_core in (True, False):
        with store.transaction() as db:
            pid = db.scalar(text("SELECT pg_backend_pid()"))
        with store.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        with pytest.raises(StoreAway), store.transaction() as db:
            _ = db.execute(text("SELECT 1")) if lost_in_core else updates.seen(db, 1, 1, TODAY)
        with store.transaction() as db:
            assert not updates.seen(db, 1, 1 + lost_in_core, TODAY)
    store.close()


def test_no_server_is_away() -> None:
    with pytest.raises(StoreAway):
        open_store("postgresql://127.0.0.1:1/nothing?connect_timeout=2")


def test_a_restart_of_postgresql_costs_one_turn(postgres_url: str) -> None:
    store = open_store(postgres_url)
    with store.transaction() as one, store.transaction() as two, store.transaction() as three:
        pids = [db.scalar(text("SELECT pg_backend_pid()")) for db in (one, two, three)]
    with store.engine.connect() as other:
        for pid in pids:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
    with pytest.raises(StoreAway), store.transaction() as db:
        updates.seen(db, 1, 1, TODAY)
    for number in range(3):
        with store.transaction() as db:
            assert not updates.seen(db, 1, number, TODAY)
    store.close()


def test_a_turn_inside_a_turn_is_a_mistake_and_not_a_wait(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    with store.transaction() as db:
        with pytest.raises(RuntimeError, match="inside a transaction"), store.transaction():
            pytest.fail("two turns at once")
        updates.seen(db, 1, 1, TODAY)
    with store.transaction() as db:
        assert updates.seen(db, 1, 1, TODAY)
    store.close()


def test_our_own_mistakes_are_not_called_away(store: Store) -> None:
    with pytest.raises(Exception, match="nowhere") as caught, store.transaction() as db:
        db.execute(text("SELECT * FROM nowhere"))
    assert not isinstance(caught.value, StoreAway)
    with store.transaction() as db:
        assert db.scalar(text("SELECT 1")) == 1


def test_an_error_tells_no_values(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)unique|null") as caught, store.transaction() as db:
        db.execute(insert(schema.people).values(key=b"k" * 16, lookup=b"l", place="canary"))
    assert "canary" not in str(caught.value).partition("DETAIL")[0]


@pytest.mark.parametrize(
    "wrong",
    [
        "mysql://x/y",
        "sqlite://",
        "sqlite:///:memory:",
        "data/bot.sqlite",
        "",
        "postgresql://me:canary@here:port/x",
    ],
)
def test_other_databases_are_refused(wrong: str) -> None:
    with pytest.raises(WrongAddressError, match="DATABASE_URL") as told:
        open_store(wrong)
    assert "canary" not in str(told.value)


def test_a_store_in_memory_forgets_when_closed_and_outlives_an_error(life: Callable[..., bytes]) -> None:
    store = memory_store()
    with store.transaction() as db:
        life(db, 1, b"k" * 33)
    with pytest.raises(ZeroDivisionError), store.transaction():
        _ = 1 / 0
    with store.transaction() as db:
        assert people.find(db, [b"k" * 33], TODAY) is not None
    store.close()


def test_the_file_is_set_up_as_the_design_says(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    with store.transaction() as db:
        found = {
            name: db.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "secure_delete": 1}
    store.close()


def test_a_menu_tap_is_three_statements(sqlite_url: str, life: Callable[..., bytes]) -> None:
    """The hot path stays small: one insert, one select, one update."""
    store = open_store(sqlite_url)
    ran: list[str] = []
    with store.transaction() as db:
        life(db, 1, b"k" * 33)
        db.connection.driver_connection.set_trace_callback(ran.append)  # type: ignore[union-attr]  # sqlite3's own
    with store.transaction() as db:
        updates.seen(db, 1, 1, TODAY)
        person = people.find(db, [b"k" * 33], TODAY)
        assert person is not None
        people.stay(db, person.key, "menu", TODAY)
    assert [statement.split()[0] for statement in ran[1:]] == ["BEGIN", "INSERT", "SELECT", "UPDATE", "COMMIT"]
    store.close()


def test_nothing_goes_round_the_begin_of_a_turn(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    begun: list[object] = []
    event.listen(store.engine, "begin", begun.append)
    with store.transaction() as db:
        assert db.connection.driver_connection.in_transaction  # type: ignore[union-attr]  # sqlite3's own
    assert len(begun) == 1
    store.close()


def test_a_report_reads_one_moment_and_holds_up_no_writer(url: str, life: Callable[..., bytes]) -> None:
    running, beside = open_store(url), open_store(url)
    with running.transaction() as db:
        life(db, 1)
    with beside.snapshot() as reads:
        assert reads.scalar(select(func.count()).select_from(schema.people)) == 1
        began = time.monotonic()
        with running.transaction() as db:
            life(db, 2)
        assert time.monotonic() - began < 2
        assert reads.scalar(select(func.count()).select_from(schema.people)) == 1, "what came later is not seen"
        with pytest.raises(DBAPIError):
            reads.execute(delete(schema.people))
    with beside.snapshot() as reads:
        assert reads.scalar(select(func.count()).select_from(schema.people)) == 2
    running.close()
    beside.close()
