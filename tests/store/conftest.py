"""Both databases for the store's tests: SQLite in a temporary folder, PostgreSQL in a scratch database; and a
person with a life to remember.
"""

from __future__ import annotations

import os
import random
import secrets
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from bot.store import assignments, attempts, classrooms, deliveries, memberships, people, progress, repeats
from bot.store.databases import full_url
from bot.store.engine import Store, open_store
from bot.values.audience import Audience
from tests.talk import migrated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://127.0.0.1:5432/postgres")
TODAY = date(2026, 11, 25)


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


@pytest.fixture
def life() -> Callable[..., bytes]:
    """`life(db, seed, lookup)` adds a person who has done some of everything; the same seed, the same person."""
    return lead_a_life


def lead_a_life(db: Connection, seed: int, lookup: bytes = b"", *, studies: bool = True) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - a made-up life, not a secret
    key = chance.randbytes(16)
    audience = chance.choice(list(Audience))
    person = people.Person(key, audience, "ru", "RU", "Asia/Omsk", place=f"lesson/p{seed}/x")
    people.add(db, lookup or b"\1" + chance.randbytes(32), person, TODAY)
    people.agree(db, key, "1", TODAY)
    for number in range(chance.randrange(4)):
        progress.reach(db, key, f"lesson:p{seed}/l{number}", f"c{seed}")
    for number in range(1, chance.randrange(1, 4)):
        quiz = f"quiz:p{seed}/q{number}"
        asked = [attempts.Asked(quiz, f"c{place}", f"m{seed}") for place in range(chance.randrange(1, 6))]
        attempt = attempts.begin(db, key, quiz, 1, asked, seed, TODAY).attempt
        for place in range(1, chance.randrange(len(asked) + 1) + 1):
            right = chance.random() < 0.5
            attempts.answer(db, key, attempt, place, "a", right, f"m{seed}", TODAY)
            repeats.record(db, key, quiz, f"c{place}", f"m{seed}", right, TODAY)
    if chance.random() < 0.5 and studies:
        study(db, key, seed + 1)
    if chance.random() < 0.5:
        now = datetime(2026, 11, 25, 12, tzinfo=UTC) + timedelta(seconds=seed)
        deliveries.owe(db, key, b"\1" + chance.randbytes(36), f"topic/p{seed}", now)
    return key


def study(db: Connection, key: bytes, room: int) -> None:
    """Let a person teach and learn in a class of their own, with something given and done, and a code tried."""
    classrooms.make(db, key, room, ("blue", "fox"), Audience.TIER_9_11, TODAY)
    classroom = classrooms.taught(db, key, room)
    assert classroom
    assert memberships.join(db, key, classroom, b"\1" + key * 2)
    task, _ = assignments.give(db, room, f"quiz:p{room}/q", TODAY, TODAY + timedelta(days=7))
    assignments.hand_in(db, key, task, TODAY)
    assert memberships.may_try(db, key, datetime(2026, 11, 25, 12, tzinfo=UTC))
