"""12 and 13: a full disk and I/O errors. A clean error, nothing halved, and it goes on by itself."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, func, select

import bot
from bot.db import people, progress, updates
from bot.db.away import StoreAway
from bot.db.engine import open_store
from bot.db.schema import metadata
from bot.features.quiz.store import attempts
from bot.features.quiz.store.attempts import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from bot.db.engine import Store

TODAY = date(2026, 11, 25)
KEY = b"k" * 16


def integrity(store: Store) -> str:
    with store.outside() as connection:
        found: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    return found if not broken else f"foreign keys: {broken}"


def write(store: Store, number: int) -> None:
    """One turn of some kilobytes: an attempt whose questions and answers belong together."""
    with store.transaction() as db:
        asked = [Asked("quiz:p/" + "q" * 50, f"c{place}", "m" * 60) for place in range(20)]
        attempt = attempts.begin(db, KEY, f"quiz:p/q{number}", 1, asked, 1, TODAY).attempt
        for place in range(1, 21):
            attempts.answer(db, KEY, attempt, place, "a", True, "m" * 60, TODAY)  # noqa: FBT003 - a stored value


def whole(store: Store) -> int:
    """Count the attempts; each has all of its twenty questions and answers, or the test fails."""
    tables = (metadata.tables["attempts"], metadata.tables["asked"], metadata.tables["answers"])
    with store.transaction() as db:
        made, asked, answered = (db.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
    assert asked == answered == made * 20
    return made


@contextmanager
def page_limit(store: Store, _file: Path) -> Iterator[None]:
    """No space, by SQLite's own limit of pages: SQLITE_FULL."""
    with store.outside() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + 8}")

    while store._idle:
        store._idle.pop().close()
    event.listen(store.engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(store.engine, "connect", limit)
        while store._idle:
            store._idle.pop().close()


@contextmanager
def file_limit(_store: Store, file: Path) -> Iterator[None]:
    """No space, by the operating system's limit of a file's size: an I/O error."""
    wal = file.with_name(file.name + "-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(file.stat().st_size, wal.stat().st_size) + 65536, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("no_space", [page_limit, file_limit])
def test_12_a_full_disk_is_a_clean_error_and_passes(
    tmp_path: Path, sqlite_url: str, no_space: Callable[[Store, Path], Any]
) -> None:
    store = open_store(sqlite_url)
    with store.transaction() as db:
        people.add(db, b"\1" * 33, people.Person(KEY), TODAY)
    number = 0
    for _ in range(10):
        kept = whole(store)
        with no_space(store, tmp_path / "bot.sqlite"):
            refused = 0
            while refused < 5:
                number += 1
                try:
                    write(store, number)
                except StoreAway:
                    refused += 1
                else:
                    kept += 1
        assert integrity(store) == "ok"
        assert whole(store) == kept
        number += 1
        write(store, number)
    store.close()


ON_A_FULL_DISK = """
import sys
from datetime import date
from pathlib import Path
from sqlalchemy import text
from bot.db import updates
from bot.db.away import StoreAway
from bot.db.engine import open_store

folder = Path(sys.argv[1])
ballast = folder / "ballast"
store = open_store(f"sqlite:///{folder}/bot.sqlite")
number = refused = kept = 0

def write():
    global number
    number += 1000
    with store.transaction() as db:
        for update in range(number, number + 1000):
            updates.seen(db, 1, update, date(2026, 11, 25))

for _ in range(50):
    with ballast.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(bytes(4096))
        except OSError:
            pass
    try:
        while True:
            write()
            kept += 1
    except StoreAway:
        refused += 1
    ballast.unlink()
    with store.transaction() as db:
        assert db.scalar(text("SELECT count(*) FROM updates")) == kept * 1000
        db.execute(text("DELETE FROM updates"))
    write()
    kept = 1
with store.outside() as connection:
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
store.close()
print(refused)
"""


@pytest.mark.slow
def test_12_a_full_file_system_is_a_clean_error_and_passes(tmp_path: Path) -> None:
    """A tmpfs of 8 MiB (the WAL alone may take four) in a mount namespace of its own, filled fifty times."""
    alone = ["unshare", "--mount", "--map-root-user"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode
    ):
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs mount namespaces to fill a file system")
        pytest.skip("no mount namespaces here")
    script = 'mount -t tmpfs -o size=8m mayak "$1" && exec "$2" -c "$3" "$1"'
    python = {**os.environ, "PYTHONPATH": str(Path(bot.__file__).parent.parent)}
    ran = subprocess.run(
        [*alone, "sh", "-c", script, "sh", str(tmp_path), sys.executable, ON_A_FULL_DISK],
        capture_output=True,
        text=True,
        check=False,
        env=python,
    )
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) == 50


class Faulty(sqlite3.Connection):
    """A connection whose calls fail with SQLITE_IOERR when their turn comes."""

    calls = 0
    failing: frozenset[int] = frozenset()

    @classmethod
    def call(cls) -> None:
        cls.calls += 1
        if cls.calls in cls.failing:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error

    def cursor(self, factory: Any = None) -> Any:
        del factory
        return super().cursor(FaultyCursor)

    def commit(self) -> None:
        self.call()
        super().commit()

    def rollback(self) -> None:
        self.call()
        super().rollback()


class FaultyCursor(sqlite3.Cursor):
    def execute(self, *words: Any) -> Any:
        Faulty.call()
        return super().execute(*words)

    def executemany(self, *words: Any) -> Any:
        Faulty.call()
        return super().executemany(*words)


def faulty_store(url: str) -> Store:
    store = open_store(url)
    while store._idle:
        store._idle.pop().close()

    @event.listens_for(store.engine, "do_connect")
    def connect(_dialect: object, _record: object, _words: object, options: dict[str, object]) -> None:
        options["factory"] = Faulty

    return store


def a_life_in_turns(taps: int) -> list[Callable[[Connection], object]]:
    """A person's first days: each step is one turn, and doing it twice does nothing new."""
    quiz = "quiz:p/q"
    asked = [Asked(quiz, f"c{place}", "m") for place in range(5)]

    def arrive(db: Connection) -> None:
        if people.find(db, [b"\1" * 33], TODAY) is None:
            people.add(db, b"\1" * 33, people.Person(KEY), TODAY)
            people.agree(db, KEY, "1", TODAY)

    def tap(update: int, db: Connection) -> None:
        if not updates.seen(db, 1, update, TODAY):
            progress.reach(db, KEY, "lesson:p/l", f"c{update}")
            people.stay(db, KEY, f"lesson/p/l:c{update}", TODAY)

    def begin(db: Connection) -> None:
        attempts.begin(db, KEY, quiz, 1, asked, 1, TODAY)

    def answer(place: int, db: Connection) -> None:
        if not updates.seen(db, 1, 1000 + place, TODAY):
            assert attempts.answer(db, KEY, 1, place, "a", True, "m", TODAY)  # noqa: FBT003 - a stored value

    steps: list[Callable[[Connection], object]] = [arrive, begin]
    steps += [partial(tap, number) for number in range(taps)]
    steps += [partial(answer, place) for place in range(1, 6)]
    return steps


def live(store: Store, taps: int, failing: frozenset[int]) -> int:
    """Live that life, asking again after each error; return how many calls it took."""
    Faulty.calls, Faulty.failing = 0, failing
    for step in a_life_in_turns(taps):
        for _ in range(20):
            try:
                with store.transaction() as db:
                    step(db)
                break
            except StoreAway:
                continue
        else:
            pytest.fail("it never came back")
    Faulty.failing = frozenset()
    return Faulty.calls


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.transaction() as db:
        return {table.name: [tuple(row) for row in db.execute(select(table))] for table in metadata.sorted_tables}


@pytest.mark.slow
@pytest.mark.parametrize("taps", [6, pytest.param(100, marks=pytest.mark.soak)])
def test_13_an_io_error_at_any_call_leaves_no_half_turn(tmp_path: Path, taps: int) -> None:
    """Long form: 100 taps are more than 500 calls of the driver, and each of them fails once."""
    empty, file = tmp_path / "empty.sqlite", tmp_path / "bot.sqlite"
    open_store(f"sqlite:///{empty}").close()
    shutil.copy(empty, file)
    sound = faulty_store(f"sqlite:///{file}")
    calls = live(sound, taps, frozenset())
    wanted = rows(sound)
    sound.close()
    assert calls > taps * 5 + 30
    for number in range(1, calls + 1):
        # One error alone, and now and then one that lasts for some calls (the rollback fails as well).
        lasting = [frozenset(range(number, number + 4))] if number % 4 == 0 else []
        for failing in (frozenset({number}), *lasting):
            shutil.copy(empty, file)
            store = faulty_store(f"sqlite:///{file}")
            live(store, taps, failing)
            assert rows(store) == wanted
            assert integrity(store) == "ok"
            store.close()
