"""Whether Telegram is reached and still knows the bot, for the operator."""

from __future__ import annotations

import math
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog

from bot.doors.server import NotUsable

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.metrics import Metrics

log = structlog.get_logger()

SAID_AGAIN = 60.0
"""Seconds until a trouble that lasts is logged again."""


class Trouble:
    """A trouble that may last: logged once, then each minute with how often it came, and when it is over."""

    def __init__(self, said: str, over: str, seconds: Callable[[], float] = time.monotonic) -> None:
        self._said, self._over, self._seconds = said, over, seconds
        self._times = 0
        self._said_at = -math.inf

    def came(self, **more: object) -> None:
        """Count it, and log it if that was not done within the last minute."""
        self._times += 1
        now = self._seconds()
        if now >= self._said_at + SAID_AGAIN:
            self._said_at = now
            log.warning(self._said, times=self._times, **more)

    def ended(self) -> None:
        """Log that it is over, if it was there."""
        if self._times:
            log.warning(self._over, times=self._times)
        self._times, self._said_at = 0, -math.inf


class Reach:
    """What the calls to Telegram show: each tells how it ended. `seconds` counts seconds."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._away_since: float | None = None
        self._revoked = Trouble(
            "Telegram does not know this bot any more (401): BOT_TOKEN is wrong, or was revoked at BotFather",
            "Telegram knows this bot again",
            seconds,
        )
        self.revoked = False
        """Whether Telegram refused the token (401) at the last call that it answered."""

    def answered(self) -> None:
        """Note that Telegram answered a call, be it with a refusal of that call."""
        self._away_since = None
        if self.revoked:
            self.revoked = False
            self._revoked.ended()

    def refused(self, code: int) -> None:
        """Note that Telegram refused a call with this code."""
        if code == HTTPStatus.UNAUTHORIZED:
            self._away_since = None
            self.revoked = True
            self._revoked.came()
        else:
            self.answered()

    def unreached(self) -> None:
        """Note a call without a usable answer."""
        if self._away_since is None:
            self._away_since = self._seconds()

    def seconds_away(self) -> float:
        """Return for how many seconds no call has reached Telegram; 0 while it is reached."""
        return 0.0 if self._away_since is None else self._seconds() - self._away_since

    async def check_token(self) -> None:
        """Errors: NotUsable while Telegram refuses the token."""
        if self.revoked:
            raise NotUsable("401, BOT_TOKEN is wrong or was revoked at BotFather")

    def show_in(self, metrics: Metrics) -> None:
        """Let the metrics show how Telegram is reached."""
        metrics.telegram_away.set_function(self.seconds_away)
        metrics.telegram_revoked.set_function(lambda: float(self.revoked))
