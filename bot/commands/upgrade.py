"""`migrate`: opens the database for an upgrade, unless an older program still serves from it, and tells
what was done.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from bot.db import guard
from bot.db.databases import full_url
from bot.db.engine import closed_store
from bot.db.guard import AlreadyRunning
from bot.db.migrate import FOLDER, OlderServes
from bot.db.schema import REVISION

if TYPE_CHECKING:
    from bot.db.engine import Store


def opened_alone(url: str) -> Store:
    """Open the database and migrate it. Any program that uses an SQLite file that needs steps is older: one of
    this version would have migrated it.

    Errors: OlderServes; those of `engine.open_store`.
    """
    store = closed_store(url)
    with ExitStack() as held:

        def alone() -> None:
            try:
                held.enter_context(guard.hold(url))
            except AlreadyRunning as error:
                raise OlderServes(
                    f"an older Mayak serves from this database and would break on the steps to {REVISION}: stop "
                    "it, then ask again. Nothing was changed"
                ) from error

        if full_url(url).get_backend_name() == "sqlite":
            store.alone = alone
        try:
            store.open()
        except BaseException:
            store.close()
            raise
    return store


def told(steps: list[str]) -> str:
    """Return what the operator reads of the revisions that ran."""
    if not steps:
        return f"There was nothing to do: the database is at revision {REVISION}."
    if steps[0] == min(file.name[:4] for file in (FOLDER / "versions").glob("[0-9]*.py")):
        return f"The database was made, at revision {REVISION}."
    return f"The database was brought from revision {int(steps[0]) - 1:04} to {REVISION}, {len(steps)} steps."
