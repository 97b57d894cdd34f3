"""Conversation: from what a person did to the Screen that answers it; owns the transaction of a turn."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from bot.chat import commands, textmode
from bot.chat.helpwords import asks_for_help
from bot.chat.incoming import Command, Incoming, Tap, Thing, Words
from bot.chat.items import ref_of
from bot.chat.menukeys import is_menu_key
from bot.chat.turn import Reader, Turn
from bot.store import deliveries, mydata, people, updates, visitors
from bot.store.away import StoreAway
from bot.values import sitemap
from bot.values.page import Page, parse
from bot.values.phrases import SOURCE_LOCALE
from bot.values.screen import Link, Screen
from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.views import View, Views
    from bot.packs.library import Library
    from bot.store.engine import Store
    from bot.store.keys import Keys
    from bot.store.people import Person
    from bot.values.phrases import Phrases

log = structlog.get_logger()

KNOWN_PEOPLE = 50_000
"""How many people's language and country are remembered in memory so that Help needs no database."""


@dataclass(frozen=True, slots=True)
class Stores:
    """Where people are kept: `durable` those who agreed, `visitors` (in memory) those who only look."""

    durable: Store
    visitors: Store


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person sees next, and the path under which it can be drawn again."""

    screen: Screen
    path: str


class Conversation:
    """Answers people. Synchronous: called in the store's thread, one short transaction a turn; `help` alone
    touches no store and may be called from anywhere.
    """

    def __init__(  # noqa: PLR0913 - the wiring of the house, handed in by name
        self,
        *,
        views: Views,
        phrases: Mapping[str, Phrases],
        stores: Stores,
        keys: Keys,
        library: Library,
        bot_id: int,
        bot_name: str = "",
        operator: str = "",
    ) -> None:
        self.views = views
        self.phrases = phrases
        self.stores = stores
        self.keys = keys
        self.library = library
        self.bot_id = bot_id
        self.bot_name = bot_name
        self.operator = operator
        self._known: OrderedDict[int, Person] = OrderedDict()

    # Help: no store, no consent, no role

    def asks_for_help(self, incoming: Incoming) -> bool:
        """Whether this leads to a page that is drawn without any store."""
        return self._help_page(incoming) is not None

    def help(self, incoming: Incoming, now: datetime) -> Screen:
        """Return the help screen that was asked for. Never touches a store.

        Errors: ValueError when this asks for something else.
        """
        page = self._help_page(incoming)
        if page is None:
            raise ValueError("not a call for help")
        reader = self.reader(incoming, now)
        screen = self.views.without_store[type(page)](reader, page)
        return textmode.numbered(screen) if reader.text_mode else screen

    def reader(self, incoming: Incoming, now: datetime) -> Reader:
        """Return as much as memory knows of the person; language and country suggested by the client else."""
        known = self._known.get(incoming.sender)
        if known is None:
            locale = self.suggest_locale(incoming.language)
            return Reader(self.phrases[locale], now)
        return Reader(
            self._phrases_of(known.locale), now, known.audience, country=known.country, text_mode=known.text_mode
        )

    def knows(self, sender: int) -> bool:
        """Whether memory knows this person's language and country."""
        return sender in self._known

    def recall(self, incoming: Incoming, now: datetime) -> None:
        """Bring a person's language and country from the stores into memory, for Help.

        Errors: StoreAway when the database is away.
        """
        for store in (self.stores.durable, self.stores.visitors):
            with store.turn() as db:
                person = people.find(db, self._lookups(incoming.sender), now.date())
            if person is not None:
                self._remember(incoming.sender, person)
                return

    def suggest_locale(self, language: str) -> str:
        """Return the locale for a Telegram client's language: Russian for Russian, else English."""
        wanted = language.replace("_", "-").split("-")[0].lower()
        return wanted if wanted in self.phrases else SOURCE_LOCALE

    # everything else

    def answer(self, incoming: Incoming, now: datetime) -> Reply | None:
        """Return what the person sees next; None when this very update was answered already.

        Effects and the update's id are committed together: an update that comes again is drawn and changes
        nothing.

        Errors: StoreAway when the database is away; nothing was changed then.
        """
        try:
            return self._answer(incoming, now)
        except StoreAway:
            raise
        except Exception:
            # Our own bug: the person gets a way on, the log a turn id and no content.
            log.exception("a turn failed", turn=secrets.token_hex(4), update_id=incoming.update_id)
            return self.apology(incoming, now)

    def _answer(self, incoming: Incoming, now: datetime) -> Reply | None:
        with self.stores.durable.turn() as db:
            person = people.find(db, self._lookups(incoming.sender), now.date())
            if person is not None:
                turn = self._turn(db, person, now)
                drawn = self._step(turn, incoming)
        if person is None:
            with self.stores.visitors.turn() as db:
                turn = self._turn(db, self._visitor(db, incoming, now), now)
                drawn = self._step(turn, incoming)
                if turn.person.agreed:
                    with self.stores.durable.turn() as durable:
                        visitors.move(db, durable, turn.person.key)
        if turn.forgotten:
            self._known.pop(incoming.sender, None)
            mydata.scrub(self.stores.durable)
        else:
            self._remember(incoming.sender, turn.person)
        if drawn is None:
            return None
        screen, page = drawn
        return Reply(textmode.numbered(screen) if turn.text_mode else screen, page.path)

    def note_answered(self, update_ids: Sequence[int]) -> None:
        """Note that the answers to these updates were shown: coming again after a kill, they get no second one.

        Errors: StoreAway.
        """
        with self.stores.durable.turn() as db:
            updates.note_answered(db, self.bot_id, update_ids)

    # planned visits

    def owe(self, incoming: Incoming, chat: int, reply: Reply, now: datetime) -> None:
        """Keep the path of a reply that Telegram did not take, as a Delivery that is due at once.

        Errors: StoreAway.
        """
        for store in (self.stores.durable, self.stores.visitors):
            with store.turn() as db:
                person = people.find(db, self._lookups(incoming.sender), now.date())
                if person is not None:
                    sealed = self.keys.seal(chat, person.key)
                    deliveries.owe(db, person.key, sealed, reply.path, now, why="reply")
                    return

    def departed(self, incoming: Incoming, now: datetime) -> None:
        """Drop what was owed to somebody who has blocked the bot.

        Errors: StoreAway.
        """
        for store in (self.stores.durable, self.stores.visitors):
            with store.turn() as db:
                person = people.find(db, self._lookups(incoming.sender), now.date())
                if person is not None:
                    deliveries.drop_person(db, person.key)

    def visit(self, store: Store, key: bytes, path: str, now: datetime) -> Screen | None:
        """Draw a page for a planned visit, without effects; None when the person or the page is gone.

        Errors: StoreAway.
        """
        with store.turn() as db:
            person = people.get(db, key)
            page = parse(path)
            if person is None or page is None:
                return None
            turn = self._turn(db, person, now)
            with _trial(db):
                screen, _ = self._draw(turn, page)
        return textmode.numbered(screen) if turn.text_mode else screen

    def apology(self, incoming: Incoming, now: datetime) -> Reply:
        """Return the reply for our own mistake or a database that stays away: an apology, with ways on."""
        return Reply(_apology(self.reader(incoming, now)), sitemap.Menu().path)

    def _turn(self, db: Connection, person: Person, now: datetime) -> Turn:
        return Turn(
            self._phrases_of(person.locale),
            now,
            person.audience,
            person.country,
            person.text_mode,
            person=person,
            db=db,
            library=self.library,
            bot=self.bot_name,
            operator=self.operator,
            languages=self.phrases,
        )

    def _step(self, turn: Turn, incoming: Incoming) -> tuple[Screen, Page] | None:
        """Draw what answers. An update that came before is drawn and leaves nothing behind; None when its answer
        is known to have been shown.
        """
        if not updates.seen(turn.db, self.bot_id, incoming.update_id, turn.now.date()):
            return self._draw(turn, self._page(turn, incoming))
        if updates.answered(turn.db, self.bot_id, incoming.update_id):
            return None
        with _trial(turn.db):
            return self._draw(turn, self._page(turn, incoming))

    def _page(self, turn: Turn, incoming: Incoming) -> Page:
        """Return the page that what came in leads to."""
        match incoming.what:
            case Tap(path):
                return parse(path) or sitemap.Lost()
            case Command(name, payload):
                linked = commands.from_deep_link(payload) if name == "start" and payload else None
                return linked or commands.COMMANDS.get(name, sitemap.Lost())
            case Thing(kind):
                return sitemap.Unread(kind)
            case Words(edited=True):
                return sitemap.Unread("edited")
            case Words(words):
                turn.typed = words
                return self._page_of_words(turn, words)
            case _:
                raise TypeError(f"nothing answers {type(incoming.what).__name__}")

    def _page_of_words(self, turn: Turn, words: str) -> Page:
        """Return the page for a typed message: a menu key, a number in text mode, an answer, else a search."""
        if is_menu_key(words, self.phrases.values()):
            return sitemap.Menu()
        place = parse(turn.person.place)
        if place is not None and type(place) in self.views.by_page:
            shown = self._look_again(turn, place)
            number = textmode.chosen(shown, words) if turn.text_mode else None
            if number or shown.asks:
                return number or shown.asks or sitemap.Typed()
        return sitemap.Typed()

    def _look_again(self, turn: Turn, place: Page) -> Screen:
        """Draw the page where the person is, without effects, to see what it offers and asks."""
        with _trial(turn.db):
            return self._view(turn, place).draw(replace(turn, typed=""), place)

    def _draw(self, turn: Turn, page: Page) -> tuple[Screen, Page]:
        """Draw a page, or the one that stands in for it, and keep it as the person's place."""
        if type(page) in self.views.without_store:
            return self.views.without_store[type(page)](turn, page), page
        view = self._view(turn, page)
        if turn.audience is None and not view.newcomer:
            # Somebody came by a shared link: greet first, the link is where they go on afterwards.
            shared = ref_of(page)
            if shared is not None:
                turn.change(reading=str(shared))
            page = sitemap.Start()
            view = self.views.by_page[sitemap.Start]
        screen = view.draw(turn, page)
        if view.kept and not turn.forgotten:
            people.stay(turn.db, turn.person.key, page.path, turn.today)
        return screen, page

    def _view(self, turn: Turn, page: Page) -> View:
        """Return the view of a page; one that the person's role may not see is answered like a lost page."""
        view = self.views.by_page.get(type(page))
        if view is None or (
            view.role is not None and (turn.audience is None or turn.audience.role is not view.role)
        ):
            return self.views.by_page[sitemap.Lost]
        return view

    def _help_page(self, incoming: Incoming) -> Page | None:
        match incoming.what:
            case Tap(path):
                page = parse(path)
            case Command(name):
                page = commands.COMMANDS.get(name)
            case Words(words):
                page = sitemap.Help() if asks_for_help(words) else None
            case _:
                page = None
        return page if page is not None and type(page) in self.views.without_store else None

    # people

    def _visitor(self, db: Connection, incoming: Incoming, now: datetime) -> Person:
        """Return the visitor, a new one if memory has none (any more)."""
        lookups = self._lookups(incoming.sender)
        person = people.find(db, lookups, now.date())
        if person is None:
            person = people.Person(key=people.new_key(), locale=self.suggest_locale(incoming.language))
            people.add(db, lookups[0], person, now.date())
        visitors.touch(db, person.key, now)
        return person

    def _lookups(self, sender: int) -> tuple[bytes, ...]:
        return self.keys.lookups(self.bot_id, sender)

    def _phrases_of(self, locale: str) -> Phrases:
        return self.phrases.get(locale) or self.phrases[SOURCE_LOCALE]

    def _remember(self, sender: int, person: Person) -> None:
        self._known[sender] = person
        self._known.move_to_end(sender)
        if len(self._known) > KNOWN_PEOPLE:
            self._known.popitem(last=False)


@contextmanager
def _trial(db: Connection) -> Iterator[None]:
    """Undo on leaving whatever the database was told inside."""
    trial = db.begin_nested()
    try:
        yield
    finally:
        trial.rollback()


def _apology(reader: Reader) -> Screen:
    return Screen(
        Text(
            reader.say("Something broke on my side, not on yours. Nothing is lost. Please try again in a minute.")
        ),
        (
            (Link(reader.say("☰ Menu"), sitemap.Menu()),),
            (Link(reader.say("🆘 Help"), sitemap.Help()),),
        ),
    )
