"""Computers that show digits until somebody in the chat types them."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade():
    op.create_table(
        "waiting_screens",
        sa.Column("digits", sa.String(length=6), nullable=False),
        sa.Column("token", sa.LargeBinary(length=32), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digits", name="pk_waiting_screens"),
        sa.UniqueConstraint("token", name="uq_waiting_screens_token"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_screens_until", "waiting_screens", ["until"], unique=False)
