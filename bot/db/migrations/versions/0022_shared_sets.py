"""Own question sets: the code by which a colleague gets a copy."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade():
    op.add_column("ownsets", sa.Column("code", sa.String(length=12), nullable=True))
    op.create_index("ix_ownsets_code", "ownsets", ["code"], unique=True)
