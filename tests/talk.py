"""Talk: a person in a test who types, taps and sees, through the real conversation without Telegram."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import event, make_url
from sqlalchemy.pool import StaticPool

from bot.chat import file_uses, sent_files, textmode
from bot.chat.conversation import Conversation
from bot.chat.delivery_batch import DeliveryBatches
from bot.chat.incoming import Command, Incoming, Tap, Thing, What, Words
from bot.chat.instance import Instance
from bot.chat.services import Services, Stores
from bot.chat.views import find_views
from bot.db import keys, people
from bot.db.databases import on_sqlite
from bot.db.engine import Store, closed_store, memory_store, open_store
from bot.features.account.welcome import PRIVACY_TEXT
from bot.features.help.distress import package_detector
from bot.features.paper.paper_sheet import SentSheet
from bot.features.publishing.edition_reader import EditionReader
from bot.features.publishing.sent_files import SentPack
from bot.help.help_book import package_book
from bot.packs.cache import Cache
from bot.packs.edition_previews import EditionPreviews
from bot.packs.extracted_packs import ExtractedPacks
from bot.packs.incremental import read_incrementally
from bot.packs.pack import Pack
from bot.packs.parser.reader import find_packs, read_pack, scan
from bot.packs.upload.upload import open_upload
from bot.packs.visibility import open_library
from bot.values.audience import Audience
from bot.values.phrases import package_phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

    from bot.features.help.distress import Detector
    from bot.help.help_book import HelpBook
    from bot.packs.library import Library
    from bot.values.phrases import Phrases
    from bot.values.screen import Link, Screen

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures" / "packs"
TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
BOT_ID = 424242
TAPS = 5
"""So many lead to the menu of somebody who has settled in, and one more is that of the zone."""


@cache
def the_phrases() -> Mapping[str, Phrases]:
    """The phrases of our own languages, also while a test speaks others."""
    return package_phrases()


PHRASE_LISTS = ROOT / ".pytest_cache" / "phrases.cache"


def the_detector() -> Detector:
    """The package's detector. Lists that were compiled by an earlier run are not compiled again: the file says of
    which lists and which code it was made.
    """
    return package_detector(PHRASE_LISTS)


def started_before(folder: Path) -> None:
    """Leave in the folder of a bot's key the compiled phrase lists, as an earlier start does; some there stay."""
    if not PHRASE_LISTS.exists():
        the_detector()
    if not (folder / "phrases.cache").exists():
        copyfile(PHRASE_LISTS, folder / "phrases.cache")


@cache
def fixture_library() -> Library:
    return library(FIXTURES)


@cache
def our_packs() -> list[Pack]:
    """The packs of this repository, read as a start of the bot reads them: what has not changed comes from the
    cache that an earlier run left (warnings are not in it). All anew it is six seconds.
    """
    kept = Cache(ROOT / ".pytest_cache" / "packs.cache")
    rows, packs, files, anew = kept.load(), [], {}, False
    for folder in find_packs([ROOT / "content", ROOT / "quizzes"]):
        pack, files[str(folder)], new = read_incrementally(folder, scan(folder), rows.get(str(folder), {}))
        packs.append(pack)
        anew |= bool(new)
    if anew:
        kept.write(files)
    return packs


@cache
def our_library() -> Library:
    """The library of the packs of this repository, with what waits for a specialist."""
    return open_library(our_packs(), TODAY, allow_unreviewed=True)


def library(*roots: Path, today: date = TODAY) -> Library:
    """The library of the packs under `roots`, sensitive items included."""
    packs = [read_pack(folder) for folder in find_packs(list(roots))]
    return open_library(packs, today, allow_unreviewed=True)


@cache
def migrated() -> bytes:
    """A SQLite database as all migrations leave it; they are run once, other tests begin with a copy."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bot.sqlite"
        open_store(f"sqlite:///{file}").close()
        return file.read_bytes()


def _without_waiting(connection: sqlite3.Connection, _: object) -> None:
    """No disk is waited for: what a test writes need not outlive the machine."""
    connection.execute("PRAGMA synchronous = OFF").close()


@cache
def _first_engine() -> Engine:
    """An engine whose dialect and compiled statements all houses share: a new one compiles each statement anew."""
    engine = on_sqlite(make_url("sqlite://"), StaticPool)
    engine.connect().close()  # a dialect learns at its first connection which SQLite it speaks to
    return engine


def _compiled_once(store: Store) -> Store:
    if store.is_sqlite:
        first = _first_engine()
        store.engine.dialect, store.engine._compiled_cache = first.dialect, first._compiled_cache
        for db in store._idle:
            db.dialect = first.dialect
    return store


@cache
def _no_visitors() -> Store:
    return memory_store()


def _visitors() -> Store:
    """An empty store in memory, as `memory_store` makes it; its tables are copied, which takes a tenth."""
    store = _compiled_once(Store(on_sqlite(make_url("sqlite://"), StaticPool), threads=1))
    with _no_visitors().outside() as tables, store.outside() as new:
        tables.backup(new)
    return store


@cache
def _fixture_book() -> HelpBook:
    """The package's book with the lines of the fixture packs: who serves these joins nothing more."""
    return package_book().adding(fixture_library())


def _key_in(folder: Path) -> Path:
    """Return the file of a key in `folder`, made at need: without waiting for the disk, as a real start does."""
    file = folder / "bot.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(f"1 {secrets.token_hex(keys.SECRET_BYTES)}\n", "ascii")
    return file


class House:
    """The whole house without Telegram: a conversation over a database file in `folder`."""

    def __init__(
        self,
        folder: Path,
        packs: Library | None = None,
        url: str = "",
        *,
        phrases: Mapping[str, Phrases] | None = None,
        book: HelpBook | None = None,
    ) -> None:
        self.folder = folder
        file = folder / "bot.sqlite"
        self.url = url or f"sqlite:///{file}"
        if not url and not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(migrated())
        self.clock = NOW
        self.updates = itertools.count(1)
        self.stores = self._stores()
        self.phrases = phrases or the_phrases()
        self.book = book or (package_book() if packs else _fixture_book())
        self.keys = keys.load(_key_in(folder), make=False)
        self.packs = packs or fixture_library()
        self.conversation = self._open()

    def _stores(self) -> Stores:
        durable = _compiled_once(closed_store(self.url))
        if durable.is_sqlite:
            event.listen(durable.engine, "connect", _without_waiting)
        durable.open()
        return Stores(durable, _visitors())

    def _open(self) -> Conversation:
        services = Services(
            views=find_views(),
            phrases=self.phrases,
            stores=self.stores,
            keys=self.keys,
            library=self.packs,
            bot_id=BOT_ID,
            instance=Instance(bot="mayak_test_bot"),
            detector=the_detector(),
            editions=EditionReader(EditionPreviews(ExtractedPacks(self.folder / "editions"))),
            book=self.book,
        )
        return Conversation(services)

    def restart(self) -> None:
        """The process dies and comes back: memory is gone, the database stays."""
        self.stores.durable.close()
        self.stores.visitors.close()
        self.stores = self._stores()
        self.conversation = self._open()

    def copied(self, folder: Path) -> House:
        """A house of its own in `folder` where the same people are known: as this one after a restart, visitors
        included. It serves the same packs.
        """
        folder.mkdir(parents=True)
        copyfile(self.folder / "bot.key", folder / "bot.key")
        (folder / "bot.key").chmod(0o600)
        with self.stores.durable.outside() as mine, closing(sqlite3.connect(folder / "bot.sqlite")) as its:
            mine.backup(its)
        copy = House(folder, self.packs, phrases=self.phrases, book=self.book)
        copy.clock, copy.updates = self.clock, itertools.count(next(self.updates))
        with self.stores.visitors.outside() as mine, copy.stores.visitors.outside() as its:
            mine.backup(its)
        return copy

    def delivery_batches(self) -> DeliveryBatches:
        """What comes unasked, as the engine takes it."""
        return DeliveryBatches(self.conversation)

    def close(self) -> None:
        self.stores.durable.close()
        self.stores.visitors.close()

    def later(self, **time: float) -> None:
        self.clock += timedelta(**time)


def remember(  # noqa: PLR0913 - what is known of them
    services: Services, number: int, language: str, today: date, *, who: str, zone: str
) -> None:
    """Put a stranger into the database as somebody who has said who they are, from Russia, and has agreed."""
    person = people.Person(people.new_key(), None, services.suggest_locale(language), "RU", zone, place="settings")
    with services.stores.durable.transaction() as db:
        people.add(db, services.lookups(number)[0], person, today)
        people.change(db, person.key, today, audience=Audience(who))
        people.agree(db, person.key, PRIVACY_TEXT, today)


class Person:
    """Somebody in the chat. Every step returns the screen that is seen next."""

    def __init__(self, house: House, number: int = 1001, language: str = "en") -> None:
        self.house = house
        self.number = number
        self.language = language
        self.screen: Screen | None = None

    def does(self, what: What, update_id: int | None = None, message: int = 0) -> Screen:
        """Send one update; `update_id` repeats an old one, `message` is the id of the message it is about."""
        conversation = self.house.conversation
        number = update_id or next(self.house.updates)
        incoming = conversation.first_aid.read(Incoming(number, self.number, self.language, what, message))
        if page := conversation.first_aid.page(incoming, self.house.clock):
            self.screen = conversation.first_aid.answer(incoming, page, self.house.clock)
        else:
            reply = conversation.answer(incoming, self.house.clock)
            assert reply is not None, "this update was answered already"
            self.screen = reply.screen
        return self.screen

    def types(self, words: str) -> Screen:
        if words.startswith("/"):
            name, _, payload = words[1:].partition(" ")
            return self.does(Command(name, payload))
        return self.does(Words(words))

    def sends(self, kind: str) -> Screen:
        return self.does(Thing(kind))

    def sends_pack(self, content: bytes, name: str = "pack.zip", base: bytes = b"", words: str = "") -> Screen:
        """Send a file to the studio, fetched and checked as the edge does it."""
        return self.does(SentPack(open_upload(name, content, self.house.clock.date(), base, words)))

    def sends_sheet(self, content: bytes | None) -> Screen:
        """Send a file where a teacher is asked for one, fetched as the edge does it."""
        return self.does(SentSheet(content))

    def comes_to(self, house: House) -> Person:
        """The same person in a house that was `copied`: known there, what was on the screen is gone."""
        person = Person(house, self.number, self.language)
        house.conversation.first_aid.recall(self._incoming(Command("menu")), house.clock)
        return person

    def _incoming(self, what: What) -> Incoming:
        return Incoming(0, self.number, self.language, what)

    def sends_questions(self, name: str, content: bytes | None) -> Screen:
        """Send a file where a teacher is asked for questions, fetched and read as the edge does it."""
        house = self.house
        services = house.conversation.services
        use = sent_files.wanted(services, self.number, house.clock).use
        asked = sent_files.opened(services, use, self.number, house.clock, None) if use else None
        assert use, "nothing asks for a file here"
        arrived = file_uses.Arrived(name, content, "", house.clock.date(), set())
        return self.does(asyncio.run(use.read(asked, arrived)))

    def taps(self, label: str) -> Screen:
        """Tap the first button whose label contains these words."""
        return self.does(Tap(self.button(label).page.path))

    def does_tap(self, label: str, message: int) -> Screen:
        """Tap a button of the message with this id."""
        return self.does(Tap(self.button(label).page.path), message=message)

    def visits(self, path: str) -> Screen:
        """Press a button with this path, forged or not."""
        return self.does(Tap(path))

    def button(self, label: str) -> Link:
        links = textmode.links(self.see())
        found = next((link for link in links if label in link.label), None)
        assert found is not None, f"no button {label!r}; there are {[link.label for link in links]}"
        return found

    def waits(self, days: int) -> None:
        self.house.later(days=days)

    def see(self) -> Screen:
        assert self.screen is not None, "nothing was seen yet"
        return self.screen

    @property
    def sees(self) -> str:
        """The words on the screen, with those of the greeting and the buttons."""
        screen = self.see()
        above = screen.greeting.text.plain + "\n" if screen.greeting else ""
        return above + screen.text.plain + "\n" + "\n".join(self.labels)

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.see().rows for button in row]

    def settles_in_nowhere(self, who: str = "9-11") -> Screen:
        """Come for the menu, say who, and agree to be remembered; the country stays unknown."""
        self.types("/menu")
        self.visits(f"who/{who}")
        return self.visits("consent/on")

    def settles_in(self, who: str = "9-11", *, agrees: bool = True, zone: str = "Europe/Moscow") -> Screen:
        """Come to the menu as somebody who has said who they are, where, and whether to be remembered. By Moscow's
        clock; `zone` empty: nobody has asked. A stranger who agrees is put into the database at once, in a
        quarter of the time: as the same person as one who has tapped it all (tests/test_talk.py).
        """
        if agrees and self._is_a_stranger():
            services = self.house.conversation.services
            remember(services, self.number, self.language, self.house.clock.date(), who=who, zone=zone)
            for _ in range(TAPS + bool(zone)):
                next(self.house.updates)
            return self.types("/menu")
        return self.taps_through(who, agrees=agrees, zone=zone)

    def _is_a_stranger(self) -> bool:
        conversation = self.house.conversation
        services = conversation.services
        if conversation.first_aid.knows(self.number):
            return False
        with self.house.stores.durable.transaction() as db:
            known = people.find(db, services.lookups(self.number), self.house.clock.date())
            return known is None and not services.phone(self.number).resting(db)

    def taps_through(self, who: str, *, agrees: bool = True, zone: str = "Europe/Moscow") -> Screen:
        """Settle in by tapping through all that is asked."""
        self.types("/menu")
        self.visits(f"who/{who}")
        self.visits("where/settings/RU")
        self.visits("where/settings/RU/sure")
        if zone:
            self.visits(f"set/zone/{zone}")
        self.visits("consent/on" if agrees else "consent/off")
        return self.types("/menu")
