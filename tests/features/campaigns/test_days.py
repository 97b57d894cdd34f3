"""Days of campaigns go out: at each one's own hour, to whom they are for, once, and to nobody while paused."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.db import deliveries
from bot.db.deliveries import Visit
from bot.features.campaigns.store import enrolments
from bot.values.why import Why
from tests.kit.campaign_days import FEST, WEEK, Post, somebody
from tests.packs.pack_kit import edit
from tests.talk import FIXTURES, House, Person, library

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.library import Library


@pytest.fixture
def post(house: House) -> Post:
    house.clock = datetime(2026, 11, 1, 6, tzinfo=UTC)
    return Post(house)


def test_each_day_comes_once_at_the_persons_own_hour(house: House, post: Post) -> None:
    somebody(house, 1, "Europe/Moscow")
    somebody(house, 2, "Asia/Vladivostok")
    came = post.until(days=5)
    assert [(chat, words) for _, chat, words in came if chat == 1] == [
        (1, "Day one"),
        (1, "Day two"),
        (1, "Day three"),
    ]
    hours = {chat: [at.hour for at, whose, _ in came if whose == chat] for chat in (1, 2)}
    assert all(13 <= hour <= 14 for hour in hours[1][:1]), "16:00 in Moscow, spread over an hour"
    assert [15 <= hour <= 16 for hour in hours[1][1:2]] == [True], "18:00 in Moscow"
    assert all(6 <= hour <= 7 for hour in hours[2][:1]), "16:00 in Vladivostok"
    assert len(came) == 6


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("who", ["6-8", "9-11", "12-15", "parent"])
def test_a_day_comes_with_a_picture_one_button_and_quietly_the_way_out(
    ours: House, language: str, who: str
) -> None:
    person = Person(ours, language=language)
    person.settles_in(who)
    person.visits("part/campaigns/screens-sleep:on")
    for day in range(1, 6):
        person.waits(1)
        screen = person.visits(f"campaign/campaigns/screens-sleep:{day}")
        assert screen.picture, day
        to_open, quiet = screen.rows
        assert len(to_open) == 1
        assert to_open[0].label.startswith("▶ ")
        leave = person.button("Leave" if language == "en" else "Выйти")
        assert leave in quiet
    person.taps("All days" if language == "en" else "Все дни")
    assert person.button("week of quiet" if language == "en" else "Неделя тишины")


def test_a_parent_gets_only_the_step_for_parents(house: House, post: Post) -> None:
    somebody(house, 1, "Europe/Moscow", "parent")
    assert [words for _, _, words in post.until(days=5)] == ["Day one"]
    with house.stores.durable.transaction() as db:
        outcomes = db.execute(text("SELECT step, outcome FROM dispatches ORDER BY step")).all()
    assert [tuple(row) for row in outcomes] == [(1, "sent"), (2, "empty"), (3, "empty")]


def test_variants_of_one_day_reach_their_own_parts(house: House, post: Post) -> None:
    for number in range(1, 13):
        person = Person(house, number, language="ru")
        person.settles_in("12-15")
        person.visits(f"part/{FEST}:on")
    came = post.until(days=4)
    assert len(came) == 12
    assert {words for _, _, words in came} == {"Свет", "Темнота"}
    with house.stores.durable.transaction() as db:
        exposed = db.scalar(text("SELECT count(*) FROM enrolments WHERE exposed_on IS NOT NULL"))
    assert exposed == 12


def test_who_left_gets_nothing_even_of_what_was_planned(house: House, post: Post) -> None:
    child = somebody(house, 1, "Europe/Moscow")
    house.clock = datetime(2026, 11, 2, 13, tzinfo=UTC)
    while post.planner.plan_some(house.clock):
        pass
    child.visits(f"part/{WEEK}:off")
    assert post.until(days=3) == []


def test_what_was_opened_already_is_not_sent(house: House, post: Post) -> None:
    child = somebody(house, 1, "Europe/Moscow")
    house.later(days=1)
    child.visits(f"open/{WEEK}:1")
    child.visits("menu")
    assert [words for _, _, words in post.until(hours=20)] == []


def test_an_answer_that_telegram_took_late_is_drawn_even_when_its_day_was_opened(house: House, post: Post) -> None:
    child = somebody(house, 1, "Europe/Moscow")
    assert [words for _, _, words in post.until(hours=34)] == ["Day one"]
    child.visits(f"open/{WEEK}:1")
    with house.stores.durable.transaction() as db:
        key = db.scalar(text("SELECT person FROM enrolments"))
    drawn = house.conversation.deliveries.visit(house.stores.durable, key, f"campaign/{WEEK}:1", house.clock)
    assert drawn
    assert "The lamp and its secret." in drawn.text.plain


def test_a_pause_stops_what_is_planned_and_what_is_not(house: House, post: Post) -> None:
    somebody(house, 1, "Europe/Moscow")
    house.clock = datetime(2026, 11, 2, 13, tzinfo=UTC)
    while post.planner.plan_some(house.clock):
        pass
    with house.stores.durable.transaction() as db:
        enrolments.pause(db, WEEK, house.clock)
    assert post.until(hours=2) == []
    with house.stores.durable.transaction() as db:
        enrolments.resume(db, WEEK)
    assert [words for _, _, words in post.until(hours=2)] == ["Day one"], "still the same day"


def test_a_day_that_a_pause_outlasted_never_comes(house: House, post: Post) -> None:
    somebody(house, 1, "Europe/Moscow")
    with house.stores.durable.transaction() as db:
        enrolments.pause(db, WEEK, house.clock)
    assert post.until(days=2) == []
    with house.stores.durable.transaction() as db:
        enrolments.resume(db, WEEK)
    assert [words for _, _, words in post.until(days=3)] == ["Day two", "Day three"]


def other_version(tmp_path: Path, old: str, new: str) -> Library:
    root = tmp_path / "packs"
    shutil.copytree(FIXTURES, root)
    file = root / "lamp-days" / "week" / "campaign.yml"
    edit(file, "version: 1", "version: 2")
    edit(file, old, new)
    return library(root)


def test_a_changed_campaign_is_planned_anew_and_nothing_comes_twice(
    house: House, post: Post, tmp_path: Path
) -> None:
    somebody(house, 1, "Europe/Moscow")
    assert [words for _, _, words in post.until(days=2)] == ["Day one"]
    house.conversation.services.take(other_version(tmp_path, "day: 2\n    hour: 18", "day: 4\n    hour: 12"))
    came = post.until(days=5)
    assert [(at.day, words) for at, _, words in came] == [(4, "Day three"), (5, "Day two")]


def test_a_day_that_was_sent_stays_sent_when_the_campaign_changes(
    house: House, post: Post, tmp_path: Path
) -> None:
    somebody(house, 1, "Europe/Moscow")
    assert [words for _, _, words in post.until(hours=34)] == ["Day one"]
    house.conversation.services.take(other_version(tmp_path, "day: 2\n    hour: 18", "day: 2\n    hour: 19"))
    assert post.until(hours=3) == []
    with house.stores.durable.transaction() as db:
        assert db.scalars(text("SELECT outcome FROM dispatches")).all() == ["sent"], "the day's budget is spent"


def test_a_day_that_was_had_does_not_come_again_when_a_new_version_moves_it_later(
    house: House, post: Post, tmp_path: Path
) -> None:
    opens, only_sent = somebody(house, 1, "Europe/Moscow"), somebody(house, 2, "Europe/Moscow")
    late = somebody(house, 3, "Europe/Moscow")
    late.visits(f"part/{WEEK}:off")
    came = post.until(hours=34)
    assert sorted((chat, words) for _, chat, words in came) == [(1, "Day one"), (2, "Day one")]
    opens.visits(f"open/{WEEK}:1")
    late.visits(f"part/{WEEK}:on")
    house.conversation.services.take(other_version(tmp_path, "id: one\n    day: 1", "id: one\n    day: 4"))
    came = post.until(days=6)
    assert [words for _, chat, words in came if chat == 1] == ["Day two", "Day three"]
    assert [words for _, chat, words in came if chat == 2] == ["Day two", "Day three"], "whether opened or not"
    assert [words for _, chat, words in came if chat == 3] == ["Day two", "Day three", "Day one"]
    opens.visits(f"campaign/{WEEK}")
    assert "📖 Day one" in opens.sees
    only_sent.visits(f"campaign/{WEEK}")
    assert "▫ Day one" in only_sent.sees


def test_two_days_that_change_places_each_come_once(house: House, post: Post, tmp_path: Path) -> None:
    somebody(house, 1, "Europe/Moscow")
    assert [words for _, _, words in post.until(days=2)] == ["Day one"]
    other_version(tmp_path, "id: two\n    day: 2", "id: two\n    day: 3")
    file = tmp_path / "packs" / "lamp-days" / "week" / "campaign.yml"
    edit(file, "id: after\n    day: 3", "id: after\n    day: 2")
    house.conversation.services.take(library(tmp_path / "packs"))
    assert [words for _, _, words in post.until(days=5)] == ["Day three", "Day two"]


def test_an_outage_of_three_days_brings_one_day_and_none_stale(house: House, post: Post) -> None:
    somebody(house, 1, "Europe/Moscow")
    house.clock = datetime(2026, 11, 4, 15, tzinfo=UTC)
    assert [words for _, _, words in post.until(days=3)] == ["Day three"]


def wishes_invitations(house: House, number: int, who: str) -> Person:
    person = Person(house, number, language="ru")
    person.settles_in(who)
    person.visits("invites/on")
    return person


def test_an_invitation_comes_once_three_days_before_to_whom_it_is_for(house: House) -> None:
    house.clock = datetime(2026, 10, 28, 6, tzinfo=UTC)
    post = Post(house)
    teen = wishes_invitations(house, 1, "12-15")
    wishes_invitations(house, 2, "9-11")
    came = post.until(days=6)
    assert [(at.day, chat, words) for at, chat, words in came] == [(30, 1, "📅 Праздник лампы · 12+")]
    teen.visits("invite/lamp-days/fest")
    teen.taps("Посмотреть")
    assert "🙋 Участвовать" in teen.sees


def test_an_invitation_waits_for_room_until_the_campaign_begins(house: House) -> None:
    house.clock = datetime(2026, 10, 24, 6, tzinfo=UTC)
    post = Post(house)
    wishes_invitations(house, 1, "12-15")
    with house.stores.durable.transaction() as db:
        key, chat = db.execute(text("SELECT person, chat FROM enrolments")).one()
        for day in (24, 26, 28):
            due = datetime(2026, 10, day, 13, tzinfo=UTC)
            assert deliveries.plan(db, key, chat, Visit("menu", Why.WORK, due))
    came = [at for at, _, words in post.until(days=10) if "📅" in words]
    assert [(at.day, at.hour) for at in came] == [(31, 5)], "8:00 in Moscow, a week after the first of three"


def test_a_paused_campaign_invites_nobody_even_where_invitations_wait_already(house: House) -> None:
    house.clock = datetime(2026, 10, 28, 6, tzinfo=UTC)
    post = Post(house)
    wishes_invitations(house, 1, "12-15")
    house.clock = datetime(2026, 10, 30, 16, 5, tzinfo=UTC)
    while post.planner.plan_some(house.clock):
        pass
    with house.stores.durable.transaction() as db:
        assert db.scalars(text("SELECT why FROM deliveries")).all() == ["invite"]
        enrolments.pause(db, FEST, house.clock)
    assert post.comes() == []
    with house.stores.durable.transaction() as db:
        assert db.scalars(text("SELECT reason FROM deliveries")).all() == ["paused"]
        enrolments.resume(db, FEST)
    house.later(minutes=10)
    assert [words for _, words in post.comes()] == ["📅 Праздник лампы · 12+"], "still the same evening"


def test_who_takes_part_or_wants_no_invitations_gets_none(house: House) -> None:
    house.clock = datetime(2026, 10, 28, 6, tzinfo=UTC)
    post = Post(house)
    wishes_invitations(house, 1, "12-15").visits("part/lamp-days/fest:on")
    changed = wishes_invitations(house, 2, "12-15")
    changed.visits("campaigns/0")
    changed.taps("Больше не приглашать")
    wishes_invitations(house, 3, "12-15").types("стоп")
    assert post.until(days=4) == []
    with house.stores.durable.transaction() as db:
        chats = db.scalar(text("SELECT count(chat) FROM enrolments WHERE campaign = 'invitations'"))
    assert chats == 1, "of the first alone"


def test_a_wish_for_invitations_replaces_no_tips(house: House) -> None:
    house.clock = datetime(2026, 11, 20, 6, tzinfo=UTC)
    post = Post(house)
    wishes_invitations(house, 1, "9-11").visits("tips/set/3-17")
    assert len(post.until(days=7)) == 3


def test_tips_go_on_until_a_campaign_begins(house: House, tmp_path: Path) -> None:
    """Somebody joins weeks before: the campaign replaces tips from its first day on, not from the joining."""
    house.clock = datetime(2026, 10, 12, 6, tzinfo=UTC)
    house.conversation.services.take(other_version(tmp_path, "starts: joining", "starts: 2026-11-02"))
    post = Post(house)
    somebody(house, 1, "Europe/Moscow").visits("tips/set/3-17")
    assert len(post.until(days=7)) == 3
    house.clock = datetime(2026, 11, 2, tzinfo=UTC)
    assert [words for _, _, words in post.until(days=2)] == ["Day one", "Day two"]
