"""How questions work, by wording, without persons."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade():
    op.create_table(
        "findings",
        sa.Column("meaning", sa.String(64)),
        sa.Column("fresh", sa.String(80), nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.Column("least", sa.Integer, nullable=False),
        sa.Column("most", sa.Integer, nullable=False),
        sa.Column("misled", sa.String(8), nullable=False),
        sa.Column("pairs", sa.Integer, nullable=False),
        sa.Column("rights", sa.Integer, nullable=False),
        sa.Column("rests", sa.BigInteger, nullable=False),
        sa.Column("squares", sa.BigInteger, nullable=False),
        sa.Column("both", sa.BigInteger, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("meaning", name="pk_findings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_findings_last_on", "findings", ["last_on"])
