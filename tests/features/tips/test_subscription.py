"""Tips that come by themselves: asked for, at one's own hour, fewer and none in one tap."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.db import deliveries, dispatches, people
from bot.features.tips.store import wishes
from bot.values.audience import Audience
from bot.values.screen import Link
from bot.values.why import Why
from tests.kit.tips import asks_for_tips
from tests.roles import SETTLED
from tests.talk import House, Person

WHO_SEES = {
    "tips/as-before": SETTLED,
    "tips tips/3 tips/on tips/set/3-16 tip/next tips/set/0-0": SETTLED,
}


def wish_of(house: House) -> tuple[object, ...]:
    """The wish in the database: zone, hour, how many days; empty for none."""
    with house.stores.durable.transaction() as db:
        row = db.execute(text("SELECT zone, hour, days, length(chat) FROM tip_wishes")).first()
    return (row[0], row[1], int(row[2]).bit_count(), row[3]) if row else ()


def test_a_child_asks_for_tips_and_says_what_time_it_is(house: House) -> None:
    child = Person(house)
    child.settles_in_nowhere("9-11")
    child.visits("tip")
    child.taps("Tips now and then")
    assert "encrypted" in child.sees
    assert not any("Every day" in label for label in child.labels), "a child: three a week at most"
    child.taps("Three times a week")
    assert "Which country are you in?" in child.sees
    child.visits("where/tips/RU")
    child.taps("Yes, Russia")
    assert "What time is it where you are?" in child.sees
    times = [label.split(" · ")[0] for label in child.labels[:-1]]
    assert len(times) == len(set(times)) > 8, "each local time of the country once"
    child.taps("Omsk")
    assert "Three times a week, at 17:00" in child.sees, "the wish is not asked for again"
    child.taps("Another hour")
    assert "08:00" in child.labels
    assert "19:00" in child.labels
    assert "20:00" not in child.labels, "the quiet hours of children"
    child.taps("16:00")
    assert "Three times a week, at 16:00" in child.sees
    child.taps("Another hour")
    child.taps("17:00")
    assert wish_of(house) == ("Asia/Omsk", 17, 3, 37)


def test_whose_clock_is_known_has_tips_in_two_taps(house: House, child: Person) -> None:
    child.visits("where/settings/DE")
    child.visits("where/settings/DE/sure")
    child.visits("tip")
    child.taps("Tips now and then")
    child.taps("Once a week")
    assert "Once a week, at 17:00" in child.sees
    assert wish_of(house) == ("Europe/Berlin", 17, 1, 37)


def test_adults_may_have_one_a_day_and_later(house: House, parent: Person) -> None:
    parent.visits("where/settings/DE")
    parent.visits("where/settings/DE/sure")
    parent.visits("tips")
    parent.taps("Every day")
    parent.taps("Another hour")
    parent.taps("21:00")
    assert wish_of(house) == ("Europe/Berlin", 21, 7, 37)
    parent.visits("set/audience/12-15")
    assert wish_of(house) == ("Europe/Berlin", 19, 3, 37), "who turns out to be a child has a child's hours"


@pytest.mark.parametrize("path", ["tips/set/7-17", "tips/set/3-21", "tips/set/3-3", "tips/set/5-17", "tips/9"])
def test_a_forged_wish_is_none(house: House, child: Person, path: str) -> None:
    child.visits(path)
    assert "Say how often" in child.sees
    assert wish_of(house) == ()


def test_who_only_looks_round_is_not_written_to(house: House) -> None:
    visitor = Person(house)
    visitor.settles_in("9-11", agrees=False)
    visitor.visits("tips/set/3-17")
    assert "only to people I remember" in visitor.sees
    assert wish_of(house) == ()


def test_no_more_tips_and_back_again_in_one_tap(house: House, child: Person) -> None:
    asks_for_tips(child)
    child.visits("tips")
    assert "Now: Three times a week · 17:00" in child.sees
    child.taps("No more tips")
    assert wish_of(house) == (), "the chat's number is erased with the wish"
    child.taps("Undo")
    assert wish_of(house)[1:3] == (17, 3)


@pytest.mark.parametrize("words", ["/stop", "stop", "Стоп!", "STOP"])
def test_stop_stops_everything_unasked_and_can_be_undone(house: House, child: Person, words: str) -> None:
    asks_for_tips(child)
    child.visits("nudge/on")
    child.types(words)
    assert "Nothing comes from me any more" in child.sees
    assert wish_of(house) == ()
    with house.stores.durable.transaction() as db:
        assert db.scalar(text("SELECT count(*) FROM deliveries")) == 0
    child.taps("Undo")
    assert wish_of(house)[1:3] == (17, 3)


def test_the_next_tip_is_never_one_that_was_had_within_eight_weeks(house: House, child: Person) -> None:
    asks_for_tips(child)
    batches = house.delivery_batches()
    seen: list[tuple[int, str]] = []
    for day in range(9):
        with house.stores.durable.transaction() as db:
            key = db.scalar(text("SELECT person FROM tip_wishes"))
            chat = db.scalar(text("SELECT chat FROM tip_wishes"))
            db.execute(text("DELETE FROM dispatches"))
            deliveries.plan(db, key, chat, deliveries.Visit("tip/next", Why.TIP, house.clock))
        messages, taken = batches.take(house.clock, 10)
        assert taken == 1
        for one in messages:
            sent = dispatches.DeliveryResult(one.delivery, dispatches.SENT, house.clock, path=one.path)
            batches.settle([sent])
            seen.append((day, one.path))
        house.later(days=1 if day < 5 else 57)
    assert [day for day, _ in seen] == [0, 1, 2, 6, 7, 8], "three tips; then none until eight weeks are over"
    assert len({path for _, path in seen}) == 3
    assert [path for _, path in seen[3:]] == [path for _, path in seen[:3]], "the longest ago comes first"


def test_a_tip_that_comes_has_its_buttons(house: House, child: Person) -> None:
    asks_for_tips(child)
    screen = child.visits("tip/next")
    assert [button.label for row in screen.rows for button in row][-4:] == [
        "Less often",
        "No more tips",
        "☰ Menu",
        "ⓘ",
    ]
    child.taps("Less often")
    assert "Twice a week, at 17:00" in child.sees
    child.visits("tip/next")
    child.taps("No more tips")
    assert wish_of(house) == ()


def test_tips_follow_who_moves(house: House, child: Person) -> None:
    asks_for_tips(child)
    child.visits("set/zone/Asia/Omsk")
    assert wish_of(house)[0] == "Asia/Omsk"


def test_a_week_has_its_days_apart(house: House) -> None:
    with house.stores.durable.transaction() as db:
        for byte in range(20):
            key = bytes([byte]) * 16
            people.add(db, b"\1" + key * 2, people.Person(key, Audience.TIER_9_11, zone="UTC"), house.clock.date())
            wishes.wish(db, key, b"sealed", wishes.Wish(3, 9))
            days = db.scalar(text("SELECT days FROM tip_wishes WHERE person = :key"), {"key": key})
            wanted = [day for day in range(7) if days >> day & 1]
            assert len(wanted) == 3
            assert all((later - day) % 7 > 1 for day, later in zip(wanted, [*wanted[1:], wanted[0]], strict=True))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_who_has_no_country_is_asked_how_often_once(house: House, language: str) -> None:
    child = Person(house, language=language)
    child.settles_in_nowhere("9-11")
    child.visits("tips")
    asks = ("Three times", "Три раза")
    assert any(label.startswith(asks) for label in child.labels)
    screen = child.visits("tips/set/3-17")
    country = "where/tips/US" if language == "en" else "where/tips/RU"
    assert country in {link.page.path for row in screen.rows for link in row if isinstance(link, Link)}
    child.visits(country)
    assert not any(label.startswith(asks) for label in child.labels), "asked once"
    child.taps(child.labels[0])
    assert ("17:00" in child.sees) or ("5:00" in child.sees)
    assert wish_of(house)[1:3] == (17, 3)
