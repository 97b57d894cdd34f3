"""Migrations: brings a database up to the schema of this program, all steps or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from bot.db.schema import REVISION

if TYPE_CHECKING:
    from sqlalchemy import Connection

FOLDER = Path(__file__).parent / "migrations"

_LOCK = 0x6D6179616B
"""Number of the advisory lock under which PostgreSQL migrates ("mayak")."""


class NewerDatabaseError(Exception):
    """The database was made by a newer Mayak (or is not ours): starting would harm it."""


def revision_of(db: Connection) -> str:
    """Return the database's revision; empty when it has none yet."""
    if not inspect(db).has_table("alembic_version"):
        return ""
    found: str | None = db.scalar(text("SELECT version_num FROM alembic_version"))
    return found or ""


def migrate(db: Connection, to: str = "head") -> list[str]:
    """Bring the database of this connection up to date (or to the revision `to`), inside its transaction; return
    the revisions that were run, oldest first.

    SQLite and PostgreSQL both roll DDL back, and a lock keeps others out (SQLite's own or an advisory one): a kill
    at any moment leaves the old schema whole, and two starts at once wait for each other.
    Errors: NewerDatabaseError.
    """
    lock_migrations(db)
    found = revision_of(db)
    return [] if found == REVISION else _upgrade(db, found, to)


def lock_migrations(db: Connection) -> None:
    """Keep others from migrating this database until the transaction ends; on SQLite it began with a lock."""
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _upgrade(db: Connection, found: str, to: str) -> list[str]:
    # A start without a step does not need them: 0.27 s of import.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = db
    known = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()][::-1]
    if found and found not in known:
        raise NewerDatabaseError(f"the database is at revision {found}; this program knows {', '.join(known)}")
    command.upgrade(config, to)
    reached = revision_of(db)
    return known[known.index(found) + 1 if found else 0 : known.index(reached) + 1]
