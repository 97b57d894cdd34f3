"""Every kind of question, and one that only the tests know, all the way: asked, answered, told, counted, printed,
shown live, exported. Nothing here names a kind that the bot has.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.chat import textmode
from bot.chat.item_screens import screens
from bot.chat.stage import stage
from bot.chat.turn import Reader
from bot.cli import app
from bot.commands.preview.bundle import bundle
from bot.features.library import pages as library_pages
from bot.features.live_quiz import domain, pages
from bot.features.paper import paper_sheet
from bot.features.quiz import pages as quiz_pages
from bot.packs.codec import from_json, to_json
from bot.packs.exchange.import_export import import_questions
from bot.packs.kinds import KINDS
from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.values.audience import Audience
from tests.kit.assignments import LOST, classes_of, gives
from tests.kit.classrooms import files
from tests.kit.live_quiz import arrives, lesson, seen_by_all
from tests.kit.own_sets import makes_set
from tests.kit.paper_results import packed, sheet_of
from tests.packs.new_kind import known, sample
from tests.packs.pack_kit import HEAD, PACK
from tests.talk import NOW, TODAY, House, Person, library, the_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.packs.model import Card, Item
    from bot.packs.question import Question

SET = "demo/topic/9-11"
GIVING = quiz_pages.Answer | pages.LiveAnswer | library_pages.LessonAnswer
MARKING = quiz_pages.QuestionMarks | pages.LiveMarks | library_pages.LessonMarks


@pytest.fixture(params=[*KINDS, "scale"])
def packs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A pack with one set of one question, the sample of its kind."""
    folder = tmp_path / "packs" / "demo"
    (folder / "topic" / "9-11").mkdir(parents=True)
    (folder / "pack.yml").write_text(PACK, "utf-8")
    (folder / "topic" / "9-11" / "quiz.en.md").write_text(HEAD + sample(request.param), "utf-8")
    with known():
        yield folder


@pytest.fixture
def house(packs: Path, tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "house", library(packs.parent))
    house.conversation.services.instance.projector = "https://mayak.example"
    yield house
    house.close()


@pytest.fixture
def quiz(packs: Path) -> Item:
    found = library(packs.parent).find(Kind.QUIZ, "demo", "topic/9-11", "en")
    assert found
    return found


@pytest.fixture
def card(quiz: Item) -> Card:
    return quiz.cards[0]


@pytest.fixture
def question(card: Card) -> Question:
    assert card.question
    return card.question


def not_right(question: Question) -> str:
    """An answer that is not right."""
    return next(marks for marks, _ in question.examples() if not question.right(marks))


def answers(person: Person, question: Question, marks: str) -> None:
    """Answer the question on the screen by its buttons, or by typing where that is asked for."""
    if question.own_words and person.see().asks:
        person.types("An oak, to me.")
        return
    for _ in range(len(question.options) + 1):
        pages = [link.page for link in textmode.links(person.see())]
        given = [page for page in pages if isinstance(page, GIVING) and page.marks == marks]
        begun = [
            page for page in pages if isinstance(page, MARKING) and page.marks and marks.startswith(page.marks)
        ]
        person.visits(max(given or begun, key=lambda page: len(page.marks)).path)
        if given:
            return
    raise AssertionError(f"no way to answer {marks!r}")


def test_it_is_asked_answered_told_and_mapped(
    house: House, educator: Person, card: Card, question: Question
) -> None:
    room, pupils = classes_of(house, educator, 5)
    task = gives(educator, room)
    for pupil in pupils:
        pupil.visits(f"due/{task}/begin")
        assert card.title in pupil.sees
        assert all(text.plain in pupil.sees for text in question.said())
        answers(pupil, question, not_right(question))
        assert card.note.plain in pupil.sees
        pupil.taps("See how it went")
        told = "These were tricky ones." if question.counted else "That was for thinking, not for counting."
        assert told in pupil.sees
        assert any(label.startswith("○") for label in pupil.labels) is question.counted
    educator.visits(f"task/{task}/results")
    lights = [line for line in educator.see().text.plain.splitlines() if line[:1] in [*"🟥🟧🟨🟩⬜"]]
    assert lights == ([f"🟥 1. {card.title}: 0–20 %"] if question.counted else [])
    assert ("Worth another look: 1" in educator.sees) is question.counted
    assert files(educator.see())["mayak-results.png"]
    educator.taps("As a table")
    table = files(educator.see())["mayak-results.csv"].decode("utf-8-sig")
    assert len([*csv.DictReader(io.StringIO(table))]) == question.counted


def test_a_right_answer_counts_for_whoever_gives_it(child: Person, question: Question) -> None:
    child.visits(f"begin/{SET}:1")
    answers(child, question, next(marks for marks, _ in question.examples() if question.right(marks) is not False))
    child.taps("See how it went")
    assert ("You got 1 of 1 right." in child.sees) is question.counted


def test_it_is_a_check_question_of_a_lesson(packs: Path, tmp_path: Path, card: Card, question: Question) -> None:
    words = (packs / "topic" / "9-11" / "quiz.en.md").read_text("utf-8")
    (packs / "topic" / "9-11" / "lesson.en.md").write_text(words, "utf-8")
    house = House(tmp_path / "other", library(packs.parent))
    child = Person(house)
    child.settles_in("9-11")
    child.visits(f"lesson/{SET}")
    if not question.arranged:  # a numbered list of a lesson is a list
        answers(child, question, not_right(question))
        if "Show the answer" in child.labels:  # a child may look again first
            assert card.note.plain not in child.sees
            child.taps("Show the answer")
        assert card.note.plain in child.sees
        child.taps("Try again")
    assert card.title in child.sees
    house.close()


def test_it_is_printed_and_its_results_are_taken_from_paper(
    house: House, educator: Person, quiz: Item, question: Question
) -> None:
    room, _ = classes_of(house, educator, 0)
    task = gives(educator, room)
    educator.visits(f"paper/{room}/{SET}")
    assert set(files(educator.see())) == {"mayak-sheet.pdf", "mayak-sheet.png", "mayak-sheet-key.pdf"}
    educator.visits(f"task/{task}")
    educator.taps("Results from paper")
    head, first, *_ = sheet_of(educator)
    assert len(head) == 1 + question.counted
    if question.counted:
        reader = Reader(the_phrases()["en"], NOW)
        shown = {own: letter for letter, own in paper_sheet.letters(reader, quiz, question).items()}
        printed = question.on_paper(reader, shown)
        assert printed.how
        educator.sends_sheet(packed([head, [first[0], printed.key.replace("→", "")]]))
        assert "Counted: 1 pupil." in educator.sees
        educator.visits(f"task/{task}")
        educator.taps("Results from paper")
        educator.sends_sheet(packed([head, [first[0], "?"]]))
        assert question.cell_help(reader, ", ".join(shown.values())) in educator.sees


def test_it_is_asked_live_where_an_answer_can_be_right(
    house: House, educator: Person, card: Card, question: Question
) -> None:
    if not question.counted:
        room, _ = classes_of(house, educator, 0)
        educator.visits(f"lead/{room}/{SET}")
        assert "0 questions." in educator.sees
        educator.visits(f"lead/{room}/{SET}:p")
        assert LOST in educator.sees
        return
    task, pupils = lesson(house, educator, 5)
    educator.taps("First question")
    assert len(arrives(house, *pupils)) == 5
    for pupil in pupils:
        answers(pupil, question, question.key)
        assert "Your answer is in, and only you know it." in pupil.sees
    educator.visits(f"leading/{task}/1/closed")
    now = seen_by_all(house, task)
    assert (now.stem, now.share) == (card.title, (80, 100))
    assert {choice.right for choice in now.choices} == {None}
    educator.visits(f"leading/{task}/1/shown")
    now = seen_by_all(house, task)
    assert {choice.words for choice in now.choices if choice.right} == {
        option.text.plain for option in question.options if option.right
    }
    pupils[0].visits(f"live/{task}")
    assert card.note.plain in pupils[0].sees


def test_a_poll_of_telegram_asks_what_has_right_options_in_any_order(quiz: Item, question: Question) -> None:
    asked = domain.cards_of(quiz, grouped=True)
    assert bool(asked) is (question.counted and not question.arranged)


def test_an_educator_sees_its_options_in_the_bank(house: House, educator: Person, card: Card) -> None:
    room, _ = classes_of(house, educator, 0)
    makes_set(educator, room, (card.title,))
    educator.taps("1.")
    assert card.question
    assert card.question.solution().plain in educator.sees


def test_it_goes_out_as_a_sheet_and_as_gift_and_comes_back_the_same(
    packs: Path, tmp_path: Path, question: Question
) -> None:
    source = packs / "topic" / "9-11" / "quiz.en.md"
    for ending, tier, unfit in (("xlsx", "9-11", ""), ("gift", "12-15", question.no_gift)):
        file = tmp_path / f"out.{ending}"
        told = CliRunner().invoke(app, ["export", str(file), str(source)])
        if not question.exported():
            assert "have no right answer, so they are left out" in told.output
        elif unfit:
            assert f"GIFT has no form for {unfit}, so it is left out" in told.output
        else:
            assert told.exit_code == 0, told.output
            code, output = import_questions(file, packs / "phishing" / tier)
            assert code == 0, output
            back = read_pack(packs).files[f"phishing/{tier}/quiz.en.md"].get().cards[0].question
            assert back
            assert (type(back), back.meaning) == (type(question), question.meaning)


def test_it_is_read_by_reviewers_and_kept_in_the_cache(packs: Path, quiz: Item, question: Question) -> None:
    page = bundle(packs, TODAY)
    assert all(text.plain in page for text in question.said())
    assert ("No right answer" in page) is (not question.counted and not question.own_words)
    pack = read_pack(packs)
    item = pack.files["topic/9-11/quiz.en.md"].get()
    assert from_json(to_json(item, packs), packs) == item
    with stage([pack], NOW) as opened:
        seen = screens(opened, quiz, Audience.TIER_9_11)
    assert [one.tapped for one in seen if one.tapped] == [words for _, words in question.examples()]
