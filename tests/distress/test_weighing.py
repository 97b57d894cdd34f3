"""What pieces of words weigh: heard beyond the lists, silenced by sayings; a spoiled file costs no help."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.distress import Detector, Level
from bot.chat.distress.proofs import PACKAGE_LISTS, check_lists
from bot.chat.distress.urgency import NOTHING, SOFTER
from bot.chat.distress.weighing import Weights, heaviest, lanes, pieces, read_weights, written
from tests.distress.labelled import answers
from tests.distress.messages import detector

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CRISIS, SORROW = 2, SOFTER + 14


@cache
def package_weights() -> Weights:
    """Return the weights that travel inside the package."""
    return read_weights((PACKAGE_LISTS / "weights.tsv").read_text("utf-8"))


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Lists of one phrase, with weights that know of one word for each thing."""
    folder = tmp_path / "distress"
    (folder / "en").mkdir(parents=True)
    (folder / "emoji.txt").write_text("", "utf-8")
    (folder / "en" / "crisis-suicide.txt").write_text("want to vanish\n", "utf-8")
    known = {
        "dark": lanes(bytes([228, 128, 128])),
        "gray": lanes(bytes([128, 228, 128])),
        "cake": lanes(bytes([128, 128, 248])),
    }
    weights = Weights((CRISIS, SORROW, NOTHING), bytes([108, 108, 148]), known)
    (folder / "weights.tsv").write_text(written(weights), "utf-8")
    return folder


def test_words_are_heard_that_no_list_has(lists: Path) -> None:
    hears = Detector.load(lists)
    crisis, sorrow = hears.hear("all is darkness here now"), hears.hear("all is grayish here now")
    assert crisis
    assert (crisis.level, crisis.topic) == (Level.CRISIS, "suicide")
    assert sorrow
    assert (sorrow.level, sorrow.topic) == (Level.DISTRESS, "mood")


def test_what_weighs_hardly_anything_is_left_alone_whatever_the_lists_say(lists: Path) -> None:
    hears = Detector.load(lists)
    assert hears.hear("want to vanish")
    assert hears.hear("want to vanish with cakes") is None


def test_words_without_a_known_piece_are_for_the_lists(lists: Path) -> None:
    heard = Detector.load(lists).hear("want to vanish")
    assert heard
    assert heard.level is Level.CRISIS


def test_of_two_or_three_words_the_lists_alone_decide(lists: Path) -> None:
    hears = Detector.load(lists)
    assert hears.hear("all is dark") is None
    assert hears.hear("want to vanish")


def test_without_weights_the_lists_decide_alone(lists: Path) -> None:
    (lists / "weights.tsv").unlink()
    hears = Detector.load(lists)
    assert hears.hear("want to vanish with cakes")
    assert hears.hear("all is darkness here now") is None


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda text: text.replace("dark\t100", "dark\tmuch"), "line 4: a weight is a whole number"),
        (lambda text: text.replace("dark\t100", "dark\t100\t1"), "line 4: 4 weights, and the first line names 3"),
        (lambda text: text.replace("crisis suicide", "crisis boredom"), "no column is called crisis boredom"),
        (lambda text: text.replace("*\t", "?\t"), "one row, *, is what speaks at the start"),
        (lambda _: "", "one row, *, is what speaks at the start"),
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
    st.dictionaries(
        st.text("abcабв ", min_size=1, max_size=9).filter(lambda piece: piece.strip() == piece and piece),
        st.binary(min_size=3, max_size=3),
        max_size=20,
    ),
    st.binary(min_size=3, max_size=3),
)
def test_weights_are_read_as_they_were_written(rows: dict[str, bytes], start: bytes) -> None:
    weights = Weights((CRISIS, SORROW, NOTHING), start, {piece: lanes(row) for piece, row in rows.items()})
    assert read_weights(written(weights)) == weights


@given(st.lists(st.text(min_size=1, max_size=12), max_size=48))
def test_chances_are_chances(words: list[str]) -> None:
    weights = package_weights()
    weighed = heaviest(weights, words)
    assert (weighed is None) == (len(words) < 4 or pieces(words).isdisjoint(weights.pieces))
    if weighed:
        assert 0 <= weighed.crisis <= weighed.anything <= 1.0000001
        assert weighed.likeliest_crisis < SOFTER <= weighed.likeliest_sorrow < NOTHING
