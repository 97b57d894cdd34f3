"""Steps are known by their names, whichever day they come on."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade():
    op.add_column("steps", sa.Column("name", sa.String(16)))
