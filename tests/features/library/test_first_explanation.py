"""A stranger has the first explanation after few taps and few words: every word on the way is counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.features.library import pages
from bot.values.audience import Audience
from bot.values.screen import Link
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from collections.abc import Iterator

TAPS = 3
WORDS = {Audience.TIER_6_8: 60}
OTHERS = 90


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("first"), our_library())
    yield house
    house.close()


def words(person: Person) -> int:
    """Return how many words stand on the screen above its buttons, with the greeting before it."""
    screen = person.see()
    above = screen.greeting.text.plain if screen.greeting else ""
    return len(re.findall(r"\w+(?:[-'’]\w+)*", f"{above} {screen.text.plain}"))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("who", Audience)
def test_the_first_explanation_is_near(brought: House, language: str, who: Audience) -> None:
    reader = Person(brought, 7000 + [*Audience].index(who), language)
    reader.types("/start")
    read, taps = words(reader), 1
    reader.visits(f"who/{who}")
    read += words(reader)
    answers = [link.page for row in reader.see().rows for link in row if isinstance(link, Link)]
    given = [page for page in answers if isinstance(page, pages.LessonAnswer)]
    assert len(given) > 1, "the first card asks"
    for page in given:
        reader.visits(page.path)
        assert taps + 1 <= TAPS
        assert read + words(reader) <= WORDS.get(who, OTHERS), page.path
    if who.is_child:
        wrong = [page for page in given if "Show the answer" in _after(reader, page)]
        assert len(wrong) == len(given) - 1, "the right answer is not shown below a wrong one"


def _after(reader: Person, page: pages.LessonAnswer) -> list[str]:
    reader.visits(page.path)
    told = {"Показать ответ": "Show the answer"}
    return [told.get(label, label) for label in reader.labels]
