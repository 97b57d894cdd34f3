"""Both databases for tests of what is stored: SQLite in a temporary folder, PostgreSQL in a scratch database."""

from __future__ import annotations

import os
import secrets
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from bot.db.databases import full_url
from bot.db.engine import Store, open_store
from tests.talk import migrated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

MADE = "made_by_migrations"
NO_TABLES = ("--", "\\", "SET ", "SELECT pg_catalog.set")
"""How lines of a dump begin that are for psql, or for the session that reads it, alone."""

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://127.0.0.1:5432/postgres")


@pytest.fixture(scope="session")
def scratch() -> Iterator[Engine]:
    """A scratch database on the machine's PostgreSQL, dropped afterwards; skipped by name without one."""
    server = create_engine(full_url(POSTGRES), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    name = f"mayak_test_{secrets.token_hex(6)}"
    try:
        with server.connect() as db:
            db.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("PostgreSQL is not reachable")
    yield create_engine(full_url(POSTGRES).set(database=name), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as db:
        db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _url_of(scratch: Engine, schema: str) -> str:
    options = f"-c lock_timeout=5s -c search_path={schema}"
    return scratch.url.set(drivername="postgresql", query={"options": options}).render_as_string(
        hide_password=False
    )


@pytest.fixture
def postgres_url(scratch: Engine) -> Iterator[str]:
    """An empty schema in the scratch database: a hundred times quicker than a database of its own."""
    schema = f"t{secrets.token_hex(6)}"
    with scratch.connect() as db:
        db.execute(text(f"CREATE SCHEMA {schema}"))
    yield _url_of(scratch, schema)
    with scratch.connect() as db:
        db.execute(text(f"DROP SCHEMA {schema} CASCADE"))


@pytest.fixture(scope="session")
def postgres_tables(scratch: Engine) -> str:
    """The statements that make, in the schema `MADE`, what all migrations make: they cost less than these."""
    with scratch.connect() as db:
        db.execute(text(f"CREATE SCHEMA {MADE}"))
    url = _url_of(scratch, MADE)
    open_store(url).close()
    words = ["pg_dump", "--schema", MADE, "--no-owner", "--no-privileges", "--inserts"]
    plain = scratch.url.set(drivername="postgresql").render_as_string(hide_password=False)
    told = subprocess.run([*words, plain], capture_output=True, text=True, check=True).stdout
    lines = (line for line in told.splitlines() if not line.startswith(NO_TABLES))
    return "\n".join(line for line in lines if line != f"CREATE SCHEMA {MADE};")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/bot.sqlite"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def migrated_url(request: pytest.FixtureRequest, url: str) -> str:
    """Each kind of database in turn, as all migrations leave it."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).write_bytes(migrated())
        return url
    tables = str(request.getfixturevalue("postgres_tables"))
    with request.getfixturevalue("scratch").connect() as db:
        db.exec_driver_sql(tables.replace(f"{MADE}.", f"{url.rpartition('search_path%3D')[2]}."))
    return url


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    """An empty store of each kind."""
    opened = open_store(migrated_url)
    yield opened
    opened.close()
