"""Measures the store's hot path against bare sqlite3 doing the same: `python tools/bench_store.py [postgresql://…]`.

Prints µs of CPU a transaction (wall time for PostgreSQL, whose work is elsewhere) and ratios; A B A B, medians.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.db import people, updates
from bot.db.engine import open_store
from bot.features.quiz.repetition import Leitner
from bot.features.quiz.store import attempts, repeats
from bot.features.quiz.store.attempts import Asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.db.engine import Store

TODAY = date(2026, 11, 25)
DAY = TODAY.isoformat()
PEOPLE = 1000
TURNS = 3000
ROUNDS = 7
QUESTIONS = 20
PLACES = ("menu", "topics/9-11:0", "settings")

numbers = count(1)
"""Ids of updates, never used twice."""


class Someone(NamedTuple):
    """A person of the benchmark."""

    key: bytes
    lookup: bytes


class Place(NamedTuple):
    """A question to answer: of which attempt, its number."""

    attempt: int
    number: int


def fill(store: Store) -> list[Someone]:
    """Add people, each with an attempt; return their keys and look-ups."""
    known = []
    with store.transaction() as db:
        for number in range(PEOPLE):
            key = people.new_key()
            lookup = b"\1" + number.to_bytes(32, "big")
            people.add(db, lookup, people.Person(key), TODAY)
            known.append(Someone(key, lookup))
    return known


def bare(file: Path) -> sqlite3.Connection:
    """Open the same database as the store does, without the store."""
    db = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):
        db.execute(f"PRAGMA {pragma}")
    return db


def raw_tap(db: sqlite3.Connection, lookup: bytes, number: int) -> None:
    """Take a menu tap in bare sqlite3."""
    place = PLACES[number % 3]
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO updates VALUES (1, ?, ?, 0) ON CONFLICT DO NOTHING", (number, DAY))
    row = db.execute(
        "SELECT key, audience, locale, country, zone, text_mode, agreed_text, place, begun"
        " FROM people WHERE lookup = ?",
        (lookup,),
    ).fetchone()
    db.execute(
        "UPDATE people SET place = ?, seen_on = ? WHERE key = ? AND (place <> ? OR seen_on <> ?)",
        (place, DAY, row[0], place, DAY),
    )
    db.execute("COMMIT")


def tap(store: Store, lookup: bytes, number: int) -> None:
    """Take a menu tap in the store."""
    with store.transaction() as db:
        updates.seen(db, 1, number, TODAY)
        person = people.find(db, (lookup,), TODAY)
        if person:
            people.stay(db, person.key, PLACES[number % 3], TODAY)


def raw_answer(db: sqlite3.Connection, who: Someone, update: int, asked: Place) -> None:
    """Take a wrong quiz answer in bare sqlite3, with all that a turn around it reads."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO updates VALUES (1, ?, ?, 0) ON CONFLICT DO NOTHING", (update, DAY))
    db.execute("SELECT * FROM people WHERE lookup = ?", (who.lookup,)).fetchone()
    db.execute(
        "SELECT * FROM attempts LEFT JOIN asked USING (person, attempt) WHERE person = ? AND attempt = ?",
        (who.key, asked.attempt),
    ).fetchall()
    db.execute("SELECT * FROM answers WHERE person = ? AND attempt = ?", (who.key, asked.attempt)).fetchall()
    db.execute(
        "INSERT INTO answers VALUES (?, ?, ?, 'm', 'a', 0, ?) ON CONFLICT DO NOTHING", (who.key, *asked, DAY)
    )
    db.execute(
        "SELECT * FROM repeats WHERE person = ? AND quiz = 'quiz:p/q' AND card = ?", (who.key, f"c{asked.number}")
    )
    db.execute(
        "INSERT INTO repeats VALUES (?, 'quiz:p/q', ?, 'm', '1', ?)"
        " ON CONFLICT DO UPDATE SET due_on = excluded.due_on",
        (who.key, f"c{asked.number}", DAY),
    )
    db.execute("COMMIT")


def answer(store: Store, who: Someone, update: int, asked: Place) -> None:
    """Take a wrong quiz answer in the store, with all that a turn around it reads."""
    with store.transaction() as db:
        updates.seen(db, 1, update, TODAY)
        people.find(db, (who.lookup,), TODAY)
        attempts.with_answers(db, who.key, asked.attempt)
        attempts.answer(db, who.key, *asked, "a", False, "m", TODAY)  # noqa: FBT003 - a stored value
        repeats.record(db, who.key, "quiz:p/q", f"c{asked.number}", "m", False, TODAY, Leitner())  # noqa: FBT003 - a value


def begin(store: Store, known: list[Someone], number: int) -> None:
    """Give everybody attempt `number`, of twenty questions, untouched by the clock."""
    asked = [Asked("quiz:p/q", f"c{place}", "m") for place in range(1, QUESTIONS + 1)]
    with store.transaction() as db:
        for key, _ in known:
            attempts.begin(db, key, "quiz:p/q", number, asked, 1, TODAY)


def microseconds(turn: Callable[[int], None], turns: int, clock: Callable[[], float]) -> float:
    """Return µs a turn."""
    start = clock()
    for number in range(turns):
        turn(number)
    return (clock() - start) / turns * 1e6


def _each(turn: Callable[[Someone, Place], None], known: list[Someone], attempt: int, number: int) -> None:
    """Take turn `number`: everybody's first question, then everybody's second, and so on."""
    turn(known[number % PEOPLE], Place(attempt, 1 + number // PEOPLE))


def measure(store: Store, known: list[Someone], file: Path | None) -> dict[str, float]:
    """Return µs by name; the bare ones only where there is a file."""
    clock = time.process_time if file else time.perf_counter
    db = bare(file) if file else None
    found: dict[str, list[float]] = {}
    for number in range(ROUNDS):
        mine, theirs = number * 2 + 1, number * 2 + 2
        begin(store, known, mine)
        begin(store, known, theirs)
        turns: dict[str, Callable[[int], None]] = {
            "menu tap": partial(_each, lambda who, _: tap(store, who.lookup, next(numbers)), known, mine),
            "quiz answer": partial(
                _each, lambda who, asked: answer(store, who, next(numbers), asked), known, mine
            ),
        }
        if db:
            bare_tap = partial(_each, lambda who, _: raw_tap(db, who.lookup, next(numbers)), known, theirs)
            bare_answer = partial(
                _each, lambda who, asked: raw_answer(db, who, next(numbers), asked), known, theirs
            )
            turns |= {"menu tap, bare": bare_tap, "quiz answer, bare": bare_answer}
        for name, turn in turns.items():
            found.setdefault(name, []).append(microseconds(turn, TURNS, clock))
    if db:
        db.close()
    return {name: statistics.median(times) for name, times in found.items()}


def main(urls: list[str]) -> None:
    """Measure SQLite, then each database named."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.sqlite"
        store = open_store(f"sqlite:///{file}")
        found = measure(store, fill(store), file)
        store.close()
    for name in ("menu tap", "quiz answer"):
        mine, floor = found[name], found[f"{name}, bare"]
        print(f"SQLite {name}: {mine:.0f} µs CPU a transaction, bare sqlite3 {floor:.0f}: {mine / floor:.2f} ×")
    for url in urls:
        store = open_store(url)
        for name, mine in measure(store, fill(store), None).items():
            print(f"PostgreSQL {name}: {mine:.0f} µs a transaction")
        store.close()


if __name__ == "__main__":
    main(sys.argv[1:])
