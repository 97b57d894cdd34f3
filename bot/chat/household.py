"""Household: what the whole conversation shares, wired once by `app`: views, phrases, stores, keys, library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.chat.turn import Turn
from bot.help.helpbook import HelpBook, package_book
from bot.store import editions, editors, people, visitors
from bot.values.phrases import SOURCE_LOCALE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.distress import Detector
    from bot.chat.incoming import Incoming
    from bot.chat.views import Views
    from bot.packs.library import Library, Work
    from bot.packs.trials import Trials
    from bot.store.engine import Store
    from bot.store.keys import Keys
    from bot.store.people import Person
    from bot.values.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Stores:
    """Where people are kept: `durable` those who agreed, `visitors` (in memory) those who only look."""

    durable: Store
    visitors: Store


@dataclass(slots=True)
class Household:
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
    detector: Detector | None = field(default=None, repr=False)
    """Hears distress in typed words; without one only the words for help are heard."""
    projector: str = ""
    """The address under which the web edge is reached from outside, for projectors; empty: there is none."""
    trials: Trials | None = field(default=None, repr=False)
    """Reads editions that editors try out; without it none can be tried."""

    def __post_init__(self) -> None:
        self.take(self.library)

    def take(self, library: Library) -> None:
        """Serve another library from now on; its help lines join those of the package."""
        self.library = library
        self.book = self.book.adding(library)

    def phrases_of(self, locale: str) -> Phrases:
        """Return the phrases of a locale, English for one that the bot does not speak (any more)."""
        return self.phrases.get(locale) or self.phrases[SOURCE_LOCALE]

    def suggest_locale(self, language: str) -> str:
        """Return the locale for a Telegram client's language: Russian for Russian, else English."""
        wanted = language.replace("_", "-").split("-")[0].lower()
        return wanted if wanted in self.phrases else SOURCE_LOCALE

    def lookups(self, sender: int) -> tuple[bytes, ...]:
        """Return the look-ups under which a person may be known, newest key first."""
        return self.keys.lookups(self.bot_id, sender)

    def visitor(self, db: Connection, incoming: Incoming, now: datetime) -> Person:
        """Return the visitor of the store in memory, a new one if it has none (any more)."""
        lookups = self.lookups(incoming.sender)
        person = people.find(db, lookups, now.date())
        if person is None:
            person = people.Person(key=people.new_key(), locale=self.suggest_locale(incoming.language))
            people.add(db, lookups[0], person, now.date())
        visitors.touch(db, person.key, now)
        return person

    def turn(self, db: Connection, person: Person, now: datetime, sender: int | None = None) -> Turn:
        """Return a turn of this person; `sender` is their Telegram id, which is also their private chat's."""
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
            languages=self.phrases,
            organiser=sender in self.organisers,
            works_in=self.works_in,
            enter_trial=self._try_out,
            seal=None if sender is None else lambda: self.keys.seal(sender, person.key),
        )
        if turn.is_adult and turn.person.agreed and sender is not None:
            self._try_out(turn)
        return turn

    def _try_out(self, turn: Turn) -> None:
        """Let an editor see what a reader of an edition would see: their language, their pages, that edition."""
        trial = editors.trial_of(turn.db, turn.person.key)
        edition = editions.get(turn.db, trial.edition) if trial else None
        if trial is None or edition is None or self.trials is None:
            return
        digest, works = self._read(turn.db, edition.edition, self.trials)
        turn.library = self.trials.library(self.library, edition.pack, digest, works)
        turn.trial, turn.audience = edition.edition, trial.audience
        turn.phrases = self.phrases_of(trial.locale)

    def works_in(self, db: Connection, edition: int) -> list[Work]:
        """Return the works of an edition as if all of it were approved; none where nothing can be tried out."""
        return [] if self.trials is None else self._read(db, edition, self.trials)[1]

    @staticmethod
    def _read(db: Connection, edition: int, trials: Trials) -> tuple[str, list[Work]]:
        """Return the digest of an edition and its works."""
        digest = editions.digest(db, edition)
        return digest, trials.works(digest, lambda: editions.content(db, edition))
