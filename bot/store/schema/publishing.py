"""The tables of publishing: who edits, what they sent in, which edition of a pack serves, who did what; flags.

A person stands in `editors` and `flagged` alone. What editors do names an editor's number, which means nobody
after /forget; flags are counted without persons.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from bot.store.schema.base import SEALED, Moment, metadata, person_column

_SERIAL = BigInteger().with_variant(Integer, "sqlite")

editors = Table(
    "editors",
    metadata,
    person_column(),
    Column("number", Integer, nullable=False, unique=True),
    Column("duty", String(16), nullable=False),
    Column("since", Date, nullable=False),
    Column("trial", String(48), nullable=False),
    Column("chat", LargeBinary(64), info={SEALED: True}),
    sqlite_with_rowid=False,
)

invitations = Table(
    "invitations",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("duty", String(16), nullable=False),
    Column("until", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# A pack's id belongs to the editor who sent it first; `edition` is the one that serves, None = none does.
packs = Table(
    "packs",
    metadata,
    Column("pack", String(16), primary_key=True),
    Column("owner", Integer, nullable=False),
    Column("edition", _SERIAL),
    sqlite_with_rowid=False,
)

editions = Table(
    "editions",
    metadata,
    Column("edition", _SERIAL, primary_key=True),
    Column("pack", String(16), ForeignKey("packs.pack", ondelete="CASCADE"), nullable=False),
    Column("version", String(16), nullable=False),
    Column("title", String(100), nullable=False),
    Column("state", String(12), nullable=False),
    Column("sensitive", Boolean, nullable=False),
    Column("changed_on", Date, nullable=False),
    Column("vouched_on", Date),
    Column("digest", String(16), nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("pack", "version"),
    Index(None, "state"),
)

acts = Table(
    "acts",
    metadata,
    Column("act", _SERIAL, primary_key=True),
    Column("edition", _SERIAL, ForeignKey("editions.edition", ondelete="CASCADE"), nullable=False),
    Column("did", String(12), nullable=False),
    Column("number", Integer, nullable=False),
    Column("duty", String(16), nullable=False),
    Column("done_on", Date, nullable=False),
    Index(None, "edition"),
)

notes = Table(
    "notes",
    metadata,
    Column(
        "edition",
        _SERIAL,
        ForeignKey("editions.edition", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("card", String(64), primary_key=True),
    Column("words", String(600), nullable=False),
    sqlite_with_rowid=False,
)

# What a person has flagged, so that each counts once; not why. `wording` is the hash of the card as it was then.
flagged = Table(
    "flagged",
    metadata,
    person_column(),
    Column("ref", String(64), primary_key=True),
    Column("card", String(16), primary_key=True),
    Column("wording", String(12), primary_key=True),
    sqlite_with_rowid=False,
)

flags = Table(
    "flags",
    metadata,
    Column("pack", String(16), primary_key=True),
    Column("ref", String(64), primary_key=True),
    Column("locale", String(16), primary_key=True),
    Column("card", String(16), primary_key=True),
    Column("wording", String(12), primary_key=True),
    Column("reason", String(1), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("last_on", Date, nullable=False),
    sqlite_with_rowid=False,
)
