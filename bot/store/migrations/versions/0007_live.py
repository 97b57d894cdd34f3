"""Live quizzes: the one that a class has now, and who takes part in it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def person():
    return sa.Column("person", sa.LargeBinary(16), nullable=False)


def belongs(table):
    return sa.ForeignKeyConstraint(["person"], ["people.key"], name=f"fk_{table}_people", ondelete="CASCADE")


def upgrade():
    op.create_table(
        "lives",
        sa.Column("task", sa.Integer, autoincrement=False, nullable=False),
        person(),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("card", sa.String(16), nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("step", sa.String(8), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("task", name="pk_lives"),
        sa.UniqueConstraint("code", name="uq_lives_code"),
        sa.ForeignKeyConstraint(
            ["task"], ["assignments.task"], name="fk_lives_assignments", ondelete="CASCADE"
        ),
        belongs("lives"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_lives_person", "lives", ["person"])
    op.create_index("ix_lives_until", "lives", ["until"])
    op.create_table(
        "taking_part",
        person(),
        sa.Column("task", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("chat", sa.LargeBinary(64), nullable=False),
        sa.PrimaryKeyConstraint("person", "task", name="pk_taking_part"),
        sa.ForeignKeyConstraint(["task"], ["lives.task"], name="fk_taking_part_lives", ondelete="CASCADE"),
        belongs("taking_part"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_taking_part_task", "taking_part", ["task"])
