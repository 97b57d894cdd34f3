"""Help while others flood, where a flood used to reach: the room of a group, and of a poll without a database."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.app import crowd_of
from bot.chat.incoming import Incoming, Words
from bot.chat.listening import LETTERS_AT_ONCE, Listening
from bot.doors.telegram.group_room import AGAIN, SECONDS, GroupRoom
from bot.doors.telegram.patience import Patience
from simulator import actions
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.raw import message, press
from tests.doors.telegram.servers import own_seconds, settings_for, settled, until
from tests.kit.patience import hanging

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.app import App
    from simulator import GroupHandle, PersonHandle, Simulator

SOON = 3.0
"""Seconds that a call may take beside a flood; they took more than half a minute, or were never answered."""


async def in_the_chat(bot: App, telegram: Simulator, count: int) -> list[PersonHandle]:
    """People who have opened the bot and gone through the first minute."""
    people = [telegram.new_person(f"n{number}") for number in range(count)]
    settled(bot, *people)
    for person in people:
        await person.start()
    await until(lambda: all(person.see() for person in people))
    await asyncio.sleep(3)  # their chats rest
    return people


@asynccontextmanager
async def flooding(*people: PersonHandle, said: str, group: GroupHandle | None = None) -> AsyncIterator[None]:
    """Let each write fifty times a second while the block lasts."""

    async def flood(person: PersonHandle) -> None:
        loop = asyncio.get_running_loop()
        began, sent = loop.time(), 0
        while True:
            await person.send(said, chat_id=group.id if group else 0)
            sent += 1
            await asyncio.sleep(max(0.0, began + sent / 50 - loop.time()))

    floods = [asyncio.create_task(flood(person)) for person in people]
    try:
        yield
    finally:
        for one in floods:
            one.cancel()
        await asyncio.gather(*floods, return_exceptions=True)


def helps(person: PersonHandle, group: GroupHandle | None = None) -> int:
    """How often somebody sees Help, here or there."""
    there = person.see(chat_id=group.id) if group else []
    return sum(one.get("text", "").startswith("🆘") for one in (*there, *person.see()) if one["from"]["is_bot"])


async def is_helped(person: PersonHandle, group: GroupHandle | None = None) -> float:
    """Call for help; return the seconds until it is seen."""
    before = helps(person, group)
    async with own_seconds() as passed:
        actions.send(person._world, person.person, group.id if group else person.id, "/help")
        await until(lambda: helps(person, group) > before)
        return passed()


@pytest.mark.slow
async def test_while_the_database_is_gone_a_flood_keeps_nobody_from_help(paced: App, limited: Simulator) -> None:
    """The few updates of who floods that wait for the database held back all that came behind them."""
    flooder, *callers = await in_the_chat(paced, limited, 5)
    paced.services.stores.durable.is_open = False
    async with flooding(flooder, said="qwrtzk"):
        await asyncio.sleep(4)
        for caller in callers:
            assert await is_helped(caller) < SOON
    paced.services.stores.durable.is_open = True


@pytest.mark.slow
async def test_those_who_flood_a_group_with_calls_keep_nobody_from_help(paced: App, limited: Simulator) -> None:
    """Telegram takes twenty messages a minute to a group: who calls for the first time finds room."""
    await until(lambda: paced.handler.private_in_group.offered)
    *flooders, reader, first, second, third = await in_the_chat(paced, limited, 7)
    group = limited.new_group("5B", [one.id for one in (*flooders, first, second, third)], supergroup=True)
    async with flooding(*flooders, said="/help", group=group):
        await asyncio.sleep(8)
        for caller in (first, second, third):
            assert await is_helped(caller, group) < SOON
            assert not helps(caller), "it is answered where it was asked"
        assert await is_helped(reader) < SOON, "others do not wait for a group either"


async def test_a_call_too_many_is_answered_in_the_private_chat(paced: App, limited: Simulator) -> None:
    await until(lambda: paced.handler.private_in_group.offered)
    (caller,) = await in_the_chat(paced, limited, 1)
    group = limited.new_group("5B", [caller.id], supergroup=True)
    room = paced.handler.private_in_group._room
    while room.has_room(group.id, caller.id):
        pass
    await is_helped(caller, group)
    assert helps(caller) == 1
    assert helps(caller, group) == 1, "and not in the group"


LONG = "мы вчера ходили в кино а потом спорили кто выиграет если завтра дождя не будет " * 50


@pytest.mark.slow
async def test_a_flood_of_long_messages_leaves_time_for_others(paced: App, limited: Simulator) -> None:
    """To listen for distress in all of each took more time than there is: calls waited for four seconds."""
    flooder, *callers = await in_the_chat(paced, limited, 5)
    async with flooding(flooder, said=LONG[:4000]):
        await asyncio.sleep(4)
        for caller in callers:
            began = asyncio.get_running_loop().time()
            await is_helped(caller)
            assert asyncio.get_running_loop().time() - began < SOON / 2


def test_of_who_sends_too_much_the_beginning_and_the_end_are_heard_and_short_words_always() -> None:
    now = 0.0
    listening = Listening(lambda: now)

    def heard(words: str) -> str:
        what = listening.heard_of(Incoming(1, 5, "ru", Words(words)), 5).what
        assert isinstance(what, Words)
        return what.words

    assert all(heard(LONG) == LONG for _ in range(LETTERS_AT_ONCE // len(LONG)))
    for cry in (f"{LONG} папа меня бьёт", f"папа меня бьёт {LONG}"):
        assert "папа меня бьёт" in heard(cry)
        assert len(heard(cry)) < 500
    assert heard("папа меня бьёт") == "папа меня бьёт"
    now = 10.0
    assert heard(LONG) == LONG


def test_who_was_not_answered_yet_finds_room_in_a_group_and_a_minute_later_anybody() -> None:
    now = 0.0
    room = GroupRoom(lambda: now)
    answers = [room.has_room(-5, person) for _ in range(20) for person in (1, 2, 3)]
    assert sum(answers) == 3 + AGAIN
    assert room.has_room(-5, 4)
    assert not room.has_room(-5, 4)
    assert room.has_room(-6, 1), "another group has room of its own"
    now = SECONDS
    assert room.has_room(-5, 1)
    assert list(room._groups) == [-5], "nothing of a group is known for longer"


@pytest.mark.slow
async def test_replicas_that_share_telegrams_connections_let_a_call_for_help_in(tmp_path: Path) -> None:
    """Forty connections for all replicas; the database hangs, and sixty people tap before somebody calls."""
    settings = settings_for(
        tmp_path, "", webhook_url="https://mayak.example/hook", redis_url=SecretStr("redis://localhost")
    )
    patience = Patience(crowd=crowd_of(settings), crowded=0.3)
    replicas = [Edge(tmp_path / name, patience=patience) for name in ("one", "two")]
    connections = asyncio.Semaphore(40)

    async def comes(number: int, update: dict[str, object]) -> None:
        async with connections:
            await replicas[number % 2].handler.handle(update)

    with hanging(replicas[0]), hanging(replicas[1]):
        taps = [asyncio.create_task(comes(one, press(91_000 + one, "menu"))) for one in range(60)]
        await asyncio.sleep(0)
        async with own_seconds() as passed:
            await comes(0, message(92_000, text="/help"))
            assert passed() < SOON
        assert replicas[0].wire.to(92_000)[0].words.startswith("🆘")
        await asyncio.gather(*taps)
    for replica in replicas:
        replica.close()
