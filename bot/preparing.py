"""What is made before the first typed or pasted words come: otherwise these would keep everybody else waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import intents
from bot.chat.linear import models_of
from bot.features.check import learned
from bot.features.check.domain import checker_of
from bot.features.search import searching
from bot.features.talk import domain as talk

if TYPE_CHECKING:
    from bot.packs.library import Library


def prepare_words(library: Library) -> None:
    """Make what search, talk and the check of messages need of a library. Blocks; call it in a thread."""
    searching.prepare(library)
    talk.prepare(library)
    checker_of(library)
    for file in (intents.FILE, learned.FILE):
        models_of(file)
