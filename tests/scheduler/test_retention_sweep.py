"""What is over goes by itself, however much of it there is, and no byte of it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from bot.db import people as people_store
from bot.db import retention
from bot.db.people import Person
from bot.db.schema import people
from bot.scheduler import retention_sweep
from bot.scheduler.retention_sweep import RetentionSweep

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App

LEFT = 3 * retention.BATCH + 7


def bytes_of(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.glob("bot.sqlite*")]


@pytest.mark.slow
async def test_all_that_is_over_is_erased_in_an_hour_not_a_bite_of_it(
    bot: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention_sweep, "BETWEEN", 0.001)
    long_ago = bot.clock().replace(year=bot.clock().year - 3).date()
    lookups = [b"left" + number.to_bytes(29, "big") for number in range(LEFT)]
    with bot.stores.durable.transaction() as db:
        for lookup in lookups:
            people_store.add(db, lookup, Person(people_store.new_key()), bot.clock().date())
        db.execute(update(people).values(seen_on=long_ago))
    await RetentionSweep(bot.conversation, bot.clock).sweep()
    with bot.stores.durable.transaction() as db:
        assert db.scalar(select(func.count()).select_from(people)) == 0
    assert not any(lookup in file for lookup in lookups[:5] for file in bytes_of(tmp_path))
