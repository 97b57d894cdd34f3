"""Where an editor is told what happens with their packs, if they wish."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade():
    op.add_column("editors", sa.Column("chat", sa.LargeBinary(64)))
