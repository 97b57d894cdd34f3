"""Migrations: brings a database to the schema of this program, all steps or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from bot.db.away import StoreAway
from bot.db.schema import REVISION

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

FOLDER = Path(__file__).parent / "migrations"

_LOCK = 0x6D6179616B
"""Number of the advisory lock under which PostgreSQL migrates ("mayak")."""

PROGRAMS = 0x6D6179616C
"""Number of the advisory lock of programs that use PostgreSQL ("mayal": next to that of the migrations)."""

HOLDER = "mayak at "
"""The name under which a program holds a PostgreSQL database, before the revision that it knows."""

_OTHERS = text(
    "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory'"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid = :high AND objid = :low AND objsubid = 1 AND granted AND application_name <> :mine"
)


class WrongDatabaseError(Exception):
    """The database cannot be brought to this program's schema; the message says why and what to do."""


class NewerDatabaseError(WrongDatabaseError):
    """The database was made by a newer Mayak (or is not ours): starting would damage it."""


class OlderDatabaseError(WrongDatabaseError):
    """The database is from before the first release, whose steps are not in this program any more."""


class OlderServes(StoreAway):
    """An older program serves from this database and would break on the new schema: wait until it is gone."""


BESIDE_OLDER = "BESIDE_OLDER"
"""A step whose module sets this to True leaves the schema as an older program can use it: that may serve on."""


def revision_of(db: Connection) -> str:
    """Return the database's revision; empty when it has none yet."""
    if not inspect(db).has_table("alembic_version"):
        return ""
    found: str | None = db.scalar(text("SELECT version_num FROM alembic_version"))
    return found or ""


def migrate(db: Connection, to: str = "head", alone: Callable[[], None] = lambda: None) -> list[str]:
    """Migrate the database of this connection (to the revision `to`), inside its transaction; return the revisions
    that ran, oldest first.

    SQLite and PostgreSQL both roll DDL back, and a lock keeps others out (SQLite's own or an advisory one): a kill
    at any moment leaves the old schema intact, and two simultaneous starts run one after the other. `alone` is
    called before steps that an older program would not survive; it makes sure that none serves from the file.
    Errors: WrongDatabaseError; OlderServes; those of `alone`.
    """
    lock_migrations(db)
    found = revision_of(db)
    return [] if found == REVISION else _upgrade(db, found, to, alone)


def lock_migrations(db: Connection) -> None:
    """Keep others from migrating this database until the transaction ends; on SQLite it began with a lock."""
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _upgrade(db: Connection, found: str, to: str, alone: Callable[[], None]) -> list[str]:
    # A start without migrations does not need this import of 0.27 s.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = db
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())[::-1]
    known = [script.revision for script in scripts]
    if found and found not in known:
        raise _wrong(found, known)
    due = scripts[known.index(found) + 1 :] if found else []
    if not all(getattr(step.module, BESIDE_OLDER, False) for step in due):
        alone()
        _no_older(db, found)
    command.upgrade(config, to)
    reached = revision_of(db)
    return known[known.index(found) + 1 if found else 0 : known.index(reached) + 1]


def _wrong(found: str, known: list[str]) -> WrongDatabaseError:
    if found.isdecimal() and found < known[0]:
        return OlderDatabaseError(
            f"the database is at revision {found}, from before the first release, which begins at {known[0]}: "
            "bring it there with the program of its time (the history of the repository has it), or restore a "
            "newer backup, or begin with a new DATABASE_URL. Nothing was changed"
        )
    return NewerDatabaseError(
        f"the database is at revision {found}, this program knows {known[0]} to {known[-1]}: it was made by a "
        "newer Mayak, or by another program. Start the version that made it, or restore a backup of this "
        "version's time. Nothing was changed"
    )


def _no_older(db: Connection, found: str) -> None:
    """Check on PostgreSQL that no program of another revision holds the database (`guard.hold`).

    Errors: OlderServes.
    """
    if db.dialect.name != "postgresql":
        return
    high, low = PROGRAMS >> 32, PROGRAMS & 0xFFFFFFFF
    others = db.scalar(_OTHERS, {"high": high, "low": low, "mine": f"{HOLDER}{REVISION}"})
    if others:
        raise OlderServes(
            f"{others} older Mayak still serve, and the steps from {found} to {REVISION} would break them: stop "
            "all of them, then this goes on"
        )
