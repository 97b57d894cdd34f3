"""Screens of question sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.browser_forms import Seen
from bot.chat.item_screens import draws, pages_on
from bot.features.library import pages as library_pages
from bot.features.quiz import pages
from bot.packs.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.chat.stage import Stage, Visitor
    from bot.packs.model import Item
    from bot.values.audience import Audience
    from bot.values.screen import Screen


@draws(Kind.QUIZ)
def screens_of_quiz(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Take the quiz as often as its questions have answers, each time as somebody new with the next answer."""
    given = {card.id: card.question.examples() for card in item.cards if card.question}
    found: dict[str, list[Seen]] = {card: [] for card in given}
    for round_ in range(max(map(len, given.values()), default=0)):
        now = {card: choices[min(round_, len(choices) - 1)] for card, choices in given.items()}
        for card, asked, told in _taken(opened.visitor(audience.value, item.locale), item, now):
            found[card] += [Seen(asked)] if round_ == 0 else []
            found[card] += [Seen(told, now[card][1])] if round_ < len(given[card]) else []
    about = opened.visitor(audience.value, item.locale).visits(pages.Quiz(item.ref.pack, item.ref.item).path)
    return [Seen(about), *(seen for card in given for seen in found[card])]


def _taken(
    visitor: Visitor, item: Item, given: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, Screen, Screen]]:
    """Yield (card, question, feedback) for each question once; an attempt asks some, those not met first."""
    left = set(given)
    for ordinal in range(1, len(given) + 1):
        screen, number = visitor.visits(pages.Begin(item.ref.pack, item.ref.item, ordinal).path), 1
        while left and number and (asked := _asked(screen)):
            card, attempt = asked
            marks, _ = given[card]
            answer = pages.Answer(attempt, number, marks) if marks else pages.OwnWords(attempt, number)
            told = visitor.visits(answer.path)
            if card in left:
                left.remove(card)
                yield card, screen, told
            number = next((page.number for page in pages_on(told) if isinstance(page, pages.Question)), 0)
            screen = visitor.visits(pages.Question(attempt, number).path) if number else told
        for page in pages_on(screen):
            if isinstance(page, pages.Result):
                visitor.visits(page.path)


def _asked(screen: Screen) -> tuple[str, int] | None:
    """Return (card, attempt) of the question on a screen, by its buttons; None when it asks nothing."""
    about = library_pages.About | library_pages.Flag
    told = next((page for page in pages_on(screen) if isinstance(page, about)), None)
    stop = next((page for page in pages_on(screen) if isinstance(page, pages.Result)), None)
    return (told.card, stop.attempt) if told and stop else None
