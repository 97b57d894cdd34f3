"""Files of other programs join the pack in hand or begin a new one, as an editor sends them to the bot."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from bot.packs.parser.reader import read_pack
from bot.packs.templates import starter
from bot.packs.translate.catalogues import write_catalogue
from bot.packs.translate.translation import entries
from bot.packs.upload.archive import lay_out, open_archive, pack_up
from bot.packs.upload.sandbox import open_in_sandbox
from bot.packs.upload.upload import open_upload
from bot.values.phrases import phrases_of
from tests.packs.word_kit import WordFile, run, small

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.upload.upload import PackUpload

TODAY = date(2026, 11, 29)
GIFT = "::Lock:: What keeps a door? {=A lock#Yes. ~A curtain#It only hides.}\n\nHow much is two and two? {#4}\n"


def files(upload: PackUpload) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def send(name: str, content: bytes, base: bytes = b"", place: str = "accounts/9-11") -> PackUpload:
    return open_upload(name, content, TODAY, base, place)


def test_a_document_begins_a_pack_in_its_own_language() -> None:
    upload = send("Passwords that last.docx", small().content())
    assert not upload.errors
    assert (upload.pack, upload.version, upload.title) == ("passwords", "1.0.0", "Passwords")
    there = files(upload)
    assert set(there) == {"pack.yml", "accounts/9-11/lesson.en.md"}
    assert "source_locale: en" in there["pack.yml"]
    assert "locales: [en]" in there["pack.yml"]
    assert "## Three words" in there["accounts/9-11/lesson.en.md"]


def test_a_russian_document_begins_a_russian_pack() -> None:
    file = WordFile(styles={"1": "Заголовок 1", "2": "Заголовок 2"})
    file.add("Пароли: как не забыть", style="1")
    file.add("Три слова", style="2")
    file.add("Возьми три слова, которые не связаны между собой.")
    upload = send("пароли.docx", file.content())
    assert not upload.errors
    assert set(files(upload)) == {"pack.yml", "accounts/9-11/lesson.ru.md"}
    assert upload.title == "Пароли: как не забыть"


def test_a_document_joins_the_pack_in_hand() -> None:
    base = open_upload("my-pack.zip", starter(), TODAY).content
    upload = send("next.docx", small().content(), base, "/privacy/12-15/")
    assert not upload.errors
    assert "privacy/12-15/lesson.ru.md" in files(upload)
    assert "accounts/9-11/lesson.ru.md" in files(upload)
    assert upload.pack == "my-pack"


def test_what_does_not_fit_in_a_document_is_told_with_what_the_check_says() -> None:
    file = small()
    file.add(run("old words", "strike"))
    upload = send("a.docx", file.content())
    assert [problem.code for problem in upload.problems][:1] == ["W913"]
    assert "a line through words stays behind: “old words”" in upload.problems[0].what
    assert upload.content


def test_without_its_place_a_document_is_not_taken() -> None:
    for place in ("", "Somewhere!", "../../etc", "a" * 25):
        (problem,) = send("a.docx", small().content(), place=place).problems
        assert problem.code == "E908"
        assert "phishing/9-11" in problem.fix


OTHERS = {
    "a.doc": "an older document of Word (.doc)",
    "a.docm": "a document of Word with macros (.docm), which are never opened here",
    "a.DOTX": "a template of Word",
    "a.odt": "a document of LibreOffice (.odt)",
    "a.pages": "a document of Pages",
    "a.pdf": "a PDF: it holds printed pages, not headings and paragraphs",
    "a.rtf": "a document in RTF",
    "a.docx": "no Word document, or a damaged one",
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_document_is_refused_with_the_way_to_make_it_one(name: str) -> None:
    upload = send(name, small().content() if name == "a.docm" else b"{\\rtf1 words}")
    (problem,) = upload.problems
    assert problem.code == "E912"
    assert problem.what == OTHERS[name]
    assert ".docx" in problem.fix
    assert not upload.content


@pytest.mark.parametrize("name", ["a.xls", "a.xlsm", "a.ods", "a.numbers"])
def test_another_sheet_is_refused_with_the_way_to_xlsx(name: str) -> None:
    (problem,) = send(name, b"words", place="").problems
    assert (problem.code, ".xlsx" in problem.fix) == ("E912", True)


def test_questions_become_a_quiz_and_the_others_are_listed_with_their_lines() -> None:
    upload = send("bank.gift", GIFT.encode(), place="phishing/9-11")
    assert not upload.errors
    assert "phishing/9-11/quiz.en.md" in files(upload)
    assert [
        (problem.path, problem.line, problem.what) for problem in upload.problems if problem.code == "W913"
    ] == [("bank.gift", 3, "it stays behind: a number is asked for")]


def test_questions_in_a_sheet_and_in_moodle_come_too() -> None:
    book, sheet = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (["вопрос", "верно", "а", "б", "пояснение"], ["Где свет?", "а", "Тут", "Там", "Он тут."]):
        book.active.append(row)
    book.save(sheet)
    assert "phishing/9-11/quiz.ru.md" in files(send("лист.xlsx", sheet.getvalue(), place="phishing/9-11"))
    moodle = (
        '<?xml version="1.0"?><quiz><question type="truefalse">'
        "<questiontext><text>Do doors open by themselves?</text></questiontext>"
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text>'
        "<feedback><text>Look again.</text></feedback></answer></question></quiz>"
    )
    there = files(send("bank.xml", moodle.encode(), place="phishing/9-11"))
    assert "- [x] True\n- [ ] False" in there["phishing/9-11/quiz.en.md"]


def test_a_file_of_questions_that_holds_none_is_refused() -> None:
    upload = send("bank.gift", b"How much? {#4}\n")
    assert upload.problems[0].code == "E912"
    assert "a number is asked for" in upload.problems[1].what
    assert not upload.content
    hostile = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><quiz>&b;</quiz>'
    assert [problem.code for problem in send("bank.xml", hostile).problems] == ["E912"]


def test_translated_words_come_back_into_the_pack_in_hand(tmp_path: Path) -> None:
    base = open_upload("my-pack.zip", starter(), TODAY).content
    lay_out(open_archive("pack.zip", base)[0], tmp_path / "my-pack")
    title = "lesson:accounts/9-11#.title"
    words = [
        replace(entry, said="A better title") if entry.context == title else entry
        for entry in entries(read_pack(tmp_path / "my-pack"), "en")
    ]
    file = tmp_path / "my-pack.en.po"
    write_catalogue(file, words, "en")
    upload = open_upload(file.name, file.read_bytes(), TODAY, base)
    assert not upload.errors
    assert "title: A better title\n" in files(upload)["accounts/9-11/lesson.en.md"]


def test_translated_words_of_another_state_or_language_are_told_and_not_taken() -> None:
    base = open_upload("my-pack.zip", starter(), TODAY).content
    po = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgctxt "lesson:accounts/9-11#.title"\nmsgid "x"\nmsgstr "A better title"\n'
    )
    upload = open_upload("my-pack.en.po", po.encode(), TODAY, base)
    assert any("the source has changed since the export" in problem.what for problem in upload.problems)
    (problem,) = open_upload("my-pack.kk.po", po.encode(), TODAY, base).problems
    assert (problem.code, problem.fix) == ("E912", "add kk to `locales` in pack.yml")


def test_the_head_of_the_pack_is_mended_alone() -> None:
    base = open_upload("my-pack.zip", starter(), TODAY).content
    head = open_archive("pack.zip", base)[0]["pack.yml"].replace(b"version: 1.0.0", b"version: 1.0.1")
    assert open_upload("pack.yml", head, TODAY, base).version == "1.0.1"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("банк.gift", b"\xff\xfe{", "банк.gift: не в UTF-8: сохраните в UTF-8"),
        ("bank.xml", b"<?xml <", "строка 1: это не XML: "),
        ("bank.xlsx", b"no sheet", "bank.xlsx: это не XLSX, или файл повреждён: "),
        ("bank.csv", b"a;b\n1;2", "первая строка должна назвать столбцы: question, "),
        ("my-pack.en.po", b"msgid a", "my-pack.en.po: это не PO: "),
    ],
)
def test_an_editor_reads_in_their_language_why_a_file_is_not_taken(name: str, content: bytes, why: str) -> None:
    base = open_upload("my-pack.zip", starter(), TODAY).content
    (problem,) = open_upload(name, content, TODAY, base, "phishing/9-11").problems
    assert problem.code == "E912"
    assert phrases_of("ru").retell(problem.what).startswith(why)


def test_an_editor_reads_in_their_language_what_a_process_of_its_own_found() -> None:
    file = small()
    file.add(run("old words", "strike"))
    upload = open_in_sandbox("a.docx", file.content(), TODAY, b"", "accounts/9-11")
    assert not upload.errors
    assert phrases_of("ru").retell(upload.problems[0].what) == "не взято: зачёркивание: «old words»"
    evil = open_in_sandbox("a.docx", pack_up({"word/document.xml": b"<a/>"}), TODAY, b"", "accounts/9-11")
    assert [problem.code for problem in evil.problems] == ["E912"]
