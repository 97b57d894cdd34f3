"""Many questions to the projector's pages at once: whoever holds them takes nothing from other classes."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import AsyncExitStack

import aiohttp
import pytest
from aiohttp.test_utils import make_mocked_request

from bot.doors.web.clients import RateLimit, client_of
from bot.doors.web.projector import long_polls, pages
from bot.doors.web.projector.long_polls import LongPolls
from bot.doors.web.projector.pages import LOOK_UPS, LOOK_UPS_A_SECOND
from tests.kit.live_quiz import lesson
from tests.kit.projector import address_on, gets, projector
from tests.talk import House, Person

HEADER = "X-Forwarded-For"


async def ask(session: aiohttp.ClientSession, address: str, client: str) -> tuple[int, str]:
    """Ask as a client behind the operator's proxy; the answer's status, and when to ask again."""
    async with session.get(address, headers={HEADER: client}) as answered:
        return answered.status, answered.headers.get("Retry-After", "")


@pytest.mark.parametrize("whose", ["the class's own board", "another class's board", "no board at all"])
async def test_200_held_requests_of_one_client_take_nothing_from_a_class(
    house: House, educator: Person, whose: str
) -> None:
    async with AsyncExitStack() as stack:
        base, session = await stack.enter_async_context(projector(house, HEADER))
        held = await stack.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(60))
        )
        task, _ = lesson(house, educator, 1)
        educator.visits(f"leading/{task}")
        address = address_on(educator)
        other = Person(house, 1005)
        other.settles_in("educator")
        others_task, _ = lesson(house, other, 0)
        other.visits(f"leading/{others_task}")
        _, _, mark = await gets(session, f"{address}/now")
        _, _, others_mark = await gets(session, f"{address_on(other)}/now")
        wanted = {
            "the class's own board": f"{address}/now?seen={mark}",
            "another class's board": f"{address_on(other)}/now?seen={others_mark}",
            "no board at all": f"{base}/live/0000-0000-0000/now",
        }[whose]
        greedy = [asyncio.create_task(ask(held, wanted, "198.51.100.7")) for _ in range(200)]
        await asyncio.wait(greedy, timeout=3)  # as many as may be are held then, the others were let go

        # The class's page opens, its question is held, and it is told of the next step as ever.
        status, words, _ = await gets(session, address)
        assert (status, "pupil" in words) == (200, True)
        waits = asyncio.create_task(ask(session, f"{address}/now?seen={mark}", "203.0.113.5"))
        await asyncio.sleep(0.3)
        assert not waits.done()
        async with session.get(f"{base}/healthz") as answered:
            assert answered.status == 200
        began = time.monotonic()
        educator.visits(f"leading/{task}/1/open")
        assert await waits == (200, "")
        assert time.monotonic() - began < 2

        for one in greedy:
            one.cancel()
        answers = [one for one in await asyncio.gather(*greedy, return_exceptions=True) if isinstance(one, tuple)]
        assert {status for status, _ in answers} <= {200, 204, 404}, "no page is ever refused"
        if whose != "no board at all":
            assert answers.count((204, "2")) == 200 - long_polls.OF_ONE_PAGE


async def test_two_hundred_pages_look_at_the_database_twice_a_second_at_most(
    house: House, educator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    look = pages.Projector._look

    def counted(self: pages.Projector, address: pages._Address) -> object:
        nonlocal looks
        looks += 1
        return look(self, address)

    monkeypatch.setattr(pages.Projector, "_look", counted)
    async with (
        projector(house) as (_, session),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as many,
    ):
        task, _ = lesson(house, educator, 0)
        educator.visits(f"leading/{task}")
        address = address_on(educator)
        _, _, mark = await gets(session, f"{address}/now")
        asked = [asyncio.create_task(gets(many, f"{address}/now?seen={mark}")) for _ in range(200)]
        await asyncio.sleep(1.2)
        for one in asked:
            one.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
    assert 1 <= looks <= 5


async def test_a_question_that_gives_way_asks_again_in_two_seconds_and_sees_the_same(
    house: House, educator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_polls, "OF_ONE_PAGE", 1)
    async with projector(house) as (_, session):
        task, _ = lesson(house, educator, 0)
        educator.visits(f"leading/{task}")
        address = address_on(educator)
        _, _, mark = await gets(session, f"{address}/now")
        older = asyncio.create_task(ask(session, f"{address}/now?seen={mark}", "-"))
        await asyncio.sleep(0.2)
        newer = asyncio.create_task(ask(session, f"{address}/now?seen={mark}", "-"))
        assert await older == (204, "2")
        educator.visits(f"leading/{task}/1/open")
        assert await newer == (200, "")
        script = await gets(session, re.sub(r"[^/]+$", "board.js", address))
        assert "Retry-After" in script[1], "the page's script waits for as long"


async def test_guessing_addresses_is_slowed_down_and_boards_that_are_on_are_not(
    house: House, educator: Person
) -> None:
    async with projector(house, HEADER) as (base, session):
        task, _ = lesson(house, educator, 0)
        educator.visits(f"leading/{task}")
        address = address_on(educator)
        assert (await ask(session, address, "203.0.113.5"))[0] == 200
        guesses = [await ask(session, f"{base}/live/{at:012}", "198.51.100.7") for at in range(LOOK_UPS + 40)]
        assert guesses[0] == (404, "")
        assert guesses[-1] == (429, "2")
        assert (await ask(session, address, "198.51.100.7"))[0] == 200
        assert (await ask(session, f"{base}/live/0000-0000-0000", "203.0.113.5"))[0] == 404


def test_a_client_may_look_up_again_after_a_while() -> None:
    now = 0.0
    look_ups = RateLimit(LOOK_UPS, LOOK_UPS_A_SECOND, lambda: now)
    assert [look_ups.allows("a") for _ in range(LOOK_UPS + 1)] == [True] * LOOK_UPS + [False]
    assert look_ups.allows("b")
    now = 1.0
    assert [look_ups.allows("a") for _ in range(6)] == [True] * 5 + [False]


@pytest.mark.parametrize(
    ("header", "told", "client"),
    [
        ("", "203.0.113.5", "192.0.2.1"),  # nobody named a header: none is believed
        (HEADER, "203.0.113.5", "203.0.113.5"),
        (HEADER, "6.6.6.6, 203.0.113.5", "203.0.113.5"),  # what stands before came with the request
        (HEADER, "6.6.6.6, ", "192.0.2.1"),
        (HEADER, "unknown", "192.0.2.1"),
        (HEADER, "", "192.0.2.1"),
        (HEADER, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (HEADER, "::ffff:203.0.113.5", "203.0.113.5"),
        ("X-Real-IP", "203.0.113.5", "192.0.2.1"),  # another header than the one that is named
    ],
)
def test_who_a_client_is(header: str, told: str, client: str) -> None:
    request = make_mocked_request("GET", "/live/x", headers={HEADER: told} if told else {})
    assert client_of(request.clone(remote="192.0.2.1"), header) == client


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> LongPolls:
    for name, most in (("OF_ONE_PAGE", 2), ("OF_A_CLIENT", 4), ("OF_A_BOARD", 6), ("OF_ALL", 8)):
        monkeypatch.setattr(long_polls, name, most)
    return LongPolls()


def test_who_holds_few_keeps_them_whatever_others_do(small: LongPolls) -> None:
    mine = small.hold("me", "mine")
    for number in range(50):
        small.hold("greedy", f"board {number % 7}")
        small.hold("greedy", "mine")
        assert not mine.let_go.is_set()
        assert len(small) <= 8


def test_the_oldest_of_the_greediest_gives_way(small: LongPolls) -> None:
    first, second, third = (small.hold("a", "x") for _ in range(3))
    assert [one.let_go.is_set() for one in (first, second, third)] == [True, False, False]
    boards = [small.hold("b", f"{number}") for number in range(5)]
    assert [one.let_go.is_set() for one in boards] == [True, False, False, False, False]
    for number in range(2):
        small.hold(f"c{number}", "y")
    assert len(small) == 8
    small.hold("d", "z")
    assert boards[1].let_go.is_set()
    assert len(small) == 8
    small.release(third)
    assert len(small) == 7
