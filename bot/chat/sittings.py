"""Sittings: how long a person has been here in one go, so that the bot itself can say "enough", and what the bot
said last in passing. Memory only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

GAP = timedelta(minutes=10)
"""A pause this long ends a sitting."""

LONG = timedelta(minutes=25)
"""After this long the bot suggests a rest, once a sitting."""

MOST = 20_000
"""How many people are remembered at once; the longest unseen give way."""


@dataclass(frozen=True, slots=True)
class _Sitting:
    began: datetime
    last: datetime
    told: bool = False
    beside: str = ""
    aside: str = ""


class Sittings:
    """Remembers by Telegram id when a sitting began; forgets those who have left."""

    def __init__(self) -> None:
        self._sittings: dict[int, _Sitting] = {}

    def touch(self, sender: int, now: datetime) -> bool:
        """Note that the person did something; return whether it is time to suggest a rest."""
        before = self._sittings.pop(sender, None)
        if before is None or now - before.last >= GAP:
            before = _Sitting(now, now)
        self._sittings[sender] = replace(before, last=now)
        if len(self._sittings) > MOST:
            del self._sittings[next(iter(self._sittings))]
        return not before.told and now - before.began >= LONG

    def told(self, sender: int) -> None:
        """Note that a rest was suggested: once a sitting is enough."""
        sitting = self._sittings.get(sender)
        if sitting is not None:
            self._sittings[sender] = replace(sitting, told=True)

    def noted(self, sender: int, now: datetime) -> tuple[str, str]:
        """Return what `note` was told of the last answer; nothing after a pause."""
        sitting = self._sittings.get(sender)
        fresh = sitting is not None and now - sitting.last < GAP
        return (sitting.beside, sitting.aside) if sitting is not None and fresh else ("", "")

    def note(self, sender: int, beside: str, aside: str) -> None:
        """Note the path of the open question that the answer just given stands beside, and its own path where it
        was given in passing; each is empty for none.
        """
        sitting = self._sittings.get(sender)
        if sitting is not None and (sitting.beside, sitting.aside) != (beside, aside):
            self._sittings[sender] = replace(sitting, beside=beside, aside=aside)

    def end(self, sender: int) -> None:
        """Forget it at once: somebody else has the phone now."""
        self._sittings.pop(sender, None)

    def sweep(self, now: datetime) -> None:
        """Forget those who have left."""
        for sender, sitting in list(self._sittings.items()):
            if now - sitting.last >= GAP:
                del self._sittings[sender]
