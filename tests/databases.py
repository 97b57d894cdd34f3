"""Both databases for tests of what is stored: SQLite in a temporary folder, PostgreSQL in a scratch database."""

from __future__ import annotations

import os
import secrets
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


@pytest.fixture
def postgres_url(scratch: Engine) -> Iterator[str]:
    """An empty schema in the scratch database: a hundred times quicker than a database of its own."""
    schema = f"t{secrets.token_hex(6)}"
    with scratch.connect() as db:
        db.execute(text(f"CREATE SCHEMA {schema}"))
    url = scratch.url.set(
        drivername="postgresql", query={"options": f"-c lock_timeout=5s -c search_path={schema}"}
    )
    yield url.render_as_string(hide_password=False)
    with scratch.connect() as db:
        db.execute(text(f"DROP SCHEMA {schema} CASCADE"))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/bot.sqlite"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store of each kind."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).write_bytes(migrated())
    opened = open_store(url)
    yield opened
    opened.close()
