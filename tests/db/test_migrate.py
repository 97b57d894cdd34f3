"""14: kill -9 inside each migration step; the next start completes it, and the data are equal."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import column, insert, table, text
from typer.testing import CliRunner

import bot
from bot.cli import app
from bot.db import guard, keys, people
from bot.db.engine import closed_store, open_store
from bot.db.migrate import BESIDE_OLDER, FOLDER, NewerDatabaseError, OlderDatabaseError, migrate, revision_of
from bot.db.schema import REVISION
from bot.features.publishing.store import notes
from bot.opening import Opening
from bot.values.audience import Audience

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from alembic.script import Script
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
    "every", [pytest.param(10, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.soak, id="all")]
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


def test_a_database_from_before_the_first_release_is_named_as_older(store: Store, url: str) -> None:
    with store.transaction() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '0012'"))
    with pytest.raises(OlderDatabaseError, match=r"0012, from before the first .* at 0019: bring it there"):
        open_store(url)
    with store.transaction() as db:
        assert revision_of(db) == "0012"


def begun(url: str, revision: str) -> None:
    """Make the database of an older program."""
    with closing(open_store(url, migrate=False)) as store, store.transaction() as db:
        migrate(db, revision)


def test_an_operator_reads_from_where_to_where_or_that_nothing_was_to_do(url: str) -> None:
    def asked() -> str:
        return CliRunner().invoke(app, ["migrate"], env={"DATABASE_URL": url}).stdout

    begun(url, "0034")
    steps = len([one for one in revisions() if one > "0034"])
    assert asked() == f"The database was brought from revision 0034 to {REVISION}, {steps} steps.\n"
    assert asked() == f"There was nothing to do: the database is at revision {REVISION}.\n"


def test_an_operator_reads_that_a_database_was_made(url: str) -> None:
    made = CliRunner().invoke(app, ["migrate"], env={"DATABASE_URL": url})
    assert made.stdout == f"The database was made, at revision {REVISION}.\n"


def test_nothing_is_migrated_under_an_older_program(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> tuple[int, str]:
        told = CliRunner().invoke(app, ["migrate"], env={"DATABASE_URL": url})
        return told.exit_code, told.stderr

    begun(url, "0034")
    with monkeypatch.context() as older:
        older.setattr(guard, "REVISION", "0034")
        held = guard.hold(url, shared=True)
        held.__enter__()
    code, told = asked()
    assert code == 2
    assert "older Mayak" in told
    assert "stop" in told
    with closing(open_store(url, migrate=False)) as store, store.transaction() as db:
        assert revision_of(db) == "0034"
    held.__exit__(None, None, None)
    assert asked() == (0, "")


def test_a_step_that_an_older_program_survives_is_taken_beside_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = revisions()[-2]
    begun(url, before)
    real = ScriptDirectory.walk_revisions

    def gentle(self: ScriptDirectory) -> Iterator[Script]:
        for step in real(self):
            if step.revision == REVISION:
                monkeypatch.setattr(step.module, BESIDE_OLDER, True, raising=False)
            yield step

    monkeypatch.setattr(ScriptDirectory, "walk_revisions", gentle)
    with monkeypatch.context() as older:
        older.setattr(guard, "REVISION", before)
        held = guard.hold(url, shared=True)
        held.__enter__()
    told = CliRunner().invoke(app, ["migrate"], env={"DATABASE_URL": url})
    held.__exit__(None, None, None)
    assert (told.exit_code, told.stderr) == (0, "")


def test_new_replicas_that_start_together_wait_for_no_one_of_themselves(postgres_url: str) -> None:
    begun(postgres_url, "0034")
    with guard.hold(postgres_url, shared=True), guard.hold(postgres_url, shared=True):
        open_store(postgres_url).close()


def test_a_new_replica_waits_until_the_older_one_is_gone(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logs: io.StringIO
) -> None:
    begun(postgres_url, "0034")
    with monkeypatch.context() as older:
        older.setattr(guard, "REVISION", "0034")
        held = guard.hold(postgres_url, shared=True)
        held.__enter__()
    keys.load(tmp_path / "bot.key", make=True)
    store = closed_store(postgres_url)
    starting = Opening(
        store,
        keys.Keys(()),
        tmp_path / "bot.key",
        make_key=False,
        hold=lambda: guard.hold(postgres_url, shared=True),
    )
    starting.begin()
    assert "1 older Mayak still serve" in logs.getvalue(), "only help answers"
    held.__exit__(None, None, None)
    asyncio.run(starting.until_open())
    assert store.is_open
    starting.close()
    store.close()


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


def test_who_was_a_grown_up_before_is_one_since_they_agreed(url: str) -> None:
    store = open_store(url, migrate=False)
    with store.transaction() as db:
        migrate(db, "0034")
    agreed = {"parent": "2026-11-01", "educator": "2026-11-02", "12-15": "2026-11-03"}
    with store.transaction() as db:
        for number, (audience, day) in enumerate(agreed.items()):
            key = bytes([number]) * 16
            people.add(db, bytes([number]) * 33, people.Person(key, Audience(audience)), date(2026, 11, 25))
            people.agree(db, key, "1", date.fromisoformat(day))
    with store.transaction() as db:
        migrate(db)
        found = [people.adult_since(db, bytes([number]) * 16) for number in range(len(agreed))]
        assert not people.organises(db, b"\1" * 16, [b"\0" * 16, b"\2" * 16])
        assert people.organises(db, b"\0" * 16, [b"\1" * 16, b"\2" * 16])
    store.close()
    assert found == [date(2026, 11, 1), date(2026, 11, 2), None]
