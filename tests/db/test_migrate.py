"""14: kill -9 inside each migration step; the next start completes it, and the data are equal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import column, insert, table, text

import bot
from bot.db import people
from bot.db.engine import open_store
from bot.db.migrate import FOLDER, NewerDatabaseError, migrate, revision_of
from bot.db.schema import REVISION
from bot.features.publishing.store import notes

if TYPE_CHECKING:
    from sqlalchemy import ColumnClause

    from bot.db.engine import Store

KILLS = Path(__file__).parent / "kill_migrations.py"
FRAME = 8
"""Statements around a step: the transaction, the looks at which revision there is, the note of the new one."""
HOME = {**os.environ, "PYTHONPATH": str(Path(bot.__file__).parent.parent)}


def revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def statements_from(revision: str) -> int:
    """How many statements the steps from this one to the newest have, by their source."""
    later = [file for file in (FOLDER / "versions").glob("0*.py") if file.name[:4] >= revision]
    return sum(file.read_text("utf-8").count("    op.") for file in later)


def test_the_program_knows_its_newest_revision() -> None:
    assert revisions()[-1] == REVISION


@pytest.mark.parametrize(
    "every", [pytest.param(5, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.soak, id="all")]
)
def test_14_a_kill_inside_a_step_is_harmless(url: str, every: int) -> None:
    program = [sys.executable, str(KILLS), url, str(every)]
    ran = subprocess.run(program, capture_output=True, text=True, check=True, env=HOME)
    steps = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [step["to"] for step in steps] == revisions(), "kill_migrations.py names every step"
    for step in steps:
        assert step["whole"], step
        assert step["kills"] * every >= FRAME + statements_from(step["to"]), "statements were places to die"


def test_a_database_of_a_newer_program_is_left_alone(store: Store, url: str) -> None:
    with store.transaction() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError, match="9999"):
        open_store(url)
    with store.transaction() as db:
        assert revision_of(db) == "9999"


def test_an_up_to_date_database_needs_no_step(store: Store) -> None:
    with store.transaction() as db:
        assert migrate(db) == []


@pytest.mark.parametrize(
    ("state", "did", "left"), [("returned", "returned", 1), ("sent", "sent", 0), ("approved", "returned", 0)]
)
def test_a_note_comes_to_the_reviewer_who_returned_its_edition(url: str, state: str, did: str, left: int) -> None:
    store = open_store(url, migrate=False)
    with store.transaction() as db:
        migrate(db, "0025")
    key, day = b"r" * 16, "2026-11-25"
    found = {
        "editors": {"person": key, "number": 2, "duty": "reviewer", "since": day, "trial": ""},
        "packs": {"pack": "harbour", "owner": 1},
        "editions": {
            "edition": 1,
            "pack": "harbour",
            "version": "1.0.0",
            "title": "Harbour",
            "state": state,
            "sensitive": False,
            "changed_on": day,
            "digest": "d",
            "content": b"",
        },
        "notes": {"edition": 1, "card": "lesson:a#b", "words": "Say what a key is."},
        "acts": {"act": 1, "edition": 1, "did": did, "number": 2, "duty": "reviewer", "done_on": day},
    }
    with store.transaction() as db:
        people.add(db, b"l" * 33, people.Person(key, locale="ru"), date(2026, 11, 25))
        for name, row in found.items():
            columns: list[ColumnClause[Any]] = [column(one) for one in row]
            db.execute(insert(table(name, *columns)).values(row))
    with store.transaction() as db:
        migrate(db)
        assert [note.number for note in notes.of_edition(db, 1)] == [2] * left
    store.close()


def brought_up_to_date(store: Store) -> list[str]:
    with store.transaction() as db:
        return migrate(db)


def test_many_first_starts_at_once_migrate_once(url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(lambda _: open_store(url, migrate=False), range(4)))
        ran = list(threads.map(brought_up_to_date, stores))
    assert sorted(map(len, ran)) == [0, 0, 0, len(revisions())]
    for store in stores:
        store.close()


def test_an_up_to_date_start_does_not_import_alembic(sqlite_url: str) -> None:
    open_store(sqlite_url).close()
    program = (
        "import sys; from bot.db.engine import open_store; open_store(sys.argv[1]).close(); "
        "print([name for name in ('alembic', 'psycopg', 'aiogram') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, sqlite_url], capture_output=True, text=True, check=True, env=HOME
    )
    assert ran.stdout.strip() == "[]"
