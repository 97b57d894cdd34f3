"""What is said once a campaign is over: no promise of what does not come, no claim of what did not."""

from __future__ import annotations

import pytest

from tests.kit.campaign_days import Post
from tests.talk import House, Person

AFTER = {
    "en": ("nothing comes by itself", "also those that were not sent", "All its messages have come"),
    "ru": ("само ничего не придёт", "которые не приходили", "Все сообщения"),
}


def joins(house: House, language: str) -> Person:
    child = Person(house, language=language)
    child.settles_in("9-11")
    child.visits("part/lamp-days/week:on")
    return child


@pytest.mark.parametrize("language", ["en", "ru"])
def test_after_its_end_undoing_stop_promises_no_hours(house: House, language: str) -> None:
    child = joins(house, language)
    child.types("/stop")
    child.taps("↩")
    assert AFTER[language][0] not in child.sees, "it goes on"
    child.waits(30)
    child.types("/stop")
    child.taps("↩")
    assert AFTER[language][0] in child.sees


@pytest.mark.parametrize("language", ["en", "ru"])
def test_days_that_were_not_sent_are_not_said_to_have_come(house: House, language: str) -> None:
    child = joins(house, language)
    child.waits(30)
    child.visits("campaign/lamp-days/week")
    assert AFTER[language][1] in child.sees
    assert AFTER[language][2] not in child.sees


def test_when_all_came_it_says_so(house: House) -> None:
    child = joins(house, "en")
    assert Post(house).until(days=6)
    child.visits("campaign/lamp-days/week")
    assert AFTER["en"][2] in child.sees
