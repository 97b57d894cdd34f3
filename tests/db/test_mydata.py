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
from sqlalchemy import insert, select

from bot.db import deliveries, mydata, people, progress, visitors
from bot.db.engine import memory_store, open_store
from bot.db.schema import dispatches, metadata, of_a_person, visits
from bot.features.campaigns.tables import enrolments, pairs, steps
from bot.features.classes.tables import (
    assignments,
    browser_pupils,
    classrooms,
    handed,
    memberships,
    teachers,
    waiting_answers,
)
from bot.features.desk.tables import desks
from bot.features.duel.tables import duel_sides, duels
from bot.features.family.tables import family_adults, family_links
from bot.features.library.tables import flagged
from bot.features.live_quiz.tables import live_quizzes, taking_part
from bot.features.own_questions import store as own_questions
from bot.features.profiles import store as profiles
from bot.features.publishing.store import editions, notes, seen_pages
from bot.features.publishing.store.editors import Editor
from bot.features.publishing.tables import approvals, asked_reviewers, editors, former_editors
from bot.features.question_sets import store as ownsets
from bot.features.quiz.repetition import Leitner
from bot.features.quiz.store import attempts, delayed_tests, repeats
from bot.features.quiz.tables import waiting_delayed, waiting_findings
from bot.features.search.tables import waiting_topics
from bot.features.tips.store import wishes
from bot.features.tips.tables import tips_seen
from bot.values.audience import Duty

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.db.engine import Store

    Life = Callable[..., bytes]

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROOM = 900_000_007


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


def an_edition(db: Connection) -> int:
    """The one edition that reviewers read here."""
    editions.claim(db, "harbour", Editor(1, Duty.EDITOR))
    return editions.keep(db, "harbour", "1.0.0", b"", TODAY, title="Harbour", sensitive=False)


def everything_of(db: Connection, key: bytes, mark: str, lookup: bytes = b"") -> None:
    """Give a person a row in every table, each text of which carries the mark."""
    person = people.Person(key, None, f"{mark}lo", "RU", f"{mark}zone", place=f"{mark}place", begun=f"{mark}begun")
    people.add(db, lookup or b"\1" + key * 2, person, TODAY)
    people.agree(db, key, f"{mark}text", TODAY)
    people.take_picture(db, key, f"{mark}pic"[-12:])
    people.let_in(db, key, f"{mark}new"[-12:])
    profiles.set_icons(db, key, b"\1" + mark.encode() * 4)
    for number in range(30):
        progress.reach(db, key, f"lesson:{mark}/{number}", f"{mark}card")
    quiz = f"quiz:{mark}/quiz"
    asked = [attempts.Asked(quiz, f"{mark}{place}", f"{mark}meaning") for place in range(5)]
    attempt = attempts.begin(db, key, quiz, 1, asked, 1, TODAY).attempt
    for place in range(1, 6):
        attempts.answer(db, key, attempt, place, "a", False, f"{mark}meaning", TODAY)  # noqa: FBT003 - a stored value
        repeats.record(db, key, quiz, f"{mark}{place}", f"{mark}meaning", False, TODAY, Leitner())  # noqa: FBT003 - the same
    chat = b"\1" + mark.encode() * 4
    deliveries.owe(db, key, chat, f"{mark}path", NOW)
    wishes.wish(db, key, chat, wishes.Wish(3, 17))
    db.execute(insert(tips_seen).values(person=key, path=f"{mark}tip", seen_on=TODAY))
    number = int.from_bytes(key[:3], "big")
    db.execute(
        insert(editors).values(person=key, number=number, duty=f"{mark}duty", since=TODAY, trial=f"{mark}trial")
    )
    db.execute(insert(former_editors).values(person=key, number=number, since=TODAY))
    edition = an_edition(db)
    seen_pages.note(db, key, edition, f"{mark}page")
    notes.write(db, key, edition, f"{mark}card", f"{mark}words")
    db.execute(insert(approvals).values(person=key, edition=edition, duty=f"{mark}duty", mark=f"{mark}mark"))
    db.execute(insert(asked_reviewers).values(person=key, edition=edition))
    campaign = {"person": key, "campaign": f"{mark}campaign"}
    db.execute(
        insert(enrolments).values(
            **campaign, zone=f"{mark}zone", slot=1, variant="a", chat=chat, joined_on=TODAY, ends_on=TODAY
        )
    )
    db.execute(insert(steps).values(**campaign, step=1, sent_on=TODAY))
    db.execute(insert(pairs).values(**campaign, dimension="", name="", before=2500, after=7500))
    sent = {"why": "campaign", "path": f"{mark}step", "outcome": "sent", "attempts": 1}
    db.execute(insert(dispatches).values(**campaign, step=1, due_at=NOW, at=NOW, **sent))
    a_class(db)
    for made, more in ((teachers, {"room": ROOM}), (handed, {"task": ROOM, "done_on": TODAY})):
        db.execute(insert(made).values(person=key, **more))
    db.execute(insert(memberships).values(person=key, room=ROOM, number=1, chat=chat))
    ownsets.make(db, key, 7, f"{mark}recipe")
    own_questions.save(db, key, 7, ROOM, f"{mark}recipe", f"{mark}words".encode())
    db.execute(insert(waiting_answers).values(person=key, task=ROOM, meaning=f"{mark}meaning", marks="a"))
    waits = {"meaning": f"{mark}meaning", "answer": "a:50", "answered_on": TODAY}
    db.execute(insert(waiting_findings).values(person=key, **waits))
    delayed_tests.plan(db, key, quiz, TODAY)
    in_arm = {"arm": f"{mark}a"[-8:], "audience": f"{mark}audience"[-16:]}
    db.execute(insert(waiting_delayed).values(person=key, **in_arm, share=5000, answered_on=TODAY))
    db.execute(insert(waiting_topics).values(person=key, topic=f"{mark}topic", locale="en", asked_on=TODAY))
    db.execute(insert(flagged).values(person=key, ref=f"quiz:{mark}/quiz", card=f"{mark}card", wording=f"{mark}"))
    on = {"code": f"{mark}live", "card": f"{mark}card", "number": 1, "step": "open", "until": NOW}
    db.execute(insert(live_quizzes).values(person=key, task=ROOM, **on))
    db.execute(insert(taking_part).values(person=key, task=ROOM, chat=chat))
    db.execute(insert(browser_pupils).values(person=key))
    db.execute(insert(desks).values(person=key, token=bytes(8) + key, chat=chat, opened=True, until=NOW))
    a_family(db, key, mark)


def a_family(db: Connection, key: bytes, mark: str) -> None:
    """Give a person a link that they hold and have opened, and a duel."""
    link = {"link": int.from_bytes(key[:3], "big")}
    shown = {"icon": "owl", "topics": f"{mark}topics", "plan": f"{mark}plan"[-12:], "code": None}
    db.execute(insert(family_links).values(**link, person=key, place=1, **shown, seen_on=TODAY))
    db.execute(insert(family_adults).values(**link, person=key, seen_on=TODAY))
    asks = {"duel": 1, "questions": f"{mark}questions", "meaning": f"{mark}meaning", "differs": None}
    db.execute(insert(duels).values(**link, person=key, **asks, until=NOW))
    db.execute(insert(duel_sides).values(**link, person=key, marks="a"))


def a_class(db: Connection) -> None:
    """Make a class, which is nobody's alone, with one assignment."""
    name = {"colour": "blue", "animal": "fox", "tier": "9-11", "country": "RU", "code": "C", "code_number": 1}
    ends = {"code_until": TODAY, "closed": False, "ends_on": TODAY}
    db.execute(insert(classrooms).values(room=ROOM, **name, **ends))
    given = {"given_on": TODAY, "due_on": TODAY, "late": True, "phase": ""}
    db.execute(insert(assignments).values(task=ROOM, room=ROOM, ref="quiz:lamp/light", **given))


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
            an_edition(there)
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
