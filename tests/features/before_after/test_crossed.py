"""A set in two forms: each half gets its questions, the halves swap after the lesson, the class is compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.chat import textmode
from bot.features.classes import pages as classes_pages
from bot.packs.model import Kind
from tests.kit.assignments import LOST
from tests.kit.classrooms import another, code_on, joins, makes_class
from tests.roles import NOBODY
from tests.talk import House, Person

if TYPE_CHECKING:
    from bot.packs.model import Item

WHO_SEES = {
    "cross/17/lamp-sets/light/9-11 cross/17/lamp-sets/light/9-11:2530": NOBODY,
    "task/1/swap task/1/swap/2530": NOBODY,
}

PACK, NAME = "citizen-sets", "privacy/9-11"


def halves(house: House, code: str, each: int) -> list[Person]:
    """Pupils who join until each half of the class has so many; each with their alias number."""
    found: dict[int, list[Person]] = {0: [], 1: []}
    number = 5000
    while min(map(len, found.values())) < each:
        pupil = another(house, number)
        joins(pupil, code)
        alias = re.search(r"Here you are \D+ (\d+)\.", pupil.sees)
        assert alias
        found[int(alias[1]) % 2].append(pupil)
        number += 1
    return [*found[0], *found[1]]


def marks_of(item: Item, *, rightly: bool) -> dict[str, str]:
    """An answer to each question: its key, or the first wrong option."""
    asked = [(card.id, card.question) for card in item.cards if card.question]
    return {card: question.key if rightly else question.wrong[:1] or question.key for card, question in asked}


def test_the_halves_swap_and_the_class_is_compared(ours: House) -> None:
    item = ours.packs.find(Kind.QUIZ, PACK, NAME, "en")
    assert item
    counted = {card.id for card in item.cards if card.question and card.question.counted}
    teacher = Person(ours, 7)
    teacher.settles_in("educator")
    room = makes_class(teacher)
    pupils = halves(ours, code_on(teacher.see()), 5)
    teacher.visits(f"give/{room}/q/{PACK}/{NAME}")
    teacher.taps("Before and after")
    assert (
        "points would be seen in four of five such classes" in teacher.sees
        or "nothing can be told" in teacher.sees
    )
    teacher.taps("Until 2 December")
    teacher.taps("How it goes")
    before = task_on(teacher)
    assert "Before the lesson" not in str(teacher.labels), "the halves are marked already"
    wrong, right = (marks_of(item, rightly=rightly) for rightly in (False, True))
    first = {pupil.number: does(pupil, item, before, wrong) for pupil in pupils}
    teacher.visits(f"task/{before}")
    teacher.taps("swap the halves")
    path = teacher.button("Until 3 December").page.path
    teacher.visits(path)
    teacher.visits(path)
    teacher.taps("How it goes")
    after = task_on(teacher)
    assert after != before
    for pupil in pupils:
        second = does(pupil, item, after, right)
        assert first[pupil.number] | second == counted
        assert not first[pupil.number] & second, "nobody meets a question twice"
    teacher.visits(f"task/{after}/results")
    assert "Compared with before the lesson: +" in teacher.sees
    assert "Chance alone would hardly do that" in teacher.sees


def does(pupil: Person, item: Item, task: int, given: dict[str, str]) -> set[str]:
    """Do the assignment as it is asked on the screen; return the cards that were asked."""
    pupil.visits(f"due/{task}/begin")
    path = next(link.page.path for link in textmode.links(pupil.see()) if "Stop" in link.label)
    attempt, asked = path.split("/")[1], set[str]()
    total = int(re.search(r" of (\d+)", pupil.sees)[1])  # type: ignore[index]
    for number in range(1, total + 1):
        pupil.visits(f"question/{attempt}/{number}")
        card = next(card for card in item.cards if card.question and card.title in pupil.see().text.plain)
        asked.add(card.id)
        pupil.visits(f"answer/{attempt}/{number}/{given[card.id]}")
    pupil.visits(path)
    return asked


def task_on(teacher: Person) -> int:
    page = teacher.button("What they understood").page
    assert isinstance(page, classes_pages.TaskResults)
    return page.task


def test_a_small_set_is_not_split(educator: Person) -> None:
    room = makes_class(educator)
    educator.visits(f"give/{room}/q/lamp-sets/light/9-11")
    assert "⇄ Before and after" not in educator.labels
    assert LOST in educator.visits(f"cross/{room}/lamp-sets/light/9-11").text.plain


def test_others_split_nothing(ours: House) -> None:
    teacher, stranger = Person(ours, 7), Person(ours, 8)
    for one in (teacher, stranger):
        one.settles_in("educator")
    room = makes_class(teacher)
    teacher.visits(f"cross/{room}/{PACK}/{NAME}")
    teacher.taps("Until 2 December")
    teacher.taps("How it goes")
    task = task_on(teacher)
    for path in (f"cross/{room}/{PACK}/{NAME}", f"task/{task}/swap", f"task/{task}/swap/2530"):
        assert LOST in stranger.visits(path).text.plain
    assert LOST in teacher.visits(f"task/{task}/paper").text.plain, "paper knows nothing of halves"
