"""Flags: which cards a person has flagged, and how often a card was flagged for which reason."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade():
    op.create_table(
        "flagged",
        sa.Column("person", sa.LargeBinary(16), nullable=False),
        sa.Column("ref", sa.String(64)),
        sa.Column("card", sa.String(16)),
        sa.Column("wording", sa.String(12)),
        sa.PrimaryKeyConstraint("person", "ref", "card", "wording", name="pk_flagged"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_flagged_people", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "flags",
        sa.Column("pack", sa.String(16)),
        sa.Column("ref", sa.String(64)),
        sa.Column("locale", sa.String(16)),
        sa.Column("card", sa.String(16)),
        sa.Column("wording", sa.String(12)),
        sa.Column("reason", sa.String(1)),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("pack", "ref", "locale", "card", "wording", "reason", name="pk_flags"),
        sqlite_with_rowid=False,
    )
