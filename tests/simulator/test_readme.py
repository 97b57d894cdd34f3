"""The README of the local Telegram tells the truth: its bots run as they stand there, and it names each option."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import simulator
from simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator import PersonHandle

ROOT = Path(simulator.__file__).parent.parent
README = (ROOT / "simulator" / "README.md").read_text("utf-8")
BOTS = [
    code
    for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    if code.startswith(("import asyncio", "from telegram"))
]


def said(person: PersonHandle) -> list[tuple[str, bool]]:
    """Return the texts of the private chat, oldest first, each with whether the bot wrote it."""
    return [(message["text"], message["from"]["is_bot"]) for message in person.see()]


async def _until(true: Callable[[], bool], bot: asyncio.subprocess.Process) -> None:
    """Wait for the bot of another process. Errors: AssertionError if it ended, TimeoutError after 30 s."""
    async with asyncio.timeout(30):
        while not true():
            assert bot.returncode is None, "the bot ended"
            await asyncio.sleep(0.02)


@pytest.mark.slow
@pytest.mark.parametrize("code", BOTS, ids=["aiogram", "python-telegram-bot"])
async def test_the_bot_of_ten_lines_echoes(code: str, tmp_path: Path) -> None:
    assert len([line for line in code.splitlines() if line]) <= 10
    async with Simulator("1:local") as telegram:
        file = tmp_path / "echo.py"
        file.write_text(code.replace("http://127.0.0.1:8081", telegram.url), "utf-8")
        child = telegram.person("child-10")
        bot = await asyncio.create_subprocess_exec(sys.executable, str(file))
        try:
            await child.start()
            await child.send("Hello there")
            await _until(lambda: ("Hello there", True) in said(child), bot)
        finally:
            bot.terminate()
            await bot.wait()
        assert not telegram.journal.red


def test_each_option_of_the_command_is_in_the_readme() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "simulator", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    options = set(re.findall(r"--[a-z]+", told.stdout)) - {"--help"}
    assert options == set(re.findall(r"--[a-z]+", README))
