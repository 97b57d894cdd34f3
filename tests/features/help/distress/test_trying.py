"""`check` tries what the lists of an unlearned language have listed, and names what it does not hear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.linear import SIZE_STEP, ZERO, lanes
from bot.features.help.distress.trying import tried, try_lists
from bot.features.help.distress.urgency import SOFTER
from bot.features.help.distress.weighing import Weights, written

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = """
{family}:
{grown}, mother
{grown}:
my father
"""


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Kazakh lists beside English ones, and a model that knows English alone."""
    folder = tmp_path / "distress"
    for language in ("en", "kk"):
        (folder / language).mkdir(parents=True)
    (folder / "emoji.txt").write_text("", "utf-8")
    weights = Weights(
        (2, SOFTER + 14),
        (-4.0, -4.0, -1.0),
        {" dark": lanes(bytes([ZERO + 9, ZERO, ZERO, SIZE_STEP]))},
        frozenset({"en"}),
    )
    (folder / "weights.tsv").write_text(written(weights), "utf-8")
    (folder / "en" / "crisis-suicide.txt").write_text("want to vanish\n", "utf-8")
    (folder / "kk" / "words-people.txt").write_text(CLASSES, "utf-8")
    (folder / "kk" / "crisis-suicide.txt").write_text("өлгім келеді\n= кетемін\n", "utf-8")
    (folder / "kk" / "crisis-abuse.txt").write_text("# a remark\n{family} …2 ұрады\n", "utf-8")
    return folder


def test_every_phrase_is_tried_alone_and_inside_ten_words(lists: Path) -> None:
    [kazakh] = tried(lists)
    assert (kazakh.language, kazakh.phrases, kazakh.alone, kazakh.inside) == ("kk", 3, 3, 3)
    assert kazakh.unheard == ()


def test_what_a_guard_silences_is_named_with_its_line_and_the_words(lists: Path) -> None:
    (lists / "kk" / "guard-idiom.txt").write_text("mother ұрады\n", "utf-8")
    [kazakh] = try_lists([lists / "kk"])
    [problem] = kazakh.unheard
    assert (kazakh.phrases, kazakh.alone, kazakh.inside) == (3, 2, 2)
    assert (problem.code, problem.line) == ("E722", 2)
    assert problem.path.endswith("kk/crisis-abuse.txt")
    assert problem.what.endswith("nothing is heard in: mother ұрады")


def test_ordinary_words_of_the_language_stand_around_a_phrase(lists: Path) -> None:
    words = "мен сен ол біз сіз олар бұл сол анау мынау"
    (lists / "kk" / "ordinary.txt").write_text(words + "\n", "utf-8")
    (lists / "kk" / "guard-story.txt").write_text("сен ол\n", "utf-8")
    [kazakh] = tried(lists)
    assert (kazakh.alone, kazakh.inside) == (3, 3), "words that mean something stand around nothing"
    (lists / "kk" / "guard-story.txt").write_text("lorem*\n", "utf-8")
    (lists / "kk" / "ordinary.txt").unlink()
    [kazakh] = tried(lists)
    assert (kazakh.alone, kazakh.inside) == (3, 1)


def test_languages_that_the_model_has_learned_are_left_to_its_measures(lists: Path) -> None:
    for file in (lists / "kk").iterdir():
        file.unlink()
    (lists / "kk").rmdir()
    assert tried(lists) == ()
