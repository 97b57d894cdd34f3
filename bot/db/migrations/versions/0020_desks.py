"""The desk: links from the chat to a browser, and the browsers that they opened."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade():
    op.create_table(
        "desks",
        sa.Column("token", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("chat", sa.LargeBinary(length=64), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_desks_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", name="pk_desks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_desks_person", "desks", ["person"], unique=False)
    op.create_index("ix_desks_until", "desks", ["until"], unique=False)
