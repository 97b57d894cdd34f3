"""Planned visits: what they belong to, what became of them, and who asked for what."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def person(*, nullable=False):
    return sa.Column("person", sa.LargeBinary(16), nullable=nullable)


def belongs(table):
    return sa.ForeignKeyConstraint(["person"], ["people.key"], name=f"fk_{table}_people", ondelete="CASCADE")


def table(name, *parts, **options):
    op.create_table(name, *parts, sqlite_with_rowid=False, **options)


def upgrade():
    op.add_column("people", sa.Column("not_before", sa.BigInteger))
    op.add_column("people", sa.Column("blocked_on", sa.Date))
    for name in ("not_before", "blocked_on"):
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_people_{name}", "people", [name], sqlite_where=there, postgresql_where=there)
    deliveries()
    table(
        "dispatches",
        person(),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("why", sa.String(16)),
        sa.Column("campaign", sa.String(48)),
        sa.Column("step", sa.SmallInteger, autoincrement=False),
        sa.Column("path", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("person", "due_at", "why", "campaign", "step", name="pk_dispatches"),
        belongs("dispatches"),
    )
    op.create_index("ix_dispatches_at", "dispatches", ["at"])
    table(
        "planned",
        sa.Column("why", sa.String(16)),
        sa.Column("campaign", sa.String(48)),
        sa.Column("step", sa.SmallInteger, autoincrement=False),
        sa.Column("zone", sa.String(64)),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("cursor", sa.LargeBinary(16), nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("why", "campaign", "step", "zone", "due_at", name="pk_planned"),
    )
    table(
        "tip_wishes",
        person(),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("hour", sa.SmallInteger, nullable=False),
        sa.Column("days", sa.SmallInteger, nullable=False),
        sa.Column("chat", sa.LargeBinary(64), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_tip_wishes"),
        belongs("tip_wishes"),
    )
    op.create_index("ix_tip_wishes_zone", "tip_wishes", ["zone", "hour", "person"])
    table(
        "tips_seen",
        person(),
        sa.Column("path", sa.String(64)),
        sa.Column("seen_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("person", "path", name="pk_tips_seen"),
        belongs("tips_seen"),
    )
    table(
        "joined",
        person(),
        sa.Column("campaign", sa.String(48)),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("slot", sa.SmallInteger, nullable=False),
        sa.Column("variant", sa.String(8), nullable=False),
        sa.Column("chat", sa.LargeBinary(64)),
        sa.Column("joined_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("left_on", sa.Date),
        sa.Column("exposed_on", sa.Date),
        sa.PrimaryKeyConstraint("person", "campaign", name="pk_joined"),
        belongs("joined"),
    )
    op.create_index("ix_joined_campaign", "joined", ["campaign", "zone", "person"])
    table(
        "steps",
        person(),
        sa.Column("campaign", sa.String(48)),
        sa.Column("step", sa.SmallInteger, autoincrement=False),
        sa.Column("sent_on", sa.Date),
        sa.Column("opened_on", sa.Date),
        sa.Column("done_on", sa.Date),
        sa.PrimaryKeyConstraint("person", "campaign", "step", name="pk_steps"),
        belongs("steps"),
    )
    table(
        "paused",
        sa.Column("campaign", sa.String(48)),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("campaign", name="pk_paused"),
    )


def deliveries():
    """Make the table anew with what waits in it: SQLite cannot add columns that are never empty."""
    op.execute("CREATE TABLE deliveries_before AS SELECT * FROM deliveries")
    op.drop_table("deliveries")
    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite")),
        person(nullable=True),
        sa.Column("chat", sa.LargeBinary(64), nullable=False),
        sa.Column("path", sa.String(64), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("campaign", sa.String(48), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("step", sa.SmallInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("good_until", sa.BigInteger),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        belongs("deliveries"),
    )
    # A reminder was agreed on for one minute: half an hour later it is worse than nothing.
    op.execute(
        "INSERT INTO deliveries (person, chat, path, why, campaign, version, step, due_at, good_until, state, "
        "next_at, reason, attempts) "
        "SELECT person, chat, path, why, '', 0, 0, due_at, CASE WHEN why = 'nudge' THEN due_at + 1500 END, state, "
        "COALESCE(lease_until, due_at), '', attempts FROM deliveries_before"
    )
    op.execute("DROP TABLE deliveries_before")
    op.create_index("ix_deliveries_person", "deliveries", ["person"])
    op.create_index("ix_deliveries_state", "deliveries", ["state", "why", "next_at"])
    once = sa.text("why <> 'reply'")
    op.create_index(
        "uq_deliveries_once",
        "deliveries",
        ["why", "campaign", "step", "due_at", "person"],
        unique=True,
        sqlite_where=once,
        postgresql_where=once,
    )
