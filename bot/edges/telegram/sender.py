"""Sender: does the calls of a screen at Telegram's pace, patient with its moods, and says how it went."""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import TYPE_CHECKING

import structlog

from bot.edges.telegram.api import Refused, Unreached

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.edges.telegram.api import Api
    from bot.edges.telegram.calls import Call
    from bot.edges.telegram.pace import Lane, Pace

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


class Sender:
    """Shows screens. A call is tried until Telegram takes it or says no for good; the caller bounds the time."""

    def __init__(self, api: Api, pace: Pace) -> None:
        self.api = api
        self.pace = pace

    async def show(self, calls: Sequence[Call], lane: Lane) -> Outcome:
        """Do the calls one after another; the first that fails for good ends them."""
        for call in calls:
            outcome = await self._do(call, lane)
            if outcome is not Outcome.SHOWN:
                return outcome
        return Outcome.SHOWN

    async def _do(self, call: Call, lane: Lane) -> Outcome:
        pause = FIRST_PAUSE
        while True:
            if call.counts:
                await self.pace.turn(lane)
            try:
                await self.api.do(call)
            except Refused as refused:
                if any(words in refused.description for words in call.harmless):
                    return Outcome.SHOWN
                if refused.retry_after:
                    self.pace.hold(refused.retry_after)
                    await asyncio.sleep(refused.retry_after)
                    continue
                if refused.blocked:
                    return Outcome.BLOCKED
                if call.instead:
                    return await self.show(call.instead, lane)
                # Not log.exception: a trace would show the call's parameters, which are somebody's screen.
                log.error("Telegram refused a call", method=call.method, code=refused.code)  # noqa: TRY400
                return Outcome.REFUSED
            except Unreached as unreached:
                log.warning("Telegram not reached", method=call.method, why=str(unreached))
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return Outcome.SHOWN
