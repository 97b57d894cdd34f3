"""Measures a campaign's numbers: the report beside a scan of the rows it sums, what counting adds to each write.

`python tools/bench_campaigns.py [people]`; `make bench` runs it too. Each has joined, opened five days, done
four and taken a quiz of five questions before and after; a million people make ten million answers.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench_postgres import scratch, spending
from bench_rows import Row, table
from bench_store import TODAY, Someone, fill, numbers
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.db import dispatches, people, progress, updates
from bot.db.deliveries import Delivery
from bot.db.dispatches import SENT, DeliveryResult
from bot.db.engine import open_store
from bot.db.schema import people as known
from bot.db.statement import Hot
from bot.features.campaigns.store import enrolments, learning_gains, outcomes
from bot.features.campaigns.store.enrolments import Enrolment
from bot.features.campaigns.store.learning_gains import Compared
from bot.features.campaigns.tables import enrolments as parts
from bot.features.campaigns.tables import steps
from bot.features.organiser.campaign_report import report
from bot.features.quiz.store import attempts
from bot.features.quiz.store.attempts import Asked
from bot.values.why import Why
from tests.talk import fixture_library

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from bot.db.engine import Store

MANY = 300_000
ROUNDS, READS = 3, 9
EACH_ROUND = 200
BATCH = 50
QUESTIONS = 5
WEEK, QUIZ = "lamp-days/week", "quiz:lamp-sets/light/9-11"
COMPARED = Compared(frozenset({QUIZ}), 0, 3)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)

CROWD = """
INSERT INTO people SELECT k, k || k || 'l', a, l, c, 'Asia/Omsk', 0, '1', '2026-11-25', '', '', '2026-11-25',
    NULL, NULL FROM n;
INSERT INTO enrolments SELECT k, 'lamp-days/week', 'Asia/Omsk', 0, v, 'chat', '2026-10-01', '2026-10-08',
    CASE WHEN i % 9 = 0 THEN '2026-10-03' END, '2026-10-02', l, a, c, '2026-10-02', 4, '2026-10-08', '2026-10-06',
    i % 9 = 0 FROM n;
INSERT INTO steps SELECT k, 'lamp-days/week', d, 'x', '2026-10-02', '2026-10-02',
    CASE WHEN d < 5 THEN '2026-10-02' END
    FROM n, (SELECT 0 AS d UNION ALL VALUES (1), (2), (3), (4), (5));
INSERT INTO attempts SELECT k, g, 'quiz:lamp-sets/light/9-11', g, 1, '2026-10-02', '2026-10-08'
    FROM n, (SELECT 1 AS g UNION ALL VALUES (2));
INSERT INTO answers SELECT k, g, q, 'm' || q, 'a', (i + g * q) % 3 = 0, '2026-10-02'
    FROM n, (SELECT 1 AS g UNION ALL VALUES (2)), (SELECT 1 AS q UNION ALL VALUES (2), (3), (4), (5))
"""
EACH = """
WITH RECURSIVE some(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM some WHERE i + 1 < {many}), n AS (SELECT i,
    CAST(printf('%016d', i) AS BLOB) AS k, CASE i % 3 WHEN 0 THEN 'ru' ELSE 'en' END AS l,
    CASE i % 5 WHEN 0 THEN 'parent' ELSE '9-11' END AS a, substr('RUKZAMBYDE', 1 + 2 * (i % 5), 2) AS c,
    substr('ab', 1 + i % 2, 1) AS v FROM some)
"""
NUMBERS = """
WITH g(dimension) AS (VALUES (''), ('locale'), ('audience'), ('country'), ('variant'))
    INSERT INTO outcomes SELECT campaign, dimension, CASE dimension WHEN 'locale' THEN locale WHEN 'audience'
    THEN audience WHEN 'country' THEN country WHEN 'variant' THEN variant ELSE '' END, measure, count(*),
    '2026-10-08' FROM enrolments, g, (SELECT 'joined' AS measure UNION ALL VALUES ('reached'), ('opened'),
    ('done'), ('finished')) GROUP BY 1, 2, 3, 4
"""
SUMS = """
WITH RECURSIVE d(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM d WHERE i < 30), g(dimension) AS (SELECT '' UNION ALL
    VALUES ('locale'), ('audience'), ('country'), ('variant'))
    INSERT INTO learning_gains SELECT campaign, dimension, CASE dimension WHEN 'locale' THEN locale WHEN 'audience'
    THEN audience WHEN 'country' THEN country WHEN 'variant' THEN variant ELSE '' END,
    date('2026-10-01', '+' || i || ' days'),
    count(*) / 300 * 10, 1, 2, 3, 1 FROM enrolments, d, g GROUP BY 1, 2, 3, 4
"""
"""A sum for each of thirty days, for everybody and for each group."""

SCANS = """
SELECT locale, audience, country, variant, sent > 0, opened > 0, gone, done, count(*) FROM (SELECT p.locale,
    p.audience, p.country, j.variant, m.sent, m.opened, j.left_on IS NOT NULL AS gone, m.done FROM enrolments j
    JOIN people p ON p.key = j.person LEFT JOIN (SELECT person, count(sent_on) AS sent, count(opened_on) AS opened,
    count(done_on) AS done FROM steps WHERE campaign = 'lamp-days/week' AND step > 0 GROUP BY person) m
    ON m.person = j.person WHERE j.campaign = 'lamp-days/week') GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
SELECT count(*), sum(share) FROM (SELECT t.person, t.attempt, 1.0 * sum(a.right) / count(a.right) AS share
    FROM enrolments j JOIN attempts t ON t.person = j.person JOIN answers a ON a.person = t.person
    AND a.attempt = t.attempt WHERE j.campaign = 'lamp-days/week' AND t.quiz = 'quiz:lamp-sets/light/9-11'
    GROUP BY 1, 2)
"""
"""What the report asked before there were numbers, the pairing of before and after left out."""


def report_and_scan(store: Store, file: Path, many: int) -> tuple[float, float, float]:
    """Return ms CPU of what the report reads, of the report, and of the scan of the rows that it sums."""
    campaign = fixture_library().campaign("lamp-days", "week")
    if campaign is None:
        raise SystemExit("the fixture's campaign is gone")
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    for words in (*(EACH.format(many=many) + one for one in CROWD.split(";")), NUMBERS, SUMS):
        db.execute(words)
    db.execute("COMMIT")
    reads, reports, scans = [], [], []
    for _ in range(READS):
        with store.transaction() as turn:
            start = time.process_time()
            outcomes.of(turn, WEEK)
            learning_gains.of(turn, WEEK, TODAY)
            reads.append(time.process_time() - start)
            start = time.process_time()
            told = report(turn, campaign, WEEK, TODAY)
            reports.append(time.process_time() - start)
        if told.all is None or told.all.counts["joined"] != many:
            raise SystemExit("the report does not tell of everybody")
        if len(scans) < ROUNDS:
            start = time.process_time()
            for words in SCANS.split(";"):
                db.execute(words).fetchall()
            scans.append(time.process_time() - start)
    for name in ("answers", "attempts", "steps", "enrolments", "people", "outcomes", "learning_gains"):
        db.execute(f"DELETE FROM {name}")  # noqa: S608 - our own words
    db.close()
    found = (statistics.median(times) * 1e3 for times in (reads, reports, scans))
    return next(found), next(found), next(found)


def open_day(db: Connection, key: bytes, day: int, *, counted: bool) -> None:
    """Note that a day was opened, now or as it was before there were numbers."""
    if counted:
        enrolments.open_day(db, key, WEEK, day, "one", TODAY)
        return
    row = insert(steps).values(person=key, campaign=WEEK, step=day, name="one", opened_on=TODAY)
    first = {"name": row.excluded.name, "opened_on": func.coalesce(steps.c.opened_on, row.excluded.opened_on)}
    db.execute(row.on_conflict_do_update(index_elements=["person", "campaign", "step"], set_=first))
    mine = parts.c.person == key, parts.c.campaign == WEEK, parts.c.exposed_on.is_(None)
    db.execute(update(parts).where(*mine).values(exposed_on=TODAY))


def finish_day(db: Connection, key: bytes, day: int, *, counted: bool) -> None:
    """Finish a lesson that a day opened, now or as it was before."""
    progress.finish(db, key, "lesson:lamp/light/9-11", TODAY)
    if counted:
        enrolments.finish_day(db, key, WEEK, day, 3, TODAY)
        return
    this = steps.c.person == key, steps.c.campaign == WEEK, steps.c.step == day
    fresh = steps.c.opened_on.is_not(None), steps.c.done_on.is_(None)
    db.execute(update(steps).where(*this, *fresh).values(done_on=TODAY))


def join(db: Connection, key: bytes, *, counted: bool) -> None:
    """Write down that somebody takes part, now or as it was before."""
    if counted:
        enrolments.join(db, key, b"c", Enrolment(WEEK, "", TODAY, TODAY), anew=True)
        return
    enrolments.of_person(db, key)
    zone = select(known.c.zone).where(known.c.key == key).scalar_subquery()
    own = {"zone": zone, "slot": 1, "variant": "", "chat": b"c", "joined_on": TODAY, "ends_on": TODAY}
    row = insert(parts).values(person=key, campaign=WEEK, **own)
    again = {name: row.excluded[name] for name in ("zone", "chat", "joined_on", "ends_on")}
    db.execute(row.on_conflict_do_update(index_elements=["person", "campaign"], set_={**again, "left_on": None}))


_EXPOSED = Hot(
    update(parts)
    .where(
        parts.c.person == bindparam("_person"),
        parts.c.campaign == bindparam("_campaign"),
        parts.c.exposed_on.is_(None),
    )
    .values(exposed_on=bindparam("day", type_=parts.c.exposed_on.type))
)


def plain_reach(db: Connection, keys: Collection[bytes], campaign: str, day: date) -> None:
    """Note that a day was sent as it was noted before."""
    _EXPOSED.many(db, [{"_person": key, "_campaign": campaign, "day": day} for key in keys])


def send(store: Store, some: Sequence[Someone], day: int, *, counted: bool) -> None:
    """Settle what was sent, a batch at a time."""
    now, enrolments.reach = enrolments.reach, enrolments.reach if counted else plain_reach
    for at in range(0, len(some), BATCH):
        one = partial(Delivery, -1, chat=b"c", path="x", why=Why.CAMPAIGN, campaign=WEEK, version=1, step=day)
        batch = [
            DeliveryResult(one(person=who.key, due_at=NOW, good_until=None, tries=1), SENT, NOW)
            for who in some[at : at + BATCH]
        ]
        with store.transaction() as db:
            dispatches.settle(db, batch)
    enrolments.reach = now


def each(store: Store, some: Sequence[Someone], does: Callable[..., None], *, counted: bool) -> None:
    """Let each take a turn, with what every tap in a campaign reads and writes around it."""
    for who in some:
        with store.transaction() as db:
            updates.seen(db, 1, next(numbers), TODAY)
            people.find(db, (who.lookup,), TODAY)
            enrolments.of_person(db, who.key)
            enrolments.days_of(db, who.key, WEEK)
            does(db, who.key, counted=counted)
            people.stay(db, who.key, f"x{next(numbers) % 3}", TODAY)


def take(store: Store, some: Sequence[Someone], go: int, *, counted: bool) -> None:
    """Let each take a quiz of five questions, a turn an answer; with the last one it is closed."""
    asked = [Asked(QUIZ, f"c{place}", f"m{place}") for place in range(1, QUESTIONS + 1)]
    for who in some:
        with store.transaction() as db:
            attempt = attempts.begin(db, who.key, QUIZ, go, asked, 1, TODAY).attempt
        for place in range(1, QUESTIONS + 1):
            with store.transaction() as db:
                updates.seen(db, 1, next(numbers), TODAY)
                people.find(db, (who.lookup,), TODAY)
                attempts.with_answers(db, who.key, attempt)
                attempts.answer(db, who.key, attempt, place, "a", place % 2 == 0, f"m{place}", TODAY)
                if place == QUESTIONS:
                    attempts.close(db, who.key, attempt, TODAY)
                    if counted:
                        enrolments.of_person(db, who.key)
                        learning_gains.note(db, who.key, WEEK, COMPARED, TODAY)
                people.stay(db, who.key, f"x{place % 3}", TODAY)


def newcomers(store: Store) -> tuple[list[Someone], list[Someone]]:
    """Add people; return two halves of them."""
    new = fill(store)[:EACH_ROUND]
    with store.transaction() as db:  # other look-ups, so that `fill` can add people again
        db.exec_driver_sql("UPDATE people SET lookup = key || lookup WHERE length(lookup) = 33")
    there = [Someone(one.key, one.key + one.lookup) for one in new]
    return there[::2], there[1::2]


def writes(store: Store) -> dict[str, tuple[float, float]]:
    """Return µs CPU, the server's too, with counting and without, medians, A B A B: two halves of the people do
    the same.
    """
    spent = spending(store)
    acts: list[tuple[str, Callable[..., None]]] = [("joining", partial(each, does=join))]
    for day in (1, 2):
        acts.append(("a day sent", partial(send, day=day)))
        acts.append(("a day opened", partial(each, does=partial(open_day, day=day))))
        acts.append(("a day done", partial(each, does=partial(finish_day, day=day))))
    acts += [("", partial(each, does=partial(open_day, day=day))) for day in (0, 3)]
    acts += [("a quiz of five answers", partial(take, go=go)) for go in (1, 2)]
    found: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for _ in range(ROUNDS):
        halves = newcomers(store)
        for name, act in acts:
            for which, some in enumerate(halves):
                start = spent()
                act(store, some, counted=not which)
                found[name][which].append((spent() - start) / len(some) * 1e6)
    found.pop("")
    return {name: (statistics.median(ours), statistics.median(plain)) for name, (ours, plain) in found.items()}


def measure_campaigns(many: int = MANY) -> list[Row]:
    """Return the rows of campaigns."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "bench.sqlite"
        store = open_store(f"sqlite:///{file}")
        read, told, scan = report_and_scan(store, file, many)
        wrote = {"SQLite": writes(store)}
        store.close()
    with scratch("mayak_bench_campaigns") as url:
        if url:
            store = open_store(url)
            wrote["PostgreSQL"] = writes(store)
            store.close()
    rows = [
        Row(
            f"what a report reads ÷ scan ({many * 10:,} answers)",
            read / scan,
            f"{read:.2f}, {scan:.0f} ms",
            1 / 1000,
        ),
        Row("the whole report ÷ the same scan", told / scan, f"{told:.2f} ms", 1 / 1000),
    ]
    for name, acts in wrote.items():
        for what, (ours, plain) in acts.items():
            told = f"{ours:.0f} µs CPU, {plain:.0f}"
            rows.append(Row(f"{name}: {what}, with the numbers ÷ without", ours / plain, told, 1.4))
    return rows


if __name__ == "__main__":
    print(table(measure_campaigns(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)))
