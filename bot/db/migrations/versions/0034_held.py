"""Whether joining a class is paused; empty if it is open."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade():
    op.add_column("classrooms", sa.Column("held", sa.Boolean(), nullable=True))
