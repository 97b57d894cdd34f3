"""The model comes out of its text again: the same text makes the same file, and that tells what it was made of."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.features.help.distress.phrasebook import read_phrase_book
from bot.features.help.distress.proofs import PACKAGE_LISTS
from bot.features.help.distress.weighing import written
from tests.features.help.distress.labelled import LANGUAGES, MEASURING, answers, rows
from tests.tools import load_tool

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture(scope="module")
def learn() -> ModuleType:
    return load_tool("learn_distress")


@pytest.fixture(scope="module")
def taught(learn: ModuleType) -> list[Any]:
    """The messages of this repository that teach, as the tool reads them."""
    return list(learn.committed(read_phrase_book(PACKAGE_LISTS)))


@pytest.mark.slow
def test_the_file_was_fitted_to_what_this_repository_teaches_now(learn: ModuleType, taught: list[Any]) -> None:
    """Who adds messages, or changes how words are made plain, fits anew: see docs/distress-model.md."""
    [line] = [line for line in head() if "of this repository" in line]
    assert line == f"# of this repository: {len(taught)} messages, sha256 {learn.digest(taught)}"


@pytest.mark.slow
def test_nothing_that_is_kept_for_measuring_teaches(learn: ModuleType, taught: list[Any]) -> None:
    book = read_phrase_book(PACKAGE_LISTS)
    harmless = {learn.heard(book, words).words for words in answers()}
    teaching = {message.words for message in taught} - harmless
    kept = {
        learn.heard(book, row.words).words
        for part in MEASURING
        for language in LANGUAGES
        for row in rows(part, language)
    }
    assert kept
    assert teaching.isdisjoint(kept)


@pytest.mark.slow
def test_the_same_text_makes_the_same_model(learn: ModuleType, taught: list[Any]) -> None:
    some = taught[::40]
    first, second = (written(learn.learned(some, kept=200)) for _ in range(2))
    assert first == second


def test_everyday_text_is_cut_in_two_by_its_words_alone(learn: ModuleType) -> None:
    parts = [learn.part_of(f"line {number}") for number in range(4000)]
    assert [round(parts.count(part) / 1000) for part in ("learn", "measure")] == [3, 1]


def test_a_mark_of_speech_at_the_start_swallows_no_line(learn: ModuleType, tmp_path: Path) -> None:
    texts = ['"who goes there', "one", '"he said ""no"" twice"', '"quoted" to the end"', "two"]
    lines = ["source\tlabel\ttext", *(f"a\tnone\t{text}" for text in texts), "a\tfear\tthree"]
    (tmp_path / "en.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    read = [line for part in ("learn", "measure") for line in learn.everyday(tmp_path, "en", part)]
    assert sorted(read) == sorted(['"who goes there', "one", 'he said "no" twice', '"quoted" to the end"', "two"])


@pytest.mark.soak
@pytest.mark.skipif("EVERYDAY" not in os.environ, reason="EVERYDAY names no folder of everyday text")
def test_fitting_again_makes_the_file_that_is_there(learn: ModuleType) -> None:
    book = read_phrase_book(PACKAGE_LISTS)
    messages = [*learn.committed(book), *learn.outside(book, Path(os.environ["EVERYDAY"]))]
    made = written(learn.learned(messages)).splitlines()
    there = (PACKAGE_LISTS / "weights.tsv").read_text("utf-8").splitlines()
    assert made == [line for line in there if line[0] != "#"]


def head() -> list[str]:
    """Return the remarks of the file."""
    text = (PACKAGE_LISTS / "weights.tsv").read_text("utf-8")
    return [line for line in text.splitlines() if line.startswith("#")]
