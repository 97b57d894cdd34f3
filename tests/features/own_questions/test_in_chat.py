"""Own questions in the chat: a file becomes a set, what stays behind is named, a colleague reads what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.chat import textmode
from bot.features.classes import pages as classes_pages
from bot.features.own_questions.tables import own_questions
from bot.values.screen import Copy
from tests.kit.assignments import classes_of
from tests.kit.classrooms import another
from tests.kit.question_files import GIFT, MOODLE, workbook
from tests.roles import NOBODY, TEACHERS

if TYPE_CHECKING:
    from bot.values.page import Page
    from bot.values.screen import Screen
    from tests.talk import House, Person

WHO_SEES = {
    "class/new/4/71 class/71/own class/71/own/in": TEACHERS,
    "class/71/own/1/home class/71/own/1/home/2530": NOBODY,
}


def pages_on(screen: Screen) -> list[Page]:
    return [link.page for link in textmode.links(screen)]


def rows(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return len(db.execute(select(own_questions)).all())


def goes_there(educator: Person, room: int) -> None:
    educator.visits(f"class/{room}/give")
    educator.taps("✍ My own questions")


def test_a_file_becomes_a_set_and_each_question_that_stays_behind_is_named(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    goes_there(educator, room)
    assert "GIFT, Aiken, Moodle XML, XLSX or CSV" in educator.sees
    educator.sends_questions("fruit.gift", GIFT.encode())
    for words in (
        "2 questions came, as a new set.",
        "1 of them is to be mended first",
        "Line 3 stays behind: ",
        "Line 5 stays behind: a number is asked for",
        "the names of the questions stay behind: “Fruit”",
    ):
        assert words in educator.sees, words
    assert "🖥 Open in a browser" in educator.labels
    assert rows(house) == 1
    educator.visits(f"class/{room}/own")
    assert "1 set is there." in educator.sees
    assert "tangerine" not in educator.sees
    with house.stores.durable.transaction() as db:
        assert b"tangerine" not in db.execute(select(own_questions.c.words)).scalar_one()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gift", b"What is orange? {=A tangerine ~A lime####It is.}"),
        ("a.txt", b"What is orange?\nA. A tangerine\nB. A lime\nANSWER: A\n"),
        ("moodle.xml", MOODLE.encode()),
        ("a.xlsx", workbook()),
        ("a.csv", b"question;right;a;b;note\nWhat is orange?;a;A tangerine;A lime;It is.\n"),
    ],
)
def test_every_form_of_questions_comes(house: House, educator: Person, name: str, content: bytes) -> None:
    room, _ = classes_of(house, educator, 0)
    goes_there(educator, room)
    educator.sends_questions(name, content)
    assert "1 question came, as a new set." in educator.sees
    if name == "moodle.xml":
        assert "img cannot be shown here" in educator.sees
        assert "its hint stays behind: “Look at the peel.”" in educator.sees
        assert "the names of the questions stay behind: “Q1”" in educator.sees


def test_what_is_no_file_of_questions_is_told_and_nothing_is_kept(house: House) -> None:
    педагог = another(house, 71, "educator", "ru")
    педагог.visits("class/new/4/4242")
    room = next(page.room for page in pages_on(педагог.see()) if isinstance(page, classes_pages.Classroom))
    педагог.visits(f"class/{room}/own")
    for name, content, told in (
        ("a.pdf", b"%PDF", "PDF: в нём страницы для печати, а не заголовки и абзацы"),
        ("a.zip", b"PK", "в файлах такого вида вопросов не бывает"),
        ("a.xlsx", b"PK\x03\x04", "это не XLSX, или файл повреждён"),
        (
            "a.xml",
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><quiz>&b;</quiz>",
            "сущности, которые банку вопросов не нужны",
        ),
        ("a.gift", "Где свет? {}".encode(), "нет вариантов с буквами"),
        ("a.gift", b"\xff\xfe", "не в UTF-8"),
    ):
        педагог.sends_questions(name, content)
        assert "Ни одного вопроса взять не удалось." in педагог.sees
        assert told in педагог.sees, педагог.sees
    педагог.sends_questions("large.gift", None)
    assert "не больше 1024 КиБ" in педагог.sees
    assert rows(house) == 0


def test_more_than_a_set_holds_is_listed_whole_in_a_file(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    goes_there(educator, room)
    many = "\n\n".join(f"What is the number {n}? {{={n} ~0####It is {n}.}}" for n in range(1, 35))
    educator.sends_questions("many.gift", many.encode())
    assert "20 questions came, as a new set." in educator.sees
    assert "And 6 more." in educator.sees
    (file,) = educator.see().documents
    assert isinstance(file.content, bytes)
    assert file.content.decode().count("a set has 20 questions at most") == 14


def test_a_colleague_reads_that_words_are_missing_and_what_to_do(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    educator.visits(f"class/{room}/invite")
    link = next(button.words for row in educator.see().rows for button in row if isinstance(button, Copy))
    коллега = another(house, 72, "educator", "ru")
    коллега.types(f"/start {link.rpartition('=')[2]}")
    коллега.taps("Тоже вести этот класс")
    коллега.visits(f"class/{room}/own")
    assert "Этот класс ведёте не только вы." in коллега.sees
    goes_there(educator, room)
    assert "You are not the only teacher here." in educator.sees
    educator.sends_questions("a.gift", b"What is orange? {=A tangerine ~A lime####It is.}")
    assert "tangerine" not in коллега.visits(f"class/{room}/own").text.plain
