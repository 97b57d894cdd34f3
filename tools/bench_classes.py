"""Measures classes: the heat map's query and picture, the roll-up's share of an answer, 40 pupils at once.

`python tools/bench_classes.py [answers]`; `make bench` runs it too. The scan that the query is
held against has fewer answers than ten million (500,000 unless told); it grows with them, the query does not.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench_postgres import scratch, spending
from bench_rows import Row, table
from bench_store import TODAY, Place, Someone, answer, begin, fill, microseconds, numbers

from bot.chat.incoming import Incoming, Tap
from bot.db import people, updates
from bot.db.engine import open_store
from bot.features.classes.store import assignments, classrooms, memberships, tallies
from bot.features.quiz.repetition import Leitner
from bot.features.quiz.store import attempts, findings, repeats
from bot.pictures.heatmap import HeatRow, draw_heatmap
from bot.values.audience import Audience
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.db.engine import Store

PUPILS, QUESTIONS = 40, 20
COUNTED = 5
"""Questions of the fixture's set that have a right answer."""

SCRATCH = "mayak_bench_classes"
ANSWERS = 500_000
PEOPLE, ROUNDS = 1000, 5
ROOM = 1


def a_class(store: Store, known: list[Someone]) -> int:
    """Make a class of the first sixty; return an assignment of it."""
    with store.transaction() as db:
        classrooms.make(db, known[0].key, ROOM, ("blue", "fox"), Audience.TIER_9_11, TODAY)
        room = classrooms.taught(db, known[0].key, ROOM)
        for one in known[: memberships.MOST_PUPILS]:
            if room:
                memberships.join(db, one.key, room, b"sealed")
        task, _ = assignments.give(db, ROOM, "quiz:p/q", TODAY, TODAY)
    return task


def counted_answer(store: Store, task: int, who: Someone, asked: Place) -> None:
    """Take a quiz answer that a class is waiting for: the usual one, with the assignment read and the roll-up."""
    with store.transaction() as db:
        updates.seen(db, 1, next(numbers), TODAY)
        people.find(db, (who.lookup,), TODAY)
        attempts.with_answers(db, who.key, asked.attempt)
        attempts.answer(db, who.key, *asked, "a", False, "m", TODAY)  # noqa: FBT003 - a stored value
        repeats.record(db, who.key, "quiz:p/q", f"c{asked.number}", "m", False, TODAY, Leitner())  # noqa: FBT003 - a value
        assignments.counted_for(db, who.key, task)
        tallies.add(db, who.key, task, f"m{asked.number}", "a")
        if asked.number == QUESTIONS:  # the last answer adds all of the attempt to how the questions work
            given = {f"m{number}": "a:50" for number in range(1, QUESTIONS + 1)}
            for meaning, ten in findings.add(db, who.key, given, TODAY):
                findings.settle(db, meaning, findings.Sums(len(ten), 2, 8), TODAY)


def roll_up(store: Store) -> tuple[float, float]:
    """Return µs CPU of an answer without and with the roll-up, the server's too, medians, A B A B."""
    spent, known = spending(store), fill(store)
    task = a_class(store, known)
    plain, rolled = [], []
    pupils = known[: memberships.MOST_PUPILS]

    def each(turn: Callable[[Someone, Place], None], attempt: int, number: int) -> None:
        turn(pupils[number % len(pupils)], Place(attempt, 1 + number // len(pupils)))

    turns = len(pupils) * QUESTIONS
    for number in range(ROUNDS):
        begin(store, known, number * 2 + 1)
        begin(store, known, number * 2 + 2)
        usual = partial(each, lambda who, asked: answer(store, who, next(numbers), asked), number * 2 + 1)
        plain.append(microseconds(usual, turns, spent))
        summed = partial(each, partial(counted_answer, store, task), number * 2 + 2)
        rolled.append(microseconds(summed, turns, spent))
    return statistics.median(plain), statistics.median(rolled)


def query_and_scan(store: Store, file: Path, many: int) -> tuple[float, float]:
    """Return ms of the heat map's query and of a scan of `many` answers of all classes for the same numbers."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)"
        " INSERT INTO answers SELECT CAST(printf('%016d', i / 20) AS BLOB), 1, i % 20, 'm' || (i % 20),"
        " substr('abc', 1 + i % 3, 1), i % 3 = 0, '2026-11-25' FROM n",
        (many,),
    )
    db.execute("COMMIT")
    with store.transaction() as turn:
        task, _ = assignments.give(turn, ROOM, "quiz:p/heat", TODAY, TODAY)
        pupils = turn.exec_driver_sql("SELECT person FROM memberships").scalars().all()
        for number in range(PUPILS * QUESTIONS):
            tallies.add(turn, pupils[number // QUESTIONS], task, f"m{number % QUESTIONS}", "abc"[number % 3])
    queries, scans = [], []
    for _ in range(ROUNDS):
        with store.transaction() as turn:
            start = time.perf_counter()
            tallies.blocks(turn, task)
            queries.append(time.perf_counter() - start)
        start = time.perf_counter()
        db.execute("SELECT meaning, marks, count(*) FROM answers GROUP BY meaning, marks").fetchall()
        scans.append(time.perf_counter() - start)
    db.close()
    return statistics.median(queries) * 1e3, statistics.median(scans) * 1e3


def picture() -> float:
    """Return ms of drawing the heat map of a set of twenty questions."""
    row = HeatRow("12. A question of usual length", (60, 80), "60–80 %", "What misled them")
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        draw_heatmap("A question set · Blue Fox", "How it is counted, in a line or two. " * 4, [row] * QUESTIONS)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def at_once(folder: Path, url: str = "") -> tuple[float, float, float, int]:
    """Let forty pupils tap at once: join, answer a whole set, and take part in a live quiz; return p99 of each in
    ms, and how many were lost. SQLite in the folder, unless told otherwise.
    """
    folder.mkdir()
    house = House(folder, url=url)
    house.conversation.services.projector = "https://mayak.example"
    teacher = Person(house, 1)
    teacher.settles_in("educator")
    teacher.visits("class/new/4/1")
    with house.stores.durable.transaction() as db:
        room, code = db.exec_driver_sql("SELECT room, code FROM classrooms").one()
    pupils = [Person(house, 100 + number) for number in range(PUPILS)]
    for pupil in pupils:
        pupil.settles_in("9-11")
    lost = 0

    def wave(path: str) -> list[float]:
        nonlocal lost
        start = time.perf_counter()
        waiting = []
        for pupil in pupils:
            what = Incoming(next(house.updates), pupil.number, "en", Tap(path))
            waiting.append(house.stores.durable.run(_timed, house, what, start))
        found = [one.result() for one in waiting]
        lost += sum(not answered for _, answered in found)
        return [seconds for seconds, _ in found]

    joins = wave(f"join/{code}/yes")
    teacher.visits(f"given/{room}/q/lamp-sets/light/9-11:2530")
    with house.stores.durable.transaction() as db:
        task = db.exec_driver_sql("SELECT task FROM assignments").scalar_one()
    answers = wave(f"due/{task}/begin")
    for place, marks in enumerate(("b", "ab", "b", "abc", "", "a", "c"), 1):
        answers += wave(f"answer/1/{place}/{marks}")
    with house.stores.durable.transaction() as db:
        lost += PUPILS * COUNTED - db.exec_driver_sql("SELECT sum(number) FROM tallies").scalar_one()
        lost += PUPILS - db.exec_driver_sql("SELECT count(*) FROM memberships").scalar_one()
    teacher.visits(f"lead/{room}/lamp-sets/light/9-11:p")
    with house.stores.durable.transaction() as db:
        task = db.exec_driver_sql("SELECT task FROM live_quizzes").scalar_one()
    live = wave(f"live/{task}/in")
    for number, marks in ((1, "b"), (2, "ab"), (3, "b")):
        teacher.visits(f"leading/{task}/{number}/open")
        lost += PUPILS - len(house.delivery_batches().take(house.clock, PUPILS)[0])
        live += wave(f"live/{task}/{number}/{marks}")
    with house.stores.durable.transaction() as db:
        counted = sum(sum(block.values()) for found in tallies.blocks(db, task).values() for block in found)
    lost += PUPILS * 3 - counted
    house.close()
    return _p99(joins), _p99(answers), _p99(live), lost


def _timed(house: House, what: Incoming, start: float) -> tuple[float, bool]:
    reply = house.conversation.answer(what, house.clock)
    return time.perf_counter() - start, reply is not None


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)] * 1e3


def measure_classes(many: int = ANSWERS) -> list[Row]:
    """Return the rows of classes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "bench.sqlite"
        store = open_store(f"sqlite:///{file}")
        answers = {"SQLite": roll_up(store)}
        query, scan = query_and_scan(store, file, many)
        store.close()
        drawn = picture()
        waves = {"SQLite": at_once(folder / "house")}
        with scratch(SCRATCH) as url:
            if url:
                waves["PostgreSQL"] = at_once(folder / "postgresql", url)
        with scratch(SCRATCH) as url:
            if url:
                store = open_store(url)
                answers["PostgreSQL"] = roll_up(store)
                store.close()
    told = f"query {query:.2f} ms, picture {drawn:.0f} ms"
    return [
        Row("heat map 40 × 20, query and picture", query + drawn, told, 150, unit="ms"),
        Row(
            f"its query ÷ scan of {many:,} answers",
            query / scan,
            f"scan {scan:.0f} ms",
            1 / 500,
        ),
        *(
            Row(
                f"{name}: an answer with roll-up ÷ without",
                summed / usual,
                f"{summed:.0f}, {usual:.0f} µs",
                1.4,
            )
            for name, (usual, summed) in answers.items()
        ),
        *(
            Row(f"{name}: 40 {what} at once, p99", took, "", 500, unit="ms")
            for name, wave in waves.items()
            for what, took in zip(("joins", "answers", "answers of a live quiz"), wave[:3], strict=True)
        ),
        Row("of them lost", sum(wave[3] for wave in waves.values()), "", 0, unit=""),
    ]


if __name__ == "__main__":
    print(table(measure_classes(int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS)))
