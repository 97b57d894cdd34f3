"""Campaigns in the chat: listed for their readers, joined knowingly, opened by a tap, left and stopped at once."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sqlalchemy import select

from bot.chat.services import Services
from bot.features.campaigns.store import enrolments, outcomes
from bot.features.campaigns.tables import enrolments as parts
from bot.features.campaigns.tables import pairs
from bot.features.quiz.tables import answers
from bot.values.text import utf16_length
from tests.kit.campaigns import WEEK, key_of
from tests.packs.pack_kit import edit
from tests.roles import FAMILIES, NOBODY, SETTLED
from tests.talk import FIXTURES, House, Person, library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHO_SEES = {
    "campaigns/0 invites/on invites/off": SETTLED,
    "campaign/lamp-days/week open/lamp-days/week:1 part/lamp-days/week:on poster/lamp-days/week": FAMILIES,
    "invite/lamp-days/week": FAMILIES,
    # Its first day is tomorrow.
    "campaign/lamp-days/week:1": "g . . . . . . .",
    "organise/0 organise/lamp-days/week pause/lamp-days/week pause/lamp-days/week:on": NOBODY,
}


def days(house: House, person: Person) -> dict[int, enrolments.Day]:
    key = key_of(house, person)
    with house.stores.durable.transaction() as db:
        return enrolments.days_of(db, key, WEEK)


def test_a_child_reads_what_will_come_before_joining(child: Person) -> None:
    child.types("/menu")
    child.taps("➡ More")
    child.taps("Campaigns")
    child.taps("Lamp week")
    assert "If you join: 3 messages, at most one a day, at 16:00, 18:00" in child.sees
    assert "One tap leaves" in child.sees
    assert "encrypted" in child.sees
    assert "▫ Day one" in child.sees


def test_who_joins_is_told_when_the_next_one_comes(child: Person) -> None:
    child.visits(f"campaign/{WEEK}")
    child.taps("Take part")
    assert "The next message comes on 26 November, at 16:00" in child.sees
    assert "🙋 Take part" not in child.labels
    child.visits("campaigns/0")
    assert "🙋 Lamp week" in child.labels


@pytest.mark.parametrize("path", [f"part/{WEEK}:on", "invites/on"])
def test_the_menu_leads_to_what_one_takes_part_in_even_when_it_is_for_others(child: Person, path: str) -> None:
    child.visits(path)
    child.visits("set/audience/16-17")
    child.types("/menu")
    child.taps("Campaigns")
    assert "🙋 Lamp week" in child.labels or "🔕 No more invitations" in child.labels


def test_a_day_opens_by_a_tap_and_is_done_when_its_lesson_is(house: House, child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    house.later(days=1)
    child.visits(f"campaign/{WEEK}:1")
    assert "The lamp and its secret." in child.sees
    assert days(house, child) == {}, "the doorway has no effect"
    child.taps("▶")
    assert "The lamp has a key" in child.sees
    assert days(house, child)[1].opened_on == house.clock.date()
    assert days(house, child)[1].done_on is None
    child.visits("done/lesson/lamp/light/9-11")
    assert days(house, child)[1].done_on == house.clock.date()
    child.visits(f"campaign/{WEEK}")
    assert "✅ Day one" in child.sees


def test_a_lesson_that_no_day_opened_finishes_no_day(house: House, child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    child.visits("done/lesson/lamp/light/9-11")
    assert days(house, child) == {}


def test_days_that_have_not_come_stay_shut(house: House, child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    child.visits(f"open/{WEEK}:2")
    assert "Lamp week" in child.sees
    assert days(house, child) == {}
    child.visits(f"campaign/{WEEK}:1")
    assert "not here any more" in child.sees


def test_the_quiz_before_can_be_taken_on_the_day_of_joining(house: House, child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    child.taps("▶ To begin with")
    child.taps("▶")
    assert "1 of" in child.sees or "Begin" in child.sees
    assert days(house, child)[0].opened_on == house.clock.date()


@pytest.mark.parametrize(
    ("language", "done", "upcoming"), [("en", "done", "next"), ("ru", "пройдено", "следующее")]
)
def test_its_page_says_in_words_what_is_done_and_what_is_next(
    house: House, child: Person, language: str, done: str, upcoming: str
) -> None:
    child.visits(f"part/{WEEK}:on")
    house.later(days=2)
    child.visits("done/lesson/lamp/light/9-11")
    child.visits(f"set/locale/{language}")
    child.visits(f"campaign/{WEEK}")
    lines = [line for line in child.see().text.plain.split("\n") if line[:1] in "✅📖▫"]
    assert [line.rpartition(" · ")[2] for line in lines if " · " in line].count(done) == 1
    assert sum(line.endswith(f" · {upcoming}") for line in lines) == 1
    assert sum("✅" in label for label in child.labels) == 1, "its button is marked too"


def test_leaving_erases_the_chat_at_once_and_keeps_only_that(house: House, child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    child.taps("Leave the campaign")
    assert "Nothing more of it comes" in child.sees
    with house.stores.durable.transaction() as db:
        row = db.execute(select(parts.c.chat, parts.c.left_on)).one()
    assert row == (None, house.clock.date())
    child.visits(f"campaign/{WEEK}")
    assert "🙋 Take part" in child.labels


def test_a_day_can_open_a_round_and_is_done_with_it(house: House, child: Person, tmp_path: Path) -> None:
    root = tmp_path / "packs"
    shutil.copytree(FIXTURES, root)
    edit(root / "lamp-days" / "week" / "campaign.yml", "lesson:lamp/light/9-11", "round:lamp-rounds/safe/9-11")
    house.conversation.services.take(library(root))
    child.visits(f"part/{WEEK}:on")
    house.later(days=1)
    child.visits(f"campaign/{WEEK}:1")
    child.taps("▶ Lamp or moth?")
    child.taps("▶ Begin")
    child.taps("Nothing is odd")
    assert days(house, child)[1].done_on is None
    child.visits("done/round/lamp-rounds/safe/9-11")
    assert days(house, child)[1].done_on == house.clock.date()


def test_a_day_can_open_a_drill_and_is_done_at_its_end(house: House, child: Person, tmp_path: Path) -> None:
    root = tmp_path / "packs"
    shutil.copytree(FIXTURES, root)
    edit(root / "lamp-days" / "week" / "campaign.yml", "lesson:lamp/light/9-11", "drill:lamp/chat")
    for twin in ("chat", "chat-ok"):
        head = 'tiers: ["16-17"]\nage_mark: 16+'
        edit(root / "lamp" / twin / "drill.ru.md", head, 'tiers: ["9-11"]\nage_mark: 6+')
    house.conversation.services.take(library(root))
    child.visits(f"part/{WEEK}:on")
    house.later(days=1)
    child.visits(f"campaign/{WEEK}:1")
    child.taps("▶ Who wants the lamp")
    child.taps("▶ Begin")
    child.taps("Leave")
    assert days(house, child)[1].done_on is None
    child.visits("after/lamp/chat:aaaa1")
    assert days(house, child)[1].done_on == house.clock.date()


def test_who_comes_back_begins_with_the_first_day(house: House, child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    house.later(days=1)
    child.visits(f"open/{WEEK}:1")
    child.visits(f"part/{WEEK}:off")
    house.later(days=3)
    child.visits(f"part/{WEEK}:on")
    assert "The next message comes on 30 November" in child.sees
    assert days(house, child) == {}


def test_the_chat_is_forgotten_when_the_campaign_is_over_and_what_came_stays(house: House, child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    child.visits("invites/on")

    def kept() -> dict[str, bool]:
        house.conversation.sweep(house.clock)
        with house.stores.durable.transaction() as db:
            return {name: chat is not None for name, chat in db.execute(select(parts.c.campaign, parts.c.chat))}

    house.later(days=4)  # the last day is 28 November; somewhere on earth it may still be that day
    assert kept() == {WEEK: True, enrolments.INVITATIONS: True}
    house.later(days=1)
    assert kept() == {WEEK: False, enrolments.INVITATIONS: True}, "as it was said before joining"
    child.visits(f"campaign/{WEEK}")
    assert "All its days are here" in child.sees
    assert "▶ Day one" in child.labels


def test_the_chat_is_kept_for_who_joins_a_dated_campaign_until_its_last_day(house: House) -> None:
    teen = Person(house, 1002, "ru")
    house.clock = datetime(2026, 10, 20, 12, tzinfo=UTC)
    teen.settles_in("12-15")
    teen.visits("part/lamp-days/fest:on")

    def kept(day: datetime) -> bool:
        house.conversation.sweep(day)
        with house.stores.durable.transaction() as db:
            return db.scalar(select(parts.c.chat)) is not None

    assert kept(datetime(2026, 11, 8, 12, tzinfo=UTC))
    assert kept(datetime(2026, 11, 10, 12, tzinfo=UTC))
    assert not kept(datetime(2026, 11, 11, 12, tzinfo=UTC))


def test_who_left_by_mistake_goes_on_where_they_were(house: House, child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    house.later(days=1)
    child.visits(f"open/{WEEK}:1")
    for _ in range(2):  # a doubled tap
        child.visits(f"part/{WEEK}:off")
    child.taps("Undo")
    assert "You are taking part." in child.sees
    assert days(house, child)[1].opened_on == house.clock.date(), "no day is lost"
    with house.stores.durable.transaction() as db:
        assert outcomes.counts(db, WEEK) == {"joined": 1, "reached": 1, "opened": 1, "left": 1}
    child.visits(f"part/{WEEK}:off")
    house.later(days=3)
    child.visits(f"part/{WEEK}:back")
    assert "🙋 Take part" in child.labels, "an old button brings nobody back"


def test_stop_ends_campaigns_and_invitations_and_its_undo_brings_back_those(house: House, child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    child.visits("invites/on")
    house.later(days=1)
    child.types("стоп")
    with house.stores.durable.transaction() as db:
        assert db.scalars(select(parts.c.chat)).all() == [None, None]
    child.taps("Undo")
    with house.stores.durable.transaction() as db:
        assert None not in db.scalars(select(parts.c.chat)).all()
        assert db.scalars(select(parts.c.left_on)).all() == [None, None]
    child.visits(f"campaign/{WEEK}")
    assert "26 November to 28 November" in child.sees, "where they were, not from the first day"
    child.visits("campaigns/0")
    assert "🔕 No more invitations" in child.labels


def test_what_was_left_before_stays_left_when_a_stop_is_taken_back(child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    child.visits(f"part/{WEEK}:off")
    child.visits("invites/on")
    child.types("/stop")
    child.taps("Undo")
    child.visits(f"campaign/{WEEK}")
    assert "🙋 Take part" in child.labels


def test_joining_twice_is_joining_once(house: House, child: Person) -> None:
    for _ in range(2):
        child.visits(f"part/{WEEK}:on")
    with house.stores.durable.transaction() as db:
        assert outcomes.counts(db, WEEK) == {"joined": 1}


def test_the_quizzes_before_and_after_are_compared_once_whatever_follows(house: House, child: Person) -> None:
    """The pair waits, as a row of the child, until ten can be told as one number."""
    child.visits(f"part/{WEEK}:on")
    child.visits(f"open/{WEEK}:0")
    takes_the_quiz(child, 1, "a")
    house.later(days=3)
    child.visits(f"open/{WEEK}:3")
    for go, marks in ((2, "b"), (3, "a")):
        takes_the_quiz(child, go, marks)
    with house.stores.durable.transaction() as db:
        (row,) = db.execute(select(pairs.c.campaign, pairs.c.dimension, pairs.c.before, pairs.c.after))
        # Which questions come is each person's own, and so is how many of these answers are right.
        said = db.execute(select(answers.c.attempt, answers.c.right).where(answers.c.right.is_not(None))).all()
        right = {go: [right for each, right in said if each == go] for go in (1, 2)}
        shares = [round(10_000 * sum(right[go]) / len(right[go])) for go in (1, 2)]
        assert row == (WEEK, "", *shares), "the first go before and the first after, in parts of 10,000"
        counts = outcomes.counts(db, WEEK)
    assert counts == {"joined": 1, "reached": 1, "opened": 1}


def takes_the_quiz(person: Person, go: int, marks: str) -> None:
    """Begin a go, answer each question of it alike and stop."""
    person.visits(f"begin/lamp-sets/light/9-11:{go}")
    for place in range(1, 6):
        person.visits(f"answer/{go}/{place}/{marks}")
    person.visits(f"result/{go}")


def test_a_visitor_cannot_join_and_is_told_kindly(house: House) -> None:
    visitor = Person(house, 9)
    visitor.settles_in(agrees=False)
    visitor.visits(f"campaign/{WEEK}")
    assert "only people I remember" in visitor.sees
    visitor.visits(f"part/{WEEK}:on")
    with house.stores.durable.transaction() as db:
        assert outcomes.counts(db, WEEK) == {}


def test_a_campaign_for_others_is_not_shown(house: House, educator: Person) -> None:
    educator.types("/menu")
    assert not any("Campaigns" in label for label in educator.labels)
    educator.visits(f"campaign/{WEEK}")
    assert "not here any more" in educator.sees
    assert house


def test_a_dated_campaign_ends(house: House) -> None:
    house.clock = datetime(2026, 11, 1, 12, tzinfo=UTC)
    teen = Person(house, language="ru")
    teen.settles_in("12-15")
    teen.visits("campaigns/0")
    assert "2 ноября – 8 ноября" in teen.sees
    teen.visits("part/lamp-days/fest:on")
    assert "придёт 3 ноября, в 17:00" in teen.sees
    house.later(days=9)
    teen.visits("part/lamp-days/fest:off")
    teen.visits("campaigns/0")
    assert "Праздник лампы" not in teen.sees
    teen.visits("campaign/lamp-days/fest")
    assert "Она закончилась" in teen.sees


def test_a_link_leads_a_newcomer_through_the_greeting_to_the_campaign(house: House) -> None:
    newcomer = Person(house, 77)
    newcomer.types("/start campaign_lamp-days_week")
    assert "Mayak" in newcomer.sees
    newcomer.taps("9–11")
    assert "Lamp week" in newcomer.sees
    newcomer.taps("What I would remember")
    newcomer.taps("I agree")
    assert "Lamp week" in newcomer.sees
    assert "🙋 Take part" in newcomer.labels
    newcomer.types("/menu")
    assert not any("Lamp week" in label for label in newcomer.labels), "it is no lesson that was begun"


def test_the_qr_code_is_a_picture_with_the_campaigns_link(child: Person) -> None:
    child.visits(f"campaign/{WEEK}")
    child.taps("Link and QR code")
    assert "https://t.me/mayak_test_bot?start=campaign_lamp-days_week" in child.sees
    document = child.see().documents[0]
    assert callable(document.content), "drawn where it is sent"
    with Image.open(BytesIO(document.content())) as picture:
        assert (picture.format, picture.width) == ("PNG", 1080)


@pytest.fixture
def organiser(tmp_path: Path) -> Iterator[Person]:
    house = House(tmp_path / "organised")
    services: Services = house.conversation.services
    services.organisers = frozenset({5})
    person = Person(house, 5)
    person.settles_in("educator")
    yield person
    house.close()


def test_an_organiser_stops_a_campaign_and_lets_it_go_on(organiser: Person) -> None:
    organiser.types("/menu")
    organiser.taps("Run campaigns")
    organiser.taps("Lamp week")
    assert "Version 1" in organiser.sees
    assert "For: 9–11 years, Parent" in organiser.sees
    stop = organiser.see().rows[0]
    assert "Stop it now" in stop[0].label
    organiser.taps("Stop it now")
    assert "Stop it?" in organiser.sees
    organiser.visits(f"campaign/{WEEK}")
    assert "paused" not in organiser.sees, "asking stops nothing"
    organiser.visits(f"organise/{WEEK}")
    organiser.taps("Stop it now")
    assert "Yes" not in organiser.see().rows[0][0].label, "a second tap in a hurry stops nothing"
    organiser.taps("Yes, stop it")
    assert "Let it go on" not in organiser.see().rows[0][0].label, "a second tap in a hurry hits something else"
    assert "Paused since 15:00" in organiser.sees
    child = Person(organiser.house, 6)
    child.settles_in("9-11")
    child.visits(f"campaign/{WEEK}")
    assert "paused for now" in child.sees
    organiser.waits(days=1)
    organiser.visits(f"organise/{WEEK}")
    assert "Paused since 25 November, 15:00" in organiser.sees
    organiser.taps("Let it go on")
    child.visits(f"campaign/{WEEK}")
    assert "If you join" in child.sees


def test_small_numbers_of_people_are_not_told(organiser: Person) -> None:
    for number in range(100, 104):
        child = Person(organiser.house, number)
        child.settles_in("9-11")
        child.visits(f"part/{WEEK}:on")
    organiser.visits(f"organise/{WEEK}")
    assert "Joined: fewer than 10" in organiser.sees
    assert "Left: fewer than 10" in organiser.sees, "nobody and few look alike"


def test_nobody_else_organises(child: Person, educator: Person) -> None:
    for person in (child, educator):
        for path in ("organise/0", f"organise/{WEEK}", f"pause/{WEEK}", f"pause/{WEEK}:on"):
            person.visits(path)
            assert "not here any more" in person.sees


def test_everything_fits_a_message(child: Person, ребёнок: Person) -> None:
    for person in (child, ребёнок):
        for path in ("campaigns/0", f"campaign/{WEEK}", f"part/{WEEK}:on", f"poster/{WEEK}"):
            assert utf16_length(person.visits(path).text.plain) < 1024
