"""Told to stop under load: every message has its answer, or the answer to a newer one of its chat (check 4)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.app import App
from bot.doors.pace import CHAT_BURST
from bot.doors.telegram.polling import LEAVE_SECONDS
from tests.doors.telegram.servers import migrated_in, running, settings_for, settled, until

if TYPE_CHECKING:
    from pathlib import Path

    from simulator import PersonHandle, Simulator

MESSAGES = 5


async def writes(person: PersonHandle, words: str) -> None:
    for _ in range(MESSAGES):
        await person.send(words)
        await asyncio.sleep(0.3)


def became(apps: list[App], outcome: str) -> int:
    """Return how many messages came to that, in all processes."""
    label = {"outcome": outcome}
    return sum(int(app.metrics.registry.get_sample_value("mayak_updates_total", label) or 0) for app in apps)


@pytest.mark.slow
@pytest.mark.parametrize("stops", [0, 1, 3])
async def test_4_a_stop_under_load_loses_no_answer(
    telegram: Simulator, tmp_path: Path, stops: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Eight visitors and seven known people write faster than a chat takes: what waits when the bot is told to
    stop is sent before it ends, or by the next one. What memory alone has, a visitor's, was lost once.
    """
    migrated_in(tmp_path)
    settings = settings_for(tmp_path, telegram.url)
    visitors, known = (
        [telegram.new_person(f"{kind}{number}") for number in range(many)] for kind, many in (("v", 8), ("k", 7))
    )
    messages = MESSAGES * (len(visitors) + len(known))
    apps, loop = [App(settings, telegram.clock.now)], asyncio.get_running_loop()
    settled(apps[0], *known)
    writing = asyncio.gather(
        *(writes(person, "/menu") for person in visitors), *(writes(person, "qwrtzk") for person in known)
    )
    for stop in range(stops):
        async with running(apps[-1], burst=CHAT_BURST):
            await asyncio.sleep(0.5 + 0.2 * stop)
            told = loop.time()
        assert loop.time() - told < LEAVE_SECONDS + 2.0, "a supervisor kills after ten seconds"
        apps.append(App(settings, telegram.clock.now))
    async with running(apps[-1], burst=CHAT_BURST):
        await writing
        await until(lambda: became(apps, "answered") + became(apps, "folded") == messages)
        await asyncio.sleep(0.5)
    answered, folded = became(apps, "answered"), became(apps, "folded")
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what this test is read for
            f"\nSIGTERM × {stops}: {messages} messages, {answered} answered, {folded} replaced by a newer answer"
        )
    assert answered + folded == messages, "none lost, none twice"
    for person in (*visitors, *known):
        newest = person.see(1)[0]
        assert newest["from"]["is_bot"], "the last message has its answer"
