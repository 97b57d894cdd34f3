"""The paper twin: a question set to print on two pages, with a key on one."""

from __future__ import annotations

import csv
import io
import re

import pytest
from PIL import Image

from bot.chat.textmode import links
from bot.pictures.paper_twin import PaperQuestion, draw_key, draw_sheets
from bot.pictures.sheet import A4, MARGIN
from tests.kit.assignments import classes_of
from tests.kit.classrooms import LOST, another, files
from tests.talk import House, Person, our_library

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


@pytest.mark.parametrize(
    ("language", "how", "letters"),
    [
        ("en", "Write the letters in their order: what comes first?", "ABC"),
        ("ru", "Запиши буквы по порядку: что сначала?", "АБВ"),
    ],
)
def test_an_order_is_written_in_the_letters_that_the_sheet_of_results_takes(
    house: House, monkeypatch: pytest.MonkeyPatch, language: str, how: str, letters: str
) -> None:
    from bot.features.paper import paper_twin  # noqa: PLC0415 - its questions are looked at, not its screen

    drawn: list[PaperQuestion] = []

    def note(_title: str, _head: str, questions: list[PaperQuestion], *, rtl: bool) -> bytes:
        assert not rtl
        drawn.extend(questions)
        return b""

    monkeypatch.setattr(paper_twin, "_sheet_pdf", note)
    teacher = Person(house, 71, language)
    teacher.settles_in("educator")
    teacher.visits("class/new/4/7")
    room = teacher.button("К классу" if language == "ru" else "To the class").page.path.split("/")[1]
    teacher.visits(f"paper/{room}/lamp-sets/light/9-11")
    files(teacher.see())
    (order,) = [question for question in drawn if question.slots]
    assert order.how == how
    assert [letter for letter, _ in order.options] == list(letters)
    assert order.slots == len(letters)
    answer = order.key.replace(" → ", "")
    assert sorted(answer) == sorted(letters), "the key is in the same letters"
    column = next(place for place, question in enumerate(drawn) if question is order)
    teacher.visits(f"given/{room}/q/lamp-sets/light/9-11:2530")
    teacher.taps("Как идут" if language == "ru" else "How it")
    teacher.taps("Результаты с бумаги" if language == "ru" else "Results from paper")
    document = next(document for document in teacher.see().documents if document.name.endswith(".csv"))
    content = document.content if isinstance(document.content, bytes) else document.content()
    parting = ";" if language == "ru" else ","
    head = next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=parting))
    cells = [["" for _ in head]]
    place = next(at for at, cell in enumerate(head) if cell.startswith(f"{column + 1}. "))
    cells[0][0], cells[0][place] = "1", answer
    written = io.StringIO()
    csv.writer(written, delimiter=parting).writerows([head, *cells])
    teacher.sends_sheet(written.getvalue().encode())
    assert ("Учтён 1 ученик." if language == "ru" else "Counted: 1 pupil.") in teacher.sees


@pytest.mark.slow
def test_every_set_of_ours_fits_on_two_pages_and_its_key_on_one(
    house: House, educator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest sets of each language are tried, as the features make them."""
    from bot.features.paper import paper_twin  # noqa: PLC0415 - its questions are looked at, not its screen
    from bot.packs.model import Kind  # noqa: PLC0415
    from bot.values.audience import TIERS  # noqa: PLC0415

    packs = our_library()
    house.conversation.services.take(packs)
    drawn: list[tuple[str, str, list[PaperQuestion]]] = []

    def note(title: str, head: str, questions: list[PaperQuestion], *, rtl: bool) -> bytes:
        assert not rtl
        drawn.append((title, head, questions))
        return b""

    monkeypatch.setattr(paper_twin, "_sheet_pdf", note)
    for grade, tier in zip((1, 4, 7, 10), TIERS, strict=True):
        educator.visits(f"class/new/{grade}/{grade}")
        room = next(
            path.split("/")[1] for link in links(educator.see()) if (path := link.page.path).startswith("class/")
        )
        for locale in ("ru", "en"):
            educator.visits(f"set/locale/{locale}")
            sets = packs.listing(Kind.QUIZ, tier, locale)
            longest = max(sets, key=lambda item: sum(len(card.body) + len(card.title) for card in item.cards))
            educator.visits(f"paper/{room}/{longest.ref.pack}/{longest.ref.item}")
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
