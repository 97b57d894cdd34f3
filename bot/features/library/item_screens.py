"""Screens of lessons and stories."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.browser_forms import Seen
from bot.chat.item_screens import draws, pages_on
from bot.features.library import pages
from bot.packs.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.chat.stage import Stage, Visitor
    from bot.packs.model import Card, Item
    from bot.values.audience import Audience
    from bot.values.screen import Screen


@draws(Kind.LESSON)
def screens_of_lesson(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return each card of a lesson, and what every answer is told."""
    visitor = opened.visitor(audience.value, item.locale)
    return [seen for card in item.cards for seen in _lesson_card(visitor, item, card)]


@draws(Kind.STORY)
def screens_of_story(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return the beginning of a story, each scene, and what follows each choice."""
    visitor = opened.visitor(audience.value, item.locale)
    begun = Seen(visitor.visits(pages.Story(item.ref.pack, item.ref.item).path))
    return [begun, *(seen for card in item.cards for seen in _scene(visitor, item, card))]


def _lesson_card(visitor: Visitor, item: Item, card: Card) -> Iterator[Seen]:
    pack, name = item.ref.pack, item.ref.item
    yield Seen(_heard(visitor, visitor.visits(pages.LessonCard(pack, name, card.id).path)))
    for marks, words in card.question.examples() if card.question else ():
        yield Seen(visitor.visits(pages.LessonAnswer(pack, name, card.id, marks).path), words)


def _scene(visitor: Visitor, item: Item, card: Card) -> Iterator[Seen]:
    pack, name = item.ref.pack, item.ref.item
    yield Seen(_heard(visitor, visitor.visits(pages.Scene(pack, name, card.id).path)))
    for number, choice in enumerate(card.choices):
        yield Seen(visitor.visits(pages.Choice(pack, name, card.id, number).path), choice.text.plain)


def _heard(visitor: Visitor, screen: Screen) -> Screen:
    """Return a card's screen with the recording that its button plays; the screen itself where there is none."""
    listen = next((page for page in pages_on(screen) if isinstance(page, pages.Listen)), None)
    return replace(screen, voice=visitor.visits(listen.path).voice) if listen else screen
