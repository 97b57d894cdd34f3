"""Tips to somebody who is not here: asked once whether they shall come less often, then one a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.kit.campaign_days import Post
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from pathlib import Path

ASKS = {"en": "Less often?", "ru": "Пореже?"}


def days_of(house: House, weeks: int) -> list[tuple[datetime, str]]:
    """What comes in these weeks, looked at once a day after the hour of the tip."""
    post, found = Post(house), []
    until = house.clock + timedelta(weeks=weeks)
    while house.clock < until:
        found += [(house.clock, words) for _, words in post.whole()]
        house.later(days=1)
    return found


def asks_for_three(house: House, language: str = "en") -> Person:
    child = Person(house, language=language)
    child.settles_in("9-11")
    child.visits("tips/set/3-17")
    house.later(hours=3)
    return child


@pytest.mark.parametrize("language", ["en", "ru"])
def test_after_two_tips_that_nobody_opened_it_asks_once_and_slows_down(
    tmp_path: Path, migrated_url: str, language: str
) -> None:
    house = House(tmp_path, our_library(), url=migrated_url)
    asks_for_three(house, language)
    came = days_of(house, 7)
    asking = [place for place, (_, words) in enumerate(came) if ASKS[language] in words]
    assert asking in ([2], [3]), "once; a tip on the day of the visit is not one that nobody opened"
    slow = [at for at, _ in came[asking[0] :]]
    assert len(slow) >= 4, "tips go on"
    assert all(later - before >= timedelta(days=7) for before, later in pairwise(slow))
    house.close()


def test_who_comes_back_has_tips_as_often_as_they_chose(ours: House) -> None:
    child = asks_for_three(ours)
    days_of(ours, 3)
    child.types("/menu")
    ours.later(days=1)
    came = days_of(ours, 1)
    assert len(came) >= 2, "as often as was chosen"


def test_as_it_is_is_an_answer_and_it_is_not_asked_again(ours: House) -> None:
    child = asks_for_three(ours)
    while not any(ASKS["en"] in words for _, words in days_of(ours, 1)):
        pass
    child.visits("tips/as-before")
    assert "I shall not ask again" in child.sees
    came = days_of(ours, 3)
    assert len(came) >= 8, "three a week, as they said"
    assert not any(ASKS["en"] in words for _, words in came)


def test_less_often_is_once_a_week_in_one_tap(ours: House) -> None:
    child = asks_for_three(ours)
    days_of(ours, 2)
    child.visits("tips/set/1-17")
    assert "Once a week" in child.sees
    assert not any(ASKS["en"] in words for _, words in days_of(ours, 5)), "less is not to be had"


def test_who_comes_each_time_is_never_asked(ours: House) -> None:
    child = asks_for_three(ours)
    for _ in range(15):
        assert not any(ASKS["en"] in words for _, words in Post(ours).whole())
        child.types("/menu")
        ours.later(days=1)
