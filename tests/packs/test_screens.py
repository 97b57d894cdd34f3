"""Phone screens and rounds as editors write them: what is read, what is refused; nobody wins by a habit."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.features.quiz.judging import Judged
from bot.packs.codec import from_json, to_json
from bot.packs.digest import card_hash
from bot.packs.draft import FileContext, read_draft
from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.packs.parser.source import Source
from bot.packs.rounds import drawn, read_verdict, said
from bot.packs.units import rebuilt, units
from bot.values.text import Text
from tests.packs.pack_kit import FIXTURES, HEAD, codes, draft, pack_head
from tests.talk import ROOT

if TYPE_CHECKING:
    from bot.packs.model import Card, Item
    from bot.values.screen_block import ScreenBlock

CHAT = "from: Leo\n> Hi, {a: quick}!\n< Why?\nlink: {b: win.example/now}"


def card(lines: str, kind: str = "chat", below: str = "") -> str:
    return f'## One <a id="one"></a>\n\n```screen {kind}\n{lines}\n```\n\n{below}'


def block_of(cards: str) -> ScreenBlock:
    picture = draft(cards).item.cards[0].picture
    assert picture
    assert picture.block
    return picture.block


def test_a_screen_is_read_line_by_line() -> None:
    block = block_of(card(CHAT))
    assert [(line.role, line.words) for line in block.lines] == [
        ("from", "Leo"),
        ("theirs", "Hi, quick!"),
        ("mine", "Why?"),
        ("link", "win.example/now"),
    ]
    hurry = block.lines[1].spots[0]
    assert block.lines[1].words[hurry.start : hurry.end] == "quick"
    assert block.letters == "ab"


def test_letters_of_other_alphabets_name_the_same_spots() -> None:
    assert block_of(card("from: Лёва\n> {а: Раз}, {б: два}, {в: три}")).letters == "abc"
    assert block_of(card("from: Leo\n> {a: One}, {b: two}, {\u0441: three}")).letters == "abc", "a Cyrillic с"


def test_a_screen_is_told_in_words_that_cannot_be_tapped() -> None:
    words = block_of(card(CHAT)).in_words()
    assert words.plain.split("\n") == [
        "A phone's screen: chat",
        "From: Leo",
        "Leo: Hi, [A: quick]!",
        "Me: Why?",
        "Link: [B: win.example/now]",
    ]
    assert [words.plain[s.start : s.end] for s in words.spans if s.style == "code"] == ["win.example/now"]


def test_a_screen_survives_the_cache() -> None:
    item = draft(card(CHAT)).item
    assert from_json(to_json(item, FIXTURES), FIXTURES).cards == item.cards


def test_a_changed_word_on_a_screen_changes_the_card_and_the_question() -> None:
    asked = "- [x] Yes\n- [ ] No\n  > Look again."
    first = draft(card(CHAT, below=asked), Kind.QUIZ).item.cards[0]
    other = draft(card(CHAT.replace("quick", "slowly"), below=asked), Kind.QUIZ).item.cards[0]
    assert card_hash(first) != card_hash(other)
    assert first.question
    assert other.question
    assert first.question.meaning != other.question.meaning


@pytest.mark.parametrize("line", ["link: bank.com", "> write to @leo", "> call +7 916 123-45-67", "> type /start"])
def test_nothing_on_a_screen_is_anybodys(line: str) -> None:
    assert "E157" in codes(draft(card(f"from: Leo\n> Hi!\n{line}")))


@pytest.mark.parametrize("host", ["a.example", "example.com", "x.test", "good.example", "HTTPS://A.EXAMPLE/x"])
def test_reserved_hosts_and_those_of_the_pack_may_stand_there(host: str) -> None:
    assert codes(draft(card(f"from: Leo\n> Hi!\nlink: {host}"))) == {"W114"}


def test_where_no_picture_is_shown_a_question_has_its_screen_in_words() -> None:
    found = draft(card(CHAT, below="What now?\n\n- [x] Stop\n- [ ] Run\n  > Slowly."), Kind.QUIZ).item.cards[0]
    assert found.body_in_words.plain.startswith("A phone's screen: chat\nFrom: Leo")
    assert found.body_in_words.plain.endswith("\n\nWhat now?")


def test_the_words_of_others_are_no_words_of_ours() -> None:
    found = draft(card("from: Leo\n> Last chance! Your own fault, horrible nightmare! Last chance!"), style=True)
    assert codes(found) == {"W114"}


def test_a_translator_is_given_the_words_of_a_screen() -> None:
    text = HEAD + card(CHAT, below="honest\n\nIt asks for nothing.\n\n- a: No hurry.")
    said = {unit.field: unit.words for unit in units(text) if unit.field.startswith("one.")}
    assert said == {
        "one.title": "One",
        "one.screen": "Leo",
        "one.screen.2": "Hi, {a: quick}!",
        "one.screen.3": "Why?",
        "one.screen.4": "{b: win.example/now}",
        "one.body": "It asks for nothing.",
        "one.spot.a": "No hurry.",
    }
    lines = rebuilt(text, said | {"one.screen.2": "Hallo, {a: schnell}!"})
    assert "> Hallo, {a: schnell}!" in lines
    assert "honest" in lines


def cards_of(honest: int, traps: int, spots: int = 2) -> str:
    marks = " ".join(f"{{{letter}: word}}" for letter in "abcd"[:spots])
    return "\n".join(
        f'## Card {n} <a id="c{n}"></a>\n\n```screen chat\nfrom: Leo\n> '
        + (
            "{a: One} {b: two}\n```\n\nhonest\n\nFine.\n"
            if n < honest
            else f"{marks}\n```\n\ntrap: a\n\n- a: Odd.\n"
        )
        for n in range(honest + traps)
    )


@pytest.mark.parametrize(
    ("cards", "code"),
    [
        (cards_of(5, 4), "E166"),
        (cards_of(3, 8), "E167"),
        (cards_of(8, 3), "E167"),
        (cards_of(5, 5, spots=3), "W169"),
        (cards_of(5, 5, spots=1), "E168"),
    ],
)
def test_a_round_that_can_be_won_by_a_habit_is_refused(cards: str, code: str) -> None:
    assert code in codes(draft(cards, Kind.ROUND))
    assert codes(draft(cards_of(5, 5), Kind.ROUND)) == set()


def test_a_verdict_is_read_with_its_reasons() -> None:
    verdict = read_verdict(Text("trap: а, c\n\nLook twice.\n\n• a: Hurry.\n• c: A secret.\n• And more."))
    assert verdict
    assert (verdict.odd, verdict.why.plain) == ("ac", "Look twice.\n\n• And more.")
    assert {letter: words.plain for letter, words in verdict.spots.items()} == {"a": "Hurry.", "c": "A secret."}
    assert said(Text("honest\n\nFine.")).plain == "Fine."


def the_round() -> Item:
    return read_pack(FIXTURES / "lamp-rounds").files["safe/9-11/round.en.md"].get()


def test_a_month_has_ten_screens_half_of_them_honest_the_same_for_everybody() -> None:
    item = the_round()
    months = [date(2026 + n // 12, n % 12 + 1, 1) for n in range(48)]
    for month in months:
        cards = drawn(item, month)
        assert cards == drawn(item, month)
        assert len({card.id for card in cards}) == 10
        assert 4 <= honest_in(cards) <= 6
    assert len({drawn(item, month) for month in months}) == len(months), "each month brings others"
    assert {card.id for month in months for card in drawn(item, month)} == {card.id for card in item.cards}


def honest_in(cards: tuple[Card, ...]) -> int:
    return sum(verdict.honest for card in cards if (verdict := read_verdict(card.body)))


@cache
def rounds() -> dict[str, Item]:
    """Every round of our packs and of the tests', by where it stands."""
    found = {"the test's": the_round()}
    for file in sorted((ROOT / "content").rglob("round.*.md")):
        locale = file.name.split(".")[1]
        context = FileContext(pack_head(source_locale=locale), Kind.ROUND, file.parent.name, locale, file.parent)
        item = read_draft(Source(file.name, file.read_text("utf-8")), context).item
        found[f"{file.parent.parent.name}/{file.parent.name} {locale}"] = item
    return found


@pytest.mark.parametrize("name", rounds())
@pytest.mark.parametrize("habit", ["trust", "refuse", "toss"])
def test_habits_do_not_tell_honest_screens_from_traps(habit: str, name: str) -> None:
    """Refusing an honest screen is a false alarm, refusing a trap a hit, whichever spot was tapped."""
    item, chance = rounds()[name], Random(20261128)  # noqa: S311 - a toss that is the same in each run
    found: list[float] = []
    for n in range(60):
        cards = drawn(item, date(2026 + n // 12, n % 12 + 1, 1))
        honest = honest_in(cards)
        for _ in range(20 if habit == "toss" else 1):
            hits = alarms = 0
            for one in cards:
                letters = one.picture.block.letters if one.picture and one.picture.block else ""
                refused = habit == "refuse" or (habit == "toss" and chance.choice([*letters, "n"]) != "n")
                verdict = read_verdict(one.body)
                assert verdict
                hits += refused and not verdict.honest
                alarms += refused and verdict.honest
            found.append(Judged(hits, 10 - honest, honest - alarms, honest).apart)
    assert abs(sum(found) / len(found)) < 0.1
