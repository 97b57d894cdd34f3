"""A round is played: a tap on what is odd, why, and in words how it went; nothing of it is kept but the place."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.features.quiz.judging import Judged
from bot.features.rounds.domain import NOTHING as NOTHING_GIVEN
from bot.features.rounds.domain import RoundState, tally
from bot.packs.model import Kind
from bot.packs.rounds import Verdict, drawn, read_verdict
from bot.values.audience import Audience
from tests.roles import TIER_9_11
from tests.talk import TODAY, House, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.packs.model import Card

WHO_SEES = {
    "items/round/9-11:0 round/lamp-rounds/safe/9-11 round/lamp-rounds/safe/9-11:kaa000 "
    "about/r/lamp-rounds/safe/9-11:m0 round/lamp-rounds/safe/9-11:kaa000.n "
    "judged/lamp-rounds/safe/9-11:kka000 done/round/lamp-rounds/safe/9-11": TIER_9_11,
}

ROUND = "round/lamp-rounds/safe/9-11"
NOTHING = "Nothing is odd"


def cards_of(child: Person, month: date = TODAY) -> tuple[Card, ...]:
    item = child.house.packs.find(Kind.ROUND, "lamp-rounds", "safe/9-11", "en")
    assert item
    return drawn(item, month.replace(day=1))


def verdict_of(card: Card) -> Verdict:
    verdict = read_verdict(card.body)
    assert verdict
    return verdict


def right(verdict: Verdict) -> str:
    return NOTHING if verdict.honest else verdict.odd[0].upper()


def plays(child: Person, answers: Callable[[Verdict], str]) -> str:
    """Play the whole round with a way of answering; return what is said at its end."""
    child.visits(ROUND)
    child.taps("Begin")
    for card in cards_of(child):
        assert card.picture
        assert child.see().picture == card.picture
        child.taps(answers(verdict_of(card)))
        child.taps("▶")
    return child.sees


def test_who_looks_closely_sees_traps_and_trusts_honest_ones(child: Person) -> None:
    told = plays(child, right)
    honest = sum(verdict_of(card).honest for card in cards_of(child))
    assert f"Traps that you saw through: {10 - honest} of {10 - honest}" in told
    assert f"Honest ones that you trusted: {honest} of {honest}" in told
    assert "You looked at what is there" in told
    child.taps("Finish")
    assert "Done: Lamp or moth?" in child.sees


def test_who_always_trusts_and_who_never_does_are_told_apart_and_neither_is_blamed(child: Person) -> None:
    honest = sum(verdict_of(card).honest for card in cards_of(child))
    told = plays(child, lambda _: NOTHING)
    assert f"Traps that you saw through: 0 of {10 - honest}" in told
    assert "You trust gladly" in told
    told = plays(child, lambda _: "A")
    assert f"Honest ones that you trusted: 0 of {honest}" in told
    assert "You notice traps" in told


def test_each_answer_is_told_what_was_seen_and_what_was_missed(child: Person) -> None:
    cards = cards_of(child)
    for number, card in enumerate(cards):
        verdict = verdict_of(card)
        here = f"{ROUND}:{RoundState.begun(TODAY, number).written}"
        child.visits(f"{here}.n")
        assert card.title in child.sees
        assert verdict.why.plain in child.sees
        assert all(verdict.spots[spot].plain in child.sees for spot in verdict.odd)
        child.visits(f"{here}.a")
        if verdict.honest:
            assert "This one is honest" in child.sees
        elif "a" in verdict.odd:
            assert "Well seen" in child.sees
            assert ("Also odd" in child.sees) == (len(verdict.odd) > 1)
        else:
            assert "something is odd" in child.sees
            assert "B. " + verdict.spots["b"].plain in child.sees


def test_a_round_goes_on_where_it_was_left_and_only_the_place_is_kept(house: House, child: Person) -> None:
    child.visits(ROUND)
    child.taps("Begin")
    for _ in range(3):
        child.taps(NOTHING)
        child.taps("Next")
    house.restart()
    child.visits(ROUND)
    child.taps("Go on")
    assert "4 of 10" in child.sees
    for _ in range(7):
        child.taps(NOTHING)
        child.taps("▶")
    assert "From where you went on" in child.sees


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("nothing is odd", "n"),
        ("nothing", "n"),
        ("all fine", "n"),
        ("B", "b"),
        ("и", "b"),
        ("2", "b"),
        ("the second", "b"),
        ("a and b", "ab"),
        ("A, B", "ab"),
        ("ab", "ab"),
        ("first and second", "ab"),
    ],
)
def test_answers_are_typed_too(child: Person, words: str, given: str) -> None:
    here = f"{ROUND}:{RoundState.begun(TODAY).written}"
    child.visits(f"{here}.{given}")
    tapped = child.sees
    child.visits(here)
    child.types(words)
    assert child.sees == tapped


def test_who_does_not_answer_may_guess_or_stop_and_the_place_is_kept(child: Person) -> None:
    child.visits(f"{ROUND}:{RoundState.begun(TODAY).written}")
    for words, told in (
        ("idk", "A guess is welcome"),
        ("hint", "no other hint"),
        ("next", "First choose an answer"),
    ):
        child.types(words)
        assert told in child.sees
        assert "What is odd here?" in child.sees
    child.types("a")
    child.types("next")
    assert "2 of 10" in child.sees
    child.types("stop")
    assert "Your place is kept" in child.sees
    child.taps("Go on")
    child.taps("Go on")
    assert "2 of 10" in child.sees


def test_of_several_odd_spots_one_is_enough_and_all_may_be_named(child: Person) -> None:
    number, card = next((at, card) for at, card in enumerate(cards_of(child)) if len(verdict_of(card).odd) > 1)
    verdict = verdict_of(card)
    here = f"{ROUND}:{RoundState.begun(TODAY, number).written}"
    child.visits(here)
    assert "One odd spot is enough." in child.sees
    told = []
    for given in (*verdict.odd, verdict.odd):
        child.visits(f"{here}.{given}")
        assert "Well seen" in child.sees
        assert all(verdict.spots[spot].plain in child.sees for spot in verdict.odd)
        assert ("Also odd" in child.sees) == (given != verdict.odd)
        told.append(child.button("▶").page.path)
    assert len({*told}) == 1, "one and all of them count alike"


def test_a_spot_in_order_that_is_named_beside_an_odd_one_is_told_so(child: Person) -> None:
    number = next(at for at, card in enumerate(cards_of(child)) if verdict_of(card).odd == "b")
    child.visits(f"{ROUND}:{RoundState.begun(TODAY, number).written}")
    child.types("a and b")
    assert "Well seen" in child.sees
    assert "A is in order." in child.sees


@pytest.mark.parametrize("strategy", ["a", "b", "ab", "chance", "chances"])
def test_players_who_do_not_look_tell_nothing_apart(child: Person, strategy: str) -> None:
    chance, cards = Random(7), cards_of(child)  # noqa: S311 - no secret
    seen = traps = trusted = honest = 0
    for _ in range(200):
        at = RoundState.begun(TODAY)
        for card in cards:
            given = {
                "chance": chance.choice(["a", "b", NOTHING_GIVEN]),
                "chances": chance.choice(["ab", "n"]),
            }.get(strategy, strategy)
            at = at.after(verdict_of(card), given)
        went = tally(cards, at)
        seen, traps = seen + went.seen + went.felt, traps + went.traps
        trusted, honest = trusted + went.trusted, honest + went.honest
    assert abs(Judged(seen, traps, trusted, honest).apart) < 0.2


def test_in_text_mode_the_screen_is_told_in_words(child: Person) -> None:
    child.visits("set/text/on")
    child.visits(ROUND)
    child.taps("Begin")
    assert child.see().picture is None
    assert "A phone's screen: " in child.sees
    assert "[B: " in child.sees


def test_a_letter_that_is_not_on_the_screen_and_a_place_behind_the_last_change_nothing(child: Person) -> None:
    child.visits(f"{ROUND}:kaa000.d")
    assert "What is odd here?" in child.sees
    child.visits(f"{ROUND}:kkk999.n")
    assert "Some are honest, some are traps" in child.sees
    child.visits("judged/lamp-rounds/safe/9-11:kka999")
    honest = sum(verdict_of(card).honest for card in cards_of(child))
    assert f"Traps that you saw through: {10 - honest} of {10 - honest}" in child.sees


def test_a_round_that_runs_over_the_end_of_a_month_keeps_its_screens() -> None:
    last = date(2026, 12, 31)
    at = RoundState.begun(last, 3).written
    assert RoundState.read(at, last + timedelta(days=1)) == RoundState(date(2026, 12, 1), 3, 3)


@pytest.mark.parametrize("given", ["a", "b", "n"])
def test_what_is_counted_is_no_more_than_there_was(given: str) -> None:
    trap, honest = Verdict("a"), Verdict("")
    at = RoundState.begun(TODAY).after(trap, given).after(honest, given)
    assert (at.seen, at.felt, at.trusted) == (given == "a", given == "b", given == "n")
    assert tally((), at).traps == 0


def test_rounds_are_found_in_the_menu_the_topic_and_by_words(child: Person) -> None:
    child.visits("menu")
    child.taps("Quizzes")
    child.taps("Real or trap?")
    child.taps("Lamp or moth?")
    assert "Some are honest" in child.sees
    child.visits(f"topic/money/{Audience.TIER_9_11}:0")
    child.taps("Lamp or moth?")
    child.types("stop")
    child.visits("menu")
    child.types("lamp or moth")
    assert any("Lamp or moth?" in label for label in child.labels)


def at_first(child: Person, *, honest: bool) -> str:
    """Go to the first screen that is honest, or that is a trap; return what is said there."""
    child.visits(ROUND)
    child.taps("Begin")
    for card in cards_of(child):
        verdict = verdict_of(card)
        if verdict.honest is honest:
            return child.sees
        child.taps(right(verdict))
        child.taps("▶")
    raise AssertionError("no such screen")


@pytest.mark.parametrize("words", ["it's a trap", "не скажу", "развод", "i block him"])
def test_who_says_that_it_is_a_trap_is_asked_for_its_letter(child: Person, words: str) -> None:
    here = at_first(child, honest=False)
    child.types(words)
    assert "type or tap its letter" in child.sees
    assert child.sees.endswith(here)


@pytest.mark.parametrize("words", ["honest", "it's honest", "безопасно", "open it"])
def test_who_says_that_it_is_honest_has_answered(child: Person, words: str) -> None:
    at_first(child, honest=True)
    child.types(words)
    assert "nothing is odd here" in child.sees


def test_a_round_goes_on_behind_what_was_answered(child: Person) -> None:
    child.visits(ROUND)
    child.taps("Begin")
    child.taps(right(verdict_of(cards_of(child)[0])))
    child.types("/menu")
    child.taps("Go on")
    child.taps("Go on")
    assert "2 of " in child.sees
