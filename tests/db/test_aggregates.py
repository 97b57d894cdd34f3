"""Rows wait as their persons' and become sums a whole block at a time, also when many come at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.db import mydata, people
from bot.db.aggregates import BlockCounter, add_up, drop_old
from bot.features.campaigns.tables import outcomes as sums
from bot.features.classes.tables import tallies
from bot.features.library.tables import flagged
from bot.features.quiz.tables import waiting_findings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.db.engine import Store

TODAY = date(2026, 11, 25)
COUNTER = BlockCounter(waiting_findings, ("meaning",), 4, since="answered_on")


def someone(db: Connection, number: int) -> bytes:
    key = people.new_key()
    people.add(db, number.to_bytes(33, "big"), people.Person(key), TODAY)
    return key


def says(db: Connection, key: bytes, *meanings: str) -> list[list[str]]:
    """Let a person answer; return the blocks that are whole now."""
    rows = [
        {"person": key, "meaning": meaning, "answer": f"{meaning}-{key.hex()[:6]}", "answered_on": TODAY}
        for meaning in meanings
    ]
    COUNTER.add(db, rows)
    return [[row.answer for row in block] for block in COUNTER.take(db, rows)]


def test_nothing_is_given_out_before_a_block_is_whole(store: Store) -> None:
    with store.transaction() as db:
        keys = [someone(db, number) for number in range(5)]
        assert [says(db, key, "one", "other") for key in keys[:3]] == [[], [], []]
        assert says(db, keys[0], "one") == [], "who has answered is counted once"
        mydata.forget(db, keys[0])
        assert says(db, keys[3], "one") == [], "who was forgotten waits no more"
        assert COUNTER.waiting(db, meaning="one") == 3
        (block,) = says(db, keys[4], "one")
        assert block == [f"one-{key.hex()[:6]}" for key in sorted(keys[1:])], "in an order that tells nothing"
        assert COUNTER.waiting(db, meaning="one") == 0
        assert COUNTER.waiting(db, meaning="other") == 2


def test_blocks_are_whole_when_many_answer_at_once(store: Store) -> None:
    with store.transaction() as db:
        keys = [someone(db, number) for number in range(30)]

    def answer(key: bytes) -> list[list[str]]:
        with store.transaction() as db:
            return says(db, key, *("one", "other")[:: 1 if key < keys[15] else -1])

    with ThreadPoolExecutor(8) as threads:
        blocks = [block for found in threads.map(answer, keys) for block in found]
    assert [len(block) for block in blocks] == [4] * 14
    assert len({told for block in blocks for told in block}) == 14 * 4
    with store.transaction() as db:
        assert [COUNTER.waiting(db, meaning=meaning) for meaning in ("one", "other")] == [2, 2]


def test_what_has_waited_too_long_waits_no_more(store: Store) -> None:
    card = {"ref": "lesson:lamp/light/9-11", "card": "secret", "wording": "0"}
    keeps = BlockCounter(
        flagged, ("ref", "reason"), 2, settled={"reason": None, "flagged_on": None}, since="flagged_on"
    )
    with store.transaction() as db:
        one = someone(db, 1)
        says(db, one, "one", "other")
        keeps.add(db, [{"person": one, **card, "locale": "en", "reason": "w", "flagged_on": TODAY}])
        for counter in (COUNTER, keeps):
            assert counter.drop_late(db, TODAY, 10) == 0
        assert COUNTER.drop_late(db, TODAY + timedelta(days=1), 1) == 1, "no more at once than it is told"
        assert [COUNTER.drop_late(db, TODAY + timedelta(days=1), 9) for _ in range(2)] == [1, 0]
        assert [keeps.drop_late(db, TODAY + timedelta(days=1), 9) for _ in range(2)] == [1, 0]
        assert db.execute(select(flagged.c.card, flagged.c.reason)).one() == ("secret", None)


def test_numbers_are_added_and_days_written_over(store: Store) -> None:
    week = {"campaign": "lamp/week", "dimension": "", "name": "", "measure": "joined"}
    with store.transaction() as db:
        add_up(db, sums, [])
        for number, day in ((10, 1), (20, 3)):
            more = {"number": number, "last_on": TODAY + timedelta(days=day)}
            add_up(db, sums, [{**week, **more}, {**week, "measure": "left", **more}])
        told = {row.measure: (row.number, row.last_on) for row in db.execute(select(sums))}
        assert told == dict.fromkeys(("joined", "left"), (30, TODAY + timedelta(days=3)))
        assert drop_old(db, sums, TODAY + timedelta(days=3), 9) == 0
        assert [drop_old(db, sums, TODAY + timedelta(days=4), 1) for _ in range(3)] == [1, 1, 0]
    assert not any("person" in table.c for table in (sums, tallies)), "sums name nobody"
