"""Every address fits into Telegram's 64 bytes, and reads back as the page it was written for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.classes import pages as classes_pages
from bot.features.duel.pages import DuelOf
from bot.features.library import pages as library_pages
from bot.values import fields
from bot.values.audience import Audience, Duty
from bot.values.limits import PATH_BYTES
from bot.values.page import Page, every_page, page, parse
from bot.values.profile_picture import PICTURES, marked, unmarked

LONGEST = {
    "pack": "p" * 16,
    "item": "i" * 24,
    "card": "c" * 11,
    "follow_up": "c" * 11,
    "kind": "lesson",
    "marks": "abcdef",
    "audience": Audience.EDUCATOR,
    "locale": "zh-Hant",
    "country": "RU",
    "zone": "America/Argentina/ComodRivadavia",
    "topic": "t" * 16,
    "switch": "off",
    "part": "back",
    "thing": "t" * 12,
    "choice": 9,
    "draw": "zzzz",
    "steps": "9" * 10,
    "rules": "abcdefghijkl",
    "reply": "sometimes",
    "sureness": "unsure",
    "code": "Z" * 12,
    "digits": "9" * 6,
    "icon": "turtle",
    "grade": 11,
    "letter": "q",
    "initial": "g",
    "reason": "w",
    "phase": "before",
    "till": "9999",
    "within": 10,
    "place": "RU99",
    "purpose": "campaigns",
    "countries": "GB-KZ-RU-US",
    "mark": "0123456789",
    "answers": "01234567-89abcdef-01234567",
    "guesses": "01234567-89abcdef-01234567",
    "where": "p",
    "step": "closed",
    "list_page": 9,
    "over": "0123456789",
    "duty": Duty.PSYCHOLOGIST,
    "of": DuelOf.QUESTIONS,
    "at": "lkk999",
    "given": "n",
    "aliases": "x" + "f" * 15,
    "sign": "friend-hacked",
    "signs": "personal-data.friend-hacked.illegal-job",
    "sheet": "campaigns",
    "dimension": "audience",
    "picture": "butterfly",
    "taps": "999",
    "message": 999_999_999_999_999_999,
}


def texts(kind: object) -> st.SearchStrategy[str]:
    """Whatever may stand in a field of this type."""
    return st.from_regex(fields.coding_of(kind).pattern, fullmatch=True)


@pytest.mark.parametrize("kind", every_page(), ids=lambda kind: kind.template)
def test_the_longest_address_of_each_page_fits_and_reads_back(kind: type[Page]) -> None:
    longest = kind(**{name: LONGEST.get(name, 999_999_999) for name in kind.codings})
    assert len(longest.path.encode()) <= PATH_BYTES
    assert parse(longest.path) == longest
    for picture in PICTURES:
        button = marked(longest.path, picture)
        assert len(button.encode()) <= PATH_BYTES, "also with the sign of a shared phone"
        assert unmarked(button) == (longest.path, picture)


@given(texts(fields.Pack), texts(fields.Card), st.integers(0, 9))
def test_pages_read_back(pack: str, card: str, choice: int) -> None:
    there = library_pages.Choice(pack, "a/b", card, choice)
    assert parse(there.path) == there


@given(st.text(max_size=80))
def test_no_path_breaks_the_reader(path: str) -> None:
    found = parse(path)
    assert found is None or found.path == path


def test_the_example_of_the_design_is_a_page() -> None:
    assert parse("lesson/basics/phishing/9-11:signs") == library_pages.LessonCard(
        "basics", "phishing/9-11", "signs"
    )


def test_a_field_is_read_back_as_what_it_is() -> None:
    found = parse("browse/3/accounts/9-11/en/5:0")
    assert found == classes_pages.Browse(3, "accounts", Audience.TIER_9_11, "en", 5, 0)
    assert isinstance(found, classes_pages.Browse)
    assert isinstance(found.audience, Audience)


def test_a_field_that_does_not_say_how_it_is_written_is_refused() -> None:
    with pytest.raises(TypeError, match="no coding is declared"):

        @page("plain/{words}")
        class Plain(Page):
            """A page whose field may be anything."""

            words: str


def test_a_path_that_leaves_a_field_out_is_refused() -> None:
    with pytest.raises(ValueError, match="not those of its path"):

        @page("short")
        class Short(Page):
            """A page that its path does not name whole."""

            number: int


def test_two_pages_cannot_share_a_path() -> None:
    with pytest.raises(ValueError, match="share the path"):

        @page("menu")
        class Twin(Page):
            """A second menu."""
