"""Keeping: what a person is told about how long their place is kept, and the offer to remember it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.values import landmarks
from bot.values.screen import Link

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row


def promise(turn: Turn) -> str:
    """Return how long the person can go on from here: a visitor is known for a quiet hour (`ledger.AN_HOUR`)."""
    if turn.person.agreed:
        return turn.say("Your place is kept. Go on whenever you like.")
    return turn.say("I keep your place here for an hour, then I forget it. Shall I remember it for longer?")


def offer(turn: Turn) -> tuple[Row, ...]:
    """Return the way to be remembered; nothing for people who are already."""
    if turn.person.agreed:
        return ()
    return ((Link(turn.say("💾 What you would remember"), landmarks.Consent()),),)
