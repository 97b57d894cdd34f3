"""Sittings: how long a person has been here in one go, so that the bot itself can say "enough", and what the
bot said last. In memory only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat import keeping
from bot.values import landmarks
from bot.values.hook import Hook
from bot.values.screen import Link, Screen
from bot.values.text import join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

on_coming: Hook[[Turn], str] = Hook()
"""Sentences for somebody who comes: what has changed while they were away. Each is said once; empty for none."""

GAP = timedelta(minutes=10)
"""A pause this long ends a sitting."""

LONG = timedelta(minutes=20)
"""After this long the bot says "enough for today" to a child."""

MANY = 4
"""After finishing so many items in a day too."""

MOST = 20_000
"""How many people are remembered at once; the longest unseen give way."""


@dataclass(frozen=True, slots=True)
class _Sitting:
    began: datetime
    last: datetime
    beside: str = ""
    aside: str = ""


class Sittings:
    """Remembers by Telegram id when a sitting began; forgets those who have left."""

    def __init__(self) -> None:
        self._sittings: dict[int, _Sitting] = {}
        self._told: dict[bytes, date] = {}
        """The day on which "enough" was said last, by the person's key; forgotten when that day is over."""

    def touch(self, sender: int, now: datetime) -> bool:
        """Note that the person did something; return whether they have been here for long."""
        before = self._sittings.pop(sender, None)
        if before is None or now - before.last >= GAP:
            before = _Sitting(now, now)
        self._sittings[sender] = replace(before, last=now)
        if len(self._sittings) > MOST:
            del self._sittings[next(iter(self._sittings))]
        return now - before.began >= LONG

    def begins(self, sender: int, now: datetime) -> bool:
        """Whether somebody who does something now has been away."""
        before = self._sittings.get(sender)
        return before is None or now - before.last >= GAP

    def told_today(self, key: bytes, today: date) -> bool:
        """Whether "enough" was said to the person on this day of theirs."""
        return self._told.get(key) == today

    def tell(self, key: bytes, today: date) -> None:
        """Note that it was said: once a day is enough."""
        self._told.pop(key, None)
        self._told[key] = today
        if len(self._told) > MOST:
            del self._told[next(iter(self._told))]

    def noted(self, sender: int, now: datetime) -> tuple[str, str]:
        """Return what `note` was told about the last answer; nothing after a pause."""
        sitting = self._sittings.get(sender)
        fresh = sitting is not None and now - sitting.last < GAP
        return (sitting.beside, sitting.aside) if sitting is not None and fresh else ("", "")

    def note(self, sender: int, beside: str, aside: str) -> None:
        """Note the path of the open question beside the answer just given, and the answer's own path if it was
        given in passing; empty for none.
        """
        sitting = self._sittings.get(sender)
        if sitting is not None and (sitting.beside, sitting.aside) != (beside, aside):
            self._sittings[sender] = replace(sitting, beside=beside, aside=aside)

    def end(self, sender: int) -> None:
        """Forget it at once: somebody else has the phone now."""
        self._sittings.pop(sender, None)

    def sweep(self, now: datetime) -> None:
        """Forget people who have left."""
        for sender, sitting in list(self._sittings.items()):
            if now - sitting.last >= GAP:
                del self._sittings[sender]
        oldest = (now - timedelta(hours=12)).date()  # the day where it is earliest on earth
        for key, day in list(self._told.items()):
            if day < oldest:
                del self._told[key]


def saying_enough(turn: Turn, screen: Screen, *, many: bool) -> Screen:
    """Return the screen with "enough for today" first: warm, no guilt, and all else of it below."""
    words = (
        turn.say("You have done a good deal today. Time for something else?")
        if many
        else turn.say("You have been here for a good while. Time to stretch?")
    )
    waits = turn.say("Everything waits for you.") if turn.person.agreed else keeping.promise(turn)
    enough = landmarks.Enough()
    kept = (tuple(one for one in row if getattr(one, "page", None) != enough) for row in screen.rows)
    rows = ((Link(turn.say("🌙 Enough for today"), enough),), *(row for row in kept if row))
    return replace(screen, text=join([f"{words} {waits}", screen.text]), rows=rows)
