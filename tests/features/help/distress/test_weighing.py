"""What pieces of words weigh: heard beyond the lists, silenced by sayings; a spoiled file costs no help."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.linear import SIZE_STEP, STEP, ZERO, added, columns, lanes
from bot.features.help.distress import Detector, Level
from bot.features.help.distress.proofs import PACKAGE_LISTS, check_lists
from bot.features.help.distress.urgency import NOTHING, SOFTER
from bot.features.help.distress.weighing import (
    SHORT,
    WHOLE,
    Weighed,
    Weights,
    pieces,
    read_weights,
    settled,
    written,
)
from tests.features.help.distress.labelled import answers
from tests.features.help.distress.messages import detector

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CRISIS, SORROW = 2, SOFTER + 14


@cache
def package_weights() -> Weights:
    """Return the weights that travel inside the package."""
    return read_weights((PACKAGE_LISTS / "weights.tsv").read_text("utf-8"))


def row(*weights: int) -> int:
    """Return a piece's row: what it adds to crisis, to sorrow and to "a friend", in units, and the size 4."""
    return lanes(bytes([*(each * STEP + ZERO for each in weights), 4 * SIZE_STEP]))


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Lists of one phrase, with weights that know of one word for each thing."""
    folder = tmp_path / "distress"
    (folder / "en").mkdir(parents=True)
    (folder / "emoji.txt").write_text("", "utf-8")
    (folder / "en" / "crisis-suicide.txt").write_text("want to vanish\n", "utf-8")
    known = {
        " dark": row(25, 0, -9),
        " gray": row(0, 25, -9),
        " cake": row(-25, -25, -9),
        " she ": row(0, 0, 25),
        "is": row(0, 0, 0),
    }
    weights = Weights((CRISIS, SORROW), (-4.0, -4.0, -1.0), known, frozenset({"en"}))
    (folder / "weights.tsv").write_text(written(weights, ["a remark"]), "utf-8")
    return folder


LONG = " кеше мектепте досым маған бір қызық әңгіме айтып берді ертең де"
"""Ten words and more around a cry, in a language of which the model knows nothing."""


@pytest.mark.parametrize("around", ["{}", "{}" + LONG, LONG + " {}", LONG + ". {}." + LONG])
def test_lists_of_a_language_that_the_model_has_not_learned_are_never_silenced(lists: Path, around: str) -> None:
    (lists / "kk").mkdir()
    (lists / "kk" / "crisis-suicide.txt").write_text("өлгім келеді\n", "utf-8")
    heard = Detector.load(lists).hear(around.format("бүгін кешке өлгім келеді"))
    assert heard
    assert (heard.level, heard.topic) == (Level.CRISIS, "suicide")
    assert Detector.load(lists).hear(LONG) is None


def test_guards_of_such_a_language_still_guard(lists: Path) -> None:
    (lists / "kk").mkdir()
    (lists / "kk" / "crisis-suicide.txt").write_text("өлгім келеді\n", "utf-8")
    (lists / "kk" / "guard-story.txt").write_text("кітапта\n", "utf-8")
    assert Detector.load(lists).hear("кітапта бала өлгім келеді деді содан кейін үйіне кетті") is None


def test_words_are_heard_that_no_list_has(lists: Path) -> None:
    hears = Detector.load(lists)
    crisis, sorrow = hears.hear("all is darkness here now"), hears.hear("all is grayish here now")
    assert crisis
    assert (crisis.level, crisis.topic, crisis.other) == (Level.CRISIS, "suicide", False)
    assert sorrow
    assert (sorrow.level, sorrow.topic, sorrow.other) == (Level.DISTRESS, "mood", False)


def test_it_is_told_whom_the_words_are_about(lists: Path) -> None:
    heard = Detector.load(lists).hear("she is darkness here now")
    assert heard
    assert heard.other


def test_what_weighs_hardly_anything_is_left_alone_whatever_the_lists_say(lists: Path) -> None:
    hears = Detector.load(lists)
    assert hears.hear("want to vanish")
    assert hears.hear("i want to vanish with cakes today") is None


def test_words_without_a_known_piece_are_for_the_lists(lists: Path) -> None:
    heard = Detector.load(lists).hear("want to vanish")
    assert heard
    assert heard.level is Level.CRISIS


def test_in_short_messages_what_the_lists_hear_stands(lists: Path) -> None:
    (lists / "en" / "crisis-suicide.txt").write_text("= want cake\n", "utf-8")
    hears = Detector.load(lists)
    assert hears.hear("want cake")
    assert hears.hear("only cake") is None


def test_a_long_message_adds_up_as_its_pieces_do() -> None:
    one, many = Weights((CRISIS, SORROW), (0.0, 0.0, 0.0), {"is": row(2, 0, 0)}), 700
    assert added([one.pieces["is"]] * many, 4) == [many * each for each in columns(one.pieces["is"], 4)]


def test_without_weights_the_lists_decide_alone(lists: Path) -> None:
    (lists / "weights.tsv").unlink()
    hears = Detector.load(lists)
    assert hears.hear("want to vanish with cakes")
    assert hears.hear("all is darkness here now") is None


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda text: text.replace(" dark\t100", " dark\tmuch"), "line 6: a weight is a whole number"),
        (lambda text: text.replace(" dark\t100", " dark\t100\t1"), "line 6: 5 weights, and 4 columns are named"),
        (lambda text: text.replace("crisis suicide", "crisis boredom"), "no column is called crisis boredom"),
        (lambda text: text.replace("*\t", "?\t"), "line 4: a weight is a whole number"),
        (lambda text: "".join(line for line in text.splitlines(keepends=True) if line[0] != "*"), "one row, *,"),
        (lambda _: "", "columns end with friend and size"),
    ],
)
def test_a_spoiled_file_is_named_with_its_mending_and_costs_no_help(
    lists: Path, spoil: Callable[[str], str], named: str
) -> None:
    path = lists / "weights.tsv"
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    [problem] = check_lists([lists])
    assert named in problem.what
    assert "python tools/learn_distress.py" in problem.fix
    assert Detector.load(lists).hear("want to vanish with cakes")


@pytest.mark.parametrize("words", ["the blades again tonight haha", "она пишет: «лезвия сегодня опять»"])
def test_06_jokes_and_quotes_bring_at_most_the_offer(words: str) -> None:
    heard = detector.hear(words)
    assert heard is None or heard.level is Level.DISTRESS


def test_a_crisis_is_heard_at_the_end_of_a_long_story(lists: Path) -> None:
    hears = Detector.load(lists)
    heard = hears.hear("a cake for my dog today. " * 30 + "and then it went all dark here. " * 10)
    assert heard
    assert heard.level is Level.CRISIS


def test_answers_of_our_own_questions_are_left_alone() -> None:
    said = answers()
    heard = [words for words in said if detector.hear(words)]
    assert len(said) > 2000
    assert len(heard) <= len(said) * 3 // 100, heard[:20]


@given(
    st.dictionaries(st.text("abcабв ", min_size=1, max_size=9), st.binary(min_size=4, max_size=4), max_size=20),
    st.lists(st.integers(-900, 900), min_size=3, max_size=3),
)
def test_weights_are_read_as_they_were_written(rows: dict[str, bytes], start: list[int]) -> None:
    begun = tuple(each / 100 for each in start)
    weights = Weights((CRISIS, SORROW), begun, {piece: lanes(each) for piece, each in rows.items()})
    assert read_weights(written(weights, ["a remark", "another"])) == weights


@given(st.lists(st.text(min_size=1, max_size=12), max_size=48))
def test_chances_are_chances(words: list[str]) -> None:
    weights = package_weights()
    weighed = weights.weigh(words)
    assert (weighed is None) == pieces(words).isdisjoint(weights.pieces)
    if weighed:
        assert 0 <= weighed.crisis <= weighed.anything <= 1.0000001
        assert weighed.likeliest_crisis < SOFTER <= weighed.likeliest_sorrow < NOTHING


@pytest.mark.parametrize(("listed", "stands"), [(0, True), (SOFTER, False)])
def test_a_listed_sorrow_needs_more_weight_than_a_listed_crisis(listed: int, *, stands: bool) -> None:
    between = (WHOLE.listed + WHOLE.listed_sorrow) / 2
    weighed = Weighed(between / 2, between, 0, SOFTER)
    assert settled(listed, weighed, 6, lambda: False, WHOLE) == (listed if stands else NOTHING)
    assert settled(listed, weighed, 5, lambda: False, SHORT) == listed
