"""The machine's PostgreSQL for the benches: a scratch database, and what its server spends for us."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.db.engine import Store


@contextmanager
def scratch(name: str) -> Iterator[str | None]:
    """Give the URL of an empty database of this name while the block lasts; None where there is no PostgreSQL."""
    made = _psql(f"CREATE DATABASE {name}")
    try:
        yield f"postgresql://127.0.0.1:5432/{name}" if made else None
    finally:
        if made:
            _psql(f"DROP DATABASE {name} WITH (FORCE)")


def _psql(words: str) -> bool:
    line = ["psql", "-qtA", "-h", "127.0.0.1", "-d", "postgres", "-c", words]
    return subprocess.run(line, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own words


def serving(store: Store) -> Callable[[], float]:
    """Return what tells the CPU seconds of the server's process that works for this thread; always 0 on SQLite.
    They come in steps of ten milliseconds: reckon with many turns.
    """
    if store.is_sqlite:
        return lambda: 0.0
    with store.transaction() as db:  # connections are kept, and one thread uses one
        stat = Path(f"/proc/{db.scalar(text('SELECT pg_backend_pid()'))}/stat")
    ticks = os.sysconf("SC_CLK_TCK")

    def server() -> float:
        fields = stat.read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / ticks

    return server


def spending(store: Store) -> Callable[[], float]:
    """Return what tells the CPU seconds of this process and of the server's that works for it."""
    served = serving(store)
    return lambda: time.process_time() + served()
