"""Aftercare: remembers who was shown help in the last half hour, from which message on, and for ten minutes what
it was about: the number of the help page, never a word. In memory only, never stored. While it lasts nothing is
counted, cheered or reminded (requirement 23), and "delete this" knows where to begin (requirement 22).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

LASTS = timedelta(minutes=30)
"""How long a conversation counts as the same one after help was shown."""

REMEMBERS = timedelta(minutes=10)
"""How long typed words are read within the help page that was shown last."""

MOST = 20_000
"""How many people are remembered at once; the longest ago give way."""


class Asked(Enum):
    """What the help screen that was shown last lets a person type."""

    NOTHING = 0
    COUNTRY_TOO = 1
    """The screen knows no country. The name of a country is taken as that; other words mean the usual."""
    COUNTRY = 2
    """The screen asks for the country: all typed words are looked up as a place."""
    COUNTRY_AGAIN = 3
    """The screen did not know the last place: typed words are looked up again, and mean what they always mean
    when they name no place.
    """


@dataclass(frozen=True, slots=True)
class HelpTalk:
    """What Help is about: `number` of a help page, 0 for Help itself. `inside`: nothing else than help was shown
    since.
    """

    number: int
    inside: bool = True


@dataclass(frozen=True, slots=True)
class _Shown:
    first: int
    last_at: datetime
    offered: tuple[str, ...] = ()
    """In text mode, the paths that the numbers on the help screen lead to; otherwise nothing is kept of the
    screen.
    """
    asked: Asked = Asked.NOTHING
    talk: HelpTalk | None = None
    talked_at: datetime | None = None


class Aftercare:
    """Remembers by Telegram id."""

    def __init__(self) -> None:
        self._shown: dict[int, _Shown] = {}

    def begin(self, sender: int, message: int, now: datetime) -> int:
        """Note that help is shown in answer to this message. Returns the first message of the conversation
        about it, or 0 if the message is not known.
        """
        before = self._shown.pop(sender, None)
        lasting = before is not None and now - before.last_at < LASTS
        first = before.first if before is not None and lasting and before.first else message
        talk, talked_at = (before.talk, before.talked_at) if before is not None else (None, None)
        self._shown[sender] = _Shown(first, now, talk=talk, talked_at=talked_at)
        if len(self._shown) > MOST:
            del self._shown[next(iter(self._shown))]
        return first

    def lasts(self, sender: int, now: datetime) -> bool:
        """Whether help was shown to this person within the last half hour."""
        shown = self._shown.get(sender)
        if shown is None:
            return False
        if now - shown.last_at < LASTS:
            return True
        del self._shown[sender]
        return False

    def offer(self, sender: int, paths: tuple[str, ...], asked: Asked = Asked.NOTHING) -> None:
        """Note where the numbers on the shown help screen lead, and what the screen lets a person type."""
        shown = self._shown.get(sender)
        if shown is not None:
            self._shown[sender] = replace(shown, offered=paths, asked=asked)

    def asked(self, sender: int) -> Asked:
        """Return what the last screen lets a person type; `NOTHING` if it was not a help screen."""
        shown = self._shown.get(sender)
        return shown.asked if shown else Asked.NOTHING

    def offered(self, sender: int) -> tuple[str, ...]:
        """Return where the numbers lead; empty if the last screen was not a help screen, or outside text mode."""
        shown = self._shown.get(sender)
        return shown.offered if shown else ()

    def talk(self, sender: int, now: datetime) -> HelpTalk | None:
        """Return what Help is about for this person; None if no help page was shown in the last ten minutes."""
        shown = self._shown.get(sender)
        if shown is None or shown.talk is None or shown.talked_at is None:
            return None
        return shown.talk if now - shown.talked_at < REMEMBERS else None

    def talks(self, sender: int, number: int, now: datetime) -> None:
        """Note that Help is about the page with this number from now on. Help itself (0) stays with the page
        before.
        """
        before = self.talk(sender, now)
        if not number and before is not None:
            number = before.number
        self._keep(sender, HelpTalk(number), now)

    def step_out(self, sender: int) -> None:
        """Note that something else than help is shown now."""
        shown = self._shown.get(sender)
        if shown is not None and shown.talk is not None and shown.talk.inside:
            self._shown[sender] = replace(shown, talk=replace(shown.talk, inside=False))

    def let_go(self, sender: int) -> None:
        """Forget what Help was about; the half hour of gentleness goes on."""
        shown = self._shown.get(sender)
        if shown is not None and shown.talk is not None:
            self._shown[sender] = replace(shown, talk=None, talked_at=None)

    def take(self, sender: int, talk: HelpTalk | None, now: datetime) -> None:
        """Take over what another process remembers of this person; None: nothing."""
        if talk is None:
            self.let_go(sender)
        elif talk != self.talk(sender, now):
            self._keep(sender, talk, now)

    def _keep(self, sender: int, talk: HelpTalk, now: datetime) -> None:
        shown = self._shown.get(sender) or _Shown(0, now)
        self._shown[sender] = replace(shown, talk=talk, talked_at=now)

    def end(self, sender: int) -> None:
        """Forget this person at once: they have deleted the conversation."""
        self._shown.pop(sender, None)

    def sweep(self, now: datetime) -> None:
        """Forget everybody whose half hour is over."""
        for sender in list(self._shown):
            self.lasts(sender, now)

    def __len__(self) -> int:
        return len(self._shown)
