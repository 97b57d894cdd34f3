"""Telling: a description in plain words, which the detector does not hear, opens the help page about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.asking import only_asks
from bot.chat.told_situations import situation_of
from bot.chat.views import Stage, Views
from bot.help import pages
from bot.help.situations import Situation, group_of

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page

views = Views()

HEARD_ONLY = frozenset({Situation.WORRY, Situation.BLACKMAIL, Situation.AWFUL_SIGHT, Situation.CANNOT_STOP})
"""Situations whose words are those of jokes and lessons too: they count where distress was heard."""


@views.hears(Stage.TOLD)
def told(turn: Turn, words: str) -> Page | None:
    """Return the help page about what somebody describes; they may say that it was meant otherwise."""
    situation = situation_of(words)
    if situation is None or situation in HEARD_ONLY or only_asks(words):
        return None
    return pages.Heard(group_of(turn.audience) + situation)
