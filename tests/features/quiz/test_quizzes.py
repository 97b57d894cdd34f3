"""A quiz: five questions of every form, feedback at once, hints, a kind result, misses that come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.chat import textmode
from tests.kit.quizzes import QUIZ, RIGHT, WRONG, asked, change_packs, plays
from tests.roles import TIER_9_11
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path

WHO_SEES = {
    # Of one's own attempt; those who may not begin the quiz have none.
    "begin/lamp-sets/light/9-11:1 question/1/1 mark/1/1/a howsure/1/1/a answer/1/1/a/sure "
    "answer/1/1/a own/1/1 hint/1/1 result/1": TIER_9_11,
}


def test_five_questions_are_picked(house: House, child: Person) -> None:
    child.visits(QUIZ)
    assert "5 questions." in child.sees
    child.taps("Begin")
    assert "1 of 5" in child.sees
    assert len(asked(house)) == 5


def test_all_right_is_a_sharp_eye(house: House, child: Person) -> None:
    plays(house, child, RIGHT)
    assert "A sharp eye!" in child.sees
    assert any(label.startswith("📖 Read") for label in child.labels)


def test_own_words_and_polls_are_not_counted(house: House, child: Person) -> None:
    plays(house, child, RIGHT)
    counted = sum(card not in {"open", "poll"} for card in asked(house))
    assert f"{counted} of {counted}" in child.sees


def test_all_wrong_is_answered_kindly(house: House, child: Person) -> None:
    plays(house, child, WRONG)
    assert "tricky" in child.sees
    assert "0 of" not in child.sees
    assert "What you can do now" not in child.sees, "nothing is praised that was not done"


def open_question(house: House, person: Person, card: str) -> int:
    """Begin attempts until one asks this card, and go to it; return its number."""
    for _ in range(20):
        person.visits(QUIZ)
        person.visits(person.button("Begin" if "▶ Begin" in person.labels else "Once more").page.path)
        path = next(link.page.path for link in textmode.links(person.see()) if "Stop" in link.label)
        cards = asked(house)
        if card in cards:
            number = cards.index(card) + 1
            person.visits(f"question/{path.split('/')[1]}/{number}")
            return number
        for number, asked_card in enumerate(cards, 1):
            person.visits(f"answer/{path.split('/')[1]}/{number}/{RIGHT[asked_card]}")
    raise AssertionError(f"{card} was never asked")


def test_choose_all_is_marked_and_given_in(house: House, child: Person) -> None:
    open_question(house, child, "all")
    assert "Done" not in child.labels
    child.taps("A key")
    assert any(label.startswith("☑ ") for label in child.labels)
    child.taps("Done")
    assert "You noticed 1 of 2." in child.sees
    assert "☑ ✓ A key" in child.sees
    assert child.sees.count("☐ ✓ ") == 1, "what was not marked is told as such"


def test_put_in_order_step_by_step(house: House, child: Person) -> None:
    open_question(house, child, "order")
    assert "What comes first?" in child.sees
    child.taps("Walk to the desk")
    assert "And then?" in child.sees
    child.taps("Take the key")
    assert "Yes, in this order." in child.sees


def test_an_order_can_be_started_again(house: House, child: Person) -> None:
    open_question(house, child, "order")
    child.taps("Take the key")
    child.taps("Start the order again")
    assert "What comes first?" in child.sees


def test_a_hint_comes_on_request(house: House, child: Person) -> None:
    open_question(house, child, "choice")
    assert "Hint: " not in child.see().text.plain
    child.taps("💡 Hint")
    assert "💡 Hint: " in child.see().text.plain


def test_own_words_are_typed_and_dropped(house: House, child: Person, tmp_path: Path) -> None:
    open_question(house, child, "open")
    child.types("my lamp is a canary")
    assert "Here is one idea; yours may be another." in child.sees
    house.close()
    assert not any(b"canary" in file.read_bytes() for file in tmp_path.iterdir())
    house.restart()


def test_a_quiz_stops_at_any_time_and_goes_on_later(house: House, child: Person) -> None:
    child.visits(QUIZ)
    child.taps("Begin")
    child.visits("menu")
    house.restart()
    child.types("/menu")
    child.taps("Go on")
    child.taps("Go on")
    assert "1 of 5" in child.sees
    child.taps("Stop here")
    assert "Your place is kept" in child.sees
    assert "Read:" in child.sees
    child.types("/menu")
    assert any(label.startswith("▶ Go on") for label in child.labels)


def test_a_second_answer_changes_nothing(house: House, child: Person) -> None:
    number = open_question(house, child, "truth")
    attempt = house_attempt(house)
    child.visits(f"answer/{attempt}/{number}/b")
    assert "Yes!" in child.sees
    child.visits(f"answer/{attempt}/{number}/a")
    assert "Yes!" in child.sees
    with house.stores.durable.transaction() as db:
        counted = text("SELECT count(*) FROM answers WHERE attempt = :attempt")
        assert db.execute(counted, {"attempt": attempt}).scalar_one() == 1


def house_attempt(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return int(db.execute(text("SELECT max(attempt) FROM asked")).scalar_one())


def test_two_taps_on_begin_begin_one_attempt(house: House, child: Person) -> None:
    child.visits("begin/lamp-sets/light/9-11:1")
    child.visits("begin/lamp-sets/light/9-11:1")
    assert house_attempt(house) == 1


def test_somebody_elses_attempt_is_not_there(child: Person, ребёнок: Person) -> None:
    child.visits("begin/lamp-sets/light/9-11:1")
    ребёнок.visits("question/1/1")
    assert "Этой страницы уже нет" in ребёнок.sees


def test_misses_come_back_after_3_10_and_28_days_inside_the_next_quiz(house: House, child: Person) -> None:
    plays(house, child, {**RIGHT, "truth": "a"})
    while "truth" not in asked(house):
        plays(house, child, {**RIGHT, "truth": "a"})
    for days in (3, 10, 28):
        house.later(days=days)
        plays(house, child, RIGHT)
        assert "truth" in asked(house)
    with house.stores.durable.transaction() as db:
        assert db.execute(text("SELECT count(*) FROM repeats")).scalar_one() == 0


def test_a_set_asks_all_it_has_when_its_author_names_no_number(
    house: House, child: Person, tmp_path: Path
) -> None:
    change_packs(house, tmp_path, "pick: 5\n", "")
    child.visits("quiz/lamp-sets/light/9-11")
    assert "7 questions." in child.sees
    child.taps("Begin")
    assert "1 of 7" in child.sees


def test_a_question_that_changed_its_meaning_is_asked_anew(house: House, child: Person, tmp_path: Path) -> None:
    number = open_question(house, child, "truth")
    attempt = house_attempt(house)
    child.visits(f"answer/{attempt}/{number}/b")
    change_packs(house, tmp_path, "## A lamp eats soup", "## A lamp drinks tea")
    change_packs(house, tmp_path, "## Лампа ест суп", "## Лампа пьёт чай")
    child.visits(f"question/{attempt}/{number}")
    assert "True" in child.labels


def test_a_withdrawn_question_is_passed_over_with_a_kind_line(house: House, child: Person, tmp_path: Path) -> None:
    number = open_question(house, child, "truth")
    attempt = house_attempt(house)
    change_packs(house, tmp_path, '<a id="truth"></a>', '<a id="other"></a>')
    child.visits(f"question/{attempt}/{number}")
    assert "took one question back" in child.sees
    child.taps("Next")
    assert child.labels
