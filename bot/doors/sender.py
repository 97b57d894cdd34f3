"""Makes the calls of a screen at Telegram's pace, repeats those that failed for now, and returns the outcome."""

from __future__ import annotations

import asyncio
import itertools
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

import structlog

from bot.doors.pace import Lane
from bot.doors.wire import Refused, Unreached
from bot.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.doors.pace import Pacing
    from bot.doors.wire import Call, Wire

log = structlog.get_logger()

FIRST_PAUSE = 0.2
"""Seconds before a call is tried again when Telegram could not be reached; doubles up to `LONGEST_PAUSE`."""

LONGEST_PAUSE = 5.0


class Outcome(Enum):
    """The outcome of showing a screen."""

    SHOWN = "shown"
    BLOCKED = "blocked"
    """The person takes no messages from us."""
    REFUSED = "refused"
    """Telegram will never take this one: a mistake of ours, logged."""
    LATE = "late"
    """Telegram did not accept it in the given time."""
    WITHDRAWN = "withdrawn"
    """It was no longer wanted when its turn came; the table of dispatches has the reason."""
    FOLDED = "folded"
    """A newer screen for the same chat took its place before it was sent."""


class Again(NamedTuple):
    """The call may be tried again: after `held` seconds, which Telegram has named, or soon (0: Telegram was not
    reached).
    """

    held: float = 0.0


class Sender:
    """Shows screens. A call is tried until Telegram accepts it, refuses it for good, or the time is over. A call
    that is under way is waited for, however slow: Telegram may have accepted it already.
    """

    def __init__(
        self, wire: Wire, pace: Pacing, metrics: Metrics | None = None, paid: Pacing | None = None
    ) -> None:
        self.metrics = metrics or Metrics()
        for lane, outcome in itertools.product(Lane, Outcome):
            # A counter that begins with its first event has no increase that an alarm could see.
            self.metrics.sends.labels(lane.name.lower(), outcome.value)
        self.wire = wire
        self.pace = pace
        self.paid = paid
        """The pace of bulk when the operator pays for it, else None. Answers are never paid for."""

    async def show(
        self, calls: Sequence[Call], lane: Lane, seconds: float, wanted: Callable[[], bool] | None = None
    ) -> Outcome:
        """Make the calls one after another; the first that fails for good ends them, unless it is optional.

        `seconds`: how long Telegram may refuse in all before the screen is late; the waits for our own pace and
        for Telegram's answer to the last try (`api.CALL_SECONDS`) do not count. `wanted` is asked before the first
        call, when its turn has come, whether the screen is still wanted.
        """
        left = seconds
        for call in calls:
            outcome, left = await self._insist_paid(call, lane, left, wanted)
            wanted = None
            self.count(lane, outcome)
            if outcome is Outcome.REFUSED and call.instead:
                outcome = await self.show(call.instead, lane, left)
            if outcome is not Outcome.SHOWN and not call.optional:
                return outcome
        return Outcome.SHOWN

    def count(self, lane: Lane, outcome: Outcome) -> None:
        """Count a call by its outcome."""
        self.metrics.sends.labels(lane.name.lower(), outcome.value).inc()

    async def acquire(
        self,
        call: Call,
        lane: Lane,
        pace: Pacing | None = None,
        *,
        room: asyncio.Semaphore | None = None,
        resting: Callable[[float], None] | None = None,
    ) -> None:
        """Wait until this call may go out (`Pacing.acquire`); one that does not count need not wait."""
        if not call.counts:
            return
        loop = asyncio.get_running_loop()
        asked = loop.time()
        await (pace or self.pace).acquire(lane, call.chat, room=room, resting=resting)
        self.metrics.pace_seconds.labels(lane.name.lower()).inc(loop.time() - asked)

    async def _insist_paid(
        self, call: Call, lane: Lane, seconds: float, wanted: Callable[[], bool] | None
    ) -> tuple[Outcome, float]:
        """Make one call as a paid one where the operator pays for bulk. When Telegram accepts it only unpaid (no
        Stars left, a bot that may not), the rest of this run goes unpaid: slower is better than lost.
        """
        paid = self.paid if lane is Lane.BULK and call.counts else None
        if paid is None:
            return await self._insist(call, lane, seconds, self.pace, wanted)
        outcome, left = await self._insist(call.as_paid(), lane, seconds, paid, wanted)
        if outcome is Outcome.REFUSED:
            outcome, left = await self._insist(call, lane, left, self.pace, wanted)
            if outcome is Outcome.SHOWN and self.paid is not None:
                self.paid = None
                log.error("Telegram refuses paid messages, the rest of this run goes unpaid")
        return outcome, left

    async def _insist(
        self, call: Call, lane: Lane, seconds: float, pace: Pacing, wanted: Callable[[], bool] | None
    ) -> tuple[Outcome, float]:
        """Make one call until Telegram has accepted it or the time is over; return the seconds left, too."""
        loop = asyncio.get_running_loop()
        left, pause = seconds, FIRST_PAUSE
        while True:
            await self.acquire(call, lane, pace)
            if wanted is not None and not wanted():
                return Outcome.WITHDRAWN, left
            began = loop.time()
            outcome = await self.once(call)
            if isinstance(outcome, Outcome):
                return outcome, left
            wait = outcome.held or pause
            pause = min(pause * 2, LONGEST_PAUSE)
            if wait > left:
                return Outcome.LATE, 0.0
            await asyncio.sleep(wait)
            left = max(0.0, left - (loop.time() - began))

    async def once(self, call: Call) -> Outcome | Again:
        """Make one call once; a refusal for too many requests holds the chat that it was for."""
        try:
            result = await self.wire.do(call)
            if call.on_result is not None:
                call.on_result(result)
        except Refused as refused:
            if any(words in refused.description for words in call.harmless):
                return Outcome.SHOWN
            if refused.code == HTTPStatus.TOO_MANY_REQUESTS:
                return await self._hold(call, max(1, refused.retry_after))
            if refused.code == HTTPStatus.UNAUTHORIZED:
                return Again()  # the token is refused, not this call: it may go out with the new one
            if refused.moved_to and call.on_moved is not None:
                call.on_moved(refused.moved_to)
            if not refused.blocked:
                # Not log.exception: a trace would show the call's parameters, which are somebody's screen.
                log.warning("Telegram refused a call", method=call.name, code=refused.code)
            return Outcome.BLOCKED if refused.blocked else Outcome.REFUSED
        except Unreached as unreached:
            log.warning("Telegram not reached", method=call.name, why=str(unreached))
            return Again()
        return Outcome.SHOWN

    async def _hold(self, call: Call, seconds: int) -> Again:
        """Hold the chat of a call for as long as Telegram has told us."""
        for pace in filter(None, (self.pace, self.paid)):
            await pace.refused(call.chat, seconds)
        self.metrics.held_seconds.inc(seconds)
        self.metrics.held.inc()
        log.warning("Telegram tells us to wait", method=call.name, seconds=seconds)
        return Again(seconds)
