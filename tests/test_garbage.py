"""While the house is built nobody looks for garbage; a bot that serves does again, or it would grow for ever."""

from __future__ import annotations

import asyncio
import gc
import signal
import weakref

import pytest

from bot import garbage


class Ring:
    """Something that only a search for garbage frees."""

    def __init__(self) -> None:
        self.self = self


@pytest.mark.usefixtures("garbage_as_before")
def test_rings_stay_while_the_house_is_built_and_go_later() -> None:
    garbage.pause()
    ring = weakref.ref(Ring())
    assert not gc.isenabled()
    assert ring() is not None
    garbage.resume()
    later = weakref.ref(Ring())
    kept: list[list[int]] = [[] for _ in range(gc.get_threshold()[0] + 1000)]
    assert later() is None
    assert kept


@pytest.mark.usefixtures("garbage_as_before")
@pytest.mark.slow
async def test_a_bot_that_is_ready_looks_for_garbage_again() -> None:
    from bot.demo import demo  # noqa: PLC0415 - aiogram costs seconds to import, and only this test needs it

    garbage.pause()
    stop = asyncio.Event()
    seen: list[bool] = []

    def ready(_: str) -> None:
        seen.append(gc.isenabled())
        stop.set()

    await demo(0, ready, stop)
    asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
    assert seen == [True]
    assert gc.get_threshold()[0] > 700
