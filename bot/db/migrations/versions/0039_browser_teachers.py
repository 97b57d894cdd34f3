"""Teachers without Telegram, and browsers in which the PIN was typed."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade():
    op.create_table(
        "browser_teachers",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("pin", sa.LargeBinary(length=64), nullable=False),
        sa.Column("lost_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_browser_teachers_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_browser_teachers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_browser_teachers_lost_on", "browser_teachers", ["lost_on"])
    op.add_column("desks", sa.Column("proven", sa.Boolean(), nullable=True))
