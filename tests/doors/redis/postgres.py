"""A PostgreSQL of the tests' own, to be killed, stopped and started again."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest


class PostgresServer:
    """`postgres` on a free port of loopback. It writes without waiting for the disk: a kill loses nothing by that,
    only a power cut would. It refuses to be run by root, so then it runs as the machine's `postgres`.
    """

    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres")) or [
            Path(one) for one in [shutil.which("postgres")] if one
        ]
        if not found:
            if os.environ.get("CI") == "true":
                pytest.fail("the programs of PostgreSQL are not on this machine")
            pytest.skip("the programs of PostgreSQL are not on this machine")
        self._programs = found[-1].parent
        self._folder = Path(tempfile.mkdtemp(prefix="mayak-postgres-"))
        self._user = "postgres" if os.getuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        name = self._user or pwd.getpwuid(os.getuid()).pw_name
        self.url = f"postgresql://{name}@127.0.0.1:{self.port}/postgres"
        self._running: subprocess.Popen[bytes] | None = None
        self._log = (self._folder / "log").open("wb")
        data = str(self._folder / "data")
        making = self._begin("initdb", "-D", data, "-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8")
        assert making.wait(120) == 0, (self._folder / "log").read_text()
        self.start()

    def _begin(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        path = str(self._programs / program)
        log = self._log
        return subprocess.Popen([path, *words], cwd="/", user=self._user, stdout=log, stderr=log)

    def start(self) -> None:
        """Start it, again and again as long as children of one that was killed are still going."""
        until = time.monotonic() + 60
        settings = ("fsync=off", "listen_addresses=127.0.0.1", f"unix_socket_directories={self._folder}")
        words = [word for setting in settings for word in ("-c", setting)]
        while True:
            if self._running is None or self._running.poll() is not None:
                data = str(self._folder / "data")
                self._running = self._begin("postgres", "-D", data, "-p", str(self.port), *words)
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=2):
                return
            assert time.monotonic() < until, (self._folder / "log").read_text()[-2000:]
            time.sleep(0.1)

    def end(self, how: signal.Signals) -> None:
        """End it: SIGKILL, SIGQUIT (at once, as a crash), or SIGINT (every connection is cut first)."""
        assert self._running is not None
        self._running.send_signal(how)
        self._running.wait(60)

    def remove(self) -> None:
        if self._running is not None and self._running.poll() is None:
            self.end(signal.SIGQUIT)
        self._log.close()
        shutil.rmtree(self._folder)
