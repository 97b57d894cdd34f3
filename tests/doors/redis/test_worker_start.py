"""A worker that was restarted sends again soon: it reads nothing that only people's messages need."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

import bot.app as app_module
from bot import preparing
from bot.app import App
from bot.db import keys
from bot.doors.redis.worker import Worker
from bot.features.search import searching
from bot.features.talk import domain as talk
from tests.doors.telegram.servers import free_port, migrated_in, settings_for, until

if TYPE_CHECKING:
    from pathlib import Path

    from simulator import Simulator


@pytest.mark.parametrize("worker", [True, False])
async def test_a_worker_reads_nothing_that_only_answers_need(
    telegram: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, worker: bool
) -> None:
    """It took 3.7 s of processor time, in which a broadcast stood whose only worker had been restarted."""
    read: set[str] = set()
    for module, names in (
        (app_module, ("prepare_help", "warn_of_open_walls")),
        (preparing, ("models_of", "checker_of")),
    ):
        for name in names:
            monkeypatch.setattr(module, name, lambda *_, name=name: read.add(name))
    for module in (searching, talk):
        monkeypatch.setattr(module, "prepare", lambda _, name=module.__name__: read.add(name))

    async def works(_: Worker, stop: asyncio.Event) -> None:
        await stop.wait()

    monkeypatch.setattr(Worker, "run", works)  # the database of this test has no queue
    migrated_in(tmp_path)
    keys.load(tmp_path / "bot.key", make=True)
    redis = SecretStr(f"redis://127.0.0.1:{free_port()}/0" if worker else "")
    app = App(settings_for(tmp_path, telegram.url, redis_url=redis), telegram.clock.now)
    stop = asyncio.Event()
    serving = asyncio.create_task(app.work(stop) if worker else app.run(stop))
    try:
        await until(lambda: app._prepared)
        await until(lambda: worker or len(read) == 6)
    finally:
        stop.set()
        await serving
        await app.close()
    assert not (worker and read)
