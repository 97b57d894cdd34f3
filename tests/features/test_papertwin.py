"""The paper twin: a question set to print on two pages, with a key on one."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from bot.pictures.papertwin import PaperQuestion, draw_key, draw_sheets
from bot.pictures.sheet import A4, MARGIN
from tests.features.test_assignments import classes_of
from tests.features.test_classrooms import LOST, another, files
from tests.talk import ROOT, House, Person, library

PATH = "paper/{r}/lamp-sets/light/9-11"


def pages(file: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type /Page\b", file))


def test_a_set_is_printed_from_where_it_is_given(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    educator.visits(f"give/{room}/q/lamp-sets/light/9-11")
    educator.taps("On paper")
    made = files(educator.see())
    assert 1 <= pages(made["mayak-sheet.pdf"]) <= 2
    assert pages(made["mayak-sheet-key.pdf"]) == 1
    assert Image.open(io.BytesIO(made["mayak-sheet.png"])).height == A4[1]


def test_a_short_set_takes_one_page_in_letters_that_are_easily_read() -> None:
    short = PaperQuestion(
        "Title", "Words. " * 12, "Cross one.", (("A", "One"), ("B", "Two"), ("C", "Three")), 0, "A", ""
    )
    assert len(draw_sheets("A set", "My number", [short] * 5)) == 1
    assert len(draw_sheets("A set", "My number", [short] * 8)) == 2, "not in letters below 12 points"


@pytest.mark.slow
def test_every_set_of_ours_fits_on_two_pages_and_its_key_on_one(
    house: House, educator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest sets of each language are tried, as the features make them."""
    from bot.features import papertwin  # noqa: PLC0415 - its questions are looked at, not its screen
    from bot.packs.model import Kind  # noqa: PLC0415
    from bot.values.audience import TIERS  # noqa: PLC0415

    packs = library(ROOT / "quizzes")
    house.conversation.household.take(packs)
    drawn: list[tuple[str, str, list[PaperQuestion]]] = []

    def note(title: str, head: str, questions: list[PaperQuestion]) -> bytes:
        drawn.append((title, head, questions))
        return b""

    monkeypatch.setattr(papertwin, "_sheet_pdf", note)
    for grade, tier in zip((1, 4, 7, 10), TIERS, strict=True):
        educator.visits(f"class/new/{grade}/{grade}")
        for locale in ("ru", "en"):
            educator.visits(f"set/locale/{locale}")
            sets = packs.listing(Kind.QUIZ, tier, locale)
            longest = max(sets, key=lambda item: sum(len(card.body) + len(card.title) for card in item.cards))
            educator.visits(f"paper/{grade}/{longest.ref.pack}/{longest.ref.item}")
            files(educator.see())
    assert len(drawn) == 8
    for title, head, questions in drawn:
        sheets = draw_sheets(title, head, questions)
        assert len(sheets) <= 2
        assert all(sheet.top <= A4[1] - MARGIN for sheet in sheets), "nothing hangs over the edge"
        assert draw_key(title, questions).top <= A4[1] - MARGIN


def test_the_paper_is_for_the_classes_teachers(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    for person in (another(house, 90), another(house, 91, "parent"), another(house, 92, "educator")):
        assert LOST in person.visits(PATH.format(r=room)).text.plain
