"""Partner spaces: an organisation's own editors, reviewers and packs."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade():
    op.create_table(
        "spaces",
        sa.Column("space", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("space", name="pk_spaces"),
        sa.UniqueConstraint("name", name="uq_spaces_name"),
    )
    op.add_column("editors", sa.Column("space", sa.Integer(), nullable=True))
    op.add_column("invitations", sa.Column("space", sa.Integer(), nullable=True))
    op.add_column("packs", sa.Column("space", sa.Integer(), nullable=True))
