"""Translations that are saved text by text, before they become a draft."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade():
    op.create_table(
        "saved_translations",
        sa.Column("pack", sa.String(length=16), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("former", sa.String(length=16), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pack"], ["packs.pack"], name="fk_saved_translations_pack_packs", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pack", "locale", "place", name="pk_saved_translations"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_saved_translations_changed_on", "saved_translations", ["changed_on"], unique=False)
