"""One person's order across processes, and visitors who come to another process in the middle."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from redis import Redis
from sqlalchemy import func, select

from bot.db import people
from bot.doors.redis import queue
from bot.doors.redis.person_locks import SharedPersonLocks
from bot.features.publishing.store import editors
from bot.features.quiz.tables import attempts
from bot.values.audience import Duty
from tests.doors.telegram import raw
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.servers import own_seconds
from tests.kit.studio import PACK, QUIZ, zipped
from tests.talk import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.doors.redis.connection import Connection
    from tests.doors.redis.server import RedisServer

SAM = 1001


class Replica:
    """One process's edge: its own memory, its own connection; database and key are those of all."""

    def __init__(self, folder: Path, connection: Connection) -> None:
        self.connection = connection
        self.edge = Edge(folder)
        self.edge.handler.locks = SharedPersonLocks(
            connection, self.edge.house.conversation, lambda: self.edge.house.clock
        )

    async def types(self, words: str) -> str:
        return await self._sees(raw.message(SAM, text=words))

    async def visits(self, path: str) -> str:
        return await self._sees(raw.press(SAM, path))

    async def _sees(self, update: dict[str, object]) -> str:
        sent = await self.edge.takes(update)
        return "\n".join(f"{call.words} {call.params.get('reply_markup', '')}" for call in sent)


@pytest.fixture
def replica(
    tmp_path: Path, connect_to: Callable[[RedisServer], Connection]
) -> Iterator[Callable[[RedisServer], Replica]]:
    made: list[Replica] = []

    def make(server: RedisServer) -> Replica:
        made.append(Replica(tmp_path, connect_to(server)))
        return made[-1]

    yield make
    for each in made:
        each.edge.close()


def held_by(server: RedisServer) -> dict[bytes, bytes]:
    """Everything that Redis holds, as bytes."""
    with Redis.from_url(server.url) as redis:
        return {key: redis.dump(key) or b"" for key in redis.scan_iter("*")}


async def looks_round(*steps: tuple[Replica, str]) -> list[str]:
    return [await replica.visits(path) for replica, path in steps]


async def test_a_visitor_is_known_to_whichever_process_telegram_asks(
    own_redis: RedisServer, replica: Callable[[RedisServer], Replica]
) -> None:
    one, two = replica(own_redis), replica(own_redis)
    await one.types("/start")
    steps = [
        (two, "who/9-11"),
        (one, "where/settings/KZ"),
        (one, "where/settings/KZ/sure"),
        (two, "consent/off"),
        (one, "settings"),
    ]
    seen = await looks_round(*steps)
    assert "9–11" in seen[-1], "what was chosen at one is known at the other"
    assert "Kazakhstan" in seen[-1]
    told = [b"".join(key + value for key, value in held_by(own_redis).items())]
    await two.types("/menu")  # sealed anew: two letters that chance has put into a seal are not there twice
    told.append(b"".join(key + value for key, value in held_by(own_redis).items()))
    for word in (b"1001", b"9-11", b"KZ", b"Sam"):
        assert not all(word in held for held in told), "Redis can tell nothing of anybody"
    with one.edge.house.stores.durable.transaction() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM people").scalar() == 0, "a visitor leaves no trace"


async def test_5_an_update_that_comes_again_to_another_process_is_answered_once(
    own_redis: RedisServer, replica: Callable[[RedisServer], Replica]
) -> None:
    one, two = replica(own_redis), replica(own_redis)
    for number in range(3):
        words = raw.message(SAM + number, text="/start")
        assert len(await one.edge.takes(words)) > 0
        assert [await each.edge.takes(words) for each in (two, one, two)] == [[], [], []]
    await looks_round(
        (two, "who/9-11"), (one, "where/settings/KZ"), (one, "where/settings/KZ/sure"), (two, "consent/on")
    )
    words = raw.message(SAM, text="qwrtzk")
    assert len(await two.edge.takes(words)) == 1, "known for good by now"
    assert [await each.edge.takes(words) for each in (one, two)] == [[], []]
    with Redis.from_url(own_redis.url) as redis:
        assert not list(redis.scan_iter("*answered*")), "Redis may be away: the database tells, of visitors too"
    with one.edge.house.stores.durable.transaction() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM updates WHERE answered").scalar() == 4


async def test_a_visitor_is_gone_from_redis_within_an_hour(
    own_redis: RedisServer, replica: Callable[[RedisServer], Replica]
) -> None:
    await replica(own_redis).types("/start")
    with Redis.from_url(own_redis.url) as redis:
        visitors = list(redis.scan_iter("*visitor*"))
        assert len(visitors) == 1
        assert 3500 < float(str(redis.ttl(visitors[0]))) <= 3600
        assert not list(redis.scan_iter("*queue*")), "a queue is gone when it is empty"


async def test_who_has_agreed_and_is_forgotten_elsewhere_is_a_stranger_everywhere(
    own_redis: RedisServer, replica: Callable[[RedisServer], Replica]
) -> None:
    one, two = replica(own_redis), replica(own_redis)
    await one.types("/start")
    await looks_round(
        (one, "who/9-11"),
        (one, "where/settings/KZ"),
        (one, "where/settings/KZ/sure"),
        (two, "consent/on"),
        (one, "menu"),
    )
    await two.types("/forget")
    await two.visits("forget/now")
    with one.edge.house.stores.durable.transaction() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM people").scalar() == 0
    assert "Kazakhstan" not in await one.visits("settings"), "no copy of before is left in the other's memory"


async def test_16_redis_dies_and_comes_back_and_nobody_begins_anew(
    own_redis: RedisServer, replica: Callable[[RedisServer], Replica]
) -> None:
    one, two = replica(own_redis), replica(own_redis)
    await one.types("/start")
    await looks_round((one, "who/9-11"), (one, "where/settings/KZ"), (one, "where/settings/KZ/sure"))
    own_redis.kill()
    async with own_seconds() as passed:
        assert "9–11" in (await looks_round((one, "consent/off"), (one, "settings")))[-1]
        assert passed() < 2, "nobody waits long for a Redis that is gone"
    own_redis.start()
    async with asyncio.timeout(60):
        while one.connection.away:  # noqa: ASYNC110 - the connection has no event for it
            await asyncio.sleep(0.05)
    await one.visits("menu")
    assert "Kazakhstan" in await two.visits("settings"), "and from there on they are known to all again"


async def test_two_processes_handle_what_one_person_does_one_after_another(
    one_redis: RedisServer, replica: Callable[[RedisServer], Replica]
) -> None:
    locks = [replica(one_redis).edge.handler.locks for _ in range(2)]
    order: list[tuple[str, int]] = []

    async def step(number: int) -> None:
        async with locks[number % 2].hold(SAM):
            order.append(("begins", number))
            await asyncio.sleep(0.02)
            order.append(("ends", number))

    await asyncio.gather(*map(step, range(8)))
    handled = [number for act, number in order if act == "begins"]
    assert order == [(act, number) for number in handled for act in ("begins", "ends")], "never two at once"
    for process in (0, 1):
        of_one = [number for number in handled if number % 2 == process]
        assert of_one == sorted(of_one), "in the order of coming"
    assert not any(len(each) for each in locks)


async def test_a_lock_of_a_dead_process_is_free_when_its_lease_is_over(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "LEASE_SECONDS", 0.5)
    died = queue.QueueEntry(connect_to(one_redis), "p")
    await died.enter()
    died._renewing.cancel()  # type: ignore[union-attr]
    began = time.monotonic()
    async with own_seconds() as passed:
        await queue.QueueEntry(connect_to(one_redis), "p").enter()
        assert time.monotonic() - began > 0.3
        assert passed() < 1.5


async def test_a_slow_turn_keeps_its_lock(
    one_redis: RedisServer, connect_to: Callable[[RedisServer], Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "LEASE_SECONDS", 0.5)
    monkeypatch.setattr(queue, "RENEW_SECONDS", 0.1)
    slow, next_one = queue.QueueEntry(connect_to(one_redis), "q"), queue.QueueEntry(connect_to(one_redis), "q")
    await slow.enter()
    waiting = asyncio.create_task(next_one.enter())
    await asyncio.sleep(1.0)
    assert not waiting.done()
    await slow.leave()
    await asyncio.wait_for(waiting, 20)
    await next_one.leave()


async def test_what_an_editor_tries_out_goes_on_at_another_process(
    own_redis: RedisServer, replica: Callable[[RedisServer], Replica]
) -> None:
    one, two = replica(own_redis), replica(own_redis)
    house = one.edge.house
    editor = Person(house, SAM)
    editor.settles_in("educator")
    with house.stores.durable.transaction() as db:
        found = people.find(db, house.conversation.services.lookups(SAM), house.clock.date())
        assert found is not None
        editors.accept(db, found.key, editors.invite(db, Duty.EDITOR, house.clock), house.clock)
    editor.sends_pack(zipped({**PACK, "boats/9-11/quiz.en.md": QUIZ}))
    await one.visits("edition/1/try/9-11:en")
    assert "Which lock is strong?" in await one.visits("begin/harbour/boats/9-11:1")
    assert "See how it went" in await two.visits("answer/1/1/a")
    assert "You got 1 of 1 right" in await one.visits("result/1")
    with house.stores.durable.transaction() as db:
        assert people.find(db, house.conversation.services.lookups(SAM), house.clock.date()) is not None
        assert db.scalar(select(func.count()).select_from(attempts)) == 0
