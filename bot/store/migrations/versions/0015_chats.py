"""Whose campaign is over is found among a million people without reading them all."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade():
    there = sa.text("chat IS NOT NULL")
    op.create_index(
        "ix_joined_chat", "joined", ["campaign", "joined_on"], sqlite_where=there, postgresql_where=there
    )
