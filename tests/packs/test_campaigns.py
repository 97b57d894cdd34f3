"""Campaigns of packs: read with their words, resolved, kept in the cache, live when they change, fair in parts."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from bot.packs.campaign import FINALE
from bot.packs.loader import Loader
from bot.packs.model import Kind
from bot.packs.problem import Severity
from bot.values.audience import Audience
from tests.packs.pack_kit import TODAY, copied, edit, fixture_library

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.campaign import Campaign
    from bot.packs.library import Library

PACKS = ("lamp", "lamp-sets", "lamp-days")
CHILD, PARENT = Audience.TIER_9_11, Audience.PARENT


def campaign(library: Library, item: str) -> Campaign:
    found = library.campaign("lamp-days", item)
    assert found
    return found


def test_a_campaign_knows_what_comes_to_whom_on_which_day() -> None:
    week = campaign(fixture_library(), "week")
    joined = date(2026, 11, 1)
    now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    coming = [
        (step.id, day.day, step.hour, str(step.leads[CHILD])) for step, day in week.to_come(CHILD, "", joined, now)
    ]
    assert coming == [
        ("one", 2, 16, "lesson:lamp/light/9-11"),
        ("two", 3, 18, "story:lamp/night"),
        ("after", 4, 16, "quiz:lamp-sets/light/9-11"),
    ]
    assert [step.id for step, _ in week.to_come(PARENT, "", joined, now)] == ["one"]
    assert [step.id for step in week.steps_for(CHILD)] == ["before", "one", "two", "after"]
    assert (week.pre, week.post, week.window, week.priority) == ("before", "after", 60, 5)


def test_who_joins_a_dated_campaign_late_gets_what_is_still_ahead() -> None:
    fest = campaign(fixture_library(allow_unreviewed=True), "fest")
    boy = Audience.TIER_12_15
    for day, hour, days in [(1, 12, [3]), (3, 16, [3]), (3, 17, []), (4, 9, [])]:
        now = datetime(2026, 11, day, hour, tzinfo=UTC)
        assert [on.day for _, on in fest.to_come(boy, "lesson", now.date(), now)] == days
    assert not fest.is_over(date(2026, 11, 8))
    assert fest.is_over(date(2026, 11, 9))


@pytest.mark.parametrize(
    ("audience", "country", "locale", "mine"),
    [
        (Audience.TIER_12_15, "RU", "ru", True),
        (Audience.TIER_12_15, "DE", "ru", False),
        (Audience.TIER_12_15, "", "ru", False),
        (Audience.TIER_12_15, "RU", "en", False),
        (Audience.PARENT, "RU", "ru", False),
    ],
)
def test_a_campaign_is_for_its_readers_only(audience: Audience, country: str, locale: str, *, mine: bool) -> None:
    fest = campaign(fixture_library(), "fest")
    assert fest.is_for(audience, country, locale) is mine


def test_its_words_are_an_item_in_each_language() -> None:
    library = fixture_library()
    titles = []
    for locale in ("ru", "en"):
        words = library.find(Kind.CAMPAIGN, "lamp-days", "week", locale)
        assert words
        assert [card.id for card in words.cards] == ["before", "one", "two", "after"]
        titles.append(words.title)
    assert titles == ["Неделя лампы", "Lamp week"]
    assert [found.ref.item for found in library.campaigns()] == ["fest", "week"]


def test_a_step_does_not_lead_to_what_is_held_back() -> None:
    """`dark` is sensitive and no specialist has seen it."""
    held, shown = fixture_library(), fixture_library(allow_unreviewed=True)
    boy = Audience.TIER_12_15
    assert [step.id for step in campaign(held, "fest").steps_for(boy, "dark")] == []
    assert [step.id for step in campaign(shown, "fest").steps_for(boy, "dark")] == ["dark"]


def test_variants_are_stable_and_as_large_as_they_say() -> None:
    fest = campaign(fixture_library(), "fest")
    people = [number.to_bytes(16, "big") for number in range(4000)]
    parts = [fest.variant_of(key) for key in people]
    assert parts == [fest.variant_of(key) for key in people]
    # Four standard deviations of a fair coin thrown 4,000 times are 127.
    assert abs(Counter(parts)["lesson"] - 2000) < 127
    assert campaign(fixture_library(), "week").variant_of(people[0]) == ""


def test_a_campaign_comes_from_the_cache_and_a_change_comes_live(tmp_path: Path) -> None:
    root, cache = copied(tmp_path / "packs", *PACKS), tmp_path / "packs.cache"
    first, _ = Loader([root], cache).open(TODAY)
    loader = Loader([root], cache)
    second, problems = loader.open(TODAY)
    assert problems == []
    assert second.campaigns() == first.campaigns()
    file = root / "lamp-days" / "week" / "campaign.yml"
    edit(file, "version: 1", "version: 2")
    edit(file, "day: 3", "day: 5")
    third, problems = loader.refresh(TODAY)
    assert problems == []
    after = campaign(third, "week").step_of(5, CHILD, "")
    assert after
    assert (campaign(third, "week").version, after.id) == (2, "after")


def test_a_broken_schedule_is_told_and_the_campaign_goes_on_as_it_was(tmp_path: Path) -> None:
    root = copied(tmp_path / "packs", *PACKS)
    loader = Loader([root])
    loader.open(TODAY)
    file = root / "lamp-days" / "week" / "campaign.yml"
    edit(file, "hour: 16", "hour: 22")
    library, problems = loader.refresh(TODAY)
    assert [problem.code for problem in problems] == ["E803"]
    assert campaign(library, "week").steps[1].hour == 16
    opened, problems = Loader([root]).open(TODAY)
    assert [problem.code for problem in problems] == ["E803"]
    assert opened.campaign("lamp-days", "week") is None
    assert opened.campaign("lamp-days", "fest")


def test_the_last_words_need_no_step_and_no_step_may_take_their_name(tmp_path: Path) -> None:
    root = copied(tmp_path / "packs", *PACKS)
    week = root / "lamp-days" / "week"
    for locale in ("ru", "en"):
        words = week / f"campaign.{locale}.md"
        words.write_text(words.read_text("utf-8") + '\n## Рассвет <a id="finale"></a>\n\nСпасибо!\n', "utf-8")
    library, problems = Loader([root]).open(TODAY)
    assert [problem.code for problem in problems if problem.severity is Severity.ERROR] == []
    words_of_week = library.find(Kind.CAMPAIGN, "lamp-days", "week", "ru")
    assert words_of_week
    assert words_of_week.cards[-1].id == FINALE
    assert FINALE not in [step.id for step in campaign(library, "week").steps]
    edit(week / "campaign.yml", "id: two", "id: finale")
    _, problems = Loader([root]).open(TODAY)
    told = [(problem.code, problem.what) for problem in problems if problem.path.endswith("campaign.yml")]
    assert ("E811", "'finale' is the name of a campaign's last words, not of a step") in told


@pytest.mark.parametrize(
    ("old", "new", "code", "what"),
    [
        ("day: 3", "day: 0", "E802", "day 0 of 'after': on the day of joining nothing is sent"),
        ("goal: finished", "goal: finished\nvariants: {a: 50, b: 40}", "E807", "2 variants of 90 % in all"),
        ("post: after\n", "", "E808", "a quiz before and one after belong together"),
        ("goal: finished", "goal: finished\nlocales: [ru, kk]", "E809", "the locale 'kk' is none of the pack's"),
    ],
)
def test_an_editor_reads_what_is_wrong_and_not_the_remedy_twice(
    tmp_path: Path, old: str, new: str, code: str, what: str
) -> None:
    root = copied(tmp_path / "packs", *PACKS)
    edit(root / "lamp-days" / "week" / "campaign.yml", old, new)
    _, problems = Loader([root]).open(TODAY)
    told = [problem for problem in problems if problem.code == code]
    assert [problem.what for problem in told] == [what]
    assert all(problem.fix != problem.what for problem in told)
