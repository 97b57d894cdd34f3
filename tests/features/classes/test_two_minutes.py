"""A class in two minutes: the taps that the page for educators counts, from the first message on."""

from __future__ import annotations

import re

import pytest

from tests.talk import ROOT, House, Person

TO_A_CLASS = ("Educator", "Make a class", "I agree, remember me", "4 (age")
TO_A_POSTER = ("To the class", "Poster and key sheet")
TO_AN_ASSIGNMENT = ("Give something to do", "Passwords", "❓", "Until 2 December")


def test_ten_taps_lead_from_nothing_to_a_class_that_has_something_to_do(house: House) -> None:
    teacher = Person(house, 4321)
    teacher.types("/start")
    for label in TO_A_CLASS:
        teacher.taps(label)
    assert "Your class is ready" in teacher.sees
    for label in TO_A_POSTER:
        teacher.taps(label)
    assert teacher.see().documents
    for label in TO_AN_ASSIGNMENT:
        teacher.taps(label)
    assert "has it, until 2 December." in teacher.sees


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("en", r"(\d) times to a class .+, (\d); then .+, (\d)\.\s+Ten taps"),
        ("ru", r"(\d) до класса .+ — (\d); потом .+ — (\d)\. Десять нажатий"),
    ],
)
def test_the_page_counts_them_truly(language: str, counts: str) -> None:
    page = (ROOT / "docs" / "educators" / f"class.{language}.md").read_text("utf-8")
    found = re.search(counts, page)
    assert found
    assert [*map(int, found.groups())] == [len(TO_A_CLASS), len(TO_A_POSTER), len(TO_AN_ASSIGNMENT)]
    assert sum(map(int, found.groups())) == 10
