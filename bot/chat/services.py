"""Services: what the whole conversation shares, wired once by `app`: views, phrases, stores, keys, library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.chat.code_attempts import CodeAttempts, OwnAttempts
from bot.chat.instance import Instance
from bot.chat.phone import Phone
from bot.chat.turn import PersonKeys, Preview, Sender, Turn
from bot.db import people, visitors
from bot.help.help_book import HelpBook, package_book
from bot.values.locales import SOURCE_LOCALE, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.incoming import Incoming
    from bot.chat.turn import ReadsEditions
    from bot.chat.views import Views
    from bot.db.engine import Store
    from bot.db.keys import Keys
    from bot.db.people import Person
    from bot.help.situations import Situation
    from bot.packs.library import Library
    from bot.values.phrases import Phrases


class Distress(Protocol):
    """What was heard in typed words: how urgent it is, and the help page that fits (None: the front page)."""

    @property
    def level(self) -> str:
        """`crisis`, or a lower level that gets a soft offer."""

    @property
    def situation(self) -> Situation | None:
        """The situation that the page is about."""

    @property
    def trouble(self) -> Situation | None:
        """The situation of the one in trouble, also where somebody else tells of it."""


class HearsDistress(Protocol):
    """Hears in typed words whether somebody may need help."""

    def hear(self, words: str) -> Distress | None:
        """Return what a typed message tells; None for nothing."""


@dataclass(frozen=True, slots=True)
class Stores:
    """Where people are kept: `durable` those who agreed, `visitors` (in memory) those who only look."""

    durable: Store
    visitors: Store


@dataclass(slots=True)
class Services:
    """What every turn may need. `take` replaces the library when packs change."""

    views: Views
    phrases: Mapping[str, Phrases]
    stores: Stores
    keys: Keys
    library: Library
    bot_id: int
    instance: Instance = field(default_factory=Instance)
    organisers: frozenset[int] = field(default_factory=frozenset, repr=False)
    """Telegram ids of those who run campaigns."""
    book: HelpBook = field(default_factory=package_book, repr=False)
    """The package's help pages and lines, with the lines that packs add."""
    detector: HearsDistress | None = field(default=None, repr=False)
    """Hears distress in typed words; without one only the words for help are heard."""
    tries: CodeAttempts = field(default_factory=CodeAttempts, repr=False)
    """Who has tried codes of classes lately."""
    wrong_keys: CodeAttempts = field(default_factory=CodeAttempts, repr=False)
    """Who has tapped wrong keys of profiles lately, in this process."""
    editions: ReadsEditions | None = field(default=None, repr=False)
    """Reads what editors have sent in; without it nothing can be tried out."""

    def __post_init__(self) -> None:
        self.instance.languages = self.phrases
        self.take(self.library)

    def take(self, library: Library) -> None:
        """Serve another library from now on; its help lines join those of the package."""
        self.library = library
        self.book = self.book.adding(library)

    def phrases_of(self, locale: str) -> Phrases:
        """Return the phrases of a locale; those of the source language if the bot does not speak it (any more)."""
        return self.phrases.get(locale) or self.phrases[SOURCE_LOCALE]

    def suggest_locale(self, language: str) -> str:
        """Return the locale for the language of a client, such as `zh-TW`; the source's if the bot does not speak
        it.
        """
        return spoken(language, self.phrases) or SOURCE_LOCALE

    def lookups(self, sender: int) -> tuple[bytes, ...]:
        """Return the look-ups under which a person may be known, newest key first."""
        return self.keys.lookups(self.bot_id, sender)

    def phone(self, sender: int) -> Phone:
        """Return the phone of a Telegram id."""
        return Phone(self.keys, self.bot_id, sender, self.wrong_keys)

    def visitor(self, db: Connection, incoming: Incoming, now: datetime, person: Person | None = None) -> Person:
        """Return the visitor from the store in memory (`person`, if they were found already), or a new one."""
        lookups = self.lookups(incoming.sender)
        person = person or people.find(db, lookups, now.date())
        if person is None:
            person = people.Person(key=people.new_key(), locale=self.suggest_locale(incoming.language))
            people.add(db, lookups[0], person, now.date())
        visitors.touch(db, person.key, now)
        return person

    def turn(self, db: Connection, person: Person, now: datetime, sender: int | None = None) -> Turn:
        """Return a turn of this person. `sender` is their Telegram id, which is also that of their private
        chat; below 0 it stands for somebody in a browser, who has no chat.
        """
        turn = Turn(
            self.phrases_of(person.locale),
            now,
            person.audience,
            person.country,
            person.text_mode,
            book=self.book,
            person=person,
            db=db,
            library=self.library,
            instance=self.instance,
            organiser=sender is not None and sender in self.organisers and self._organises(db, person, sender),
            keys=PersonKeys(self.keys, person.key),
            sender=Sender() if sender is None else self._sender(sender, person, now),
            preview=Preview(editions=self.editions, enter=self._try_out),
        )
        return self._try_out(turn) if turn.is_adult and person.agreed and sender is not None else turn

    def _sender(self, sender: int, person: Person, now: datetime) -> Sender:
        """Return who is in the chat; below 0 in a browser, where there is no phone and no chat."""
        has_chat = sender >= 0
        return Sender(
            self.phone(sender) if has_chat else None,
            OwnAttempts(self.tries, sender, now),
            (lambda: self.keys.seal(sender, person.key)) if has_chat else None,
        )

    def _try_out(self, turn: Turn) -> Turn:
        """Return the turn of an editor who tries an edition out as one of its readers; any other turn
        unchanged.
        """
        return turn if self.editions is None else self.editions.try_out(turn, self.library)

    def _organises(self, db: Connection, person: Person, sender: int) -> bool:
        """Whether this is the organiser whom the operator named; on a shared phone that is one adult."""
        if not person.picture:
            return True
        if not person.agreed or person.audience is None or person.audience.is_child:
            return False
        return people.organises(db, person.key, [one.key for one in self.phone(sender).resting(db)])
