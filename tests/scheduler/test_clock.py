"""The clock calls ticks at their intervals, and tells of those that it leaves out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.scheduler.clock import start_clock

if TYPE_CHECKING:
    import io


async def test_a_first_look_that_takes_longer_than_its_interval_leaves_nothing_out(logs: io.StringIO) -> None:
    """As the first look at the packs does at each start."""
    runs: list[int] = []
    skipped: list[str] = []

    async def look() -> None:
        runs.append(len(runs))
        await asyncio.sleep(0.3 if len(runs) == 1 else 0)

    clock = start_clock({look: 0.1}, look, skipped=skipped.append)
    async with asyncio.timeout(10):
        while len(runs) < 3:  # noqa: ASYNC110 - ticks tell nobody
            await asyncio.sleep(0.01)
    clock.shutdown(wait=False)
    assert not skipped
    assert "skipped" not in logs.getvalue()


async def test_what_is_left_out_is_told_by_its_name() -> None:
    skipped: list[str] = []

    async def slow() -> None:
        await asyncio.sleep(30)

    clock = start_clock({slow: 0.05}, skipped=skipped.append)
    async with asyncio.timeout(10):
        while len(skipped) < 2:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    clock.shutdown(wait=False)
    assert {name.rpartition(".")[2] for name in skipped} == {"slow"}
