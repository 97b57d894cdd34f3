"""What next: one rule for the menu, the greeting, the typed words and the end of every item."""

from __future__ import annotations

import pytest

from bot.values.audience import Audience
from tests.kit.quizzes import RIGHT, plays
from tests.talk import House, Person

NEXT = "▶ Next: Questions about the lamp"


def finish_lesson(child: Person) -> str:
    """Finish the lesson of the fixtures; return what its end promises."""
    child.visits("done/lesson/lamp/light/9-11")
    return next(label for label in child.labels if label.startswith("Next: "))


def test_what_a_lesson_promised_is_offered_on_the_second_day(child: Person) -> None:
    promised = finish_lesson(child).removeprefix("Next: ")
    child.waits(1)
    for words in ("/start", "/menu"):
        child.types(words)
        assert f"▶ Next: {promised}" in child.labels, words
    child.visits("next")
    assert child.sees.startswith(f"Next: {promised}")


def test_the_unfinished_comes_first_and_says_so(child: Person) -> None:
    finish_lesson(child)
    child.visits("story/lamp/night")
    child.taps("▶ Begin")
    child.types("/menu")
    assert child.labels[0].startswith("▶ Go on: ")
    child.visits("next")
    assert child.sees.startswith("Unfinished: ")
    assert child.labels[0].startswith("▶ Go on: ")
    child.types("/start")
    assert child.labels[0].startswith("▶ Go on: ")


def test_a_path_that_was_opened_goes_on(child: Person) -> None:
    child.visits("path/lamp-paths/way/9-11")
    child.types("/menu")
    assert "▶ Next: The lamp and the secret" in child.labels
    finish_lesson(child)
    child.visits("next")
    assert child.labels[0] == NEXT


def test_a_quiz_that_is_done_is_not_offered_again(house: House, child: Person) -> None:
    finish_lesson(child)
    plays(house, child, RIGHT)
    child.types("/menu")
    assert not any("Questions about the lamp" in label for label in child.labels)


def test_a_quiz_that_was_left_is_unfinished(house: House, child: Person) -> None:
    del house
    child.visits("quiz/lamp-sets/light/9-11")
    child.taps("▶ Begin")
    child.types("/menu")
    assert "▶ Go on: Questions about the lamp" in child.labels


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_teens_menu_is_not_the_same_for_weeks(ours: House, language: str) -> None:
    teen = Person(ours, language=language)
    teen.settles_in(Audience.TIER_12_15)
    menus = []
    for days in (0, 1, 6, 13):
        teen.waits(days)
        menus.append(tuple(teen.types("/menu").text.plain.split()) + tuple(teen.labels))
    assert len({*menus}) == len(menus)


@pytest.mark.parametrize(
    "words",
    ["what now", "What next?", "what's next", "where was I?", "Что дальше?", "что теперь", "на чем я остановился"],
)
def test_who_asks_what_is_next_gets_the_same_answer(child: Person, words: str) -> None:
    finish_lesson(child)
    child.visits("next")
    answer = child.sees
    child.types("/menu")
    child.types(words)
    assert child.sees == answer


@pytest.mark.parametrize(
    "words",
    ["my progress", "What have I done?", "my lamps", "мои успехи", "сколько я сделал", "Сколько я сделала?"],
)
def test_who_asks_what_they_did_sees_their_lamps(child: Person, words: str) -> None:
    finish_lesson(child)
    child.types(words)
    assert child.sees.startswith("What I can do now")


def test_within_a_question_next_is_the_next_question(house: House, child: Person) -> None:
    del house
    child.visits("quiz/lamp-sets/light/9-11")
    child.taps("▶ Begin")
    question = child.sees
    child.types("what now")
    assert question.partition("\n")[0] in child.sees, "the question stays beside the answer"


def test_after_a_cry_what_now_is_answered_by_help(child: Person) -> None:
    child.types("a stranger asks for my photo")
    child.types("what now")
    assert child.sees.partition(":")[0] not in {"Unfinished", "Next", "New"}
