"""Help shown, by situation and country, in tens of people and without persons."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade():
    op.create_table(
        "help_totals",
        sa.Column("situation", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("situation", "country", name="pk_help_totals"),
        sqlite_with_rowid=False,
    )
