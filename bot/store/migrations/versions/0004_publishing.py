"""Publishing: editors, invitations, packs and their editions, acts, reviewers' notes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def serial():
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def of_edition(table):
    return sa.ForeignKeyConstraint(
        ["edition"], ["editions.edition"], name=f"fk_{table}_editions", ondelete="CASCADE"
    )


def upgrade():
    op.create_table(
        "editors",
        sa.Column("person", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("duty", sa.String(16), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("trial", sa.String(48), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_editors"),
        sa.UniqueConstraint("number", name="uq_editors_number"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_editors_people", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitations",
        sa.Column("code", sa.String(12)),
        sa.Column("duty", sa.String(16), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_invitations"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "packs",
        sa.Column("pack", sa.String(16)),
        sa.Column("owner", sa.Integer, nullable=False),
        sa.Column("edition", serial()),
        sa.PrimaryKeyConstraint("pack", name="pk_packs"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "editions",
        sa.Column("edition", serial(), autoincrement=True),
        sa.Column("pack", sa.String(16), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("sensitive", sa.Boolean, nullable=False),
        sa.Column("changed_on", sa.Date, nullable=False),
        sa.Column("vouched_on", sa.Date),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("edition", name="pk_editions"),
        sa.UniqueConstraint("pack", "version", name="uq_editions_pack"),
        sa.ForeignKeyConstraint(["pack"], ["packs.pack"], name="fk_editions_packs", ondelete="CASCADE"),
    )
    op.create_index("ix_editions_state", "editions", ["state"])
    op.create_table(
        "acts",
        sa.Column("act", serial(), autoincrement=True),
        sa.Column("edition", serial(), nullable=False),
        sa.Column("did", sa.String(12), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("duty", sa.String(16), nullable=False),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("act", name="pk_acts"),
        of_edition("acts"),
    )
    op.create_index("ix_acts_edition", "acts", ["edition"])
    op.create_table(
        "notes",
        sa.Column("edition", serial(), autoincrement=False),
        sa.Column("card", sa.String(64)),
        sa.Column("words", sa.String(600), nullable=False),
        sa.PrimaryKeyConstraint("edition", "card", name="pk_notes"),
        of_edition("notes"),
        sqlite_with_rowid=False,
    )
