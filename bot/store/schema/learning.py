"""Tables of people and what they have learnt."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from bot.store.schema.base import Moment, metadata, person_column

people = Table(
    "people",
    metadata,
    Column("key", LargeBinary(16), primary_key=True),
    Column("lookup", LargeBinary(33), nullable=False, unique=True),
    Column("audience", String(16)),
    Column("locale", String(16), nullable=False),
    Column("country", String(2), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("text_mode", Boolean, nullable=False),
    Column("agreed_text", String(32), nullable=False),
    Column("agreed_on", Date),
    Column("place", String(64), nullable=False),
    Column("reading", String(64), nullable=False),
    Column("seen_on", Date, nullable=False, index=True),
    Column("not_before", Moment),
    Column("blocked_on", Date),
    CheckConstraint("length(key) = 16", name="key"),
    sqlite_with_rowid=False,
)
# Partial, so that they hold the few people who rest or are away and cost the others nothing.
for _rare in (people.c.not_before, people.c.blocked_on):
    Index(None, _rare, sqlite_where=_rare.is_not(None), postgresql_where=_rare.is_not(None))

progress = Table(
    "progress",
    metadata,
    person_column(),
    Column("ref", String(64), primary_key=True),
    Column("card", String(16), nullable=False),
    Column("done_on", Date),
    sqlite_with_rowid=False,
)

attempts = Table(
    "attempts",
    metadata,
    person_column(),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("quiz", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("begun_on", Date, index=True),
    Column("closed_on", Date),
    UniqueConstraint("person", "quiz", "number"),
    sqlite_with_rowid=False,
)

asked = Table(
    "asked",
    metadata,
    person_column(),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("ref", String(64), nullable=False),
    Column("card", String(16), nullable=False),
    Column("meaning", String(64), nullable=False),
    ForeignKeyConstraint(["person", "attempt"], ["attempts.person", "attempts.attempt"], ondelete="CASCADE"),
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    metadata,
    person_column(),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("meaning", String(64), primary_key=True),
    Column("marks", String(8), nullable=False),
    Column("right", Boolean),
    Column("answered_on", Date, nullable=False),
    ForeignKeyConstraint(
        ["person", "attempt", "number"],
        ["asked.person", "asked.attempt", "asked.number"],
        ondelete="CASCADE",
    ),
    sqlite_with_rowid=False,
)

repeats = Table(
    "repeats",
    metadata,
    person_column(),
    Column("quiz", String(64), primary_key=True),
    Column("card", String(16), primary_key=True),
    Column("meaning", String(64), nullable=False),
    Column("state", String(64), nullable=False),
    Column("due_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

# How questions of the bank work, by wording: no person in it. `fresh`: up to four answers that wait for a fifth;
# the rest are sums over whole fives, just what may be shown (decision 0011).
findings = Table(
    "findings",
    metadata,
    Column("meaning", String(64), primary_key=True),
    Column("fresh", String(80), nullable=False),
    Column("answers", Integer, nullable=False),
    Column("least", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("misled", String(8), nullable=False),
    Column("pairs", Integer, nullable=False),
    Column("rights", Integer, nullable=False),
    Column("rests", BigInteger, nullable=False),
    Column("squares", BigInteger, nullable=False),
    Column("both", BigInteger, nullable=False),
    Column("last_on", Date, nullable=False, index=True),
    sqlite_with_rowid=False,
)
