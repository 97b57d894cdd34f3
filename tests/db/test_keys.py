"""38: a stolen database file tells no Telegram id; the key stays in its file, and can be rotated."""

from __future__ import annotations

import hashlib
import hmac
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.db import deliveries, keys, mydata, people
from bot.db.engine import open_store
from bot.db.keys import UNBOUND, Generation, KeyFileError, Keys, SealedError
from bot.db.rotate import Dropped, WouldForgetError, drop_old, rotate
from bot.features.live_quiz.store import groups

if TYPE_CHECKING:
    from pathlib import Path

    from bot.db.engine import Store

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
BOT = 7000000001
KEYS = Keys([Generation(2, b"n" * 32), Generation(1, b"o" * 32)])


@given(some.integers(-(2**63), 2**63 - 1), some.binary(min_size=16, max_size=16))
def test_a_sealed_chat_opens_for_its_person_alone(chat: int, person: bytes) -> None:
    sealed = KEYS.seal(chat, person)
    assert len(sealed) == 37
    assert KEYS.open(sealed, person) == chat
    with pytest.raises(SealedError):
        KEYS.open(sealed, bytes(16) if person != bytes(16) else b"x" * 16)
    assert KEYS.seal(chat, person) != sealed, "the same chat looks different each time"


@pytest.mark.parametrize("wrong", [b"", b"\2", b"\2" + bytes(36), b"\7" + bytes(36)])
def test_what_was_not_sealed_does_not_open(wrong: bytes) -> None:
    with pytest.raises(SealedError):
        KEYS.open(wrong, UNBOUND)


def test_lookups_differ_by_person_bot_and_generation() -> None:
    found = {KEYS.lookup(bot, person) for bot in (1, 2) for person in (11, 12)} | {KEYS.lookups(1, 11)[1]}
    assert len(found) == 5
    assert all(len(lookup) == 33 for lookup in found)
    assert KEYS.lookup(1, 11) == KEYS.lookups(1, 11)[0] == KEYS.lookup(1, 11)


def test_the_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "data" / "bot.key"
    with pytest.raises(KeyFileError, match="bring it back"):
        keys.load(file, make=False)
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: keys.load(file, make=True), range(8)))
    assert len({one.lookup(1, 1) for one in made}) == 1, "first starts at once agree on one key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert keys.load(file, make=False).lookup(1, 1) == made[0].lookup(1, 1)
    assert list(file.parent.iterdir()) == [file]
    file.chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        keys.load(file, make=True)


@pytest.mark.parametrize("damaged", ["", "1 abc\n", "# only words\n", "1 " + "0" * 64 + "\n2 xyz\n"])
def test_a_damaged_key_file_is_refused(tmp_path: Path, damaged: str) -> None:
    file = tmp_path / "bot.key"
    file.touch(0o600)
    file.write_text(damaged)
    with pytest.raises(KeyFileError, match="damaged"):
        keys.load(file, make=True)


def test_secrets_are_in_no_words() -> None:
    assert "6e6e" not in f"{KEYS} {KEYS.generations}".lower()
    assert "nnnn" not in f"{KEYS!r} {KEYS.generations!r}"


def test_38_a_stolen_database_names_nobody(tmp_path: Path, sqlite_url: str) -> None:
    file = tmp_path / "apart" / "bot.key"
    ours = keys.load(file, make=True)
    telegram_ids = [5_000_000_000 + number * 7919 for number in range(50)]
    store = open_store(sqlite_url)
    with store.transaction() as db:
        for telegram_id in telegram_ids:
            person = people.Person(people.new_key())
            people.add(db, ours.lookup(BOT, telegram_id), person, TODAY)
            deliveries.owe(db, person.key, ours.seal(telegram_id, person.key), "menu", NOW)
        deliveries.owe(db, None, ours.seal(telegram_ids[0], UNBOUND), "menu", NOW)
    loot = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("bot.sqlite*")))
    store.close()
    loot += b"".join(path.read_bytes() for path in sorted(tmp_path.glob("bot.sqlite*")))
    assert ours.lookup(BOT, telegram_ids[0]) in loot, "the scan can find what is there"
    for telegram_id in telegram_ids:
        for written in guesses(telegram_id):
            assert written not in loot
    for line in file.read_text().splitlines()[1:]:
        assert bytes.fromhex(line.split()[1]) not in loot
        assert line.split()[1].encode() not in loot


def guesses(telegram_id: int) -> list[bytes]:
    """What somebody who guesses the id would look for: the id itself, and its hashes without the key."""
    plain = [b"%d" % telegram_id, b"%d:%d" % (BOT, telegram_id)]
    raw = [telegram_id.to_bytes(size, order) for size in (5, 8) for order in ("big", "little")]
    hashed = [hashlib.new(kind, each).digest() for kind in ("md5", "sha1", "sha256") for each in plain + raw]
    keyless = [hmac.digest(key, each, "sha256") for key in (b"", bytes(32), b"mayak look-up") for each in plain]
    return plain + raw + hashed + keyless


def test_rotation_keeps_everybody_and_drops_only_who_never_came(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "bot.key"
    old = keys.load(file, make=True)
    came, away = people.new_key(), people.new_key()
    with store.transaction() as db:
        people.add(db, old.lookup(BOT, 1), people.Person(came), TODAY)
        people.add(db, old.lookup(BOT, 2), people.Person(away), TODAY)
        deliveries.owe(db, came, old.seal(1, came), "menu", NOW)
        deliveries.owe(db, None, old.seal(3, UNBOUND), "menu", NOW)
        groups.begin(db, "CODE", "en", NOW)
        groups.choose(db, "CODE", old.seal(-4, b"CODE"))
    done = rotate(store, file)
    assert (done.generation, done.resealed, done.waiting) == (2, 3, 2)
    new = keys.load(file, make=False)
    assert file.stat().st_mode & 0o777 == 0o600
    with store.transaction() as db:
        owed = deliveries.due(db, NOW, 10)
        assert [new.open(one.chat, one.person or UNBOUND) for one in owed] == [1, 3]
        assert [new.open(one.chat or b"", one.code.encode()) for one in groups.chosen(db)] == [-4]
        assert all(one.chat[0] == 2 for one in owed)
        found = people.find(db, new.lookups(BOT, 1), TODAY)
        assert found is not None
        assert found.key == came
    before = file.read_bytes()
    with pytest.raises(WouldForgetError, match=r"^1 people are known only by an older generation"):
        drop_old(store, file)
    assert file.read_bytes() == before
    with store.transaction() as db:
        assert mydata.export(db, away) != {}
    dropped = drop_old(store, file, force=True)
    aside = tmp_path / "bot.key.before-drop-1"
    assert dropped == Dropped(1, aside)
    assert aside.read_bytes() == before
    assert aside.stat().st_mode & 0o777 == 0o600
    newest = keys.load(file, make=False)
    assert [one.number for one in newest.generations] == [2]
    with store.transaction() as db:
        assert people.find(db, newest.lookups(BOT, 1), TODAY) == found
        assert people.find(db, newest.lookups(BOT, 2), TODAY) is None
        assert mydata.export(db, away) == {}


class KilledHere(BaseException):
    """Stands for kill -9: nothing may catch it."""


def test_a_rotation_killed_in_the_middle_is_finished_by_the_next(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.db.rotate.BATCH", 2)
    file = tmp_path / "bot.key"
    old = keys.load(file, make=True)
    store = open_store(sqlite_url)
    with store.transaction() as db:
        for number in range(7):
            deliveries.owe(db, None, old.seal(number, UNBOUND), "menu", NOW)
    real = Keys.wrap
    sealed: list[bytes] = []

    def wrap_or_die(self: Keys, content: bytes, bound_to: bytes) -> bytes:
        if bound_to == UNBOUND and len(sealed) == 4:
            raise KilledHere
        if bound_to == UNBOUND:
            sealed.append(content)
        return real(self, content, bound_to)

    with monkeypatch.context() as killing:
        killing.setattr(Keys, "wrap", wrap_or_die)
        with pytest.raises(KilledHere):
            rotate(store, file)
    done = rotate(store, file)
    assert (done.generation, done.resealed) == (2, 3), "four of seven were sealed anew before the kill"
    new = keys.load(file, make=False)
    with store.transaction() as db:
        assert sorted(new.open(one.chat, UNBOUND) for one in deliveries.due(db, NOW, 10)) == list(range(7))
    store.close()


def test_dropping_twice_keeps_each_older_key_file_once(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "bot.key"
    keys.load(file, make=True)
    store = open_store(sqlite_url)
    assert drop_old(store, file) == Dropped(0, None), "one generation: nothing to drop"
    kept = []
    for _ in range(2):
        rotate(store, file)
        kept.append(keys.set_aside(file))
        assert keys.set_aside(file) == kept[-1], "as after a kill: it is there already"
        assert drop_old(store, file) == Dropped(0, kept[-1])
    assert [one.name for one in kept] == ["bot.key.before-drop-1", "bot.key.before-drop-2"]
    assert [len(keys.load(one, make=False).generations) for one in kept] == [2, 2]
    store.close()
