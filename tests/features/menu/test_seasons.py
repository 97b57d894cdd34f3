"""A season: stories that follow each other stand in the list as one, and their parts in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.packs.model import Kind
from bot.values.audience import Audience
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHO_SEES = {
    # No story of the tests' packs has another one after it.
    "season/lamp/night:0": "g . . . . . . .",
}

SEASON = "🎬 A Hundred Years of Light"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Person]:
    """A child of ten, with the packs of this repository."""
    house = House(tmp_path, our_library())
    person = Person(house, language="en")
    person.settles_in(Audience.TIER_9_11)
    yield person
    house.close()


def test_a_season_stands_first_among_the_stories_and_once(reader: Person) -> None:
    reader.types("/menu")
    reader.taps("Stories")
    assert reader.labels[0] == SEASON
    assert f"{SEASON}\n" in reader.sees
    assert "of 6" not in reader.sees
    assert not any("One key for three" in label for label in reader.labels)


def test_its_parts_stand_in_their_order_with_what_is_done(reader: Person) -> None:
    reader.visits("done/story/seasons/light/1")
    reader.visits(f"items/story/{Audience.TIER_9_11}:0")
    assert f"{SEASON} · begun · next: 2. An elephant on the roof" in reader.sees
    reader.taps(SEASON)
    assert reader.labels[:2] == ["✅ 1. One key for three", "🎭 2. An elephant on the roof"]
    reader.taps("An elephant")
    assert "An elephant on the roof · 6+" in reader.sees


@pytest.mark.parametrize(
    ("language", "next_is", "all_read"),
    [("en", "begun · next: 2.", "done"), ("ru", "начато · дальше: 2.", "пройдено")],
)
def test_a_season_says_in_words_what_is_done_and_what_is_next(
    reader: Person, language: str, next_is: str, all_read: str
) -> None:
    reader.visits(f"set/locale/{language}")
    stories = f"items/story/{Audience.TIER_9_11}:0"
    for part in (3, 1):
        reader.visits(f"done/story/seasons/light/{part}")
    reader.visits(stories)
    assert next_is in reader.sees
    for part in range(1, 7):
        reader.visits(f"done/story/seasons/light/{part}")
    reader.visits(stories)
    assert reader.labels[0].startswith("✅ ")
    first = reader.see().text.plain.split("\n\n")[1].split("\n")[0]
    assert first.endswith(f" · {all_read}")
    assert not any(sign.isdigit() for sign in first)


def test_a_part_ends_with_the_next_one_and_enough_for_today(reader: Person) -> None:
    reader.visits("done/story/seasons/light/2")
    assert "Next: A Hundred Years of Light · 3. Whose elephant?" in reader.labels
    assert "🌙 Enough for today" in reader.labels
    reader.taps("All parts")
    assert "✅ 2. An elephant on the roof" in reader.labels


def test_a_later_part_is_not_offered_for_its_topic(reader: Person) -> None:
    reader.visits("done/lesson/citizen/rules/9-11")
    assert not any("Whose elephant?" in label for label in reader.labels)


def test_a_story_by_itself_is_no_season(reader: Person) -> None:
    reader.visits("season/basics/phishing/prize:0")
    assert "not here any more" in reader.sees


def test_every_season_has_six_parts() -> None:
    library = our_library()
    stories = [item for who in Audience for item in library.listing(Kind.STORY, who, "en")]
    seasons = {library.season(item.ref) for item in stories} - {()}
    assert seasons
    assert {len(parts) for parts in seasons} == {6}
