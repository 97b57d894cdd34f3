"""Meaning is never mixed: an answer counts for the words in the language that was shown, and for no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.features.quiz import tables
from bot.features.quiz.totals import other_wordings, totals_of
from bot.packs.model import Kind
from tests.kit.meanings import ENGLISH, FILES, RUSSIAN
from tests.kit.reviewing import Replica, approves
from tests.kit.studio import editor, invited, organiser, zipped
from tests.talk import FIXTURES, House, Person, library

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["editor", "organiser"]

SET = "quiz/harbour/boats/9-11"
BEGIN = f"begin/{SET.removeprefix('quiz/')}:1"


def serve(house: House, folder: Path, english: str = ENGLISH, russian: str = RUSSIAN) -> None:
    """Let this state of the pack serve."""
    files = {**FILES, "boats/9-11/quiz.en.md": english, "boats/9-11/quiz.ru.md": russian}
    for name, words in files.items():
        (folder / "harbour" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "harbour" / name).write_text(words, encoding="utf-8")
    house.conversation.services.take(library(FIXTURES, folder))


@pytest.fixture
def english(house: House) -> Person:
    person = Person(house, 51, "en")
    person.settles_in("9-11")
    return person


@pytest.fixture
def russian(house: House) -> Person:
    person = Person(house, 52, "ru")
    person.settles_in("9-11")
    return person


def begins(person: Person) -> None:
    person.visits(SET)
    person.visits(BEGIN)


def meanings(house: House) -> list[str]:
    """The meanings with which answers are kept."""
    with house.stores.durable.transaction() as db:
        return [*db.scalars(select(tables.answers.c.meaning))]


def test_an_answer_is_kept_with_the_meaning_of_the_words_that_were_shown(
    house: House, tmp_path: Path, english: Person, russian: Person
) -> None:
    serve(house, tmp_path)
    for person in (english, russian):
        begins(person)
        person.visits("answer/1/1/a")
    assert len(set(meanings(house))) == 2


def test_who_reads_the_changed_language_is_asked_anew_and_nobody_else(
    house: House, tmp_path: Path, english: Person, russian: Person
) -> None:
    serve(house, tmp_path)
    for person in (english, russian):
        begins(person)
        person.visits("answer/1/1/a")
    serve(house, tmp_path, english=ENGLISH.replace("Which lock is strong?", "Which lock can be seen?"))
    english.visits("question/1/1")
    assert "Which lock can be seen?" in english.sees
    assert "A long word" in english.labels, "a new question, still to be answered"
    russian.visits("question/1/1")
    assert "Длинное слово" not in russian.labels, "answered already"


def test_who_changes_the_language_goes_on(house: House, tmp_path: Path, english: Person) -> None:
    serve(house, tmp_path)
    begins(english)
    english.visits("answer/1/1/a")
    english.visits("set/locale/ru")
    english.visits("question/1/1")
    assert "Длинное слово" not in english.labels, "answered in English"
    english.visits("answer/1/2/b")
    assert len(set(meanings(house))) == 2
    english.visits("result/1")
    assert "Верных ответов: 2 из 2" in english.sees


def test_a_missed_question_comes_back_in_another_language(house: House, tmp_path: Path, english: Person) -> None:
    def missed() -> list[tuple[str, str]]:
        with house.stores.durable.transaction() as db:
            return [(row.card, row.state) for row in db.execute(select(tables.repeats).order_by("card"))]

    serve(house, tmp_path)
    begins(english)
    english.visits("answer/1/1/b")
    english.visits("answer/1/2/a")
    assert missed() == [("holds", "1"), ("keep", "1")]
    english.waits(4)
    english.visits("set/locale/ru")
    english.visits(f"begin/{SET.removeprefix('quiz/')}:2")
    english.visits("question/2/1")
    assert "Что держит?" in english.sees
    english.visits("answer/2/1/a")
    assert missed() == [("holds", "2"), ("keep", "1")], "right in Russian: it moves on"


def test_how_many_questions_are_new_is_told_for_each_language(
    house: House, tmp_path: Path, organiser: Person, editor: Person
) -> None:
    reviewer = invited(organiser, 2002, "reviewer")
    editor.sends_pack(zipped(FILES))
    editor.visits("edition/1")
    editor.taps("Send it to a reviewer")
    assert "Questions new in meaning: English 2, Russian 2" in editor.sees
    editor.taps("Yes, send it")
    approves(reviewer, 1)
    Replica(house, tmp_path / "a").serves(SET)
    bad = ENGLISH.replace("Which lock is strong?", "Which lock is BADWORD?")
    raised = FILES["pack.yml"].replace("1.0.0", "1.1.0")
    editor.sends_pack(zipped({**FILES, "pack.yml": raised, "boats/9-11/quiz.en.md": bad}))
    editor.taps("Send it to a reviewer")
    assert "Questions new in meaning: English 1, Russian 0" in editor.sees


def test_a_class_of_two_languages_is_counted_together_and_old_words_are_not(house: House, tmp_path: Path) -> None:
    serve(house, tmp_path)
    shelf = house.conversation.services.library
    english, russian = (shelf.find(Kind.QUIZ, "harbour", "boats/9-11", locale) for locale in ("en", "ru"))
    assert english
    assert russian
    (one, _), (other, _) = ([card.question for card in item.cards if card.question] for item in (english, russian))
    five = {"a": 5}
    both = totals_of(english, {one.meaning: [five], other.meaning: [five], "older words": [five]})
    assert both[0].share
    assert both[0].share.answers == 10
    assert other_wordings(russian, {one.meaning: [five], "older words": [five]}) == 5
