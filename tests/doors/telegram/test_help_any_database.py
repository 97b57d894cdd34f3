"""Every call for help as the first message of a stranger, and of people who are known, with any state of the
database behind it: each is answered with a number (requirement 2 of docs/help-protocol.md).
"""

from __future__ import annotations

import contextlib
import shutil
import socket
import sqlite3
from typing import TYPE_CHECKING

import pytest

from bot.chat.services import Stores
from bot.db.engine import closed_store
from bot.doors import reply
from bot.doors.telegram.patience import Patience
from bot.doors.telegram.update_parser import Received, read
from bot.doors.wire import Unreached
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.raw import message, poll, press
from tests.doors.telegram.servers import free_port, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.doors.telegram.raw import Json

KNOWN, STRANGER = 97_001, 97_002
JUNK = b"what a broken disk has left of it " * 8000
PHOTO = {"file_id": "f", "file_unique_id": "u", "file_size": 1}

TYPED = (
    "🆘", "🆘 Help", "🆘 Помощь", "🆘🆘🆘", "sos", "SOS!!!", "сос", "help", "Help me", "i need help", "помогите",
    "ПОМОГИ", "на помощь", "мне нужна помощь", "Mayak", "маяк", "/help", "/sos", "/start 🆘", "i want to die",
    "я не хочу жить",
)  # fmt: skip
CALLS: dict[str, Callable[[int], Json]] = {
    **{words: lambda who, words=words: message(who, text=words) for words in TYPED},  # type: ignore[misc]
    "🆘, edited": lambda who: message(who, "edited_message", text="🆘"),
    "🆘 below a photo": lambda who: message(who, photo=[PHOTO], caption="🆘"),
    "🆘 as a poll": lambda who: message(who, poll=poll("🆘")),
    "the button": lambda who: press(who, "help"),
    "a card": lambda who: press(who, "help/13"),
    "a country": lambda who: press(who, "help-in/RU"),
    "the countries": lambda who: press(who, "help-in:0"),
}
"""Everything that is a call for help, by what a person does."""


@contextlib.contextmanager
def well(_: Path) -> Iterator[str]:
    yield ""


def garbage(*parts: str) -> Callable[[Path], AbstractContextManager[str]]:
    """These files of the database are overwritten while the bot runs."""

    @contextlib.contextmanager
    def fault(folder: Path) -> Iterator[str]:
        for part in parts:
            (folder / f"bot.sqlite{part}").write_bytes(JUNK)
        yield ""

    return fault


@contextlib.contextmanager
def cut(folder: Path) -> Iterator[str]:
    """Half of the file is gone, and all of its log."""
    file = folder / "bot.sqlite"
    with sqlite3.connect(file) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2 // 4096 * 4096])
    yield ""


@contextlib.contextmanager
def missing(folder: Path) -> Iterator[str]:
    for file in folder.glob("bot.sqlite*"):
        file.unlink()
    yield ""


@contextlib.contextmanager
def no_folder(folder: Path) -> Iterator[str]:
    """A folder lies where the file was."""
    for file in folder.glob("bot.sqlite*"):
        file.unlink()
    (folder / "bot.sqlite").mkdir()
    yield ""


@contextlib.contextmanager
def empty(folder: Path) -> Iterator[str]:
    for file in folder.glob("bot.sqlite*"):
        file.unlink()
    (folder / "bot.sqlite").touch()
    yield ""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[str]:
    """Another program holds the write lock."""
    with contextlib.closing(sqlite3.connect(folder / "bot.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield ""


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[str]:
    """The file may be read but not written: its write version is one that no SQLite knows (byte 18, sqlite.org,
    "Database File Format"). Permissions do not stop a test that is run by root.
    """
    with (folder / "bot.sqlite").open("r+b") as file:
        file.seek(18)
        file.write(b"\x03")
    yield ""


@contextlib.contextmanager
def no_postgresql(_: Path) -> Iterator[str]:
    """Nobody listens where PostgreSQL was."""
    yield f"postgresql://mayak@127.0.0.1:{free_port()}/mayak"


@contextlib.contextmanager
def silent_postgresql(_: Path) -> Iterator[str]:
    """Somebody takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        yield f"postgresql://mayak@127.0.0.1:{deaf.getsockname()[1]}/mayak"


STATES: dict[str, Callable[[Path], AbstractContextManager[str]]] = {
    "well": well,
    "garbage": garbage(""),
    "garbage with its log": garbage("", "-wal", "-shm"),
    "log is garbage": garbage("-wal", "-shm"),
    "cut": cut,
    "empty": empty,
    "missing": missing,
    "a folder": no_folder,
    "locked": locked,
    "read-only": read_only,
    "no PostgreSQL": no_postgresql,
    "silent PostgreSQL": silent_postgresql,
}
CELLS = [
    (state, who, connected)
    for state in STATES
    for who in ("a stranger", "known", "remembered")
    for connected in (True, False)
    if connected or "PostgreSQL" not in state
]


class Bot:
    """A bot that has run for a while and knows somebody. `well` brings its database back."""

    def __init__(self, folder: Path) -> None:
        self.edge = Edge(folder / "data", patience=Patience(reply=0.5, store=0.1, again=0.02))
        self.folder, self.whole = folder / "data", folder / "whole.sqlite"
        self.services = self.edge.house.conversation.services
        self.own = self.services.stores

    async def settle(self) -> None:
        for path in ("who", "who/9-11", "where/settings/RU", "where/settings/RU/sure", "consent/on", "menu"):
            await self.edge.takes(press(KNOWN, path))
        self.own.durable._close_idle()
        shutil.copy(self.folder / "bot.sqlite", self.whole)

    def well(self, *, connected: bool, remembered: bool) -> None:
        """The database is whole again, with a connection open or none; memory knows somebody or nobody."""
        self.services.stores = self.own
        self.own.durable.run(lambda: None).result()  # what the last call left to do is done first
        self.own.durable._close_idle()
        for file in self.folder.glob("bot.sqlite*"):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        shutil.copy(self.whole, self.folder / "bot.sqlite")
        first_aid, asks = self.edge.house.conversation.first_aid, read(message(KNOWN, text="/menu"))
        assert isinstance(asks, Received)
        first_aid.recall(asks.incoming, self.edge.house.clock)
        if not remembered:
            first_aid.forget(KNOWN)
        if not connected:
            self.own.durable._close_idle()

    @contextlib.contextmanager
    def breaks(self, state: str) -> Iterator[None]:
        with STATES[state](self.folder) as url:
            if not url:
                yield
                return
            elsewhere = closed_store(url)
            elsewhere.is_open = True
            self.services.stores = Stores(elsewhere, self.own.visitors)
            yield
        elsewhere.close()


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    bot = Bot(tmp_path)
    await bot.settle()
    yield bot
    bot.well(connected=False, remembered=False)
    bot.edge.close()


@pytest.mark.slow
@pytest.mark.parametrize(("state", "who", "connected"), CELLS)
async def test_02_every_call_for_help_has_a_number_whatever_the_database_is(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, state: str, who: str, *, connected: bool
) -> None:
    """Each call is the first message after the database broke."""
    if state in ("locked", "silent PostgreSQL"):
        monkeypatch.setattr(reply, "RECALL_SECONDS", 0.05)  # how long it waits is not what is asked here
    for number, (call, made) in enumerate(CALLS.items()):
        bot.well(connected=connected, remembered=who == "remembered")
        with bot.breaks(state):
            person = STRANGER + number if who == "a stranger" else KNOWN
            told = [sent for sent in await bot.edge.takes(made(person)) if sent.words]
        assert told, call
        assert told[-1].words.startswith("🆘"), (call, told[-1].words)
        assert "112" in told[-1].words, call
        if who == "remembered" or (who == "known" and state == "well"):
            assert "8-800-2000-122" in told[-1].words or call == "the countries", (
                call,
                "their own country's line",
            )


async def test_02_help_that_telegram_does_not_take_is_owed_though_the_database_is_garbage(bot: Bot) -> None:
    """Telegram is away and the file is garbage: the call is kept in memory and answered later."""

    async def unreached(_: object) -> None:
        raise Unreached("ClientOSError")

    bot.well(connected=False, remembered=False)
    with bot.breaks("garbage with its log"):
        bot.edge.wire.mood = unreached
        assert await bot.edge.takes(message(STRANGER, text="🆘")) == []
        bot.edge.wire.mood = None
        await until(lambda: not len(bot.edge.handler.outbox))
        await bot.edge.pending.tick()
        assert [sent.words[:1] for sent in bot.edge.wire.to(STRANGER)] == ["🆘"]
