"""A class in two minutes: the taps that the page for educators counts, from the first message on."""

from __future__ import annotations

import re

import pytest

from tests.kit.desk import door_of, sits_down
from tests.talk import ROOT, House, Person

TO_A_CLASS = ("Educator", "Make a class", "I agree, remember me", "4 (age")
TO_A_POSTER = ("Poster and key sheet",)
TO_AN_ASSIGNMENT = ("Give something to do", "To begin with", "Until 2 December")
BY_TOPIC = ("Give something to do", "Passwords", "❓", "Until 2 December")
AT_THE_DESK = ("Make a class", "4 (age")


@pytest.mark.parametrize("path", [(*TO_A_POSTER, *TO_AN_ASSIGNMENT), BY_TOPIC])
def test_eight_taps_lead_from_nothing_to_a_class_that_has_something_to_do(
    house: House, path: tuple[str, ...]
) -> None:
    teacher = Person(house, 4321)
    teacher.types("/start")
    for label in TO_A_CLASS:
        teacher.taps(label)
    assert "Your class is ready" in teacher.sees
    for label in path:
        teacher.taps(label)
        if label in TO_A_POSTER:
            assert teacher.see().documents
    assert "has it, until 2 December." in teacher.sees
    assert len((*TO_A_CLASS, *path)) == 8


@pytest.mark.parametrize("path", [TO_AN_ASSIGNMENT, BY_TOPIC])
async def test_at_a_desk_at_most_six_clicks_do(house: House, educator: Person, path: tuple[str, ...]) -> None:
    clicks = (*AT_THE_DESK, *path)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        for label in clicks:
            assert (await browser.taps(label)).status == 200
        assert "has it, until 2 December." in browser.sees
    assert len(clicks) <= 6


def test_what_to_begin_with_is_offered_once(educator: Person) -> None:
    educator.types("/class")
    for label in (*AT_THE_DESK, *TO_AN_ASSIGNMENT):
        educator.taps(label)
    educator.taps("⬆")
    educator.taps("Give something to do")
    assert "To begin with" not in educator.sees


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("en", r"(\d) times to a class .+, (\d); then .+, (\d)\.\s+Eight taps"),
        ("ru", r"(\d) до класса .+ — (\d); потом .+ — (\d)\. Восемь нажатий"),
    ],
)
def test_the_page_counts_them_truly(language: str, counts: str) -> None:
    page = (ROOT / "docs" / "educators" / f"class.{language}.md").read_text("utf-8")
    found = re.search(counts, page)
    assert found
    assert [*map(int, found.groups())] == [len(TO_A_CLASS), len(TO_A_POSTER), len(TO_AN_ASSIGNMENT)]
    assert sum(map(int, found.groups())) == 8
