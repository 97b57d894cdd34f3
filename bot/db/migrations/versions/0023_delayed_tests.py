"""The trial of repetition: people with a test to come, results that wait to be counted,
sums over tens of people.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade():
    op.create_table(
        "delayed_tests",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("quiz", sa.String(length=64), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_delayed_tests_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_delayed_tests"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_delayed_tests_finished_on", "delayed_tests", ["finished_on"], unique=False)
    op.create_table(
        "waiting_delayed",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("arm", sa.String(length=8), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("share", sa.SmallInteger(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_waiting_delayed_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_waiting_delayed"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_delayed_answered_on", "waiting_delayed", ["answered_on"], unique=False)
    op.create_index("ix_waiting_delayed_arm", "waiting_delayed", ["arm", "audience"], unique=False)
    op.create_table(
        "delayed_sums",
        sa.Column("arm", sa.String(length=8), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("shares", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("arm", "audience", name="pk_delayed_sums"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_delayed_sums_last_on", "delayed_sums", ["last_on"], unique=False)
