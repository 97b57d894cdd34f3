"""Which aliases have done an assignment on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade():
    op.create_table(
        "papers",
        sa.Column("task", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("task", "number", name="pk_papers"),
        sa.ForeignKeyConstraint(["task"], ["assignments.task"], name="fk_papers_assignments", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
