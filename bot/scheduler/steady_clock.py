"""The machine's time as long as it can be believed; after a jump of the clock nothing is erased or sent.

A machine's clock may be wrong: an empty battery, a typing error, a virtual machine that slept. Erasing and sending
cannot be undone, so a jump is not believed until somebody who knows the time confirms it: Telegram, with the next
message from anybody (its servers put their time on it), or the operator. Until then the time goes on from the last
moment that did not come from the machine's clock alone. All steps since then count together, so that many small
ones are a jump as well.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from bot.db import clockmark
from bot.db.away import StoreAway

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.db.engine import Store

log = structlog.get_logger()

JUMP = timedelta(days=1)
"""Largest believed difference between a running machine's clock and the real seconds since the last told time."""

AWAY = timedelta(days=7)
"""Longest pause of a bot after which its machine's clock is still believed at the start."""

OLD = timedelta(hours=25)
"""Oldest message that Telegram may deliver: it keeps updates for 24 hours."""

KEEP_SECONDS = 60.0
"""Seconds between two times that the present moment is stored in the database."""


def real_seconds() -> float:
    """Return a count of real seconds that goes on while the machine sleeps, where the system has one."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class SteadyClock:
    """Tells the time from any thread. `machine` is the machine's clock, `passed` counts real seconds. Before
    `begin`, and after a jump until `note_telegram_time` or `begin` has explained it, it is not `sure`.
    """

    def __init__(self, machine: Callable[[], datetime], passed: Callable[[], float] = real_seconds) -> None:
        self._machine = machine
        self._passed = passed
        self._base = (machine(), passed())
        """The last moment that was told (by Telegram, the operator, the start), and the real seconds then. The
        machine's own steps do not move it."""
        self._begun = False
        self._doubts = False
        self._follows = True
        """Whether the machine's clock was last believed; if not, the time goes on from Telegram's time."""

    @property
    def sure(self) -> bool:
        """Whether this clock may be used for irreversible actions."""
        self.now()
        return self._begun and not self._doubts

    def now(self) -> datetime:
        """Return the present moment as far as it is known."""
        machine, expected = self._machine(), self.told()
        if abs(machine - expected) <= JUMP:
            self._believe()
            return machine
        if self._begun and self._follows and not self._doubts:
            self._doubt(machine - expected)
        return expected

    def told(self) -> datetime:
        """Return the last moment that was told, plus the real seconds since, without
        steps of the machine's clock.
        """
        moment, then = self._base
        return moment + timedelta(seconds=self._passed() - then)

    def begin(self, stored: datetime | None) -> None:
        """Begin, or check again while in doubt. `stored`: the last moment stored in the database, None for a new
        one. Only a process without doubt, or the operator (`migrate --trust-clock`), stores it.
        """
        machine = self._machine()
        if stored is None or -JUMP <= machine - stored <= (JUMP if self._begun else AWAY):
            self._base = (machine, self._passed())
            self._believe()
        elif not self._begun:
            self._base = (stored, self._passed())
            self._doubt(machine - stored)
        self._begun = True

    def note_telegram_time(self, seconds: float) -> None:
        """Take Telegram's time on a message that has just come (seconds since 1970): it settles a doubt. The
        message may have waited for up to a day, so where the machine's clock is wrong a later one brings the
        time forward.
        """
        told = datetime.fromtimestamp(seconds, UTC)
        machine, expected = self._machine(), self.told()
        if not self._doubts:
            if told > expected:
                self._base = (told, self._passed())
            return
        near = min(machine, expected, key=lambda one: abs(one - told))
        if abs(near - told) > OLD:
            near = told
        self._doubts, self._follows = False, near == machine
        self._base = (near, self._passed())
        log.warning("Telegram has told the time", machine_is_right=self._follows)

    def _believe(self) -> None:
        if self._doubts or not self._follows:
            log.warning("the machine's clock is believed again")
        self._doubts, self._follows = False, True

    def _doubt(self, jump: timedelta) -> None:
        self._doubts = True
        log.error(
            "the machine's clock has jumped: nothing is erased or sent unasked until the time is known",
            hours=round(jump.total_seconds() / 3600),
        )


class Timekeeper:
    """Stores the time in the database. `tick` is called every second by the clock. Errors: StoreAway."""

    def __init__(self, clock: SteadyClock, store: Store) -> None:
        self._clock = clock
        self._store = store
        self._kept_at = float("-inf")

    async def tick(self) -> None:
        """Ask the database while the time is in doubt, else store it there now and then."""
        now = asyncio.get_running_loop().time()
        try:
            if not self._clock.sure:
                self._clock.begin(await asyncio.wrap_future(self._store.run(self._read)))
            elif now - self._kept_at >= KEEP_SECONDS:
                await asyncio.wrap_future(self._store.run(self._keep))
                self._kept_at = now
        except StoreAway:
            return  # other users of the database report that; the next tick asks again

    def _read(self) -> datetime | None:
        with self._store.transaction() as db:
            return clockmark.read(db)

    def _keep(self) -> None:
        with self._store.transaction() as db:
            clockmark.keep(db, self._clock.told())
