"""Sittings: how long a person has been here in one go, so that the bot itself can say "enough", and the question
below its last answer. Memory only.
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

    def beside(self, sender: int, now: datetime) -> str:
        """Return the path of the open question that the last answer stood beside, empty for none."""
        sitting = self._sittings.get(sender)
        return sitting.beside if sitting is not None and now - sitting.last < GAP else ""

    def stand_beside(self, sender: int, path: str) -> None:
        """Note the open question that the answer just given stands beside, empty for none."""
        sitting = self._sittings.get(sender)
        if sitting is not None and sitting.beside != path:
            self._sittings[sender] = replace(sitting, beside=path)

    def sweep(self, now: datetime) -> None:
        """Forget those who have left."""
        for sender, sitting in list(self._sittings.items()):
            if now - sitting.last >= GAP:
                del self._sittings[sender]
