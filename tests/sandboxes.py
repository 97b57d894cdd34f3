"""Sandboxes for tests: each is forked from one process that has imported the modules they run.

Importing takes a second, the work in a sandbox a tenth, and tests start hundreds. A forked sandbox still sets its
limits, walls and priority. `tests/packs/test_sandbox.py` starts sandboxes as the bot does.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent
IMPORTED = (
    *("bot.features.own_questions.reading", "bot.doors.web.site.drawing_process"),
    "bot.features.publishing.preview",
)
"""The modules that sandboxes run."""


def serve(number: int) -> None:
    """Fork a sandbox for each message on a socket: a module, a folder and a niceness, and three open files."""
    asked = socket.socket(fileno=number)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who look after a sandbox
    while True:
        told, files, _, _ = socket.recv_fds(asked, 4096, 3)
        if not told:
            return
        if os.fork() == 0:
            asked.close()
            _look_after(json.loads(told), *files)
        for file in files:
            os.close(file)


def _look_after(told: dict[str, Any], into: int, out: int, end: int) -> None:
    """Start the sandbox, tell its number, and in the end how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.close(end)
        _become(told, into, out)
    os.close(into)
    os.close(out)
    os.write(end, f"{child}\n".encode())
    _, status = os.waitpid(child, 0)
    os.write(end, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(told: dict[str, Any], into: int, out: int) -> None:
    """Be `python -m` of a module, in its folder and with nothing of this environment."""
    code = 1
    try:
        os.dup2(into, 0)
        os.dup2(out, 1)
        os.nice(told["niceness"])
        os.chdir(told["folder"])
        os.environ.clear()
        sys.stdin, sys.stdout = os.fdopen(0, "r"), os.fdopen(1, "w")
        sys.modules[told["module"]].main()
        sys.stdout.flush()
        code = 0
    except BaseException as error:  # noqa: BLE001 - as at the end of any program
        code = error.code if isinstance(error, SystemExit) and isinstance(error.code, int) else 1
    finally:
        os._exit(code)


PROGRAM = (
    "import sys; from importlib import import_module; sys.path.insert(0, sys.argv[1]); "
    "[import_module(name) for name in sys.argv[3:]]; "
    "from tests.sandboxes import serve; serve(int(sys.argv[2]))"
)


@cache
def _server() -> socket.socket:
    """Start the process that forks; it ends when this one does."""
    mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with its:
        words = [sys.executable, "-I", "-B", "-c", PROGRAM, str(ROOT), str(its.fileno()), *IMPORTED]
        server = subprocess.Popen(words, pass_fds=[its.fileno()], env={})
    server.returncode = 0  # it is not waited for
    atexit.register(mine.close)
    return mine


class Sandbox:
    """A sandbox that was forked: what `run_child` asks of `subprocess.Popen`."""

    def __init__(self, words: Sequence[str], *, cwd: str, **_: object) -> None:
        self.returncode: int | None = None
        (into, self._into), (self._out, out), (self._end, end) = os.pipe(), os.pipe(), os.pipe()
        told = {"module": words[5], "niceness": int(words[6]), "folder": cwd}
        socket.send_fds(_server(), [json.dumps(told).encode()], [into, out, end])
        for file in (into, out, end):
            os.close(file)
        self.pid = self._number()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wait()
        os.close(self._out)
        os.close(self._end)

    def communicate(self, content: bytes, timeout: float) -> tuple[bytes, None]:
        feeding = Thread(target=self._feed, args=[content])
        feeding.start()
        answer, ends = b"", time.monotonic() + timeout
        while select.select([self._out], [], [], max(0.0, ends - time.monotonic()))[0]:
            if not (more := os.read(self._out, 1 << 16)):
                self.wait()
                feeding.join()
                return answer, None
            answer += more
        raise subprocess.TimeoutExpired(self.__class__.__name__, timeout)

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._end], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = self._number()
        return self.returncode

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def _feed(self, content: bytes) -> None:
        with suppress(BrokenPipeError), os.fdopen(self._into, "wb") as into:
            into.write(content)

    def _number(self) -> int:
        told = b""
        while not told.endswith(b"\n"):
            told += os.read(self._end, 1) or b"-9\n"
        return int(told)


FORKED = SimpleNamespace(
    **{name: getattr(subprocess, name) for name in ("PIPE", "DEVNULL", "SubprocessError", "CalledProcessError")},
    Popen=Sandbox,
)
"""Stands in the place of `subprocess` in `bot/packs/upload/sandbox.py`."""
