"""A task comes first in a child's week, in time or not at all, and the teacher is told whom it does not reach."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.chat.notification_policy import moment
from tests.kit.assignments import answers_all, classes_of, gives
from tests.kit.campaign_days import WEEK, Post
from tests.kit.classrooms import another, code_on, joins, makes_class
from tests.kit.tips import asks_for_tips
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Found = list[tuple[datetime, int, str]]

ALOUD = "Not done, and without a message from me: "
MORNING = datetime(2026, 11, 25, 7, tzinfo=UTC)
"""10:00 in Moscow, where everybody is."""


@pytest.fixture
def both(url: str, tmp_path: Path) -> Iterator[House]:
    """A house on each of the databases, on a morning."""
    house = House(tmp_path, url=url)
    house.clock = MORNING
    yield house
    house.close()


def to(pupil: Person, found: Found) -> list[datetime]:
    """When somebody is told of something to do."""
    return [at for at, chat, words in found if chat == pupil.number and "From your class" in words]


def teaches(house: House, pupils: int = 1) -> tuple[Person, int, list[Person]]:
    teacher = another(house, 900, "educator")
    room, people = classes_of(house, teacher, pupils)
    return teacher, room, people


def ahead(house: House, days: int) -> str:
    """The day so many days from now, as a button says it."""
    return f"{house.clock + timedelta(days=days):%-d %B}"


def nowhere(house: House, number: int, code: str) -> Person:
    """A pupil who joins and does not say where they are."""
    pupil = Person(house, number)
    pupil.settles_in_nowhere("9-11")
    joins(pupil, code)
    pupil.taps("Not now")
    return pupil


def far_away(house: House, pupils: int = 0) -> tuple[Person, int, str, list[Person]]:
    """A class of a teacher who has not said where, with pupils in Moscow."""
    teacher = Person(house, 900)
    teacher.settles_in_nowhere("educator")
    room = makes_class(teacher)
    code = code_on(teacher.see())
    people = [another(house, 3000 + number) for number in range(pupils)]
    for pupil in people:
        joins(pupil, code)
    return teacher, room, code, people


def outcome(house: House, task: int, step: int = 0) -> list[str]:
    with house.stores.durable.transaction() as db:
        rows = db.execute(
            text("SELECT outcome FROM dispatches WHERE campaign = :task AND step = :step"),
            {"task": f"task:{task}", "step": step},
        )
        return [row[0] for row in rows]


def test_days_of_a_campaign_do_not_count_against_a_task(both: House) -> None:
    teacher, room, (pupil,) = teaches(both)
    pupil.visits(f"part/{WEEK}:on")
    post = Post(both)
    days = [words for _, chat, words in post.until(days=4) if chat == pupil.number]
    assert days == ["Day one", "Day two", "Day three"]
    gives(teacher, room, until=ahead(both, 3))
    given = both.clock
    assert "without a message" not in teacher.sees
    assert to(pupil, post.until(days=3)) == [given], "at once, though three messages have come this week"


def test_a_task_takes_the_place_of_a_campaigns_day(both: House) -> None:
    """One message a day holds; the day of the campaign is in the campaign, as each of them is."""
    teacher, room, (pupil,) = teaches(both)
    pupil.visits(f"part/{WEEK}:on")
    post = Post(both)
    post.until(days=1)
    gives(teacher, room, until=ahead(both, 3))
    found = [(at.date(), words) for at, chat, words in post.until(days=3) if chat == pupil.number]
    assert len({day for day, _ in found}) == len(found), "one a day at most"
    assert "From your class" in found[0][1]


def test_a_campaigns_day_that_gave_way_to_a_task_waits_in_the_menu(both: House) -> None:
    """Until it is opened, a week at most; a day that came waits nowhere."""
    teacher, room, (pupil, other) = teaches(both, 2)
    for one in (pupil, other):
        one.visits(f"part/{WEEK}:on")
    post = Post(both)
    post.until(days=1)
    gives(teacher, room, until=ahead(both, 3))
    pupil.types("/menu")
    assert not any("Day one" in label for label in pupil.labels), "its hour has not come"
    days = [words for _, chat, words in post.until(days=2) if chat == pupil.number]
    assert "Day one" not in days
    assert "Day two" in days
    assert leads(pupil, "Day one")
    assert not leads(pupil, "Day two")
    pupil.taps("☰ Menu")
    assert leads(pupil, "Day one")
    pupil.taps("Day one")
    pupil.taps("▶")
    assert not leads(pupil, "Day one")
    assert leads(other, "Day one")
    both.later(days=8)
    assert not leads(other, "Day one")


def leads(pupil: Person, words: str) -> bool:
    """Whether the menu leads there, in any of its parts; the person stands where it does."""
    pupil.types("/menu")
    while not (found := any(words in label for label in pupil.labels)) and "➡ More" in pupil.labels:
        pupil.taps("➡ More")
    return found


def test_a_task_that_is_given_after_a_campaigns_day_comes_on_the_next_morning(both: House) -> None:
    teacher, room, (pupil,) = teaches(both)
    pupil.visits(f"part/{WEEK}:on")
    post = Post(both)
    post.until(days=1)
    found = post.until(hours=8)
    assert [words for _, chat, words in found if chat == pupil.number] == ["Day one"]
    given = both.clock
    gives(teacher, room, until=ahead(both, 3))
    told = to(pupil, post.until(days=2))
    assert [at.date() for at in told] == [given.date() + timedelta(days=1)]


def test_tips_leave_one_place_of_a_week_to_the_class(both: House) -> None:
    teacher, room, (pupil,) = teaches(both)
    alone = another(both, 3900)
    for child in (pupil, alone):
        asks_for_tips(child)
    post = Post(both)
    found = []
    for _ in range(14):
        found += post.until(days=1)
        alone.visits("menu")  # who does not come gets fewer, and who has met all of them none
        with both.stores.durable.transaction() as db:
            db.execute(text("DELETE FROM tips_seen"))
    tips = {child: [at for at, chat, _ in found if chat == child.number] for child in (pupil, alone)}
    assert len(tips[alone]) >= 5, "three a week"
    for at in tips[pupil]:
        assert sum(at <= other < at + timedelta(days=7) for other in tips[pupil]) <= 2
    both.clock = both.clock.replace(hour=13)
    gives(teacher, room, until=ahead(both, 3))
    assert to(pupil, post.until(days=3)), "there is a place, whatever came before"


@pytest.mark.parametrize("zone", ["Europe/Moscow", "Asia/Vladivostok"])
@pytest.mark.parametrize(("since_noon", "comes"), [(-60, True), (1, False)])
def test_a_first_message_comes_until_noon_of_the_day(
    both: House, zone: str, since_noon: int, *, comes: bool
) -> None:
    """It was kept back until then, by an outage."""
    teacher, room, (pupil,) = teaches(both)
    pupil.visits(f"set/zone/{zone}")
    gives(teacher, room, until=ahead(both, 3))
    noon = moment((both.clock + timedelta(days=3)).date(), time(12), zone)
    both.clock = noon + timedelta(minutes=since_noon)
    assert bool(to(pupil, Post(both).until(hours=20))) is comes


def test_a_reminder_comes_before_the_day(both: House) -> None:
    teacher, room, (eager, other) = teaches(both, 2)
    task = gives(teacher, room, until=ahead(both, 3))
    post = Post(both)
    assert to(other, post.until(days=1))
    answers_all(both, eager, task)
    teacher.visits(f"task/{task}")
    teacher.taps("Remind")
    assert "I can reach all of them in time." in teacher.sees
    teacher.taps("Yes, remind")
    assert ALOUD not in teacher.sees
    found = post.until(days=4)
    assert [at.date().day for at in to(other, found)] == [26]
    assert to(eager, found) == []


def test_on_the_day_itself_nobody_is_reminded(both: House) -> None:
    teacher, room, (_,) = teaches(both)
    task = gives(teacher, room, until=ahead(both, 3))
    Post(both).until(days=3)
    teacher.visits(f"task/{task}")
    assert "Remind" not in str(teacher.labels)
    teacher.visits(f"task/{task}/reminded")
    assert "at the latest on the day before" in teacher.visits(f"task/{task}/remind").text.plain
    assert outcome(both, task, 1) == []


@pytest.mark.parametrize("already", [False, True])
def test_a_reminder_that_comes_too_late_is_none_and_is_not_used_up(both: House, *, already: bool) -> None:
    """The evening before it is night for children; or a message has come on the day before already."""
    teacher, room, (pupil,) = teaches(both)
    task = gives(teacher, room, until=ahead(both, 3))
    post = Post(both)
    post.until(days=2)
    if already:
        gives(teacher, room, "📖", until=ahead(both, 3))
        assert to(pupil, post.until(hours=1))
    else:
        both.later(hours=10, minutes=30)
    teacher.visits(f"task/{task}/remind")
    assert "A reminder would reach nobody in time" in teacher.sees
    assert not any("Yes, remind" in label for label in teacher.labels)
    teacher.visits(f"task/{task}/reminded")
    assert "A reminder would reach nobody in time" in teacher.sees
    assert to(pupil, post.until(days=2)) == []
    assert outcome(both, task, 1) == []


def test_who_is_not_written_to_is_counted_for_the_teacher(both: House) -> None:
    """Without a zone, and gone silent; who has done it needs no message."""
    teacher, room, code, (pupil, silent, done) = far_away(both, 3)
    silent.types("/stop")
    nowhere(both, 3500, code)
    task = gives(teacher, room)
    assert f"{ALOUD}2." in teacher.sees
    answers_all(both, done, task)
    post = Post(both)
    assert to(pupil, post.until(days=1))
    teacher.visits(f"task/{task}")
    assert f"{ALOUD}2." in teacher.sees
    both.later(days=10)
    teacher.visits(f"task/{task}")
    assert f"{ALOUD}2." in teacher.sees, "also when its day is over"
    both.later(days=30)
    teacher.visits(f"task/{task}")
    assert ALOUD not in teacher.sees, "what was sent is forgotten by now"


def test_a_full_week_is_said_when_the_task_is_given(both: House) -> None:
    teacher, room, (_,) = teaches(both)
    post = Post(both)
    for _ in range(3):
        gives(teacher, room, until=ahead(both, 7))
        post.until(days=1)
    gives(teacher, room, until=ahead(both, 3))
    assert f"{ALOUD}1." in teacher.sees


def test_who_says_their_time_later_is_told_once(both: House) -> None:
    """What had waited for it does not come a second time."""
    teacher, room, code, _ = far_away(both)
    pupil = nowhere(both, 3500, code)
    gives(teacher, room)
    post = Post(both)
    assert to(pupil, post.until(days=1)) == []
    pupil.visits("where/clock/RU")
    pupil.taps("Yes, Russia")
    pupil.visits(f"mine/{room}/clock:Asia/Vladivostok")
    assert len(to(pupil, post.until(days=6))) == 1
