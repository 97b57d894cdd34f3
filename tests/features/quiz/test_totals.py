"""39: what is shown of a class, over many random classes, days and comings and goings, tells no single answer."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.features.quiz.totals import share_of
from bot.packs.model import Item
from bot.values.few import BLOCK
from tests.kit.totals import question_of, quiz, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.features.quiz.totals import Total

__all__ = ["quiz"]


MARKS = {"choice": "abc", "truth": "ab", "key": "abc"}


def looks(total: Total) -> tuple[object, ...]:
    return (total.share, total.stumbles, total.idle)


def worlds(quiz: Item, card: str, before: list[str], after: tuple[object, ...]) -> Iterator[tuple[str, ...]]:
    """Every way in which the last five can have answered that an attacker who knows all that came before would
    see as `after`.
    """
    for world in itertools.product(MARKS[card], repeat=BLOCK):
        if looks(shown(quiz, card, [*before, *world])) == after:
            yield world


@pytest.mark.parametrize("card", MARKS)
def test_39_no_answer_of_a_block_can_be_told_whatever_it_was(quiz: Item, card: str) -> None:
    """Every possible block at once: the attacker knows who the five are, and every answer that came before."""
    question = question_of(quiz, card)
    by_look: dict[tuple[object, ...], list[tuple[str, ...]]] = {}
    for world in itertools.product(MARKS[card], repeat=BLOCK):
        by_look.setdefault(looks(shown(quiz, card, list(world))), []).append(world)
    assert len(by_look) > 3, "something is shown"
    for alike in by_look.values():
        for pupil in range(BLOCK):
            assert len({world[pupil] for world in alike}) > 1, "somebody's answer is told"
            assert len({question.right(world[pupil]) for world in alike}) == 2, "right or wrong is told"


def test_options_that_share_a_misconception_name_it_once(quiz: Item) -> None:
    question = question_of(quiz, "choice")
    options = tuple(
        option if option.right else replace(option, misconception="hat") for option in question.options
    )
    cards = [
        replace(card, question=replace(question, options=options)) if card.id == "choice" else card
        for card in quiz.cards
    ]
    hats = replace(quiz, cards=tuple(cards))
    assert [one.words for one in shown(hats, "choice", list("aaccb")).stumbles] == ["A hat gives light."]


@pytest.mark.parametrize(
    "classes", [60, pytest.param(400, marks=pytest.mark.slow), pytest.param(2000, marks=pytest.mark.soak)]
)
def test_39_random_classes_tell_nothing(quiz: Item, classes: int) -> None:
    """Pupils join and leave, answer on many days; the attacker looks every day, knows who answered since the last
    look and all answers of earlier blocks, and tries every world that would look the same.
    """
    chance = random.Random(39)  # noqa: S311 - a fixed seed
    recovered = 0
    for number in range(classes):
        card = list(MARKS)[number % len(MARKS)]
        lean = chance.choice([0.02, 0.5, 0.98])
        answers: list[str] = []
        seen: tuple[object, ...] = looks(shown(quiz, card, []))
        for _day in range(chance.randrange(1, 12)):
            for _pupil in range(chance.randrange(5)):
                right = chance.random() < lean
                answers.append("b" if right and card != "key" else chance.choice(MARKS[card]))
            now = looks(shown(quiz, card, answers))
            whole = len(answers) // BLOCK * BLOCK
            if whole < BLOCK:
                assert now[0] is None, "nothing is shown below five"
            elif now != seen:
                consistent = list(worlds(quiz, card, answers[: whole - BLOCK], now))
                recovered += sum(len({world[pupil] for world in consistent}) == 1 for pupil in range(BLOCK))
            seen = now
    assert recovered == 0


def test_39_between_two_looks_at_least_five_have_answered(quiz: Item) -> None:
    chance = random.Random(5)  # noqa: S311 - a fixed seed
    answers: list[str] = []
    changed_at = [0]
    before = looks(shown(quiz, "choice", answers))
    for number in range(1, 60):
        answers.append(chance.choice("abc"))
        now = looks(shown(quiz, "choice", answers))
        if now != before:
            changed_at.append(number)
        before = now
    assert all(number % BLOCK == 0 for number in changed_at)


@pytest.mark.parametrize(
    ("rights", "low", "high"), [([0], 0, 20), ([1], 0, 20), ([3], 60, 60), ([4], 80, 100), ([5, 5], 80, 100)]
)
def test_nobody_and_everybody_are_never_told(rights: list[int], low: int, high: int) -> None:
    share = share_of(rights)
    assert share
    assert (share.low, share.high) == (low, high)


def test_the_truth_is_always_within_the_bounds() -> None:
    chance = random.Random(7)  # noqa: S311 - a fixed seed
    for _ in range(500):
        rights = [chance.randrange(BLOCK + 1) for _ in range(chance.randrange(1, 12))]
        share = share_of(rights)
        assert share
        assert share.least <= sum(rights) <= share.most
        assert share.answers == BLOCK * len(rights)


def test_what_misled_is_named_by_its_misconception(quiz: Item) -> None:
    total = shown(quiz, "choice", list("aabbb"))
    option = question_of(quiz, "choice").options[0]
    wanted = quiz.misconceptions.get(option.misconception) or option.text.plain
    assert [stumble.words for stumble in total.stumbles] == [wanted]
    assert not shown(quiz, "choice", list("abbbb")).stumbles, "one alone is somebody's answer"


def test_what_hardly_anybody_chooses_is_told_from_thirty_on(quiz: Item) -> None:
    hat = question_of(quiz, "choice").options[2].text.plain
    assert shown(quiz, "choice", list("aabbb") * 5).idle == ()
    assert shown(quiz, "choice", list("aabbb") * 6).idle == (hat,)
