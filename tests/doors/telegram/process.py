"""The bot as a process of its own, to be killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.doors.telegram.servers import STARTED, TOKEN
from tests.forked import Forked
from tests.talk import FIXTURES, ROOT, started_before


class Process:
    """`python -m bot run` (or another command) against a local Telegram; its log lies in the folder."""

    def __init__(
        self, folder: Path, server: str, *, command: str = "run", name: str = "bot", **variables: str
    ) -> None:
        self.folder = folder
        self.command = command
        self.name = name
        self.variables = {
            **os.environ,
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": server,
            "DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite'}",
            "KEY_FILE": str(folder / "bot.key"),
            "PACKS": str(FIXTURES),
            "ALLOW_UNREVIEWED": "1",
            "SEND_RATE": "1000",
            "LOG_LEVEL": "DEBUG",
            **variables,
        }
        self.running: asyncio.subprocess.Process | Forked | None = None

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    async def start(self, *, forked: bool = True) -> None:
        """Start it: forked from a process that has imported the bot, or as an operator does."""
        started_before(Path(self.variables["KEY_FILE"]).parent)
        if forked:
            self.running = await asyncio.to_thread(Forked, [self.command], self.variables, self.log)
        else:
            with self.log.open("ab") as log:
                self.running = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "bot", self.command, cwd=ROOT, env=self.variables, stdout=log, stderr=log
                )
        STARTED.append(self.running)

    async def end(self, how: signal.Signals = signal.SIGTERM, seconds: float = 60.0) -> int:
        """Send the signal and wait; return the exit code."""
        assert self.running is not None
        if self.running.returncode is None:
            self.running.send_signal(how)
        return await asyncio.wait_for(self.running.wait(), seconds)
