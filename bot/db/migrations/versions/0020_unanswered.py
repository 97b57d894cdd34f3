"""Topics on which adults found nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "waiting_topics",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_waiting_topics_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "topic", "locale", name="pk_waiting_topics"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_topics_asked_on", "waiting_topics", ["asked_on"], unique=False)
    op.create_index("ix_waiting_topics_topic", "waiting_topics", ["topic", "locale"], unique=False)
    op.create_table(
        "unanswered_topics",
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "locale", name="pk_unanswered_topics"),
        sqlite_with_rowid=False,
    )
