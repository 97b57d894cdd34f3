"""A month of a child, a teen, a visitor, a parent and a teacher with pupils, in Moscow and Vladivostok: all that
comes by itself, with the reason that `python -m bot why` gives, and the rules that hold over all of it.

`REWRITE_GOLDEN=1 pytest tests/test_month.py` rewrites the transcripts; read the difference before you commit it.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.chat.notification_policy import A_WEEK_FOR_CHILDREN, zone_of
from bot.features.organiser.forecast.forecast import by_day, forecast, moment_of, on_days
from bot.features.organiser.forecast.population import PeopleGroup, Population, TipSubscribers
from bot.packs.campaign import AT_JOINING
from bot.values.audience import Audience
from bot.values.why import Why
from tests.kit.month import by_the_same_lot
from tests.kit.promises import KEPT, is_known, made_in, speaking_of_later, unexplained
from tests.kit.story import SAFER, VISITOR, WHERE, live
from tests.talk import House, our_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.kit.month import Month, Unasked
    from tests.kit.story import School

GOLDEN = Path(__file__).parent / "golden" / "month"

OLD_BUTTON = 29
"""The day of January on which the visitor taps an old button."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("month")]


@pytest.fixture(scope="module", params=["en", "ru"])
def lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Month, School]]:
    """The month, played once in each language, and its class."""
    with pytest.MonkeyPatch.context() as patched:
        by_the_same_lot(patched)
        house = House(tmp_path_factory.mktemp("month"), our_library())
        yield live(house, request.param)
    house.close()


@pytest.fixture
def month(lived: tuple[Month, School]) -> Month:
    return lived[0]


def budgeted(month: Month, who: str, *without: Why) -> list[Unasked]:
    """What came to somebody and counts against their budget."""
    return [one for one in month.sent if one.who == who and one.why.is_budgeted and one.why not in without]


def day_of(one: Unasked) -> date:
    return one.at.astimezone(zone_of(WHERE[one.who])).date()


def as_written(month: Month, name: str) -> bool:
    """Whether somebody's month is the written one, which is rewritten on demand."""
    language = month.lives[name].language
    file = GOLDEN / f"{name}.{language}.md"
    lived = f"# {name}, {WHERE[name]} ({language})\n\n```\n{month.transcript(name)}\n```\n"
    if os.environ.get("REWRITE_GOLDEN"):
        file.write_text(lived, "utf-8")
    assert lived == file.read_text("utf-8")
    return True


@pytest.mark.parametrize("name", WHERE)
def test_a_month_reads_as_it_was_written(month: Month, name: str) -> None:
    assert as_written(month, name)


def test_a_month_is_the_same_on_postgresql(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_the_same_lot(monkeypatch)
    house = House(tmp_path, our_library(), postgres_url)
    month, _ = live(house, "ru")
    assert all(as_written(month, name) for name in WHERE)
    house.close()


def test_who_agreed_to_nothing_is_never_written_to(month: Month) -> None:
    assert not [one for one in month.sent if one.who == VISITOR]
    assert month.explained(VISITOR) == [
        "nobody is known under this id: never agreed to be remembered, or forgotten"
    ]


def test_a_visitor_who_comes_back_is_met_in_the_words_for_a_stranger(month: Month) -> None:
    """On the days 1, 4 and 20 by /start, on day 12 by an old button: an hour after a visit nobody is known."""
    visitor = month.lives[VISITOR]
    (asks,) = {said.words for said in visitor.said if said.paths[:1] == ("who/6-8",) and said.at.day != OLD_BUTTON}
    (button,) = [said.words for said in visitor.said if said.at.day == OLD_BUTTON]
    assert asks.partition("\n")[2] in button, "the same greeting and question"
    assert button != asks, "and why it asks"


def test_nothing_comes_in_quiet_hours(month: Month) -> None:
    for one in month.sent:
        begins, ends = month.lives[one.who].audience.awake
        at = one.at.astimezone(zone_of(WHERE[one.who]))
        assert begins <= at.hour < ends, one


@pytest.mark.parametrize("name", WHERE)
def test_never_two_a_day_and_for_a_child_three_a_week(month: Month, name: str) -> None:
    days = [day_of(one) for one in budgeted(month, name)]
    assert len(days) == len(set(days))
    if month.lives[name].audience.is_child:
        days = [day_of(one) for one in budgeted(month, name, Why.CAMPAIGN)]
        for first, fourth in zip(days, days[A_WEEK_FOR_CHILDREN:], strict=False):
            assert fourth - first >= timedelta(days=7)


@pytest.mark.parametrize("name", WHERE)
def test_nothing_comes_twice(month: Month, name: str) -> None:
    """A task has one reminder; all else comes once: the month is shorter than the eight weeks of a tip."""
    came = [(one.path, one.step if one.why is Why.ASSIGNMENT else 0) for one in month.sent if one.who == name]
    assert len(came) == len(set(came))
    assert "it may have come twice" not in month.transcript(name)


def test_nothing_stale_comes(lived: tuple[Month, School]) -> None:
    """No task after its day, no reminder on it, none of a closed class; no day of a campaign after a later one."""
    month, school = lived
    for one in month.sent:
        if one.why is Why.ASSIGNMENT and month.lives[one.who].is_pupil:
            until = school.due_on[one.campaign]
            assert day_of(one) < until if one.step else day_of(one) <= until, one
            assert one.at < school.closed_at, one
    for one, following in pairwise([one for one in month.sent if one.campaign == SAFER]):
        assert one.who != following.who or one.step < following.step


def test_a_campaign_replaces_tips_from_its_first_day_to_its_last(month: Month) -> None:
    campaign = month.house.packs.campaign(*SAFER.split("/"))
    assert campaign
    assert campaign.starts
    last = campaign.ends_on(campaign.starts)
    days = {day_of(one) for one in month.sent if one.who == "teen" and one.why is Why.TIP}
    assert not [day for day in days if campaign.starts <= day <= last]
    assert [day for day in days if day < campaign.starts]
    assert [day for day in days if day > last]


def of_month(month: Month, names: Iterable[str], wanting: Iterable[TipSubscribers] = ()) -> Population:
    """These people of the month as a forecast takes them: of a database it leaves out groups so small."""
    lives = [month.lives[name] for name in names]
    cells = tuple(PeopleGroup(life.zone, life.audience, "RU", life.language, 1.0) for life in lives)
    return Population(cells, tuple(wanting), {}, "people of the month")


def test_the_plan_and_the_calendar_of_a_campaign_agree_with_what_came(month: Month) -> None:
    """As `python -m bot plan` and the organiser's calendar foresee it on the day before it begins. They foresee no
    class: a day that gave way to a task of one is foreseen, too, and `why` says so.
    """
    campaign = month.house.packs.campaign(*SAFER.split("/"))
    assert campaign
    assert campaign.starts
    came = [one for one in month.sent if one.campaign == SAFER and one.step]
    names = {one.who for one in came}
    eve = datetime.combine(campaign.starts - timedelta(days=1), time(), UTC)
    foreseen = forecast([campaign], of_month(month, names), eve, 14, 25, 1.0)
    for step in {step.day for step in campaign.steps} - {AT_JOINING}:
        course = foreseen.simulate_sending.courses[f"{SAFER} day {step}"]
        sent = [one for one in came if one.step == step]
        gave_way = [name for name in names - {one.who for one in sent} if gave_way_to_a_task(month, name, step)]
        assert round(course.sent + course.dropped) == len(sent) + len(gave_way), step
        for one in sent:
            assert moment_of(foreseen, course.first) <= one.at <= moment_of(foreseen, course.last + 1), one
    ((_, first, last),) = on_days(foreseen)
    days = {(day_of(one) - eve.date()).days for one in came}
    assert first <= min(days) <= max(days) <= last


def gave_way_to_a_task(month: Month, name: str, step: int) -> bool:
    """Whether `why` says of somebody that this day of the campaign was not written, and why."""
    return any(f"({SAFER}, {step}): one message a day is enough" in line for line in month.lives[name].lines)


def test_the_plan_of_tips_agrees_with_what_came(month: Month) -> None:
    """A parent wants three tips a week at nine in the evening, from 2 to 13 February, and is in no campaign."""
    begins = date(2027, 2, 4)
    wanting = [one for one in month.wanted[begins] if one.audience is Audience.PARENT]
    midnight = datetime.combine(begins, time(), UTC)
    foreseen = forecast([], of_month(month, ["parent"], wanting), midnight, 9, 25, 0.0)
    sent, _, _ = by_day(foreseen)
    came = [(one.at - midnight).days for one in month.sent if one.who == "parent" and one.why is Why.TIP]
    assert [day for day in sent if round(sent[day])] == [day for day in came if 0 <= day < 9]


def test_who_said_stop_gets_nothing_until_they_ask_again(month: Month) -> None:
    (stop,) = [act.at for act in month.acts if act.words == "types /stop"]
    (again,) = [act.at for act in month.acts if act.words.startswith("asks for tips again")]
    assert not [one for one in month.sent if one.who == "parent" and stop < one.at < again]


def test_every_promise_is_kept(month: Month) -> None:
    promises = made_in(month)
    assert {promise.phrase for promise in promises} >= set(KEPT) - {
        "These were tricky ones. They come back in a later quiz, so you can look again."
    }, "a month in which each is made"
    wrong = [
        f"{promise.life.name}, {promise.said.at:%d %b}: {promise.phrase} {promise.values}: {what}"
        for promise in promises
        if (what := KEPT[promise.phrase](month, promise))
    ]
    assert wrong == []


def test_every_sentence_that_speaks_of_later_is_followed_up_or_has_a_reason(month: Month) -> None:
    assert unexplained(month) == []


def test_each_such_sentence_of_the_code_is_known() -> None:
    assert [phrase for phrase in speaking_of_later() if not is_known(phrase)] == []
