"""Listening: a card of a lesson or story is shown again, with its recording above it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.items import open_item
from bot.chat.views import Views
from bot.features.library import lessons, pages, stories
from bot.features.library.reading_aloud import voice_message
from bot.packs.model import Kind

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Screen

views = Views()


@views(pages.Listen, kept=False, dialogue=True)
def listen(turn: Turn, page: pages.Listen) -> Screen:
    """Draw the card with its recording; without it when there is none (any more)."""
    if page.initial == Kind.STORY.value[0]:
        kind, screen = Kind.STORY, stories.scene(turn, pages.Scene(page.pack, page.item, page.card))
    else:
        kind, screen = Kind.LESSON, lessons.card(turn, pages.LessonCard(page.pack, page.item, page.card))
    item = open_item(turn, kind, page.pack, page.item)
    card = item.card(page.card) if item else None
    return replace(screen, voice=voice_message(turn.say, card)) if card else screen
