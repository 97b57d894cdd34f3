"""Tables that teachers have: of Kahoot, of Quizizz, a question and its answer, pairs; empty ones to fill in."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from bot.packs.exchange.sheet_head import ANSWER_COLUMNS, COLUMNS
from bot.packs.exchange.table import read_table, write_table
from bot.packs.upload.archive import open_archive
from bot.packs.upload.upload import PackUpload, open_upload

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TODAY = date(2026, 12, 3)
PLACE = "phishing/9-11"

KAHOOT = (
    ("", "Quiz template"),
    ("", "Add questions, at least two answer alternatives, time limit and choose correct answers (at least one)."),
    ("", "Have fun creating your awesome quiz!"),
    ("", "Remember: questions have a limit of 120 characters and answers can have 75 characters max."),
    (),
    ("", "See an example question below (don't forget to overwrite this with your first question!)"),
    (),
    (
        "",
        "Question - max 120 characters",
        "Answer 1 - max 75 characters",
        "Answer 2 - max 75 characters",
        "Answer 3 - max 75 characters",
        "Answer 4 - max 75 characters",
        "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
        "Correct answer(s) - choose at least one",
    ),
    (1, "Which is a strong password?", "12345", "three words of mine", "my name", "qwerty", 20, 2),
    (2, "Which are safe?", "A lock", "A key", "An open door", "", 20, "1,2"),
)

QUIZIZZ = (
    (
        *("Question Text", "Question Type", "Option 1", "Option 2", "Option 3", "Option 4", "Option 5"),
        *("Correct Answer", "Time in seconds", "Image Link", "Answer explanation"),
    ),
    (
        *("Text of the question\n\n(required)", "Question Type\n\n(default is Multiple Choice)", "(required)"),
        *("(required)", "(optional)", "(optional)", "(optional)", "Write the number"),
    ),
    ("Who asks for a code?", "Multiple Choice", "A trickster", "The bank", "", "", "", 1, 30, "", "Nobody else."),
    ("Mark what is private", "Checkbox", "A code", "A colour", "An address", "", "", "1,3", 30, "", ""),
    ("What do you think?", "Poll", "So", "Or so", "", "", "", "", 30, "", ""),
    ("Tell a friend", "Open-Ended", "", "", "", "", "", "", 30, "", ""),
    ("The code is ___", "Fill-in-the-Blank", "secret", "", "", "", "", "", 30, "", ""),
    ("Look here", "Multiple Choice", "a cat", "a dog", "", "", "", 1, 30, "https://example.org/cat.png", "So."),
)


def sheet(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    assert book.active
    for row in rows:
        book.active.append([*row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(name: str, rows: Sequence[Sequence[object]]) -> tuple[str, PackUpload]:
    """Send a table as an editor does; return the quiz that came of it, and all that was said."""
    upload = open_upload(name, sheet(rows), TODAY, b"", PLACE)
    assert not [one for one in upload.errors if one.code == "E912"], upload.problems
    files = open_archive("pack.zip", upload.content)[0] if upload.content else {}
    return next((words.decode() for file, words in files.items() if "/quiz." in file), ""), upload


def test_a_sheet_of_kahoot_comes_as_it_is() -> None:
    taken = read_table([[str(cell) for cell in row] for row in KAHOOT])
    first, second = taken.asked
    assert (first.line, first.stem) == (9, "Which is a strong password?")
    assert [one.words for one in first.answers if one.right] == ["three words of mine"]
    assert [one.words for one in second.answers if one.right] == ["A lock", "A key"]
    assert len(second.answers) == 3
    upload = open_upload("kahoot.xlsx", sheet(KAHOOT), TODAY, b"", PLACE)
    said = [f"{one.what}" for one in upload.problems if one.code == "W913"]
    assert any("its time limit stays behind" in one for one in said)
    assert {one.code for one in upload.errors} <= {"E202"}, "only feedback is left to write, which Kahoot has not"


def test_a_sheet_of_quizizz_comes_with_its_kinds_and_explanations() -> None:
    taken = read_table([[str(cell) for cell in row] for row in QUIZIZZ])
    who, private, poll, open_, look = taken.asked
    assert [one.words for one in who.answers if one.right] == ["A trickster"]
    assert who.note == "Nobody else."
    assert [one.right for one in private.answers] == [True, False, True]
    assert (poll.kind.name, open_.kind.name) == ("poll", "open")
    assert look.stem == "Look here"
    said = {(one.line, one.what, one.kept) for one in taken.repairs}
    assert (7, "an answer to be typed", False) in said
    assert (8, "its picture stays behind", True) in said
    assert not any("not read" in what for _, what, _ in said)


def test_headers_in_russian_with_numbers_and_words_for_the_right_answer() -> None:
    quiz, upload = sent(
        "пароли.xlsx",
        [
            ("Вопрос", "Вариант 1", "Вариант 2", "Вариант 3", "Правильный ответ", "Объяснение"),
            ("Какой пароль крепче?", "12345", "три слова", "моё имя", 2, "Длина важнее."),
            ("Кому можно сказать код?", "никому", "банку", "", "никому", "Код — это ключ."),
        ],
    )
    assert not upload.errors
    assert "- [ ] 12345\n- [x] три слова\n- [ ] моё имя\n\n> [!NOTE]\n> Длина важнее." in quiz
    assert "- [x] никому\n- [ ] банку" in quiz


def test_a_question_and_its_answer_are_thought_over_and_read() -> None:
    quiz, upload = sent("вопросы.xlsx", [("Вопрос", "Ответ"), ("Что такое фишинг?", "Ловля на обман.")])
    assert not upload.errors
    assert "## Что такое фишинг?" in quiz
    assert "<!-- open -->" in quiz
    assert "> [!NOTE]\n> Ловля на обман." in quiz
    quiz, _ = sent("plain.xlsx", [("What is phishing?", "A bait."), ("What is a code?", "A key.")])
    assert quiz.count("<!-- open -->") == 2


def test_a_table_of_pairs_becomes_questions_of_what_belongs_together() -> None:
    pairs = [(f"слово {number}", f"смысл {number}") for number in range(7)]
    quiz, upload = sent("пары.xlsx", pairs)
    assert not upload.errors
    assert "## Что к чему подходит? 1" in quiz
    assert "- слово 0 = смысл 0\n" in quiz
    assert quiz.count(" = смысл") == 7
    assert quiz.count("\n## ") == 2


def test_options_up_to_a_row_of_buttons_come() -> None:
    letters = "абвгдежз"
    quiz, upload = sent(
        "восемь.xlsx",
        [
            ("вопрос", "верно", *letters, "пояснение"),
            ("Что из этого?", "з", *map("ответ {}".format, range(8)), "Да."),
        ],
    )
    assert not upload.errors
    assert "- [x] ответ 7" in quiz
    rows = [("Question", *(f"Option {n}" for n in range(1, 10)), "Correct answer"), ("Which?", *"abcdefghi", 2)]
    taken = read_table([[str(cell) for cell in row] for row in rows])
    assert [len(one.answers) for one in taken.asked] == [8]
    assert "the column 'Option 9' is not read" in [f"{one.what}" for one in taken.repairs]


def test_empty_tables_speak_the_editors_language_and_come_back_filled(tmp_path: Path) -> None:
    file = tmp_path / "questions.xlsx"
    write_table(file, [], "ru")
    book = load_workbook(file)
    assert [cell.value for cell in book.worksheets[0][1]][:6] == [
        "вопрос",
        "заголовок",
        "верно",
        "а",
        "отклик а",
        "б",
    ]
    book.worksheets[0].append(["Что?", "", "б", "это", "Нет.", "то", ""])
    book.save(file)
    (one,) = read_table(
        [[str(cell.value or "") for cell in row] for row in load_workbook(file).worksheets[0]]
    ).asked
    assert [answer.right for answer in one.answers] == [False, True]
    write_table(file, [], "en", ANSWER_COLUMNS)
    assert [cell.value for cell in load_workbook(file).worksheets[0][1]] == [*ANSWER_COLUMNS]
    assert set(ANSWER_COLUMNS) <= set(COLUMNS)
