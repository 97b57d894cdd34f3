"""Family links: what a child shows to one adult."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade():
    op.create_table(
        "family_links",
        sa.Column("link", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("icon", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=True),
        sa.Column("code_until", sa.BigInteger(), nullable=True),
        sa.Column("topics", sa.String(length=160), nullable=False),
        sa.Column("plan", sa.String(length=12), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_family_links_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("link", name="pk_family_links"),
        sa.UniqueConstraint("code", name="uq_family_links_code"),
        sa.UniqueConstraint("person", "place", name="uq_family_links_person"),
        sa.CheckConstraint("place BETWEEN 1 AND 4", name="ck_family_links_place"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_family_links_seen_on", "family_links", ["seen_on"])
    op.create_table(
        "family_adults",
        sa.Column("link", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link"], ["family_links.link"], name="fk_family_adults_family_links", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_family_adults_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("link", name="pk_family_adults"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_family_adults_person", "family_adults", ["person"])
