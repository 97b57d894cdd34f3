"""Pairs: a child puts right sides beside left ones, by taps and by typing; no pair is told before its answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.chat.turn import Reader
from bot.cli import app
from bot.commands.preview.bundle import bundle
from bot.features.live_quiz import domain
from bot.features.paper import paper_sheet
from bot.packs.exchange.gift import read_gift, write_gift
from bot.packs.exchange.moodle import read_moodle
from bot.packs.kinds import KINDS
from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.packs.voices import lines_to_read
from bot.pictures.paper_twin import PaperQuestion, draw_sheets
from tests.doors.web.browsing import opened
from tests.kit.assignments import classes_of, gives
from tests.kit.live_quiz import lesson, seen_by_all
from tests.kit.paper_results import packed, sheet_of
from tests.packs.new_kind import sample, samples
from tests.packs.pack_kit import HEAD, PACK, draft
from tests.talk import NOW, TODAY, House, Person, library, the_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.packs.model import Card, Item
    from bot.packs.question import Question

SET = "demo/topic/9-11"
PAIRS = [
    ("Phishing", "fishes for your password"),
    ("Spam", "ads that nobody asked for"),
    ("A fake account", "plays another person"),
]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A pack with a set of one question that asks for pairs, in both languages."""
    folder = tmp_path / "packs" / "demo"
    (folder / "topic" / "9-11").mkdir(parents=True)
    (folder / "pack.yml").write_text(PACK.replace("locales: [en]", "locales: [en, ru]"), "utf-8")
    (folder / "topic" / "9-11" / "quiz.en.md").write_text(HEAD + sample("match"), "utf-8")
    return folder


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


def begins(child: Person) -> dict[str, str]:
    """Begin the set; return the letter on the button of each right side."""
    child.visits(f"begin/{SET}:1")
    found = (re.fullmatch(r"([A-F])\. (.+)", label) for label in child.labels)
    return {one[2]: one[1] for one in found if one}


def tells_a_pair(words: str) -> bool:
    return any(f"{left} = {right}" in words for left, right in PAIRS)


def test_a_child_pairs_one_left_side_after_the_other(child: Person) -> None:
    buttons = begins(child)
    assert {*buttons} == {right for _, right in PAIRS}
    assert "1. Phishing: what belongs to it?" in child.sees
    assert not tells_a_pair(child.sees)
    child.taps("plays another person")
    assert "1. Phishing = plays another person" in child.sees
    assert "2. Spam: what belongs to it?" in child.sees
    assert not any("plays another person" in label for label in child.labels), "it has its place"
    child.taps("Start the pairs again")
    child.taps("fishes for your password")
    child.taps("ads that nobody asked for")
    assert "Yes, all pairs fit." in child.sees, "the last pair makes itself"
    child.taps("See how it went")
    assert "You got 1 of 1 right." in child.sees


def test_who_has_some_pairs_reads_which_and_how_the_others_belong_together(child: Person) -> None:
    begins(child)
    child.taps("fishes for your password")
    child.taps("plays another person")
    assert "1 of 3 pairs fit." in child.sees
    assert "✓ Phishing = fishes for your password" in child.sees
    assert "✗ Spam = plays another person" in child.sees
    told = child.sees.partition("These belong together:")[2]
    assert "Spam = ads that nobody asked for" in told
    assert "Phishing" not in told
    child.taps("See how it went")
    assert "These were tricky ones." in child.sees, "it counts as right when all pairs are"


@pytest.mark.parametrize(
    "written",
    ["1{0} 2{1} 3{2}", "2{1}, 1{0}, 3{2}", "1-{0} and 2-{1}", "{0} {1} {2}", "{0}{1}{2}", "{0}1 {1}2 {2}3"],
)
def test_pairs_are_typed(child: Person, written: str) -> None:
    buttons = begins(child)
    child.types(written.format(*(buttons[right].lower() for _, right in PAIRS)))
    assert "Yes, all pairs fit." in child.sees


@pytest.mark.parametrize("words", ["1b 2", "1b 9a", "1-2 2-1"])
def test_what_is_nearly_pairs_is_answered_with_how_they_are_written(child: Person, words: str) -> None:
    begins(child)
    here = child.sees
    child.types(words)
    assert "such as 1B 2A 3C" in child.sees
    assert child.sees.endswith(here)


def test_one_pair_is_typed_and_made_anew(child: Person) -> None:
    buttons = begins(child)
    child.types(f"1{buttons['plays another person']}")
    assert "1. Phishing = plays another person" in child.sees
    child.types(f"1 {buttons['fishes for your password']}")
    assert "1. Phishing = fishes for your password" in child.sees
    child.types("ads that nobody asked for")
    assert "Yes, all pairs fit." in child.sees


@pytest.mark.parametrize("words", ["1", "2a", "9a 8b", "1a 1b", "1a 2a", "bad", "who knows"])
def test_what_is_no_pair_gives_nothing_in(child: Person, words: str) -> None:
    begins(child)
    child.types(words)
    assert "pairs fit" not in child.sees


def test_a_pair_is_made_by_number_in_text_mode(child: Person) -> None:
    child.visits("set/text/on")
    child.visits(f"begin/{SET}:1")
    number = next(label.partition(".")[0] for label in child.labels if "fishes for" in label)
    child.types(number)
    assert "1. Phishing = fishes for your password" in child.sees


async def test_pairs_are_made_in_a_browser(house: House) -> None:
    async with opened(house) as door:
        reader = door.browser("en")
        await reader.opens("/")
        await reader.taps("9–11")
        await reader.opens(f"/p/quiz/{SET}")
        await reader.taps("Begin")
        assert not tells_a_pair(reader.see().words)
        await reader.taps("fishes for your password")
        await reader.taps("ads that nobody asked for")
        assert "Yes, all pairs fit." in reader.see().words


def test_a_class_sees_both_sides_on_the_board_and_the_pairs_at_the_end(house: House, educator: Person) -> None:
    task, pupils = lesson(house, educator, 5)
    educator.taps("First question")
    now = seen_by_all(house, task)
    assert [(one.letter, one.words) for one in now.choices[:3]] == [
        (f"{place}", left) for place, (left, _) in enumerate(PAIRS, 1)
    ]
    board = {one.words: one.letter for one in now.choices[3:]}
    assert sorted(board.values()) == ["A", "B", "C"]
    assert not any(tells_a_pair(one.words) for one in now.choices)
    house.later(seconds=1)
    for pupil in pupils:
        pupil.visits(f"live/{task}")
        assert {*board} == {label.partition(". ")[2] for label in pupil.labels if label[:2] in {"A.", "B.", "C."}}
        assert all(f"{letter}. {words}" in pupil.labels for words, letter in board.items()), "as on the board"
        pupil.types(" ".join(f"{place}{board[right]}" for place, (_, right) in enumerate(PAIRS, 1)))
        assert "Your answer is in, and only you know it." in pupil.sees
    educator.visits(f"leading/{task}/1/closed")
    educator.visits(f"leading/{task}/1/shown")
    now = seen_by_all(house, task)
    assert now.share == (80, 100)
    assert [one.words for one in now.choices] == [f"{left} = {right}" for left, right in PAIRS]


def test_a_poll_of_a_group_cannot_ask_for_pairs(quiz: Item) -> None:
    assert domain.cards_of(quiz, grouped=True) == []


def test_paper_has_two_columns_and_takes_letters_or_pairs(
    house: House, educator: Person, quiz: Item, question: Question
) -> None:
    reader = Reader(the_phrases()["en"], NOW)
    shown = {own: letter for letter, own in paper_sheet.letters(reader, quiz, question).items()}
    printed = question.on_paper(reader, shown)
    assert printed.lefts == tuple(f"{place}. {left}" for place, (left, _) in enumerate(PAIRS, 1))
    assert {words for _, words in printed.options} == {right for _, right in PAIRS}
    assert [letter for letter, _ in printed.options] == ["A", "B", "C"]
    assert printed.key == ", ".join(f"{place} {shown[own]}" for place, own in enumerate("abc", 1))
    room, _ = classes_of(house, educator, 0)
    task = gives(educator, room)
    letters = "".join(shown[own] for own in "abc")
    pairs = " ".join(f"{place}{shown[own]}" for place, own in enumerate("abc", 1))
    for number, cell in enumerate((letters, pairs, letters[::-1])):
        educator.visits(f"task/{task}")
        educator.taps("Results from paper")
        head, *lines = sheet_of(educator)
        educator.sends_sheet(packed([head, [lines[number][0], cell]]))
        assert "Counted: 1 pupil." in educator.sees
    for cell in ("1A 2B", letters[:2], "1A 2A 3B", "4A 5B 6C"):
        educator.visits(f"task/{task}")
        educator.taps("Results from paper")
        head, *lines = sheet_of(educator)
        educator.sends_sheet(packed([head, [lines[4][0], cell]]))
        assert "The letters in the boxes from top to bottom, each of A, B, C once, or nothing." in educator.sees


def test_both_columns_of_the_paper_stand_beside_each_other() -> None:
    both = PaperQuestion(
        "Which?", "", "How?", (("A", "one"), ("B", "two")), 0, "1 B, 2 A", "", lefts=("1. x", "2. y")
    )
    (page,) = draw_sheets("Title", "Head", [both])
    below = PaperQuestion("Which?", "", "How?", tuple((f"{n}", "x") for n in range(4)), 0, "", "")
    (other,) = draw_sheets("Title", "Head", [below])
    assert page.top < other.top


def test_the_keys_of_one_sheet_differ(quiz: Item) -> None:
    """Questions of one set with as many pairs each have not all one key on paper."""
    reader, keys = Reader(the_phrases()["en"], NOW), set()
    for number in range(8):
        cards = sample("match").replace("Phishing", f"Phishing {number}")
        asked = draft(cards, Kind.QUIZ, locale="en").item.cards[0].question
        assert asked
        keys.add("".join(paper_sheet.letters(reader, quiz, asked).values()))
    assert len(keys) > 1


def test_two_pairs_are_not_always_shown_crossed(question: Question) -> None:
    orders = {question.display_order(str(seed), shuffle=True) for seed in range(60)}
    assert len(orders) == 6


def test_nobody_hears_a_pair_read_aloud(card: Card, packs: Path) -> None:
    read = "\n".join(lines_to_read(card))
    assert not tells_a_pair(read)
    assert all(side in read for pair in PAIRS for side in pair)
    assert card.question
    assert [text.plain for text in card.question.said()[3:]] == sorted(right for _, right in PAIRS)
    assert "<summary>The right answer</summary>" in bundle(packs, TODAY)


def test_gift_and_moodle_are_read_and_gift_and_sheets_written(packs: Path, tmp_path: Path) -> None:
    moodle = """<?xml version="1.0"?><quiz><question type="matching"><name><text>Names</text></name>
        <questiontext format="html"><text>What is what?</text></questiontext>
        <subquestion format="html"><text>Spam</text><answer><text>ads</text></answer></subquestion>
        <subquestion format="html"><text>1 + 1 = 2</text><answer><text>a sum</text></answer></subquestion>
        </question></quiz>"""
    (found,) = read_moodle(moodle).asked
    assert found.kind is KINDS["match"]
    assert [one.words for one in found.answers] == ["Spam = ads", "1 + 1=2 = a sum"]
    (found,) = read_gift("What? {=a \\= b -> c =d -> e -> f}").asked
    assert [one.words for one in found.answers] == ["a=b = c", "d = e -\\> f"]
    file = tmp_path / "out.gift"
    told = CliRunner().invoke(app, ["export", str(file), str(packs / "topic" / "9-11" / "quiz.en.md")])
    assert told.exit_code == 0, told.output
    assert "=Spam -> ads that nobody asked for\n" in file.read_text("utf-8")
    words, unfit = write_gift(read_gift(file.read_text("utf-8")).asked)
    assert words == file.read_text("utf-8")
    assert unfit == []


@pytest.mark.parametrize("answers", ["=a -> b = -> c", "=a -> b =c", "=a -> =c -> d"])
def test_a_pair_without_one_side_is_left_to_be_repaired(answers: str) -> None:
    taken = read_gift(f"What? {{{answers}}}")
    assert not taken.asked
    assert [str(one.what) for one in taken.repairs] == ["a pair of which one side is missing"]


def test_a_list_beside_boxes_and_one_in_a_lesson_is_a_list() -> None:
    words = '## Q <a id="q"></a>\n\n- LOL = laughing\n- BRB = back soon\n\nWhich?\n\n- [x] A\n- [ ] B\n  > No\n'
    found = draft(words, Kind.QUIZ).item.cards[0]
    assert found.question
    assert found.question.name in {"choice", "true-false"}
    assert "LOL = laughing" in found.body.plain
    assert draft(samples("en")["match"], Kind.LESSON).item.cards[0].question is None


def test_another_right_side_is_another_question(question: Question) -> None:
    changed = sample("match").replace("nobody asked for", "everybody gets")
    other = draft(changed, Kind.QUIZ, locale="en").item.cards[0].question
    swapped = (
        sample("match")
        .replace("Spam = ads that nobody asked for", "Spam = plays another person")
        .replace("account = plays another person", "account = ads that nobody asked for")
    )
    crossed = draft(swapped, Kind.QUIZ, locale="en").item.cards[0].question
    assert other
    assert crossed
    assert len({question.meaning, other.meaning, crossed.meaning}) == 3


def test_the_words_of_one_side_stand_there_once() -> None:
    twice = sample("match").replace("plays another person", "ads that nobody asked for")
    assert [one.code for one in draft(twice, Kind.QUIZ).report.problems if one.code.startswith("E2")] == ["E204"]


def test_ребёнок_составляет_пары(packs: Path, tmp_path: Path) -> None:
    words = samples("ru")["match"]
    head = 'title: "Т"\ntranslation: {of: en, hash: ""}\n'
    (packs / "topic" / "9-11" / "quiz.ru.md").write_text(f"---\n{head}---\n\n# Т\n\nОписание.\n\n{words}", "utf-8")
    assert not read_pack(packs).files["topic/9-11/quiz.ru.md"].failed
    house = House(tmp_path / "дом", library(packs.parent))
    child = Person(house, language="ru")
    child.settles_in("9-11")
    child.visits(f"begin/{SET}:1")
    assert "1. Фишинг: что сюда подходит?" in child.sees
    buttons = (label.partition(". ") for label in child.labels)
    letters = {words: letter for letter, _, words in buttons if words}
    right = ["выуживает пароли", "реклама, которую не просили", "выдаёт себя за другого"]
    child.types(" и ".join(f"{place}{letters[side].lower()}" for place, side in enumerate(right, 1)))
    assert "Да, все пары подходят." in child.sees
    house.close()


def test_a_list_with_a_sign_in_words_stays_the_body_of_another_kind() -> None:
    words = "- LOL = laughing\n- and others\n\n<!-- open -->\nWhat else?\n\n> [!NOTE]\n> Many.\n"
    found = draft(f'## Q <a id="q"></a>\n\n{words}', Kind.QUIZ)
    assert not found.report.problems
    question = found.item.cards[0].question
    assert question
    assert question.name == "open"
