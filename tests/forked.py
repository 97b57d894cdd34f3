"""Starts of the bot that cost what the bot does then: a process that has imported it already forks each one.

Importing takes seconds, and tests start the bot and its commands a hundred times. What is forked has an
environment, a log and an end of its own; it is a process like any other. Phrases and the help book of the
package, which no setting changes, were read already too. The walls around uploads are not tried out again: a start
as an operator's does that.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.cli import main
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.context import ForkServerContext
    from multiprocessing.process import BaseProcess

IMPORTED = [
    *("bot.app", "bot.doors.redis.worker", "bot.doors.redis.sharing", "alembic.command", "psycopg"),
    *("tests.forked", "tests.package_read"),
]
"""What brings in all that `run` and `work` import sooner or later, and what they read of the package."""


@cache
def _server() -> ForkServerContext:
    missing = [name for name in IMPORTED if find_spec(name) is None]
    assert not missing, f"the server would pass over {missing} in silence"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(IMPORTED)
    return context


def _become(words: Sequence[str], env: dict[str, str], folder: Path, out: Path, errors: Path) -> None:
    """Be `python -m bot` with these words, from its first line on."""
    sys.argv = ["bot", *words]
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    for file, stream in ((out, 1), (errors, 2)):
        with file.open("ab") as end:
            os.dup2(end.fileno(), stream)
    if app := sys.modules.get("bot.app"):
        setattr(app, "warn_of_open_walls", lambda _: None)  # noqa: B010 - in this process alone
    main()


def run(
    *words: str, env: dict[str, str], folder: Path = ROOT, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run a command of the bot to its end, as `subprocess.run` does."""
    with TemporaryDirectory() as told:
        out, errors = Path(told) / "out", Path(told) / "errors"
        process = _server().Process(target=_become, args=(words, env, folder, out, errors))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(words, timeout)
        return subprocess.CompletedProcess(words, process.exitcode, out.read_text(), errors.read_text())


class Forked:
    """A bot that was forked: what tests ask of `asyncio.subprocess.Process`."""

    def __init__(self, words: Sequence[str], env: dict[str, str], log: Path) -> None:
        log.touch()  # who waits for a line may read before the process has opened it
        self._process: BaseProcess = _server().Process(target=_become, args=(words, env, ROOT, log, log))
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, how: signal.Signals) -> None:
        os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        while (code := self.returncode) is None:  # noqa: ASYNC110 - the end of such a process is no event
            await asyncio.sleep(0.01)
        return code
