"""Questions that teachers write themselves: sealed words, and the letters that pupils see of them."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade():
    op.create_table(
        "own_questions",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("room", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recipe", sa.String(length=1200), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_own_questions_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["room"], ["classrooms.room"], name="fk_own_questions_classrooms", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "number", name="pk_own_questions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_own_questions_room", "own_questions", ["room"])
