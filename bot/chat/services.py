"""Services: what the whole conversation shares, wired once by `app`: views, phrases, stores, keys, library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.chat.code_attempts import CodeAttempts
from bot.chat.phone import Phone
from bot.chat.turn import Turn
from bot.db import people, visitors
from bot.help.help_book import HelpBook, package_book
from bot.values.locales import SOURCE_LOCALE
from bot.values.repetition import Repetition

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
        """`crisis`, or what gets a soft offer."""

    @property
    def situation(self) -> Situation | None:
        """The situation that the page is about."""


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
    """What every turn may need. `take` replaces the library when packs change; `bot_name` is known once Telegram
    has told it; `operator` is who answers for the data.
    """

    views: Views
    phrases: Mapping[str, Phrases]
    stores: Stores
    keys: Keys
    library: Library
    bot_id: int
    bot_name: str = ""
    operator: str = ""
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
    projector: str = ""
    """The address under which the web edge is reached from outside, for projectors; empty: there is none."""
    bulk_rate: int = 30
    """Messages a second that may go out unasked, by the operator's settings; a forecast needs it."""
    repetition: Repetition = Repetition.SPACED
    """By which rule missed questions come back."""
    editions: ReadsEditions | None = field(default=None, repr=False)
    """Reads what editors have sent in; without it nothing can be tried out."""

    def __post_init__(self) -> None:
        self.take(self.library)

    def take(self, library: Library) -> None:
        """Serve another library from now on; its help lines join those of the package."""
        self.library = library
        self.book = self.book.adding(library)

    def phrases_of(self, locale: str) -> Phrases:
        """Return the phrases of a locale, the source's for one that the bot does not speak (any more)."""
        return self.phrases.get(locale) or self.phrases[SOURCE_LOCALE]

    def suggest_locale(self, language: str) -> str:
        """Return the locale for a Telegram client's language, the source's for one that the bot does not speak."""
        wanted = language.replace("_", "-").split("-")[0].lower()
        return wanted if wanted in self.phrases else SOURCE_LOCALE

    def lookups(self, sender: int) -> tuple[bytes, ...]:
        """Return the look-ups under which a person may be known, newest key first."""
        return self.keys.lookups(self.bot_id, sender)

    def phone(self, sender: int) -> Phone:
        """Return the phone of a Telegram id."""
        return Phone(self.keys, self.bot_id, sender, self.wrong_keys)

    def visitor(self, db: Connection, incoming: Incoming, now: datetime, person: Person | None = None) -> Person:
        """Return the visitor of the store in memory (`person`, where they were found already), a new one if it has
        none (any more).
        """
        lookups = self.lookups(incoming.sender)
        person = person or people.find(db, lookups, now.date())
        if person is None:
            person = people.Person(key=people.new_key(), locale=self.suggest_locale(incoming.language))
            people.add(db, lookups[0], person, now.date())
        visitors.touch(db, person.key, now)
        return person

    def turn(self, db: Connection, person: Person, now: datetime, sender: int | None = None) -> Turn:
        """Return a turn of this person; `sender` is their Telegram id, which is also their private chat's; below 0
        it is that of somebody in a browser, who has no chat.
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
            bot=self.bot_name,
            operator=self.operator,
            projector=self.projector,
            bulk_rate=self.bulk_rate,
            repetition=self.repetition,
            languages=self.phrases,
            organiser=sender in self.organisers and _may_organise(person),
            phone=None if sender is None or sender < 0 else self.phone(sender),
            editions=self.editions,
            enter_trial=self._try_out,
            may_try_code=None if sender is None else lambda: self.tries.may_try(sender, now),
            seal_words=lambda words: self.keys.wrap(words, person.key),
            open_words=lambda sealed: self.keys.unwrap(sealed, person.key),
            seal=None if sender is None or sender < 0 else lambda: self.keys.seal(sender, person.key),
        )
        return self._try_out(turn) if turn.is_adult and person.agreed and sender is not None else turn

    def _try_out(self, turn: Turn) -> Turn:
        """Return the turn of an editor who tries an edition out as one of its reader; any other turn as it is."""
        return turn if self.editions is None else self.editions.try_out(turn, self.library)


def _may_organise(person: Person) -> bool:
    """Whether this may be the one whom the operator named: on a shared phone it is a grown-up."""
    return not person.picture or (person.agreed and person.audience is not None and not person.audience.is_child)
