"""A group of a live quiz outlives its quiz until it is said goodbye to, and belongs to no person.

The number of a group was sealed for its leader, so a quiz that is on asks for its group once more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade():
    op.execute("DELETE FROM lives WHERE step = 'over'")
    held = op.get_bind().execute(
        sa.text(
            "SELECT lives.code, coalesce(people.locale, 'ru'), groups.next_at, lives.until FROM groups "
            "JOIN lives ON lives.task = groups.task JOIN people ON people.key = lives.person"
        )
    )
    rows = [
        {"code": code, "number": 0, "step": "", "locale": locale, "next_at": next_at, "until": until + 1800}
        for code, locale, next_at, until in held
    ]
    op.drop_table("groups")
    groups = op.create_table(
        "groups",
        sa.Column("code", sa.String(12)),
        sa.Column("chat", sa.LargeBinary(64)),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("step", sa.String(8), nullable=False),
        sa.Column("poll", sa.BigInteger),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_groups"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_groups_until", "groups", ["until"])
    if rows:
        op.bulk_insert(groups, rows)
