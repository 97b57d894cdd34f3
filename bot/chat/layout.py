"""Layout: a drawn screen as its reader reads it: in text mode, and in the direction of their language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat import textmode
from bot.values.direction import from_right

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.values.screen import Screen


def laid_out(reader: Reader, screen: Screen) -> Screen:
    """Return the screen as it is sent to this reader."""
    if reader.text_mode:
        screen = textmode.numbered(screen)
    if reader.own_picture:
        screen = replace(screen, picture_of=reader.own_picture)
    return from_right(screen) if reader.phrases.language.rtl else screen
