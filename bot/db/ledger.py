"""The ledger: what is kept, why and for how long, as /privacy tells it; each column of the tables names its line.

The sentences are English; what other languages say stands in `locales` under the contexts `privacy` and `export`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.db.base import EXPORT, LINE, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column

PRIVACY = "privacy"
"""The catalogues' context of what /privacy says."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long something is kept; `retention` acts on `period` (of children, where adults have their own)."""

    words: str
    period: timedelta
    adults: timedelta | None = None


WITH_YOU = Kept(
    "Until you say /forget, or a year without a visit (adults: two)", timedelta(days=365), timedelta(days=730)
)
A_YEAR = Kept("Until the class ends, 12 months at most", timedelta(days=365))
HALF_A_YEAR = Kept("180 days", timedelta(days=180))
TWO_DAYS = Kept("At most 48 hours", timedelta(hours=48))
A_WEEK = Kept(
    "Until it has arrived, 7 days at most; a browser until you close it, 12 hours at most", timedelta(days=7)
)
A_MONTH = Kept("30 days", timedelta(days=30))
UNTIL_STOPPED = Kept("Until you stop it; 30 days after you block me", timedelta(days=30))
AN_HOUR = Kept("60 quiet minutes, in memory only", timedelta(minutes=60))
WHILE_IT_RUNS = Kept("As long as the bot runs", timedelta.max)
"""For what is of nobody and is written over, not erased; /privacy does not tell of it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of /privacy: what is kept, why, how long."""

    what: str
    why: str
    kept: Kept


IDENTITY = Line(
    "A random code instead of your name",
    "with a scrambled form of your Telegram number I know you again; I cannot read the number back from it",
    WITH_YOU,
)
SETTINGS = Line(
    "What you chose (who you are, language, text mode, country, time zone)",
    "so that you get what suits you, the right help lines, the right hour",
    WITH_YOU,
)
AGREEMENT = Line(
    "That you agreed to this page, and on which day",
    "as proof that you were asked",
    WITH_YOU,
)
LAST_VISIT = Line(
    "The page where you stopped and the day of your last visit",
    "so that you can go on from there; help pages are never kept",
    WITH_YOU,
)
WISHES = Line(
    "What you asked me to send (tips, campaigns), when I may write, and your encrypted chat number",
    "so that it comes at your hour, never twice",
    UNTIL_STOPPED,
)
PROGRESS = Line(
    "What you have begun and finished (lessons, stories, quizzes, practice), which cards you flagged",
    "so that you see what is done, a quiz knows your next go, a flag counts once",
    WITH_YOU,
)
ANSWERS = Line(
    "What a quiz asked and which options you chose, why you flagged a card, topics on which an adult found "
    "nothing; without you in it: how questions work and campaigns went, in tens of people, and these topics, in "
    "fives",
    "to show your result, to mend cards and write new ones; words that you write are never kept",
    HALF_A_YEAR,
)
REPEATS = Line(
    "Questions that you missed",
    "so that they come back until you know them",
    WITH_YOU,
)
DELIVERY = Line(
    "A message on its way, a browser that you opened from here, and your encrypted chat number",
    "so that no message is lost, and the browser shows your screens",
    A_WEEK,
)
UPDATES = Line(
    "Numbers of handled messages, without their content or sender",
    "so that nothing counts twice",
    TWO_DAYS,
)
VISITOR = Line(
    "All of this, if you only look round",
    "so that the buttons work",
    AN_HOUR,
)
SENT = Line(
    "What I sent you first, or why I did not",
    "so that it is never too much, and anyone can ask why",
    A_MONTH,
)
CLASS = Line(
    "Your classes, your alias there, what is done; a live quiz while it lasts",
    "to learn together; a teacher sees totals alone",
    A_YEAR,
)
EDITING = Line(
    "Editors: your number and role, also after you stop; which changes you have read; your encrypted chat number, "
    "if you wish for news of your packs",
    "editors' work; packs and notes stay under the number, which then means nobody",
    WITH_YOU,
)
INSTALLATION = Line(
    "The bot's own marks: a proof of its key, the last time on its clock",
    "so that a wrong key or clock is noticed",
    WHILE_IT_RUNS,
)

LINES = (
    *(IDENTITY, SETTINGS, AGREEMENT, LAST_VISIT, WISHES, PROGRESS, ANSWERS, REPEATS, DELIVERY, UPDATES, VISITOR),
    *(SENT, CLASS, EDITING),
)
"""What /privacy tells, in this order."""


def columns() -> Iterator[tuple[Column[object], Line]]:
    """Return every column of the store with its line. Its tables have to be imported (`bot.db.schema`)."""
    return ((column, column.info[LINE]) for table in metadata.sorted_tables for column in table.c)


def name_of(table: str, column: str = "") -> tuple[str, str]:
    """Return the name in /export of a table of a person, or of its column: its context in the catalogues and the
    English.

    Errors: KeyError for what no person's export holds.
    """
    here = metadata.tables[table]
    found: tuple[str, str] = (here.c[column] if column else here).info[EXPORT]
    return found


def phrases() -> set[tuple[str, str]]:
    """Return all that /privacy and /export say of the tables, to be translated: contexts and English sentences."""
    told = {words for line in LINES for words in (line.what, line.why, line.kept.words)}
    named = (one.info.get(EXPORT) for table in metadata.sorted_tables for one in (table, *table.c))
    return {(PRIVACY, words) for words in told} | {name for name in named if name}
