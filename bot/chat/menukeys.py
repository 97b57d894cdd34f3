"""The persistent bottom keyboard, Menu and Help, and the greeting that carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.values.screen import Greeting
from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.chat.turn import Reader
    from bot.values.phrases import Phrases


def greeting(reader: Reader, words: str) -> Greeting:
    """Return a message that carries the bottom keyboard in the reader's language."""
    return Greeting(Text(words), (reader.say("☰ Menu"), reader.say("🆘 Help")))


def is_menu_key(words: str, languages: Iterable[Phrases]) -> bool:
    """Whether these words are the Menu key in any language (an old keyboard may still be in another one)."""
    return any(words.strip() == phrases.say("☰ Menu") for phrases in languages)
