"""A former editor who comes back counts as a new one from that day; the day before no longer matters."""

from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade():
    op.drop_column("former_editors", "since")
