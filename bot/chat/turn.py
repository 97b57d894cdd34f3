"""Turn: a view's whole context. Who, now, which language, library and store."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.chat.notification_policy import moment
from bot.db import deliveries, people
from bot.db.deliveries import Visit
from bot.help.help_book import HelpBook, package_book
from bot.values.audience import Audience
from bot.values.repetition import Repetition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection

    from bot.chat.phone import Phone
    from bot.db.people import Person
    from bot.packs.changes import Change
    from bot.packs.library import Library
    from bot.packs.own_words import BroughtQuestions
    from bot.packs.pack import Pack
    from bot.packs.translate.translation import Entry
    from bot.packs.upload.upload import PackUpload
    from bot.packs.work import Work
    from bot.values.page import Page
    from bot.values.phrases import Phrases
    from bot.values.why import Why


@dataclass(frozen=True, slots=True)
class Reader:
    """As much of a person as Help needs, known without the database: language, country, audience, now."""

    phrases: Phrases
    now: datetime
    """Aware, UTC."""
    audience: Audience | None = None
    country: str = ""
    """ISO 3166 code of two letters; empty when the person has not said."""
    text_mode: bool = False
    book: HelpBook = field(default_factory=package_book, kw_only=True, repr=False)
    """Help pages and help lines: those of the package, and lines that packs add."""

    first_message: int = field(default=0, kw_only=True)
    """The message with which this talk about help began, for "delete this"; 0 when it is not known."""
    picture: str = field(default="", kw_only=True)
    """By which they are told apart from others on the same phone; empty for who has it to themselves."""

    @property
    def locale(self) -> str:
        """The language of this turn, such as `ru`."""
        return self.phrases.locale

    @property
    def own_picture(self) -> str:
        """The picture of whoever this is, as it is now."""
        return self.picture

    @property
    def is_adult(self) -> bool:
        """Whether this is a parent or an educator; who has not said counts as a child."""
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
        """Return the turn of an editor who tries an edition out as one of its reader, with the edition in the
        library `around`; any other turn as it is.
        """

    def works(self, db: Connection, edition: int) -> list[Work]:
        """Return the works of an edition as if all of it were approved."""

    def pack(self, db: Connection, edition: int) -> Pack | None:
        """Return an edition as its author wrote it; None where it cannot be read."""

    def translation(self, db: Connection, edition: int, locale: str) -> Mapping[str, Sequence[Entry]]:
        """Return the units of an edition with their translations, by source file; none where it cannot be read."""

    def changes(self, db: Connection, edition: int, before: int | None = None) -> Sequence[Change] | None:
        """Return what an edition says differently from the edition `before` (None: from the one of its pack that
        serves); None where one of them cannot be read.
        """


@dataclass(frozen=True, slots=True)
class Turn(Reader):
    """One step of one person: everything a view may use. `typed` is the message in hand; never store it. A view
    changes nothing in it: what it decides it returns (`views.Outcome`).
    """

    person: Person = field(kw_only=True)
    db: Connection = field(kw_only=True, repr=False)
    library: Library = field(kw_only=True, repr=False)
    bot: str = field(default="", kw_only=True)
    """The bot's username, for deep links."""
    operator: str = field(default="", kw_only=True)
    """Who answers for the data and how to reach them; empty when the operator has not said."""
    typed: str = field(default="", kw_only=True, repr=False)
    links: tuple[str, ...] = field(default=(), kw_only=True, repr=False)
    """The addresses that stand behind the words in hand; never store them."""
    languages: Mapping[str, Phrases] = field(default_factory=dict, kw_only=True, repr=False)
    """The phrases of every locale that the bot speaks."""
    seal: Callable[[], bytes] | None = field(default=None, kw_only=True, repr=False)
    """Seals the chat's id for a visit that the person has agreed to; None in a planned visit."""
    seal_words: Callable[[bytes], bytes] | None = field(default=None, kw_only=True, repr=False)
    """Seals the person's own words for their own rows."""
    open_words: Callable[[bytes], bytes] | None = field(default=None, kw_only=True, repr=False)
    """Opens what `seal_words` has sealed. Errors: SealedError for what is somebody else's."""
    may_try_code: Callable[[], bool] | None = field(default=None, kw_only=True, repr=False)
    """Counts a try at a class's code by who is in the chat; False after too many. None in a planned visit."""
    phone: Phone | None = field(default=None, kw_only=True, repr=False)
    """The phone, which others may share; None in a planned visit, and for who has no chat."""
    organiser: bool = field(default=False, kw_only=True)
    """Whether the operator named this person as one who runs campaigns (`ADMIN_IDS`)."""
    projector: str = field(default="", kw_only=True)
    """The address under which the projector's pages are reached; empty where the bot serves none."""
    bulk_rate: int = field(default=30, kw_only=True)
    """Messages a second that may go out unasked."""
    repetition: Repetition = field(default=Repetition.SPACED, kw_only=True)
    """By which rule missed questions come back."""
    unasked: bool = field(default=False, kw_only=True)
    """Whether this is the doorway of a planned visit, which may have nothing to show, and not an answer."""
    upload: PackUpload | None = field(default=None, kw_only=True, repr=False)
    """What an editor has just sent."""
    in_check: bool = field(default=False, kw_only=True)
    """Whether an editor has just sent a file, which is checked when this turn is over."""
    sheet: bytes | None = field(default=None, kw_only=True, repr=False)
    """The sheet of results from paper that a teacher has just sent; never store it."""
    brought: BroughtQuestions | None = field(default=None, kw_only=True, repr=False)
    """Questions of a teacher's own from a file that they have just sent; store them sealed alone."""
    trial: int = field(default=0, kw_only=True)
    """The edition that an editor tries out, as somebody else; 0 for almost everybody."""
    editions: ReadsEditions | None = field(default=None, kw_only=True, repr=False)
    """Reads what editors have sent in; None where nothing can be tried out."""
    enter_trial: Callable[[Turn], Turn] | None = field(default=None, kw_only=True, repr=False)
    """Returns this turn as one of the trial that the editor has just begun."""
    gently: bool = field(default=False, kw_only=True)
    """Help was shown within the last half hour: nothing counts, cheers or reminds."""
    beside: str = field(default="", kw_only=True)
    """The path of the open question that the last answer stood beside; it need not be shown whole again."""
    aside: str = field(default="", kw_only=True)
    """The path of the answer in passing, to small talk or a search, that came last; empty after anything else."""

    def choose(self, **choices: str | bool | None) -> Turn:
        """Store what the person has chosen (see `people.change`); return the turn as it is from then on."""
        person = replace(self.person, **choices)  # type: ignore[arg-type]  # `people.change` checks names
        if person != self.person:
            people.change(self.db, person.key, **choices)
        after = replace(self, person=person, country=person.country, text_mode=person.text_mode)
        return after if self.trial else after.as_oneself()

    def as_oneself(self) -> Turn:
        """Return the turn as one of the person, and not of a reader whom they try out."""
        return replace(self.in_language(self.person.locale), trial=0, audience=self.person.audience)

    def in_language(self, locale: str) -> Turn:
        """Return the turn in another language; as it is, if the bot does not speak that one (any more)."""
        return replace(self, phrases=self.languages.get(locale, self.phrases))

    def drop_planned(self, why: str = "") -> None:
        """Drop what is planned for the person, all of it or what was planned for one reason."""
        deliveries.drop_person(self.db, self.person.key, why)

    def clock_of(self, moment: datetime) -> str:
        """Return a moment as the time of day at the person's place, such as `19:30`."""
        return self.phrases.language.time(moment.astimezone(ZoneInfo(self.person.clock or "UTC")))

    def clock(self, zone: str) -> str:
        """Return the time of day in a zone, such as `14:05`."""
        return self.phrases.language.time(self.now.astimezone(ZoneInfo(zone)))

    def plan(self, page: Page, why: Why, due_at: datetime, good_until: datetime | None = None) -> bool:
        """Plan a visit that the person has just agreed to, instead of one planned before for the same reason; the
        chat's id is kept, sealed, until then. False when there is nobody to send to (a visitor is not written to,
        nor is one planned visit planned by another).
        """
        chat = self.sealed_chat()
        if chat is None:
            return False
        deliveries.drop_person(self.db, self.person.key, why)
        return deliveries.plan(self.db, self.person.key, chat, Visit(page.path, why, due_at, good_until))

    def sealed_chat(self) -> bytes | None:
        """Return the chat's id sealed for the person's own rows, for a purpose that they have just agreed to; None
        for a visitor and in a planned visit: nobody may be written to then.
        """
        return self.seal() if self.seal is not None and self.person.agreed else None

    def sealed_words(self, words: bytes) -> bytes:
        """Return the person's own words sealed for their own rows. Errors: ValueError in a turn without keys."""
        if self.seal_words is None:
            raise ValueError("this turn has no keys")
        return self.seal_words(words)

    def opened_words(self, sealed: bytes) -> bytes:
        """Open what `sealed_words` has sealed. Errors: ValueError in a turn without keys; SealedError."""
        if self.open_words is None:
            raise ValueError("this turn has no keys")
        return self.open_words(sealed)

    def rest(self, until: datetime | None = None) -> None:
        """Let nothing come unasked until then, or the person's next morning."""
        people.rest(self.db, self.person.key, until or self.tomorrow)

    @property
    def own_picture(self) -> str:
        """The picture of whoever this is, as it is now."""
        return self.person.picture

    @property
    def tomorrow(self) -> datetime:
        """The moment when the quiet hours of the person's next night are over."""
        return self.morning(1)

    def morning(self, days: int) -> datetime:
        """Return the moment, so many days from today, when the quiet hours of the person's night are over."""
        return moment(self.today + timedelta(days=days), time(self.reads.awake[0]), self.person.clock)

    def agree(self, text: str) -> Turn:
        """Record that the person agreed to the privacy text of this version: from now on they are remembered.
        Return the turn as it is from then on.
        """
        people.agree(self.db, self.person.key, text, self.today)
        return replace(self, person=replace(self.person, agreed=True))

    @property
    def today(self) -> date:
        """The person's own day."""
        return self.now.astimezone(ZoneInfo(self.person.clock) if self.person.clock else UTC).date()

    @property
    def reads(self) -> Audience:
        """The audience whose content is offered; who has not said is offered the youngest readers' of 9–11."""
        return self.audience or Audience.TIER_9_11
