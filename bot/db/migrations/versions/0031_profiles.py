"""Several people on one phone: a picture for each, who is there now, and keys of three icons."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade():
    op.add_column("people", sa.Column("picture", sa.String(length=12), nullable=True))
    op.add_column("people", sa.Column("guest", sa.String(length=12), nullable=True))
    op.create_table(
        "profile_keys",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("icons", sa.LargeBinary(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_profile_keys_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_profile_keys"),
        sqlite_with_rowid=False,
    )
