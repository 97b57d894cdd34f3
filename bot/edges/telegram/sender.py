"""Sender: does the calls of a screen at Telegram's pace, patient with its moods, and says how it went."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog

from bot.edges.metrics import Metrics
from bot.edges.telegram.api import Refused, Unreached
from bot.edges.telegram.pace import Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.edges.telegram.api import Api
    from bot.edges.telegram.calls import Call
    from bot.edges.telegram.pace import Pacing

log = structlog.get_logger()

FIRST_PAUSE = 0.2
"""Seconds before a call is tried again when Telegram could not be reached; doubles up to `LONGEST_PAUSE`."""

LONGEST_PAUSE = 5.0


class Outcome(Enum):
    """How a screen fared."""

    SHOWN = "shown"
    BLOCKED = "blocked"
    """The person takes no messages from us."""
    REFUSED = "refused"
    """Telegram will never take this one: a mistake of ours, logged."""
    LATE = "late"
    """Telegram did not take it in the time that was given."""
    WITHDRAWN = "withdrawn"
    """It was not to be sent any more when its turn came; the ledger has the reason instead."""


class Sender:
    """Shows screens. A call is tried until Telegram takes it, says no for good, or the time is over."""

    def __init__(self, api: Api, pace: Pacing, metrics: Metrics | None = None, paid: Pacing | None = None) -> None:
        self.metrics = metrics or Metrics()
        self.api = api
        self.pace = pace
        self.paid = paid
        """The pace of bulk when the operator pays for it, else None. Answers are never paid for."""

    async def show(
        self, calls: Sequence[Call], lane: Lane, seconds: float, still: Callable[[], bool] | None = None
    ) -> Outcome:
        """Do the calls one after another; the first that fails for good ends them, unless it is optional.

        `seconds`: how long Telegram may take in all. Waiting for our own pace does not count, but when Telegram
        has told us to wait longer than that, the screen is late at once. `still` is asked before the first call,
        when its turn has come, whether the screen is still to be shown.
        """
        left = seconds
        for call in calls:
            outcome, left = await self._insist_paid(call, lane, left, still)
            still = None
            self.metrics.sends.labels(lane.name.lower(), outcome.value).inc()
            if outcome is Outcome.REFUSED and call.instead:
                outcome = await self.show(call.instead, lane, left)
            if outcome is not Outcome.SHOWN and not call.optional:
                return outcome
        return Outcome.SHOWN

    async def _insist_paid(
        self, call: Call, lane: Lane, seconds: float, still: Callable[[], bool] | None
    ) -> tuple[Outcome, float]:
        """Do one call as a paid one where bulk is paid for. When Telegram takes it only unpaid (no Stars left, a
        bot that may not), nothing more is paid for: slower is better than lost.
        """
        paid = self.paid if lane is Lane.BULK and call.counts else None
        if paid is None:
            return await self._insist(call, lane, seconds, self.pace, still)
        flagged = replace(call, params={**call.params, "allow_paid_broadcast": True})
        outcome, left = await self._insist(flagged, lane, seconds, paid, still)
        if outcome is Outcome.REFUSED:
            outcome, left = await self._insist(call, lane, left, self.pace, still)
            if outcome is Outcome.SHOWN and self.paid is not None:
                self.paid = None
                log.error("Telegram refuses paid messages, the rest of this run goes unpaid")
        return outcome, left

    async def _insist(
        self, call: Call, lane: Lane, seconds: float, pace: Pacing, still: Callable[[], bool] | None
    ) -> tuple[Outcome, float]:
        """Do one call until Telegram has taken it or the time is over; return how many seconds are left, too."""
        loop = asyncio.get_running_loop()
        left, pause = seconds, FIRST_PAUSE
        while True:
            held = max(pace.held(), self.pace.held())
            if held > left:
                return Outcome.LATE, left
            if call.counts:
                asked = loop.time()
                await pace.turn(lane, call.params.get("chat_id", 0))
                self.metrics.pace_seconds.labels(lane.name.lower()).inc(loop.time() - asked)
            else:
                await asyncio.sleep(held)
            if still is not None and not still():
                return Outcome.WITHDRAWN, left
            began = loop.time()
            try:
                async with asyncio.timeout(left):
                    outcome = await self._do(call)
                    if outcome is None:
                        await asyncio.sleep(pause)
            except TimeoutError:
                return Outcome.LATE, 0.0
            left = max(0.01, left - (loop.time() - began))
            pause = min(pause * 2, LONGEST_PAUSE)
            if outcome is not None:
                return outcome, left

    async def _do(self, call: Call) -> Outcome | None:
        """Do one call once; None when it is worth trying again."""
        try:
            result = await self.api.do(call)
            if call.told is not None:
                call.told(result)
        except Refused as refused:
            if any(words in refused.description for words in call.harmless):
                return Outcome.SHOWN
            if refused.code == HTTPStatus.TOO_MANY_REQUESTS:
                for pace in filter(None, (self.pace, self.paid)):
                    pace.hold(max(1, refused.retry_after))
                self.metrics.held_seconds.inc(max(1, refused.retry_after))
                return None
            if refused.moved_to and call.moved is not None:
                call.moved(refused.moved_to)
            if refused.blocked:
                return Outcome.BLOCKED
            # Not log.exception: a trace would show the call's parameters, which are somebody's screen.
            log.warning("Telegram refused a call", method=call.method, code=refused.code)
            return Outcome.REFUSED
        except Unreached as unreached:
            log.warning("Telegram not reached", method=call.method, why=str(unreached))
            return None
        return Outcome.SHOWN
