"""Tables of what is sent: updates handled, visits planned, what became of them, who asked for what."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    text,
)

from bot.store.schema.base import SEALED, Moment, metadata, person_column

updates = Table(
    "updates",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("answered", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    person_column(part_of_key=False, nullable=True),
    Column("chat", LargeBinary(64), nullable=False, info={SEALED: "person"}),
    Column("path", String(64), nullable=False),
    Column("why", String(16), nullable=False),
    Column("campaign", String(48), nullable=False),
    Column("version", Integer, nullable=False),
    Column("step", SmallInteger, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("good_until", Moment),
    Column("state", String(8), nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Index(None, "person"),
    Index(None, "state", "why", "next_at"),
)
# The guard: whatever plans the same visit twice, it is there once. Replies are not planned. The person stands
# last, so that a group fills one range of it: on SQLite every page that is touched goes to the WAL.
_PLANNED = deliveries.c.why != text("'reply'")
Index(
    "uq_deliveries_once",
    *(deliveries.c[name] for name in ("why", "campaign", "step", "due_at", "person")),
    unique=True,
    sqlite_where=_PLANNED,
    postgresql_where=_PLANNED,
)

dispatches = Table(
    "dispatches",
    metadata,
    person_column(),
    Column("due_at", Moment, primary_key=True),
    Column("why", String(16), primary_key=True),
    Column("campaign", String(48), primary_key=True),
    Column("step", SmallInteger, primary_key=True, autoincrement=False),
    Column("path", String(64), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# How far each group (one zone, one moment) has been planned; the cursor is the key of the last person planned.
planned = Table(
    "planned",
    metadata,
    Column("why", String(16), primary_key=True),
    Column("campaign", String(48), primary_key=True),
    Column("step", SmallInteger, primary_key=True, autoincrement=False),
    Column("zone", String(64), primary_key=True),
    Column("due_at", Moment, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("cursor", LargeBinary(16), nullable=False),
    Column("done", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# `zone` here and in `joined` follows the person's own (`people.change`): so a group is one range of an index.
tip_wishes = Table(
    "tip_wishes",
    metadata,
    person_column(),
    Column("zone", String(64), nullable=False),
    Column("hour", SmallInteger, nullable=False),
    Column("days", SmallInteger, nullable=False),
    Column("chat", LargeBinary(64), nullable=False, info={SEALED: "person"}),
    Index(None, "zone", "hour", "person"),
    sqlite_with_rowid=False,
)

tips_seen = Table(
    "tips_seen",
    metadata,
    person_column(),
    Column("path", String(64), primary_key=True),
    Column("seen_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

# Language, age and country are those with which the person joined: the group in which they count (`outcomes`).
joined = Table(
    "joined",
    metadata,
    person_column(),
    Column("campaign", String(48), primary_key=True),
    Column("zone", String(64), nullable=False),
    Column("slot", SmallInteger, nullable=False),
    Column("variant", String(8), nullable=False),
    Column("chat", LargeBinary(64), info={SEALED: "person"}),
    Column("joined_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("left_on", Date),
    Column("exposed_on", Date),
    Column("locale", String(16), nullable=False, server_default=text("''")),
    Column("audience", String(16), nullable=False, server_default=text("''")),
    Column("country", String(2), nullable=False, server_default=text("''")),
    Column("opened_on", Date),
    Column("done", SmallInteger, nullable=False, server_default="0"),
    Column("paired_on", Date),
    Index(None, "campaign", "zone", "person"),
    sqlite_with_rowid=False,
)
# Whose campaign is over and whose chat is still there: looked for at every sweep.
_CHAT = joined.c.chat.is_not(None)
Index(
    "ix_joined_chat",
    joined.c.campaign,
    joined.c.joined_on,
    sqlite_where=_CHAT,
    postgresql_where=_CHAT,
)

steps = Table(
    "steps",
    metadata,
    person_column(),
    Column("campaign", String(48), primary_key=True),
    Column("step", SmallInteger, primary_key=True, autoincrement=False),
    Column("name", String(16)),
    Column("sent_on", Date),
    Column("opened_on", Date),
    Column("done_on", Date),
    sqlite_with_rowid=False,
)

# A campaign in numbers, no person in them: counted with what they count, never scanned for (decision 0018).
outcomes = Table(
    "outcomes",
    metadata,
    Column("campaign", String(48), primary_key=True),
    Column("locale", String(16), primary_key=True),
    Column("audience", String(16), primary_key=True),
    Column("country", String(2), primary_key=True),
    Column("variant", String(8), primary_key=True),
    Column("measure", String(8), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("last_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

# Quizzes before and after: who waits until ten do, and sums over tens by day.
pairs = Table(
    "pairs",
    metadata,
    person_column(),
    Column("campaign", String(48), primary_key=True),
    Column("dimension", String(16), primary_key=True),
    Column("name", String(16), nullable=False),
    Column("before", SmallInteger, nullable=False),
    Column("after", SmallInteger, nullable=False),
    ForeignKeyConstraint(["person", "campaign"], ["joined.person", "joined.campaign"], ondelete="CASCADE"),
    Index(None, "campaign", "dimension", "name"),
    sqlite_with_rowid=False,
)

gains = Table(
    "gains",
    metadata,
    Column("campaign", String(48), primary_key=True),
    Column("dimension", String(16), primary_key=True),
    Column("name", String(16), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("people", Integer, nullable=False),
    Column("before", BigInteger, nullable=False),
    Column("after", BigInteger, nullable=False),
    Column("squares", BigInteger, nullable=False),
    Column("better", Integer, nullable=False),
    sqlite_with_rowid=False,
)

paused = Table(
    "paused",
    metadata,
    Column("campaign", String(48), primary_key=True),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# Filled in the visitors' store alone, which lives in memory; empty on disk.
visits = Table(
    "visits",
    metadata,
    person_column(),
    Column("touched_at", Moment, nullable=False, index=True),
    sqlite_with_rowid=False,
)
