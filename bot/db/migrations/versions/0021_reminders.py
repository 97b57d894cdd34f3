"""Assignments: when its class was reminded, and whether the halves of the class swap two forms of it."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade():
    op.add_column("assignments", sa.Column("reminded_on", sa.Date(), nullable=True))
    op.add_column("assignments", sa.Column("forms", sa.SmallInteger(), nullable=True))
