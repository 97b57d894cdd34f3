"""Help that was shown is counted in tens of different people, by country, and nothing is known of fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.chat.shown_help import ShownHelp
from bot.db import help_totals, retention
from bot.db.help_totals import Where
from bot.help.situations import Group, Situation, Spot
from bot.values.few import FEW
from tests.doors.telegram.raw import press

if TYPE_CHECKING:
    from tests.doors.telegram.edge import Edge

BLACKMAIL = f"help/{Spot(Group.CHILD, Situation.BLACKMAIL).number}"
LATER_CARD = f"help/{Spot(Group.CHILD, Situation.BLACKMAIL, card=1).number}"
PLACE = Where(Situation.BLACKMAIL, "RU")


async def settle(edge: Edge, number: int) -> list[int]:
    people = [96_000 + place for place in range(number)]
    for person in people:
        for path in ("who", "who/9-11", "where/settings/RU", "where/settings/RU/sure", "consent/on", "menu"):
            await edge.takes(press(person, path))
    return people


def stored(edge: Edge) -> list[tuple[int, str, int]]:
    durable = edge.house.stores.durable
    durable.run(int).result()  # what runs aside is over
    with durable.transaction() as db:
        return help_totals.shown(db)


async def test_ten_different_people_are_a_number_and_nine_are_nothing(edge: Edge) -> None:
    *nine, tenth = await settle(edge, FEW)
    for person in nine:
        for path in (BLACKMAIL, LATER_CARD, BLACKMAIL):
            await edge.takes(press(person, path))
    assert stored(edge) == [], "who looks again is nobody more"
    await edge.takes(press(tenth, BLACKMAIL))
    assert stored(edge) == [(Situation.BLACKMAIL, "RU", FEW)]


async def test_who_is_forgotten_does_not_count(edge: Edge) -> None:
    people = await settle(edge, FEW)
    for person in people[:-1]:
        await edge.takes(press(person, BLACKMAIL))
    await edge.takes(press(people[0], "forget/now"))
    await edge.takes(press(people[-1], BLACKMAIL))
    assert stored(edge) == []


async def test_tens_wait_while_the_database_is_away(edge: Edge) -> None:
    people = await settle(edge, FEW)
    durable = edge.house.stores.durable
    with durable.transaction() as db:
        db.execute(text("ALTER TABLE help_totals RENAME TO away"))
    for person in people:
        await edge.takes(press(person, BLACKMAIL))
    durable.run(int).result()
    with durable.transaction() as db:
        db.execute(text("ALTER TABLE away RENAME TO help_totals"))
    assert stored(edge) == []
    await edge.takes(press(people[0], BLACKMAIL))
    assert stored(edge) == [(Situation.BLACKMAIL, "RU", FEW)]


async def test_it_is_erased_half_a_year_after_its_last_ten(edge: Edge) -> None:
    with edge.house.stores.durable.transaction() as db:
        help_totals.add(db, {PLACE: FEW}, edge.house.clock.date())
        assert retention.sweep(db, edge.house.clock) == 0
    edge.house.later(days=181)
    with edge.house.stores.durable.transaction() as db:
        retention.sweep(db, edge.house.clock)
        assert help_totals.shown(db) == []


@given(st.lists(st.integers(-12, 12), max_size=60))
def test_every_number_is_of_ten_different_people_who_stayed(steps: list[int]) -> None:
    shown, waiting, tens = ShownHelp(), set[int](), 0
    for step in steps:
        person = abs(step)
        if step < 0:
            shown.forget(person)
            waiting.discard(person)
            continue
        waiting.add(person)
        if len(waiting) == FEW:
            tens, waiting = tens + FEW, set()
        shown.note(person, PLACE)
    assert shown.take().total() == tens


@pytest.mark.parametrize("number", [FEW, 3 * FEW])
def test_what_could_not_be_stored_is_counted_once(number: int) -> None:
    shown = ShownHelp()
    for person in range(number):
        shown.note(person, PLACE)
    taken = shown.take()
    shown.give_back(taken)
    assert shown.take() == taken == {PLACE: number}
    assert not shown.take()
