"""Live quizzes in a group: which one, and how far it has been brought there."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade():
    op.create_table(
        "groups",
        sa.Column("task", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("person", sa.LargeBinary(16), nullable=False),
        sa.Column("chat", sa.LargeBinary(64)),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("step", sa.String(8), nullable=False),
        sa.Column("poll", sa.BigInteger),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("task", name="pk_groups"),
        sa.ForeignKeyConstraint(["task"], ["lives.task"], name="fk_groups_lives", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_groups_people", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_groups_person", "groups", ["person"])
