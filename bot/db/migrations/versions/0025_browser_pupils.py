"""Pupils in a browser, without Telegram: they have no chat, also not in a live quiz."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade():
    op.create_table(
        "browser_pupils",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_browser_pupils_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_browser_pupils"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("taking_part", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.alter_column("chat", existing_type=sa.LargeBinary(length=64), nullable=True)
