"""On a shared phone: since when somebody is a grown-up, who organises, whose key was taken off."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade():
    op.add_column("people", sa.Column("adult_on", sa.Date(), nullable=True))
    op.add_column("people", sa.Column("organises", sa.Boolean(), nullable=True))
    op.execute("UPDATE people SET adult_on = agreed_on WHERE audience IN ('parent', 'educator')")
    op.create_table(
        "keys_taken_off",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("taken_off_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_keys_taken_off_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_keys_taken_off"),
        sqlite_with_rowid=False,
    )
