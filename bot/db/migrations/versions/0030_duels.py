"""Duels of two on a family link."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade():
    op.create_table(
        "duels",
        sa.Column("link", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("duel", sa.Integer(), nullable=False),
        sa.Column("questions", sa.String(length=320), nullable=False),
        sa.Column("meaning", sa.String(length=32), nullable=False),
        sa.Column("differs", sa.String(length=8), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["link"], ["family_links.link"], name="fk_duels_family_links", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_duels_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("link", name="pk_duels"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_duels_until", "duels", ["until"])
    op.create_index("ix_duels_person", "duels", ["person"])
    op.create_table(
        "duel_sides",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("link", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("marks", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_duel_sides_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["link"], ["duels.link"], name="fk_duel_sides_duels", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "link", name="pk_duel_sides"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_duel_sides_link", "duel_sides", ["link"])
