"""Opening the database at the start: what the log says of it is true."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from structlog.testing import capture_logs

from bot import opening
from bot.db.engine import closed_store
from bot.db.keys import Keys
from bot.features.publishing.serving import Publishing
from bot.opening import Opening
from bot.packs.extracted_packs import ExtractedPacks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest


async def test_a_database_that_opens_slowly_is_not_called_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "FIRST_SECONDS", 0.01)
    go = threading.Event()

    @contextmanager
    def slowly() -> Iterator[Callable[[], None] | None]:
        go.wait()
        yield None

    store = closed_store(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    starting = Opening(store, Keys(()), tmp_path / "bot.key", make_key=True, hold=slowly)
    publishing = Publishing(store, ExtractedPacks(tmp_path / "editions"))
    with capture_logs() as logs:
        starting.begin()
        assert publishing.look() == ()
        go.set()
        await starting.until_open()
        assert publishing.look() == ()
    assert [(one["log_level"], one["event"]) for one in logs] == [
        ("info", "the database takes a while to open: only help answers until then")
    ]
    starting.close()
    store.close()


def test_published_packs_that_cannot_be_looked_for_are_told(tmp_path: Path) -> None:
    store = closed_store(f"sqlite:///{tmp_path / 'bot.sqlite'}")
    store.open()

    store.close()
    (tmp_path / "bot.sqlite").unlink()
    (tmp_path / "bot.sqlite").mkdir()
    with capture_logs() as logs:
        assert Publishing(store, ExtractedPacks(tmp_path / "editions")).look() == ()
    assert [one["event"] for one in logs] == ["the database is away: published packs stay as they are"]
