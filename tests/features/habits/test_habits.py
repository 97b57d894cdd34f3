"""My habits: no score, nothing stored, a plan to keep, one reminder if wanted."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sqlalchemy import text

from bot.db import deliveries
from tests.roles import SETTLED
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path

WHO_SEES = {
    "habits habits/1 habits/1/yes plan/ plan-kept/ab nudge nudge/off rest": SETTLED,
}


def test_six_questions_without_a_score(child: Person) -> None:
    child.types("/menu")
    child.taps("➡ More")
    child.taps("My habits")
    child.taps("Begin")
    for reply in ("Yes", "Sometimes", "No", "Yes", "No", "Sometimes"):
        child.taps(reply)
        assert not re.search(r"\d+ (of|points|%)", child.see().text.plain)
        child.taps("Next")
    assert "Our small plan" in child.sees


@pytest.mark.parametrize(("number", "offered"), [(1, True), (2, True), (3, False), (5, True)])
def test_a_yes_that_may_be_a_wound_has_help_beside_it(child: Person, number: int, offered: bool) -> None:  # noqa: FBT001 - a table
    child.visits(f"habits/{number}/yes")
    assert any("I need help" in label for label in child.labels) is offered


def test_no_reply_is_kept_anywhere(house: House, child: Person, tmp_path: Path) -> None:
    before = child.visits("menu")
    child.visits("habits/2/yes")
    child.visits("plan/ac")
    child.visits("menu")
    house.close()
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("bot.sqlite*"))
    house.restart()
    assert before
    assert b"habits/2/yes" not in stored
    assert b"plan/ac" not in stored


def test_the_plan_is_drawn_to_keep(child: Person) -> None:
    child.visits("plan/")
    child.taps("Meals without screens")
    child.taps("Adults keep to it too")
    child.taps("Draw the plan")
    document = child.see().documents[0]
    assert callable(document.content), "drawn where it is sent, not inside the turn"
    with Image.open(BytesIO(document.content())) as picture:
        assert picture.format == "PNG"
        assert picture.width == 1080


def test_the_word_addiction_is_not_said(child: Person, ребёнок: Person) -> None:
    for person in (child, ребёнок):
        for path in ("habits", "plan/abc", "nudge", *(f"habits/{n}/yes" for n in range(1, 7))):
            assert not re.search("addict|зависим", person.visits(path).text.plain, re.IGNORECASE)


def test_one_reminder_is_planned_by_the_persons_own_clock(house: House, child: Person) -> None:
    child.visits("nudge")
    assert "19:30" in child.sees
    child.taps("Yes, once")
    assert "once, at 19:30" in child.sees
    with house.stores.durable.transaction() as db:
        due = deliveries.due(db, house.clock + timedelta(days=1), 10)
    assert [delivery.path for delivery in due] == ["rest"]
    assert due[0].due_at.astimezone().utctimetuple()[3:5] == (16, 30), "19:30 in Moscow"


def test_asking_twice_plans_one_and_no_means_no(house: House, child: Person) -> None:
    for _ in range(2):
        child.visits("nudge/on")
    assert planned(house) == 1
    child.visits("nudge/off")
    assert planned(house) == 0


def test_stop_drops_the_reminder(house: House, child: Person) -> None:
    child.visits("nudge/on")
    child.types("/stop")
    assert planned(house) == 0


def test_who_only_looks_round_is_not_written_to(house: House) -> None:
    visitor = Person(house, 9)
    visitor.settles_in(agrees=False)
    visitor.visits("nudge/on")
    assert "only people I remember" in visitor.sees
    assert planned(house) == 0


def planned(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return int(db.execute(text("SELECT count(*) FROM deliveries")).scalar_one())
