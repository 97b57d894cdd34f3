"""Results from paper: a sheet is taken, filled in, sent back, read strictly and counted once."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from bot.features.classes.store import memberships, tallies
from bot.features.paper.paper_sheet import MOST_BYTES
from tests.kit.assignments import LOST, answers_all, classes_of, counted, gives
from tests.kit.classrooms import another, code_on, joins
from tests.kit.paper_results import counts, filled, packed, sheet_of
from tests.kit.quizzes import change_packs
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def task(house: House, educator: Person) -> int:
    room, _ = classes_of(house, educator, 0)
    task = gives(educator, room)
    educator.visits(f"task/{task}")
    educator.taps("Results from paper")
    return task


@pytest.mark.usefixtures("task")
def test_the_sheet_has_a_line_for_each_alias_and_a_column_for_each_question(educator: Person) -> None:
    head, *lines = sheet_of(educator)
    assert head[0] == "Alias"
    assert head[1].startswith("1. What is bright #")
    assert not any("own words" in cell for cell in head)
    assert len(lines) == memberships.MOST_PUPILS
    assert lines[11][0].endswith(" 12")
    assert not any(cell for line in lines for cell in line[1:])


def test_what_is_filled_in_is_counted_in_blocks_of_five_and_forgotten(educator: Person, task: int) -> None:
    cells = sheet_of(educator)
    educator.sends_sheet(packed(filled(filled(cells, 7), 3, "a")))
    assert "Counted: 7 pupils." in educator.sees
    educator.taps("What they understood")
    assert "1. What is bright: 20–40 %" in educator.sees or "1. What is bright: 40 %" in educator.sees
    educator.visits(f"task/{task}")
    assert "7 counted from paper." in educator.sees
    educator.visits(f"task/{task}/done")
    assert "Counted from paper: 1, 2, 3, 4, 5, 6, 7" in educator.sees
    educator.visits(f"task/{task}/paper")
    assert len(sheet_of(educator)) == 1 + memberships.MOST_PUPILS - 7, "who is counted is not asked for again"


@pytest.mark.usefixtures("task")
def test_sent_again_it_is_refused_and_changes_nothing(house: House, educator: Person) -> None:
    sheet = packed(filled(sheet_of(educator), 5))
    educator.sends_sheet(sheet)
    before = counts(house)
    educator.sends_sheet(sheet)
    assert "counted already or have begun in the bot: 1, 2, 3, 4, 5." in educator.sees
    assert counts(house) == before == 5


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.usefixtures("task")
def test_spreadsheets_of_all_sorts_are_read(house: House, educator: Person, separator: str, encoding: str) -> None:
    educator.sends_sheet(packed(filled(sheet_of(educator), 1), separator, encoding))
    assert "Counted: 1 pupil." in educator.sees
    assert counts(house) == 1


def test_in_russian_with_russian_letters_from_windows(house: House) -> None:
    teacher = Person(house, 7, "ru")
    teacher.settles_in("educator")
    teacher.visits("class/new/4/7")
    room = teacher.button("К классу").page.path.split("/")[1]
    teacher.visits(f"given/{room}/q/lamp-sets/light/9-11:2530")
    teacher.taps("Как идут")
    teacher.taps("Результаты с бумаги")
    cells = sheet_of(teacher)
    teacher.sends_sheet(packed(filled(cells, 1, "Б"), ";", "cp1251"))
    assert "Учтён 1 ученик." in teacher.sees
    teacher.sends_sheet(packed([cells[0], ["5", "B", *[""] * (len(cells[0]) - 2)]], ";"))
    assert "Строка 2, столбец 2: «B» — не ответ на этот вопрос." in teacher.sees
    assert "Это буквы другого алфавита: переключите клавиатуру. Одна из букв А, Б, В или пусто." in teacher.sees


Cells = list[list[str]]
SLIPS: dict[str, tuple[Callable[[Cells], Cells], str, str]] = {
    "another letter": (lambda c: filled(c, 1, "Z"), "Line 2, column 2: “Z” is no answer", "One of A, B, C"),
    "two letters": (lambda c: filled(c, 1, "AB"), "Line 2, column 2", "One of A, B, C"),
    "twice the same": (lambda c: filled(c, 1, "AA", 2), "Line 2, column 3", "One or more of A, B, C"),
    "half an order": (lambda c: filled(c, 1, "A", 4), "Line 2, column 5", "All of A, B, C"),
    "a formula": (lambda c: filled(c, 1, '=HYPERLINK("x")'), '“=HYPERLINK("” is no answer', "One of"),
    "no alias": (
        lambda c: [c[0], ["Masha", "B"]],
        "Line 2, column 1: “Masha” is no alias.",
        "alias or its number",
    ),
    "too high": (lambda c: [c[0], ["61", "B"]], "“61” is no alias.", "alias or its number"),
    "twice": (lambda c: [c[0], ["3", "B"], ["3", "A"]], "Line 3, column 1: Number 3 comes up twice.", "one line"),
    "a column more": (
        lambda c: [c[0], [*c[1][:1], "B", *[""] * (len(c[0]) - 2), "B"]],
        "answer too many",
        "counts",
    ),
    "another head": (
        lambda c: [[c[0][0], "1. Another"], ["3", "B"]],
        "Line 1, column 2: “1. What is bright #",
        "first line",
    ),
    "nothing in it": (lambda c: c, "No answer is filled in.", "Write the crossed letters"),
}


@pytest.mark.parametrize("name", SLIPS)
@pytest.mark.usefixtures("task")
def test_what_is_not_plainly_meant_is_told_with_its_place_and_nothing_counts(
    house: House, educator: Person, name: str
) -> None:
    change, what, fix = SLIPS[name]
    educator.sends_sheet(packed(change(sheet_of(educator))))
    assert "Nothing was counted yet." in educator.sees
    assert what in educator.sees
    assert fix in educator.sees
    assert counts(house) == 0


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04", "This is no CSV or XLSX file."),
        ("Alias".encode("utf-16"), "This is no CSV or XLSX file."),
        (b"\x98\x98", "This is no CSV or XLSX file."),
        (b"", "Line 1, column 2"),
        (b'"Alias', "The quotation marks do not pair up."),
        (b"a," * MOST_BYTES, "too large"),
        (None, "at most 64 KiB"),
    ],
)
@pytest.mark.usefixtures("task")
def test_other_files_are_refused_kindly(house: House, educator: Person, content: bytes | None, what: str) -> None:
    educator.sends_sheet(content)
    assert what in educator.sees
    assert counts(house) == 0


@pytest.mark.usefixtures("task")
def test_many_slips_are_told_as_the_first_ten(educator: Person) -> None:
    educator.sends_sheet(packed(filled(sheet_of(educator), 60, "Z")))
    assert "And 50 more." in educator.sees
    assert len(educator.see().text.plain) < 4096


def test_paper_and_phone_have_blocks_of_their_own(house: House, educator: Person) -> None:
    """A teacher knows what they typed in: in one block with it, the answers of a few phones would be known too."""
    room, pupils = classes_of(house, educator, 4)
    task = gives(educator, room)
    for pupil in pupils:
        answers_all(house, pupil, task)
    educator.visits(f"task/{task}/paper")
    educator.sends_sheet(packed(filled(sheet_of(educator), 1)))
    with house.stores.durable.transaction() as db:
        assert not any(tallies.blocks(db, task).values())
    educator.sends_sheet(packed(filled(sheet_of_task(educator, task), 4)))
    with house.stores.durable.transaction() as db:
        assert sum(len(blocks) for blocks in tallies.blocks(db, task).values()) == 1
        assert len([meaning for meaning in counted(db) if meaning.endswith("/paper")]) == 1


def sheet_of_task(educator: Person, task: int) -> list[list[str]]:
    educator.visits(f"task/{task}/paper")
    return sheet_of(educator)


def test_nobody_is_counted_on_paper_and_by_phone(house: House, educator: Person) -> None:
    room, (one, two) = classes_of(house, educator, 2)
    task = gives(educator, room)
    one.visits(f"due/{task}/begin")
    educator.visits(f"task/{task}/paper")
    cells = sheet_of(educator)
    numbers = {int(row[0].split()[-1]) for row in cells[1:]}
    assert len(numbers) == memberships.MOST_PUPILS - 1, "who has begun by phone stands not in it"
    educator.sends_sheet(packed(filled(cells, len(cells))))
    before = counts(house)
    two.visits(f"due/{task}")
    assert "You have done it." in two.sees
    answers_all(house, two, task)
    assert counts(house) == before
    answers_all(house, one, task)
    assert counts(house) > before


@pytest.mark.usefixtures("task")
def test_an_alias_on_paper_is_given_to_nobody_else(house: House, educator: Person) -> None:
    cells = sheet_of(educator)
    educator.sends_sheet(packed(filled(cells, memberships.MOST_PUPILS - 1)))
    educator.visits(educator.button("⬆").page.path)
    late = another(house, 4000)
    joins(late, code_on(educator.see()))
    assert late.sees.splitlines()[2].endswith(" 60.")


def test_a_changed_wording_takes_a_new_sheet(house: House, educator: Person, task: int, tmp_path: Path) -> None:
    old = packed(filled(sheet_of(educator), 1))
    change_packs(house, tmp_path, "- [x] A lamp", "- [x] A torch")
    educator.sends_sheet(old)
    assert re.search(r"“1\. What is bright #[^”]+” should stand here", educator.sees)
    educator.sends_sheet(packed(filled(sheet_of_task(educator, task), 1)))
    assert "Counted: 1 pupil." in educator.sees


def test_files_are_taken_there_alone(house: House, educator: Person, task: int) -> None:
    sheet = packed(filled(sheet_of(educator), 1))
    educator.types("/menu")
    educator.sends_sheet(sheet)
    assert "I cannot look at pictures, videos or files." in educator.sees
    pupil = another(house, 90)
    for path in (f"task/{task}/paper", f"task/{task}/paper/in", f"task/{task}/paper/typed"):
        assert LOST in pupil.visits(path).text.plain
        assert LOST in another(house, 92, "educator").visits(path).text.plain
    assert "at most 64 KiB" in educator.visits(f"task/{task}/paper/in").text.plain
    assert counts(house) == 0


def workbook(person: Person) -> Workbook:
    """The sheet that is on the screen, as a spreadsheet opens it."""
    _, document = person.see().documents
    assert document.name == "mayak-paper-results.xlsx"
    content = document.content if isinstance(document.content, bytes) else document.content()
    return load_workbook(io.BytesIO(content))


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.usefixtures("task")
def test_the_sheet_comes_and_goes_as_a_workbook_too(house: House, educator: Person) -> None:
    book = workbook(educator)
    page = book.active
    assert page is not None
    assert [cell.value for cell in page[1]][:1] == ["Alias"]
    assert [[cell.value or "" for cell in row] for row in page.iter_rows()] == sheet_of(educator)
    page["B2"], page["B3"], page["C3"] = "b", "A", "AB"
    educator.sends_sheet(saved(book))
    assert "Counted: 2 pupils." in educator.sees
    (table,) = educator.see().tables
    assert [[cell.words for cell in row] for row in table.rows] == [
        ["1", "B", "–", "–", "–", "–"],
        ["2", "A", "AB", "–", "–", "–"],
    ]
    assert counts(house) == 3


@pytest.mark.usefixtures("task")
def test_a_slip_in_a_workbook_is_told_in_the_words_of_the_sheet(house: House, educator: Person) -> None:
    book = workbook(educator)
    page = book.active
    assert page is not None
    page["B4"] = "Z"
    alias = page["A4"].value
    educator.sends_sheet(saved(book))
    assert f"Line 4, column 2: “Z” is no answer to this question. One of A, B, C, or nothing. ({alias} · 1." in (
        educator.sees
    )
    assert counts(house) == 0


@pytest.mark.usefixtures("task")
def test_results_are_typed_line_by_line(house: House, educator: Person) -> None:
    example = re.search(r"parts pupils: 7 (.+); 12 ", educator.sees)
    assert example
    educator.types(f"9 {example[1]}")
    assert "Counted: 1 pupil." in educator.sees, "the example shows what can be read"
    before = counts(house)
    educator.types("7 B AB B ABC C; 12: a - B")
    assert "Counted: 2 pupils." in educator.sees
    assert "7: B, AB, B, ABC, C\n12: A, –, B, –, –" in educator.sees
    educator.types("8 B")
    assert "Counted: 1 pupil." in educator.sees, "more may be typed at once"
    assert counts(house) == before + 8
    educator.types("12 B")
    assert "counted already or have begun in the bot: 12." in educator.sees
    educator.types("13 Q\nMasha B")
    assert "Pupil 1 of those typed, answer 1: “Q” is no answer" in educator.sees
    assert "Pupil 2 of those typed: “Masha” is no alias." in educator.sees
    assert educator.see().again == "13 Q\nMasha B", "a page has it in its field again"
    educator.types("14 B AB B ABC C A")
    assert "There is one answer too many. This set counts 5 answers." in educator.sees
    assert counts(house) == before + 8
