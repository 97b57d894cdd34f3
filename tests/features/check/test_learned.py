"""What no list has is seen by a learned model, which points at the words; its file was fitted to what teaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.linear import models_of, written
from bot.features.check import learned
from bot.features.check.domain import Checker
from bot.features.check.learned import FILE, MOST_TOKENS, TOLD, TRAP, trap_odds, weighed
from bot.features.check.tokens import tokens
from bot.values.locales import FOLDER, languages
from bot.values.signs import BY_RULE, SIGNS
from tests.kit.checked_messages import rows
from tests.talk import our_library
from tests.tools import load_tool

if TYPE_CHECKING:
    from types import ModuleType

A_FILE = 1_000_000
"""Most bytes of a language's model."""


@pytest.fixture(scope="module")
def learn() -> ModuleType:
    return load_tool("learn_signs")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(our_library())


@pytest.mark.parametrize("locale", [*languages()])
def test_every_label_is_a_sign_that_is_seen_in_words(locale: str) -> None:
    model = models_of(learned.FILE)[locale]
    assert {*model.labels} - {TOLD} == {TRAP, *SIGNS} - BY_RULE


@pytest.mark.parametrize("locale", [*languages()])
def test_each_sign_is_pointed_at_in_the_words_of_the_message(checker: Checker, locale: str) -> None:
    for row in rows("dev", locale):
        reading = checker.read(row.message)
        said = " ".join(row.message.split())
        assert all(one.quote and one.quote.rstrip("\u2026") in said for one in reading.shown)


@pytest.mark.parametrize("locale", [*languages()])
def test_what_is_pointed_at_stands_in_one_sentence(locale: str) -> None:
    pointed = 0
    for row in rows("dev", locale):
        found = tokens(row.message)
        seen = weighed(found)
        for sign in (row.signs - BY_RULE) if seen else ():
            place = seen.where(sign) if seen else None
            if place:
                pointed += 1
                assert found[place[0]].sentence == found[place[1]].sentence
    assert pointed


def test_several_signs_together_make_a_trap() -> None:
    """One likely sign is in honest messages too; three at once are seldom there."""
    one = {TOLD: 0.5, TRAP: -1.0, "money": 3.0, "urgency": -4.0, "guilt": -4.0}
    three = {TOLD: 0.5, TRAP: -1.0, "money": 3.0, "urgency": 2.0, "guilt": 2.0}
    assert trap_odds(one, 0, 9, is_spoken_for=False) < 0 < trap_odds(three, 0, 9, is_spoken_for=False)
    assert trap_odds(three, 0, 9, is_spoken_for=True) < trap_odds(three, 0, 9, is_spoken_for=False)


def test_a_model_is_not_asked_of_what_it_does_not_know() -> None:
    assert weighed(tokens("ქართული ენა ძალიან ლამაზია")) is None
    assert weighed(tokens("send me your code now " * MOST_TOKENS)) is None
    assert weighed([]) is None


@pytest.mark.parametrize("locale", [*languages()])
def test_the_file_was_fitted_to_the_messages_of_now(learn: ModuleType, locale: str) -> None:
    """Who adds messages fits anew: `python tools/learn_signs.py`."""
    teaching = learn.messages(locale)
    file = FOLDER / locale / FILE
    assert (
        file.read_text("utf-8").splitlines()[1] == f"# {len(teaching)} messages, sha256 {learn.digest(teaching)}"
    )
    assert file.stat().st_size <= A_FILE


@pytest.mark.parametrize("part", ["tune", "kept"])
@pytest.mark.parametrize("locale", [*languages()])
def test_nothing_that_is_set_apart_teaches(learn: ModuleType, locale: str, part: str) -> None:
    assert not {one.words for one in learn.messages(locale)} & {row.message for row in rows(part, locale)}


@pytest.mark.slow
def test_the_same_messages_make_the_same_model(learn: ModuleType) -> None:
    some = learn.messages("en")[::4]
    first, second = (written(learn.learned(some, kept=200)) for _ in range(2))
    assert first == second
