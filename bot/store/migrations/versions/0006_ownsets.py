"""Own question sets of educators, and what an assignment of one consists of."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade():
    op.create_table(
        "ownsets",
        sa.Column("person", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("recipe", sa.String(1200), nullable=False),
        sa.PrimaryKeyConstraint("person", "number", name="pk_ownsets"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_ownsets_people", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.add_column("assignments", sa.Column("recipe", sa.String(1200)))
