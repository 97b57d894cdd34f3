"""Flags: counted once a person and wording whatever happens at once, without the person (both databases)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.db import mydata, people
from bot.db.ledger import HALF_A_YEAR
from bot.features.library.store import flags
from bot.values.flag import Reason

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.db.engine import Store

TODAY = date(2026, 11, 25)
CARD = flags.Flagged("lamp", "lesson:lamp/light/9-11", "ru", "secret", "0123456789ab")
OTHER = flags.Flagged("pier", "quiz:pier/boats/9-11", "en", "holds", "ba9876543210")


def half_a_year_after(day: date) -> datetime:
    return datetime.combine(day, time(), UTC) + HALF_A_YEAR.period


def someone(db: Connection, number: int) -> bytes:
    key = people.new_key()
    people.add(db, number.to_bytes(33, "big"), people.Person(key), TODAY)
    return key


def test_a_person_counts_once_a_card_whatever_the_reason(store: Store) -> None:
    with store.transaction() as db:
        one, other = someone(db, 1), someone(db, 2)
        assert flags.add(db, one, CARD, Reason.WRONG, TODAY)
        assert not flags.add(db, one, CARD, Reason.WRONG, TODAY)
        assert not flags.add(db, one, CARD, Reason.TYPO, TODAY)
        assert flags.add(db, one, OTHER, Reason.TYPO, TODAY)
        assert flags.add(db, other, CARD, Reason.WRONG, TODAY)
        assert flags.counts(db) == {CARD: {Reason.WRONG: 2}, OTHER: {Reason.TYPO: 1}}
        assert flags.counts(db, {"pier"}) == {OTHER: {Reason.TYPO: 1}}
        assert flags.counts(db, set()) == {}


def test_taps_at_the_same_moment_count_each_person_once(store: Store) -> None:
    with store.transaction() as db:
        keys = [someone(db, number) for number in range(8)]

    def flag(key: bytes) -> bool:
        def turn() -> bool:
            with store.transaction() as db:
                return flags.add(db, key, CARD, Reason.HURTS, TODAY)

        return store.run(turn).result(20)

    with ThreadPoolExecutor(8) as together:
        counted = list(together.map(flag, keys * 3))
    assert counted.count(True) == len(keys)
    with store.transaction() as db:
        assert flags.counts(db) == {CARD: {Reason.HURTS: len(keys)}}


def test_who_is_forgotten_takes_the_flag_along_and_old_ones_go(store: Store) -> None:
    with store.transaction() as db:
        one = someone(db, 1)
        flags.add(db, one, CARD, Reason.HURTS, TODAY)
        flags.add(db, someone(db, 2), OTHER, Reason.TYPO, TODAY + timedelta(days=9))
        mydata.forget(db, one)
        assert flags.counts(db) == {OTHER: {Reason.TYPO: 1}}
        assert flags.sweep(db, half_a_year_after(TODAY + timedelta(days=9)), 100) == 0
        assert flags.sweep(db, half_a_year_after(TODAY + timedelta(days=10)), 100) == 1
        assert flags.counts(db) == {}


def test_ten_with_one_reason_are_a_number_without_them(store: Store) -> None:
    with store.transaction() as db:
        keys = [someone(db, number) for number in range(12)]
        for key in keys:
            flags.add(db, key, CARD, Reason.WRONG, TODAY)
        assert flags.counts(db) == {CARD: {Reason.WRONG: 12}}
        for key in keys:
            assert not flags.add(db, key, CARD, Reason.WRONG, TODAY), (
                "each counts once, also when no longer waiting"
            )
            mydata.forget(db, key)
        assert flags.counts(db) == {CARD: {Reason.WRONG: 10}}
        assert flags.sweep(db, half_a_year_after(TODAY + timedelta(days=1)), 100) == 1
        assert flags.counts(db) == {}
