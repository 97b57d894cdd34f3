"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def person(*, nullable=False):
    return sa.Column("person", sa.LargeBinary(16), nullable=nullable)


def belongs(table):
    return sa.ForeignKeyConstraint(["person"], ["people.key"], name=f"fk_{table}_people", ondelete="CASCADE")


def table(name, *parts, **options):
    op.create_table(name, *parts, sqlite_with_rowid=False, **options)


def upgrade():
    table(
        "people",
        sa.Column("key", sa.LargeBinary(16)),
        sa.Column("lookup", sa.LargeBinary(33), nullable=False),
        sa.Column("audience", sa.String(16)),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("text_mode", sa.Boolean, nullable=False),
        sa.Column("agreed_text", sa.String(32), nullable=False),
        sa.Column("agreed_on", sa.Date),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("reading", sa.String(64), nullable=False),
        sa.Column("seen_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_people"),
        sa.UniqueConstraint("lookup", name="uq_people_lookup"),
        sa.CheckConstraint("length(key) = 16", name="ck_people_key"),
    )
    op.create_index("ix_people_seen_on", "people", ["seen_on"])
    table(
        "progress",
        person(),
        sa.Column("ref", sa.String(64)),
        sa.Column("card", sa.String(16), nullable=False),
        sa.Column("done_on", sa.Date),
        sa.PrimaryKeyConstraint("person", "ref", name="pk_progress"),
        belongs("progress"),
    )
    table(
        "attempts",
        person(),
        sa.Column("attempt", sa.Integer, autoincrement=False),
        sa.Column("quiz", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("begun_on", sa.Date),
        sa.Column("closed_on", sa.Date),
        sa.PrimaryKeyConstraint("person", "attempt", name="pk_attempts"),
        sa.UniqueConstraint("person", "quiz", "number", name="uq_attempts_person"),
        belongs("attempts"),
    )
    op.create_index("ix_attempts_begun_on", "attempts", ["begun_on"])
    table(
        "asked",
        person(),
        sa.Column("attempt", sa.Integer, autoincrement=False),
        sa.Column("number", sa.SmallInteger, autoincrement=False),
        sa.Column("ref", sa.String(64), nullable=False),
        sa.Column("card", sa.String(16), nullable=False),
        sa.Column("meaning", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("person", "attempt", "number", name="pk_asked"),
        belongs("asked"),
        sa.ForeignKeyConstraint(
            ["person", "attempt"],
            ["attempts.person", "attempts.attempt"],
            name="fk_asked_attempts",
            ondelete="CASCADE",
        ),
    )
    table(
        "answers",
        person(),
        sa.Column("attempt", sa.Integer, autoincrement=False),
        sa.Column("number", sa.SmallInteger, autoincrement=False),
        sa.Column("meaning", sa.String(64)),
        sa.Column("marks", sa.String(8), nullable=False),
        sa.Column("right", sa.Boolean),
        sa.Column("answered_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("person", "attempt", "number", "meaning", name="pk_answers"),
        belongs("answers"),
        sa.ForeignKeyConstraint(
            ["person", "attempt", "number"],
            ["asked.person", "asked.attempt", "asked.number"],
            name="fk_answers_asked",
            ondelete="CASCADE",
        ),
    )
    table(
        "repeats",
        person(),
        sa.Column("quiz", sa.String(64)),
        sa.Column("card", sa.String(16)),
        sa.Column("meaning", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("person", "quiz", "card", name="pk_repeats"),
        belongs("repeats"),
    )
    table(
        "updates",
        sa.Column("bot_id", sa.BigInteger, autoincrement=False),
        sa.Column("update_id", sa.BigInteger, autoincrement=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name="pk_updates"),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite")),
        person(nullable=True),
        sa.Column("chat", sa.LargeBinary(64), nullable=False),
        sa.Column("path", sa.String(64), nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_until", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        belongs("deliveries"),
    )
    op.create_index("ix_deliveries_person", "deliveries", ["person"])
    op.create_index("ix_deliveries_state", "deliveries", ["state", "due_at"])
    table(
        "visits",
        person(),
        sa.Column("touched_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_visits"),
        belongs("visits"),
    )
    op.create_index("ix_visits_touched_at", "visits", ["touched_at"])
