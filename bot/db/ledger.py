"""The ledger: what is stored, why and for how long, as /privacy tells it; each table column names its line.

The sentences are English; the translations are in `locales` under the contexts `privacy` and `export`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

PRIVACY = "privacy"
"""The catalogues' context of the sentences of /privacy."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long something is kept; `retention` uses `period` (of children, if adults have another one)."""

    words: str
    period: timedelta
    adults: timedelta | None = None


WITH_YOU = Kept("Until /forget, or a year without a visit (adults: two)", timedelta(days=365), timedelta(days=730))
A_YEAR = Kept("Until pupils know it ended, 12 months at most", timedelta(days=365))
HALF_A_YEAR = Kept("180 days", timedelta(days=180))
TWO_DAYS = Kept("48 hours at most", timedelta(hours=48))
A_WEEK = Kept(
    "Until it comes, 7 days past its time at most; a browser until closed, 12 hours at most",
    timedelta(days=7),
)
A_MONTH = Kept("30 days", timedelta(days=30))
UNTIL_STOPPED = Kept("Until they are stopped; 30 days after I am blocked", timedelta(days=30))
WHILE_LINKED = Kept("Until the child or the adult ends it, or 90 days after the last look", timedelta(days=90))
AN_HOUR = Kept("60 quiet minutes, in memory only", timedelta(minutes=60))
WHILE_IT_RUNS = Kept("As long as the bot runs", timedelta.max)
"""For rows that belong to nobody and are overwritten, not erased; /privacy does not mention them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of /privacy: what is kept, why, how long. It addresses nobody: child and adult read the same words.
    Lines that concern only `adults` are shown to them alone.
    """

    what: str
    why: str
    kept: Kept
    adults: bool = False


IDENTITY = Line(
    "A random code instead of a name",
    "found by a scrambled form of the Telegram number (or return code), which cannot be read back",
    WITH_YOU,
)
SETTINGS = Line(
    "What is chosen: who you are (adults: since when), language, text mode, country, time zone; on a shared phone "
    "picture, key or its loss, who is there, who organises",
    "to show the right pages and help lines at the right hour",
    WITH_YOU,
)
AGREEMENT = Line(
    "The agreement to this page and its day",
    "as proof that it was asked for",
    WITH_YOU,
)
LAST_VISIT = Line(
    "The last page and the day of the last visit",
    "to go on from there; help pages are never kept",
    WITH_YOU,
)
WISHES = Line(
    "What may be sent (tips, campaigns) and when, and the chat's number, encrypted",
    "so that it comes on time, never twice",
    UNTIL_STOPPED,
)
PROGRESS = Line(
    "What is begun and finished, missed questions, flagged cards",
    "to show what is done, ask again until it is known, and count a flag once",
    WITH_YOU,
)
ANSWERS = Line(
    "What a quiz asked, the options chosen, what is asked once more, why a card was flagged, topics on which an "
    "adult found nothing. Of nobody: how questions, repetition and campaigns do, to how many help was shown, in "
    "tens of people; those topics, in fives",
    "to show results and mend cards; written words are never kept",
    HALF_A_YEAR,
)
DELIVERY = Line(
    "A message on its way, a browser opened from here, and the chat's number, encrypted",
    "so that nothing is lost, and the browser shows the right screens",
    A_WEEK,
)
UPDATES = Line(
    "Numbers of handled messages, without content or sender",
    "so that nothing counts twice",
    TWO_DAYS,
)
VISITOR = Line(
    "All of this but those numbers, for who only looks round",
    "so that the buttons work",
    AN_HOUR,
)
SENT = Line(
    "What I sent unasked, or why not",
    "so that it is never too much, and anyone can ask why",
    A_MONTH,
)
CLASS = Line(
    "Classes: alias, what is done, live quizzes; teachers' questions and PIN, encrypted",
    "to learn together; a teacher sees totals alone",
    A_YEAR,
)
FAMILY = Line(
    "A family link: picture, topics and plan that are shown; a duel of two, for a week",
    "so that an adult sees just what the child chose; a duel's answers go once both are done, its result a day "
    "later",
    WHILE_LINKED,
)
EDITING = Line(
    "Editors: number and role, also afterwards, and the partner's space; changes read, approved or to be read; "
    "notes, until the version is decided on, 180 days at most; the chat's number, encrypted, if news are wanted",
    "editors' work; packs stay under the number, which then means nobody",
    WITH_YOU,
    adults=True,
)
INSTALLATION = Line(
    "The bot's own marks: a proof of its key, the last time on its clock",
    "so that a wrong key or clock is noticed",
    WHILE_IT_RUNS,
)

LINES = (
    *(IDENTITY, SETTINGS, AGREEMENT, LAST_VISIT, WISHES, PROGRESS, ANSWERS, DELIVERY, UPDATES, VISITOR),
    *(SENT, CLASS, FAMILY, EDITING),
)
"""All lines of /privacy, in order."""
