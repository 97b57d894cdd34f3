"""Jobs: the tables of the workers' shared queue, in a schema of their own. They hold nothing about persons."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from procrastinate.schema import SchemaManager
from psycopg import sql

if TYPE_CHECKING:
    from bot.db.engine import Store

_LOCK = 0x6D6179616D
"""Number of the advisory lock under which a worker prepares the queue ("mayam")."""


def prepare(store: Store) -> str:
    """Make the queue's schema if it is missing or belongs to another release of Procrastinate; return its name.

    A queue may be thrown away at any time: the deliveries alone define which batches are due.
    Errors: StoreAway.
    """
    released = version("procrastinate")
    with store.outside() as db:
        db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        name = str(db.execute("SELECT current_schema() || '_jobs'").fetchone()[0])
        found = db.execute("SELECT obj_description(to_regnamespace(%s)::oid)", (f'"{name}"',)).fetchone()[0]
        if found != released:
            schema = sql.Identifier(name)
            db.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
            db.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
            db.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(schema, sql.Literal(released)))
            db.execute(sql.SQL("SET LOCAL search_path TO {}").format(schema))
            db.execute(SchemaManager.get_schema())
        db.commit()
    return name
