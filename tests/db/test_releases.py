"""A database of each released version comes to the present one, and everybody's export has what it had."""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool
from typer.testing import CliRunner

from bot import __version__
from bot.cli import app
from bot.db import backup, mydata, people
from bot.db.databases import full_url
from bot.db.engine import open_store
from bot.db.migrate import OlderDatabaseError, migrate, revision_of
from bot.db.schema import REVISION
from bot.values.audience import Audience
from tests.kit.releases import FOLDER
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    Export = Mapping[str, list[dict[str, object]]]

RELEASES = re.findall(r"^## (\d+\.\d+\.\d+) \(", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


def bring_back(release: str, url: str) -> None:
    """Make the database of a release at this address."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(full_url(url).database or "")) as made:
            made.executescript((FOLDER / release / "sqlite.sql").read_text("utf-8"))
        return
    server = create_engine(full_url(url), poolclass=NullPool)
    with server.begin() as db:
        db.connection.cursor().execute((FOLDER / release / "postgresql.sql").read_bytes())


def lost(before: Export, after: Export) -> list[str]:
    """Name the columns whose values of before are not there any more; new columns and tables may come."""
    found = []
    for name, rows in before.items():
        now = after.get(name, [])
        kept = {column for row in now for column in row}
        found += [
            f"{name}.{column}"
            for column in rows[0]
            if column not in kept or [row[column] for row in rows] != [row[column] for row in now]
        ]
    return found


@pytest.mark.parametrize("release", RELEASES)
def test_a_database_of_each_release_comes_to_the_present(release: str, url: str) -> None:
    bring_back(release, url)
    kept: dict[str, Export] = json.loads((FOLDER / release / "exports.json").read_text("utf-8"))
    with closing(open_store(url)) as store, store.transaction() as db:
        assert revision_of(db) == REVISION
        for person, before in kept.items():
            assert lost(before, mydata.export(db, bytes.fromhex(person))) == []
            assert len(before) > 10, "it has a row in each table of a person"


@pytest.mark.parametrize("release", RELEASES)
def test_a_backup_of_each_release_is_restored(release: str, url: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    bring_back(release, f"sqlite:///{file}")
    written = file.read_bytes()
    assert backup.restore(file, url) == ""
    kept: dict[str, Export] = json.loads((FOLDER / release / "exports.json").read_text("utf-8"))
    with closing(open_store(url, migrate=False)) as store, store.transaction() as db:
        assert revision_of(db) == REVISION
        for person, before in kept.items():
            assert lost(before, mydata.export(db, bytes.fromhex(person))) == []
    assert file.read_bytes() == written, "the backup itself stays as it is"


def test_a_backup_of_an_older_revision_is_migrated_on_the_way(url: str, tmp_path: Path) -> None:
    """As one that was written before an upgrade is: the newest release may be the present program."""
    file, key = tmp_path / "kept.sqlite", b"p" * 16
    with closing(open_store(f"sqlite:///{file}", migrate=False)) as store, store.transaction() as db:
        migrate(db, "0034")
        people.add(db, b"l" * 33, people.Person(key, Audience.PARENT, "ru", "RU"), date(2026, 11, 25))
        people.agree(db, key, "1", date(2026, 11, 1))
    restored = CliRunner().invoke(
        app, ["restore", str(file)], env={"DATABASE_URL": url, "KEY_FILE": str(tmp_path / "none")}
    )
    assert restored.stdout == "Restored.\n"
    with closing(open_store(url, migrate=False)) as store, store.transaction() as db:
        assert revision_of(db) == REVISION
        assert people.adult_since(db, key) == date(2026, 11, 1), "the later steps ran over its rows"
    with closing(open_store(f"sqlite:///{file}", migrate=False)) as store, store.transaction() as db:
        assert revision_of(db) == "0034"


def test_a_backup_from_before_the_first_release_is_named_as_older(url: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    bring_back(RELEASES[0], f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as db:
        db.execute("UPDATE alembic_version SET version_num = '0012'")
        db.commit()
    with pytest.raises(OlderDatabaseError, match=r"0012, from before the first .* at 0019"):
        backup.restore(file, url)


def test_a_value_that_a_step_loses_is_named(sqlite_url: str) -> None:
    bring_back(RELEASES[-1], sqlite_url)
    kept: dict[str, Export] = json.loads((FOLDER / RELEASES[-1] / "exports.json").read_text("utf-8"))
    person = next(iter(kept))
    with closing(open_store(sqlite_url)) as store, store.transaction() as db:
        db.execute(text("UPDATE people SET zone = 'Asia/Omsk'"))
        assert lost(kept[person], mydata.export(db, bytes.fromhex(person))) == ["people.zone"]


def test_the_version_is_one_everywhere_and_each_release_tells_of_its_migration() -> None:
    assert RELEASES[0] == __version__
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__
    told = (ROOT / "CHANGELOG.md").read_text("utf-8")
    for part in re.split(r"^## ", told, flags=re.MULTILINE)[1:]:
        assert re.match(r"[^\n]+\n\nMigration: ", part), part[:20]
    assert all((Path(FOLDER) / release / "exports.json").exists() for release in RELEASES)
