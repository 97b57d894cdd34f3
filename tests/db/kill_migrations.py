"""Run by test_migrate: kills itself with -9 before every statement and commit of every migration step.

Arguments: a database URL; every how manyth of them is a place to die. Prints one JSON object a step:
{"from": revision, "kills": n, "whole": bool}. One process that forks, so that each kill costs milliseconds.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys

import alembic.autogenerate
import alembic.command
from sqlalchemy import Connection, Engine, MetaData, event, insert, inspect, text

from bot.db.engine import Store, open_store
from bot.db.migrate import FOLDER, migrate, revision_of
from bot.db.schema import metadata

LOADED_ONCE = (alembic.command, alembic.autogenerate)
"""Imported here, so that the children need not."""

STEPS = ["", *sorted(file.name[:4] for file in (FOLDER / "versions").glob("[0-9]*.py"))]
"""Every revision a database may be at, oldest first; the last needs no step."""


def empty(store: Store) -> None:
    """Make the database as it was before the first start."""
    with store.transaction() as db:
        there = MetaData()
        there.reflect(db)
        there.drop_all(db)


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table there is."""
    with store.transaction() as db:
        return {
            name: sorted((tuple(row) for row in db.execute(text(f'SELECT * FROM "{name}"'))), key=repr)  # noqa: S608 - a name of the database's own
            for name in inspect(db).get_table_names()
        }


def put_rows(db: Connection) -> None:
    """Put a handled update in, if the database has the table: something that must outlive each kill."""
    if revision_of(db):
        columns = metadata.tables["updates"]
        db.execute(insert(columns).values(bot_id=1, update_id=2, day=text("'2026-11-25'"), answered=False))


def die_at(number: int) -> None:
    """Kill this process with -9 just before its statement or commit of that number."""
    count = itertools.count()

    def die(*_: object) -> None:
        if next(count) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", die)
    event.listen(Engine, "commit", die)


def killed_at(url: str, number: int) -> bool:
    """Migrate in a child that dies at that statement; False when it came to its end before."""
    child = os.fork()
    if child == 0:
        die_at(number)
        open_store(url).close()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit("the migration itself failed")
    return os.WIFSIGNALED(status)


def main(url: str, every: int) -> None:
    store = open_store(url, migrate=False)
    for start, after in itertools.pairwise(STEPS):
        empty(store)
        if start:
            with store.transaction() as db:
                migrate(db, start)
        with store.transaction() as db:
            put_rows(db)
        before = contents(store)
        store.close()
        kills = 0
        whole = True
        while killed_at(url, kills * every):
            kills += 1
            store = open_store(url, migrate=False)
            whole = whole and contents(store) == before
            store.close()
        store = open_store(url)
        with store.transaction() as db:
            whole = whole and revision_of(db) == STEPS[-1]
        rows = contents(store)
        whole = whole and all(
            rows.get(name, []) == kept for name, kept in before.items() if name != "alembic_version"
        )
        sys.stdout.write(json.dumps({"from": start, "to": after, "kills": kills, "whole": whole}) + "\n")
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
