"""The ledger: why each column exists and how long it is kept, in plain words; `/privacy` is printed from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Words:
    """A phrase in the two languages the project is written in; other locales get English."""

    en: str
    ru: str

    def said_in(self, locale: str) -> str:
        """Return the phrase for a locale (`ru`, `en`, `ru-RU`)."""
        return self.ru if locale.partition("-")[0] == "ru" else self.en


@dataclass(frozen=True, slots=True)
class Kept:
    """How long something is kept; `retention` acts on `period` (of children, where adults have their own)."""

    words: Words
    period: timedelta
    adults: timedelta | None = None


WITH_YOU = Kept(
    Words(
        "Until you say /forget, or a year without a visit (adults: two)",
        "До /forget или год без визитов (взрослые: два)",
    ),
    timedelta(days=365),
    timedelta(days=730),
)
A_YEAR = Kept(
    Words("Until the class ends, 12 months at most", "Пока есть класс, не дольше 12 месяцев"), timedelta(days=365)
)
HALF_A_YEAR = Kept(Words("180 days", "180 дней"), timedelta(days=180))
TWO_DAYS = Kept(Words("At most 48 hours", "Не дольше 48 часов"), timedelta(hours=48))
A_WEEK = Kept(
    Words("Until it has arrived; if it cannot be sent, 7 days", "Пока не дойдёт; если не доходит — 7 дней"),
    timedelta(days=7),
)
A_MONTH = Kept(Words("30 days", "30 дней"), timedelta(days=30))
UNTIL_STOPPED = Kept(
    Words("Until you stop it; 30 days after you block me", "До отказа; через 30 дней после блокировки"),
    timedelta(days=30),
)
AN_HOUR = Kept(
    Words("60 quiet minutes, in memory only", "60 минут без действий, только в оперативной памяти"),
    timedelta(minutes=60),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of `/privacy`: what is kept, why, how long. Every field belongs to one."""

    what: Words
    why: Words
    kept: Kept


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name for a person's own export, its purpose, and the line of `/privacy` that tells of it."""

    table: str
    column: str
    name: Words
    purpose: Words
    line: Line

    @property
    def kept(self) -> Kept:
        """How long the column's values are kept."""
        return self.line.kept


def row_of(table: str, line: Line) -> Field:
    """Return the field that ties a row of this table to its person."""
    return Field(table, "person", Words("your code", "код"), Words("whose row it is", "чья это запись"), line)


@dataclass(frozen=True, slots=True)
class Plain:
    """A line of `/privacy` in one language."""

    what: str
    why: str
    kept: str


def plain(locale: str) -> list[Plain]:
    """Return the ledger as about a dozen plain lines, in the order of the tables."""
    from bot.store.fields import FIELDS  # noqa: PLC0415 - the data speaks in this module's words: no ring at import

    lines = dict.fromkeys(field.line for field in FIELDS)
    return [
        Plain(line.what.said_in(locale), line.why.said_in(locale), line.kept.words.said_in(locale))
        for line in lines
    ]


def table_name(table: str, locale: str) -> str:
    """Return a table's name in plain words, for a person's own export."""
    from bot.store.fields import TABLES  # noqa: PLC0415 - as above

    return TABLES[table].said_in(locale)


def column_name(table: str, column: str, locale: str) -> str:
    """Return a column's name in plain words, for a person's own export."""
    from bot.store.fields import NAMES  # noqa: PLC0415 - as above

    return NAMES[table, column].said_in(locale)
