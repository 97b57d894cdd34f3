"""The packs that ship: every card and every choice is reached by tapping, in each language and by each audience,
and every set is answered to its end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.chat import textmode
from bot.features.practice import domain
from bot.packs.model import Kind
from bot.values.audience import Audience
from tests.kit import crawler
from tests.kit.crawler import crawl, holds_to_telegrams_limits, leads_on
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.packs.model import Item
    from bot.packs.question import Question

pytestmark = pytest.mark.slow
"""Every item of every audience is tapped: half a minute and more, so these run in CI and with `make test`."""

LANGUAGES = ("ru", "en")
COUNTED = re.compile(r"\b(four|five|six|seven|eight|пят[ьи]|шест[ьи]|семь|восемь)\b", re.IGNORECASE)
SHUT = ("quiz/", "class", "plan", "organise", "search", "flag/")
"""Doors the crawl leaves shut here: sets are answered below, the rest is walked with the small packs."""


def addresses(item: Item) -> Iterator[str]:
    """Where each card of a lesson is drawn, and each choice of a story with the scene it leads to."""
    for card in item.cards:
        own = f"{item.ref.kind.value}/{item.ref.pack}/{item.ref.item}:{card.id}"
        if item.ref.kind is Kind.LESSON:
            yield own
        yield from (f"{own}.{number}" for number in range(len(card.choices)))


def right(question: Question) -> str:
    """The letters of the right answer; of a poll any, of own words none."""
    return question.key or question.letters[:1]


def wrong(question: Question) -> str:
    """The letters of an answer that is not right, where the question has one."""
    if question.arranged:
        return question.letters[::-1]
    return question.wrong[:1] or right(question)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_set_counts_its_questions_in_words(language: str) -> None:
    """The bot says how many come: all of them to a class, to a reader alone as many as the author picks."""
    told = [
        (str(item.ref), item.description.plain)
        for audience in Audience
        for item in our_library().listing(Kind.QUIZ, audience, language)
        if 0 < item.pick < len(item.cards)
    ]
    assert len(told) > 30
    assert [one for one in told if COUNTED.search(one[1])] == []


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_and_choice_is_reached_by_tapping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, audience: Audience
) -> None:
    monkeypatch.setattr(crawler, "MOST", 5000)
    house = House(tmp_path, our_library())
    person = Person(house, language=language)
    person.settles_in(audience)
    seen = crawl(person, apart=(*crawler.KEPT_APART, *SHUT))
    house.close()
    for kind in (Kind.LESSON, Kind.STORY):
        items = our_library().listing(kind, audience, language)
        missing = {address for item in items for address in addresses(item)} - seen
        assert items or kind is Kind.STORY
        assert not missing


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_moment_and_choice_of_a_drill_is_drawn(tmp_path: Path, language: str, audience: Audience) -> None:
    """The shortest way to each moment of both twins, and from there each choice; and what is told of it."""
    house = House(tmp_path, our_library())
    person = Person(house, language=language)
    person.settles_in(audience)
    pairs = [trap for trap in our_library().listing(Kind.DRILL, audience, language) if trap.twin]
    assert pairs
    for trap in pairs:
        assert trap.twin
        twin = our_library().find(Kind.DRILL, trap.twin.pack, trap.twin.item, language)
        assert twin
        for played in (trap, twin):
            drawn = domain.draw_of(trap.ref, b"content", honest=played is twin)
            way = f"{trap.ref.pack}/{trap.ref.item}:{drawn}"
            for name, steps in domain.steps_to(played).items():
                card = played.card(name)
                assert card
                assert card.title in person.visits(f"drill/{way}{steps}").text.plain
                for taken in (steps, *(f"{steps}{place}" for place in range(len(card.choices)))):
                    for screen in (person.visits(f"drill/{way}{taken}"), person.visits(f"after/{way}{taken}")):
                        holds_to_telegrams_limits(screen)
                        assert leads_on(screen)
    house.close()


def answers_all(house: House, person: Person, item: Item, answer: Callable[[Question], str]) -> None:
    """Begin a set and answer what it asks, one question after the other, up to how it went."""
    person.visits(f"quiz/{item.ref.pack}/{item.ref.item}")
    begin = next(link.page.path for link in textmode.links(person.see()) if link.page.path.startswith("begin/"))
    holds_to_telegrams_limits(person.visits(begin))
    with house.stores.durable.transaction() as db:
        newest = "SELECT number, card FROM asked WHERE attempt = (SELECT max(attempt) FROM asked)"
        asked = [tuple(row) for row in db.execute(text(f"{newest} ORDER BY number"))]
    cards = {card.id: card for card in item.cards}
    ways = [link.page.path for link in textmode.links(person.see())]
    attempt = next(path.split("/")[1] for path in ways if path.startswith("result/"))
    for number, name in asked:
        card = cards[name]
        assert card.question is not None
        screen = person.visits(f"answer/{attempt}/{number}/{answer(card.question)}")
        holds_to_telegrams_limits(screen)
        assert card.note.plain in screen.text.plain
    holds_to_telegrams_limits(person.visits(f"result/{attempt}"))
    assert not any(link.page.path.startswith("answer/") for link in textmode.links(person.see()))


@pytest.mark.parametrize("answer", [right, wrong])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_set_is_answered_to_its_end(
    tmp_path: Path, language: str, answer: Callable[[Question], str]
) -> None:
    house = House(tmp_path, our_library())
    person = Person(house, language=language)
    person.settles_in(Audience.EDUCATOR)
    sets = {item.ref: item for who in Audience for item in our_library().listing(Kind.QUIZ, who, language)}
    assert len(sets) >= 14 * len(Audience)
    for item in sets.values():
        answers_all(house, person, item, answer)
    house.close()
