"""Every address fits into Telegram's 64 bytes, and reads back as the page it was written for."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.values import sitemap
from bot.values.limits import PATH_BYTES
from bot.values.page import FIELDS, Page, every_page, page, parse

LONGEST = {
    "pack": "p" * 16,
    "item": "i" * 24,
    "card": "c" * 11,
    "kind": "lesson",
    "marks": "abcdef",
    "audience": "educator",
    "locale": "zh-Hant",
    "country": "RU",
    "zone": "America/Argentina/ComodRivadavia",
    "topic": "t" * 16,
    "switch": "off",
    "part": "back",
    "thing": "t" * 12,
    "choice": 9,
    "rules": "abcdefghijkl",
    "reply": "sometimes",
    "code": "Z" * 12,
    "grade": 11,
    "letter": "q",
    "initial": "g",
    "reason": "w",
    "phase": "before",
    "till": "9999",
    "within": "10",
    "place": "RU99",
    "mark": "0123456789",
    "where": "p",
    "step": "closed",
    "over": "0123456789",
    "duty": "psychologist",
    "message": 999_999_999_999_999_999,
}


@pytest.mark.parametrize("kind", every_page(), ids=lambda kind: kind.template)
def test_the_longest_address_of_each_page_fits_and_reads_back(kind: type[Page]) -> None:
    fields = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    longest = kind(**{name: LONGEST.get(name, 999_999_999) for name in fields})
    assert len(longest.path.encode()) <= PATH_BYTES
    assert parse(longest.path) == longest


@given(
    st.from_regex(FIELDS["pack"], fullmatch=True), st.from_regex(FIELDS["card"], fullmatch=True), st.integers(0, 9)
)
def test_pages_read_back(pack: str, card: str, choice: int) -> None:
    there = sitemap.Choice(pack, "a/b", card, choice)
    assert parse(there.path) == there


@given(st.text(max_size=80))
def test_no_path_breaks_the_reader(path: str) -> None:
    found = parse(path)
    assert found is None or found.path == path


def test_the_example_of_the_design_is_a_page() -> None:
    assert parse("lesson/basics/phishing/9-11:signs") == sitemap.LessonCard("basics", "phishing/9-11", "signs")


def test_two_pages_cannot_share_a_path() -> None:
    with pytest.raises(ValueError, match="share the path"):

        @page("menu")
        class Twin(Page):
            """A second menu."""
