"""What a backup of many people takes on both databases, and a restore of it into PostgreSQL.

`python tools/bench_backup.py [PEOPLE]` prints the rows; a million by default.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench_delivery import settle
from bench_postgres import scratch
from bench_rows import Row, table

from bot.db.backup import backup, restore
from bot.db.engine import open_store

MILLION = 1_000_000
GOAL = 30
"""Seconds that a backup of a million people may take on PostgreSQL."""


def kept(name: str, url: str, people: int, folder: Path) -> list[Row]:
    """Measure a backup of so many people who want a tip a day, and on PostgreSQL the way back."""
    store = open_store(url)
    settle(store, people)
    store.close()
    file = folder / f"{name}.backup"
    began, own = time.perf_counter(), time.process_time()
    backup(url, file)
    took = time.perf_counter() - began
    told = f"{time.process_time() - own:.1f} s of our CPU, {file.stat().st_size / 2**20:.0f} MiB"
    goal = GOAL * people / MILLION if url.startswith("postgresql") else None
    rows = [Row(f"backup of {people:,} people, {name}", took, told, goal, unit="s")]
    if goal is not None:
        began = time.perf_counter()
        restore(file, url, force=True)
        rows.append(
            Row(f"its restore, {name}", time.perf_counter() - began, "the old tables moved aside", unit="s")
        )
    return rows


def main() -> None:
    """Measure and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory(prefix="mayak-bench-") as folder, scratch("mayak_bench_backup") as postgres:
        rows = kept("SQLite", f"sqlite:///{folder}/many.sqlite", people, Path(folder))
        if postgres:
            rows += kept("PostgreSQL", postgres, people, Path(folder))
    print(table(rows))


if __name__ == "__main__":
    main()
