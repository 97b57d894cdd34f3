"""Whose class was closed while they were away, until they are told."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade():
    op.create_table(
        "closed_classes",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_closed_classes_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_closed_classes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_closed_classes_closed_on", "closed_classes", ["closed_on"])
