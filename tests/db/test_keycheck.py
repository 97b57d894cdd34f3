"""A key that does not fit the database is refused at the start, before anybody is made a stranger."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from bot.db import deliveries, keycheck, keys, people
from bot.db.backup import backup, restore
from bot.db.engine import closed_store, open_store
from bot.db.keys import KeyFileError, Keys
from bot.db.rotate import drop_old, rotate
from bot.db.schema import deliveries as deliveries_table
from bot.db.schema import installation
from bot.db.schema import people as people_table
from bot.features.publishing.store import editors
from bot.features.publishing.tables import editors as editors_table
from bot.opening import Opening

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from bot.db.engine import Store

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
BOT = 7000000001


def starts(url: str, file: Path) -> None:
    """Start as `run` does, and stop again."""
    store = closed_store(url)
    opening = Opening(store, Keys(()), file, make_key=True)
    try:
        opening.begin()
        asyncio.run(opening.until_open())
    finally:
        store.close()
        opening.close()


def lives_in(store: Store, file: Path, *telegram_ids: int) -> None:
    """Let people live in the database, with something on its way to each."""
    known = keys.load(file, make=True)
    with store.transaction() as db:
        for number in telegram_ids:
            person = people.Person(people.new_key())
            people.add(db, known.lookup(BOT, number), person, TODAY)
            deliveries.owe(db, person.key, known.seal(number, person.key), "menu", NOW)


def test_another_key_is_refused_with_the_setting_and_what_to_do(store: Store, url: str, tmp_path: Path) -> None:
    file, other = tmp_path / "bot.key", tmp_path / "other.key"
    starts(url, file)
    lives_in(store, file, 1, 2)
    starts(url, file)
    keys.load(other, make=True)
    for _ in range(2):
        with pytest.raises(KeyFileError, match=r"KEY_FILE .*other\.key is not the key of this database.*Put"):
            starts(url, other)
    starts(url, file)


@pytest.mark.parametrize("with_deliveries", [True, False])
def test_a_database_from_before_the_check_is_judged_by_what_is_in_it(
    store: Store, url: str, tmp_path: Path, *, with_deliveries: bool
) -> None:
    file, other = tmp_path / "bot.key", tmp_path / "other.key"
    lives_in(store, file, 1, 2)
    other.touch(0o600)
    other.write_text(f"7 {'ab' * 32}\n")
    if not with_deliveries:
        with store.transaction() as db:
            db.execute(deliveries_table.delete())
    with pytest.raises(KeyFileError, match="not the key of this database"):
        starts(url, other)
    starts(url, file)


def test_a_damaged_proof_does_not_lock_the_right_key_out(store: Store, url: str, tmp_path: Path) -> None:
    file, other = tmp_path / "bot.key", tmp_path / "other.key"
    starts(url, file)
    lives_in(store, file, 1, 2)
    with store.transaction() as db:
        db.execute(update(installation).values(key_check=b"\1" + bytes(40)))
    keys.load(other, make=True)
    with pytest.raises(KeyFileError):
        starts(url, other)
    starts(url, file)
    with store.transaction() as db:
        assert db.scalar(select(installation.c.key_check)) != b"\1" + bytes(40), "it was made anew"


def test_a_rotation_and_a_restore_keep_the_proof_right(store: Store, url: str, tmp_path: Path) -> None:
    file, before, after = tmp_path / "bot.key", tmp_path / "before.key", tmp_path / "after"
    starts(url, file)
    lives_in(store, file, 1, 2)
    before.touch(0o600)
    before.write_bytes(file.read_bytes())
    backup(url, tmp_path / "kept")
    rotate(store, file)
    starts(url, file)
    with pytest.raises(KeyFileError):
        starts(url, before)
    aside = drop_old(store, file, force=True).aside
    assert aside is not None
    starts(url, file)
    store.close()
    elsewhere = f"sqlite:///{after}/bot.sqlite"
    restore(tmp_path / "kept", elsewhere)
    with pytest.raises(KeyFileError):
        starts(elsewhere, file)
    starts(elsewhere, before)
    starts(elsewhere, aside)


def test_a_generation_that_was_lost_from_the_file_is_told(
    store: Store, url: str, tmp_path: Path, logs: io.StringIO
) -> None:
    file = tmp_path / "bot.key"
    starts(url, file)
    lives_in(store, file, 1, 2)
    rotate(store, file)
    keys.keep_newest(file)
    starts(url, file)
    assert "KEY_FILE lacks a generation by which people are known" in logs.getvalue()
    assert '"people": 2' in logs.getvalue()


def test_a_rotation_passes_over_what_does_not_open_and_seals_an_editors_chat(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.db.rotate.BATCH", 2)
    file = tmp_path / "bot.key"
    lives_in(store, file, *range(1, 8))
    old = keys.load(file, make=False)
    with store.transaction() as db:
        some = db.execute(select(deliveries_table.c.id, deliveries_table.c.person)).all()
        for number, _ in some[1::2]:
            db.execute(
                update(deliveries_table).where(deliveries_table.c.id == number).values(chat=b"\1" + bytes(36))
            )
        writes = some[0].person
        db.execute(editors_table.insert().values(person=writes, number=9, duty="author", since=TODAY, trial=""))
        editors.tell(db, writes, old.seal(77, writes))
    done = rotate(store, file)
    assert (done.generation, done.resealed, done.unreadable) == (2, 4 + 1, 3)
    new = keys.load(file, make=False)
    with store.transaction() as db:
        ((person, chat),) = editors.chats(db, [9])
        assert new.open(chat, person) == 77
    assert drop_old(store, file, force=True).forgotten == 7, "what does not open holds up nothing"
    with store.transaction() as db:
        assert db.scalar(select(func.count()).select_from(people_table)) == 0


def test_a_key_of_another_database_rotates_nothing(store: Store, url: str, tmp_path: Path) -> None:
    file, other = tmp_path / "bot.key", tmp_path / "other.key"
    starts(url, file)
    lives_in(store, file, 1)
    keys.load(other, make=True)
    written = other.read_bytes()
    for act in (rotate, drop_old):
        with pytest.raises(KeyFileError, match="not the key"):
            act(store, other)
    assert other.read_bytes() == written
    with store.transaction() as db:
        assert people.anyone(db)


def test_no_fresh_key_is_made_for_a_database_that_had_another_one(store: Store, url: str, tmp_path: Path) -> None:
    file = tmp_path / "bot.key"
    starts(url, file)
    with store.transaction() as db:
        assert not people.anyone(db), "it has nothing but the proof of its key"
    file.unlink()
    with pytest.raises(KeyFileError, match=r"there is no KEY_FILE .*made with it.*new DATABASE_URL"):
        starts(url, file)
    assert not file.exists()


def test_no_fresh_key_is_made_where_people_or_sealed_values_are(store: Store, url: str, tmp_path: Path) -> None:
    file, keyed = tmp_path / "bot.key", keys.load(tmp_path / "other.key", make=True)
    with store.transaction() as db:
        assert not keycheck.has_key(db)
        deliveries.owe(db, None, keyed.seal(3, keys.UNBOUND), "menu", NOW)
        assert keycheck.has_key(db)
    with pytest.raises(KeyFileError, match="there is no KEY_FILE"):
        starts(url, file)
    assert not file.exists()


def test_a_start_with_the_right_key_costs_two_statements(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path}/bot.sqlite", tmp_path / "bot.key"
    starts(url, file)
    store = open_store(url)
    ran: list[str] = []
    with store.transaction() as db:
        db.connection.driver_connection.set_trace_callback(ran.append)  # type: ignore[union-attr]  # sqlite3's own
        keycheck.check(db, keys.load(file, make=False), file)
        db.connection.driver_connection.set_trace_callback(None)  # type: ignore[union-attr]  # as above
    assert len(ran) == 2, ran
    store.close()
