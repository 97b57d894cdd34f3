"""Turns cross to the store's thread together, and each comes back to whoever asked."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from bot.db.engine import open_store
from bot.doors.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from bot.db.engine import Store


@pytest.fixture(params=[1, 3], ids=["one thread", "three threads"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    store = open_store(f"sqlite:///{tmp_path / 'bot.sqlite'}", threads=request.param)
    yield store
    store.close()


async def test_each_gets_its_own_result_or_error(store: Store) -> None:
    def fail() -> int:
        raise KeyError("mine")

    turns = Turns(store)
    told = await asyncio.gather(
        turns.run(lambda: 1), turns.run(fail), turns.run(lambda: 3), return_exceptions=True
    )
    assert told[0] == 1
    assert isinstance(told[1], KeyError)
    assert told[2] == 3


async def test_what_is_asked_in_one_pass_of_the_loop_crosses_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    trips: list[object] = []
    run = store.run

    def counted(*args: object) -> Future[None]:
        trips.append(args)
        return run(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "run", counted)
    turns = Turns(store)
    threads = await asyncio.gather(*[turns.run(threading.get_ident) for _ in range(40)])
    assert len(trips) == store.threads
    assert threading.get_ident() not in threads


async def test_who_is_done_does_not_wait_for_a_stalled_neighbour(store: Store) -> None:
    stalled = threading.Event()
    turns = Turns(store)
    quick = [asyncio.ensure_future(turns.run(lambda: "quick")) for _ in range(store.threads)]
    slow = [asyncio.ensure_future(turns.run(lambda: stalled.wait(100))) for _ in range(store.threads)]
    try:
        async with asyncio.timeout(60):
            assert await asyncio.gather(*quick) == ["quick"] * store.threads
        assert not any(one.done() for one in slow)
    finally:
        stalled.set()
    assert await asyncio.gather(*slow) == [True] * store.threads
    assert await turns.run(lambda: "again") == "again"


async def test_nobody_does_what_nobody_waits_for(store: Store) -> None:
    done: list[str] = []
    turns = Turns(store)
    given_up = asyncio.ensure_future(turns.run(lambda: done.append("given up")))
    await asyncio.sleep(0)  # it has asked; the trip leaves in the next pass
    given_up.cancel()
    await turns.run(lambda: done.append("wanted"))
    assert done == ["wanted"]


async def test_a_closed_store_is_an_error_and_no_endless_wait(store: Store) -> None:
    store.close()
    async with asyncio.timeout(60):
        with pytest.raises(RuntimeError):
            await Turns(store).run(lambda: 1)


async def test_what_is_pressing_goes_before_turns_that_have_not_begun(store: Store) -> None:
    """A trip of a hundred turns is under way; a note that is asked for waits for the present one only."""
    done: list[str] = []
    going, go_on = threading.Barrier(store.threads + 1), threading.Event()

    def first() -> None:
        going.wait(60)
        go_on.wait(60)

    turns = Turns(store)
    trip = [turns.run(first) for _ in range(store.threads)]
    trip += [turns.run(lambda: done.append("turn")) for _ in range(100)]
    asked = [asyncio.ensure_future(turn) for turn in trip]
    await asyncio.to_thread(going.wait, 60)
    pressing = asyncio.ensure_future(turns.run_first(lambda: done.append("pressing")))
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(pressing, *asked)
    assert done.index("pressing") < store.threads, "each thread may be in a turn already"
