"""Turn: a view's whole context: the person, the moment, the language, the library and the store."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.chat.incoming import Words
from bot.chat.instance import Instance
from bot.chat.notification_policy import moment
from bot.db import deliveries, people
from bot.db.deliveries import Visit
from bot.help.help_book import HelpBook, package_book
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection

    from bot.chat.aftercare import HelpTalk
    from bot.chat.code_attempts import OwnAttempts
    from bot.chat.incoming import What
    from bot.chat.phone import Phone
    from bot.db.keys import Keys
    from bot.db.people import Person
    from bot.packs.changes import Change
    from bot.packs.library import Library
    from bot.packs.pack import Pack
    from bot.packs.translate.translation import Entry
    from bot.packs.work import Work
    from bot.values.page import Page
    from bot.values.phrases import Phrases
    from bot.values.why import Why


@dataclass(frozen=True, slots=True)
class Recent:
    """What memory knows of the talk so far; it is stored nowhere."""

    first_message: int = 0
    """The message with which this talk about help began, for "delete this"; 0 when it is not known."""
    helped: bool = False
    """Help was shown within the last half hour: nothing counts, cheers or reminds."""
    beside: str = ""
    """The path of the open question that the last answer stood beside; it need not be shown whole again."""
    aside: str = ""
    """The path of the answer in passing, to small talk or a search, that came last; empty after anything else."""
    talk: HelpTalk | None = None
    """What Help is about, for words that the person has just typed."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The part of a person that Help needs, known without the database: language, country, audience, now."""

    phrases: Phrases
    now: datetime
    """Aware, UTC."""
    audience: Audience | None = None
    country: str = ""
    """ISO 3166 code of two letters; empty when the person has not said."""
    text_mode: bool = False
    book: HelpBook = field(default_factory=package_book, kw_only=True, repr=False)
    """Help pages and help lines: those of the package, and lines that packs add."""

    recent: Recent = field(default=Recent(), kw_only=True)
    """What memory knows of the talk until now."""
    picture: str = field(default="", kw_only=True)
    """Tells them apart from others on the same phone; empty for people who do not share a phone."""

    @property
    def locale(self) -> str:
        """The language of this turn, such as `ru`."""
        return self.phrases.locale

    @property
    def own_picture(self) -> str:
        """The picture of this person, as it is now."""
        return self.picture

    @property
    def is_adult(self) -> bool:
        """Whether this is a parent or an educator; people who have not said count as children."""
        return self.audience is not None and not self.audience.is_child

    def say(self, msgid: str, /, **values: object) -> str:
        """Return a phrase of the bot in the person's language, its `{names}` filled in."""
        return self.phrases.say(msgid, adult=self.is_adult, **values)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return a phrase in the plural form for `number`."""
        return self.phrases.count(one, many, number, **values)


class ReadsEditions(Protocol):
    """Reads editions of packs that editors have sent in."""

    def try_out(self, turn: Turn, around: Library) -> Turn:
        """Return the turn of an editor who tries an edition out as one of its readers, with the edition in the
        library `around`; any other turn unchanged.
        """

    def works(self, db: Connection, edition: int) -> list[Work]:
        """Return the works of an edition as if all of it were approved."""

    def pack(self, db: Connection, edition: int) -> Pack | None:
        """Return an edition as its author wrote it; None where it cannot be read."""

    def translation(self, db: Connection, edition: int, locale: str) -> Mapping[str, Sequence[Entry]]:
        """Return the units of an edition with their translations, by source file; none where it cannot be read."""

    def changes(self, db: Connection, edition: int, before: int | None = None) -> Sequence[Change] | None:
        """Return the changes of an edition against the edition `before` (None: the one of its pack that
        serves); None if one of them cannot be read.
        """


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """The keys, as far as one person's own rows need them."""

    keys: Keys
    person: bytes
    """The person's key."""

    def seal(self, words: bytes) -> bytes:
        """Seal the person's own words."""
        return self.keys.wrap(words, self.person)

    def open(self, sealed: bytes) -> bytes:
        """Open what `seal` has sealed. Errors: SealedError for somebody else's words."""
        return self.keys.unwrap(sealed, self.person)


@dataclass(frozen=True, slots=True)
class Sender:
    """The person who is in the chat now, known in memory only."""

    phone: Phone | None = None
    """The phone, which others may share; None in a browser and in a planned visit."""
    code_attempts: OwnAttempts | None = None
    """Their tries at codes of classes; None in a planned visit."""
    seal: Callable[[], bytes] | None = None
    """Seals the chat's id for a visit that the person has agreed to; None where there is no chat."""
    in_browser: bool = False
    """Whether they are in a browser now, as a visitor, a pupil, or from the chat."""


@dataclass(frozen=True, slots=True)
class Preview:
    """How an editor tries an edition of a pack out as one of its readers."""

    edition: int = 0
    """The edition that is tried out; 0 for almost everybody."""
    editions: ReadsEditions | None = None
    """Reads what editors have sent in; None where nothing can be tried out."""
    enter: Callable[[Turn], Turn] | None = None
    """Returns a turn as one of the preview that the editor has just begun."""
    way_out: Page | None = None
    """Where the preview ends; None while nothing is tried out."""


@dataclass(frozen=True, slots=True)
class Turn(Reader):
    """One step of one person: everything a view may use. A view changes nothing in it: it returns what it
    decides (`views.Outcome`).
    """

    person: Person = field(kw_only=True)
    db: Connection = field(kw_only=True, repr=False)
    library: Library = field(kw_only=True, repr=False)
    instance: Instance = field(default_factory=Instance, kw_only=True)
    """This bot, as its operator set it up."""
    given: What | None = field(default=None, kw_only=True, repr=False)
    """What led here, for a view that takes it: typed words, a file that was sent; never store it."""
    keys: PersonKeys | None = field(default=None, kw_only=True, repr=False)
    """Seals and opens the person's own words for their own rows; None where nothing is sealed."""
    sender: Sender = field(default=Sender(), kw_only=True, repr=False)
    """Who is in the chat just now; nobody in a planned visit."""
    organiser: bool = field(default=False, kw_only=True)
    """Whether the operator named this person as one who runs campaigns (`ADMIN_IDS`)."""
    unasked: bool = field(default=False, kw_only=True)
    """Whether this is the doorway of a planned visit, which may have nothing to show, and not an answer."""
    preview: Preview = field(default=Preview(), kw_only=True, repr=False)
    """Which edition of a pack is tried out, if any."""

    def choose(self, **choices: str | bool | None) -> Turn:
        """Store what the person has chosen (see `people.change`); return the turn as it is from then on."""
        person = replace(self.person, **choices)  # type: ignore[arg-type]  # `people.change` checks names
        if person != self.person:
            people.change(self.db, person.key, self.today, **choices)
        after = replace(self, person=person, country=person.country, text_mode=person.text_mode)
        return after if self.preview.edition else after.as_oneself()

    def as_oneself(self) -> Turn:
        """Return the turn as the person's own, and not that of a reader they try out."""
        nothing = replace(self.preview, edition=0, way_out=None)
        return replace(self.in_language(self.person.locale), preview=nothing, audience=self.person.audience)

    def in_language(self, locale: str) -> Turn:
        """Return the turn in another language; unchanged if the bot does not speak that one (any more)."""
        return replace(self, phrases=self.instance.languages.get(locale, self.phrases))

    def drop_planned(self, why: str = "") -> None:
        """Drop what is planned for the person: everything, or what was planned for one reason."""
        deliveries.drop_person(self.db, self.person.key, why)

    def clock_of(self, moment: datetime) -> str:
        """Return a moment as the time of day at the person's place, such as `19:30`."""
        return self.phrases.language.time(moment.astimezone(ZoneInfo(self.person.clock or "UTC")))

    def clock(self, zone: str) -> str:
        """Return the time of day in a zone, such as `14:05`."""
        return self.phrases.language.time(self.now.astimezone(ZoneInfo(zone)))

    def plan(self, page: Page, why: Why, due_at: datetime, good_until: datetime | None = None) -> bool:
        """Plan a visit that the person has just agreed to, in place of one planned before for the same reason;
        the chat's id is kept, sealed, until then.

        False when there is nobody to send to: the bot does not write to visitors, and a planned visit does not
        plan another.
        """
        chat = self.sealed_chat()
        if chat is None:
            return False
        deliveries.drop_person(self.db, self.person.key, why)
        return deliveries.plan(self.db, self.person.key, chat, Visit(page.path, why, due_at, good_until))

    def sealed_chat(self) -> bytes | None:
        """Return the chat's id sealed for the person's own rows, for a purpose that they have just agreed to.
        None for a visitor and in a planned visit: then nobody may be written to.
        """
        return self.sender.seal() if self.sender.seal is not None and self.person.agreed else None

    def sealed_words(self, words: bytes) -> bytes:
        """Return the person's own words sealed for their own rows. Errors: ValueError in a turn without keys."""
        if self.keys is None:
            raise ValueError("this turn has no keys")
        return self.keys.seal(words)

    def opened_words(self, sealed: bytes) -> bytes:
        """Open what `sealed_words` has sealed. Errors: ValueError in a turn without keys; SealedError."""
        if self.keys is None:
            raise ValueError("this turn has no keys")
        return self.keys.open(sealed)

    def rest(self, until: datetime | None = None) -> None:
        """Send nothing unasked until then, or until the person's next morning."""
        people.rest(self.db, self.person.key, until or self.tomorrow)

    @property
    def in_browser(self) -> bool:
        """Whether the answer is read in a browser: nobody is led there then, addresses are those of the web."""
        return self.sender.in_browser

    @property
    def typed(self) -> str:
        """The typed words that led here; empty for anything else. Never store them."""
        return self.given.words if isinstance(self.given, Words) else ""

    @property
    def own_picture(self) -> str:
        """The picture of this person, as it is now."""
        return self.person.picture

    @property
    def tomorrow(self) -> datetime:
        """The moment when the quiet hours of the person's next night are over."""
        return self.morning(1)

    def morning(self, days: int) -> datetime:
        """Return the moment, so many days from today, when the quiet hours of the person's night are over."""
        return moment(self.today + timedelta(days=days), time(self.reads.awake[0]), self.person.clock)

    def agree(self, text: str) -> Turn:
        """Record that the person agreed to the privacy text of this version; from now on they are remembered.
        Returns the turn as it is from then on.
        """
        people.agree(self.db, self.person.key, text, self.today)
        return replace(self, person=replace(self.person, agreed=True))

    @property
    def today(self) -> date:
        """The date of the person's own day."""
        return self.now.astimezone(ZoneInfo(self.person.clock) if self.person.clock else UTC).date()

    @property
    def reads(self) -> Audience:
        """The audience whose content is offered; people who have not said get the content for 9–11."""
        return self.audience or Audience.TIER_9_11
