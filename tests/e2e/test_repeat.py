"""What a serial script leaves behind, the real bot at the other end: equal journals, a golden transcript."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.commands.preview.transcripts import plays
from bot.demo import TOKEN, demo_settings, joined
from simulator import LIFTED, SimClock, Simulator
from simulator.transcript import transcript
from tests.doors.telegram.servers import until
from tests.talk import FIXTURES, House, Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = pytest.mark.slow
START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SCRIPT = (
    "/start",
    "[6–8 лет]",
    "/settings",
    "[💾 Что ты обо мне запомнишь?]",
    "[Я не против, запомни меня]",
    "[Страна]",
    "[Казахстан]",
    "[Да, Казахстан]",
    "/start lesson_lamp_light_6-8",
    "[Дальше ▶]",
    "[Лампа]",
    "[Дальше ▶]",
    "[Закончить ✓]",
    "(☰ Меню)",
    "[➡ Ещё]",
    "[💡 Совет дня]",
    "/settings",
    "[Язык]",
    "[English]",
    "(🆘 Help)",
    "/export",
    "lamp",
    "/forget",
    "[Yes, forget me]",
)
LESSON = ("[Дальше ▶]", "[Лампа]", "[Закончить ✓]")
PROFILE_CALLS = 9


async def run(folder: Path, seed: int, script: Sequence[str]) -> tuple[str, str]:
    """Act a script, one step after the other; return the journal as JSON, and the transcript of the page."""
    clock = SimClock(START, running=False)
    async with Simulator(TOKEN, clock, seed=seed, profile="strict", rules=LIFTED) as simulator:
        settings = demo_settings(folder, simulator.url).model_copy(
            update={"packs": str(FIXTURES), "send_rate": 1000}
        )
        async with joined(simulator, settings) as app:
            stop = asyncio.Event()
            running = asyncio.create_task(app.run(stop))
            await until(
                lambda: sum(e.method.startswith(("setMy", "getMy")) for e in simulator.journal) == PROFILE_CALLS
            )
            child = simulator.person("child-7")
            for step in script:
                if step[0] == "[":
                    await child.press(step[1:-1])
                elif step[0] == "(":
                    await child.keyboard(step[1:-1])
                else:
                    await child.send(step)
                await until(lambda: not simulator.world.updates.waiting)
                # An update is confirmed when its reply is shown, or kept while the chat rests.
                outbox = app.handler.outbox
                await until(lambda: not len(outbox) and not outbox._aside)  # noqa: B023
                clock.advance(60)
            stop.set()
            await running
        assert not simulator.journal.red
        return json.dumps(simulator.journal.after(0), ensure_ascii=False), transcript(child.room)


async def test_two_runs_are_byte_equal(tmp_path_factory: pytest.TempPathFactory) -> None:
    once, again = [(await run(tmp_path_factory.mktemp("bot"), 7, SCRIPT))[0] for _ in range(2)]
    assert once == again


async def test_a_copied_conversation_is_a_golden_journey(tmp_path: Path, house: House) -> None:
    """Journeys of words; pictures, and files after them, only the golden format names as the bot means them."""
    script = [step for step in SCRIPT if "lesson_" not in step and step not in LESSON and step != "/export"]
    _, copied = await run(tmp_path, 1, script)
    steps = [line[2:] for line in copied.splitlines() if line.startswith("> ")]
    assert steps == script
    # Help's way to wipe itself from the chat is a matter of Telegram's, so the golden screens do not have it.
    seen = copied.replace("bot edits: ", "bot: ").replace("     [🗑 Delete this]\n", "")
    played = re.sub(r"\[picture: .*\]\n +", "<photo> ", plays(Person(house, language="ru"), steps))
    assert seen == played
