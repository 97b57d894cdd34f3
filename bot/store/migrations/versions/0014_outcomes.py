"""Campaigns in numbers, counted with what they count; filled from what is there.

Whom a campaign compares before and after stands in its pack, not here: each campaign gets a mark, and its first report
counts the pairs that were made before (`gains`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

GROUP = "campaign, locale, audience, country, variant"
COUNTED = "INSERT INTO outcomes (campaign, locale, audience, country, variant, measure, number, last_on)"


def upgrade():
    op.add_column("joined", sa.Column("locale", sa.String(16), nullable=False, server_default=""))
    op.add_column("joined", sa.Column("audience", sa.String(16), nullable=False, server_default=""))
    op.add_column("joined", sa.Column("country", sa.String(2), nullable=False, server_default=""))
    op.add_column("joined", sa.Column("opened_on", sa.Date))
    op.add_column("joined", sa.Column("done", sa.SmallInteger, nullable=False, server_default="0"))
    op.add_column("joined", sa.Column("paired_on", sa.Date))
    op.create_table(
        "outcomes",
        sa.Column("campaign", sa.String(48)),
        sa.Column("locale", sa.String(16)),
        sa.Column("audience", sa.String(16)),
        sa.Column("country", sa.String(2)),
        sa.Column("variant", sa.String(8)),
        sa.Column("measure", sa.String(8)),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint(
            "campaign", "locale", "audience", "country", "variant", "measure", name="pk_outcomes"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pairs",
        sa.Column("person", sa.LargeBinary(16), nullable=False),
        sa.Column("campaign", sa.String(48)),
        sa.Column("dimension", sa.String(16)),
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("before", sa.SmallInteger, nullable=False),
        sa.Column("after", sa.SmallInteger, nullable=False),
        sa.PrimaryKeyConstraint("person", "campaign", "dimension", name="pk_pairs"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_pairs_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person", "campaign"],
            ["joined.person", "joined.campaign"],
            name="fk_pairs_joined",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pairs_campaign", "pairs", ["campaign", "dimension", "name"])
    op.create_table(
        "gains",
        sa.Column("campaign", sa.String(48)),
        sa.Column("dimension", sa.String(16)),
        sa.Column("name", sa.String(16)),
        sa.Column("day", sa.Date),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("before", sa.BigInteger, nullable=False),
        sa.Column("after", sa.BigInteger, nullable=False),
        sa.Column("squares", sa.BigInteger, nullable=False),
        sa.Column("better", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("campaign", "dimension", "name", "day", name="pk_gains"),
        sqlite_with_rowid=False,
    )
    mine = "FROM steps WHERE steps.person = joined.person AND steps.campaign = joined.campaign AND step > 0"
    op.execute(
        "UPDATE joined SET locale = (SELECT people.locale FROM people WHERE people.key = joined.person), audience ="
        " (SELECT coalesce(people.audience, '') FROM people WHERE people.key = joined.person), country ="
        f" (SELECT people.country FROM people WHERE people.key = joined.person), opened_on = (SELECT min(opened_on) {mine}),"
        f" done = (SELECT count(done_on) {mine}),"
        f" exposed_on = coalesce(exposed_on, (SELECT min(coalesce(sent_on, opened_on)) {mine}))"
    )
    op.execute(_counted("joined", "joined_on", "1 = 1"))
    op.execute(_counted("left", "left_on", "left_on IS NOT NULL"))
    op.execute(_counted("reached", "exposed_on", "exposed_on IS NOT NULL"))
    op.execute(_counted("opened", "opened_on", "opened_on IS NOT NULL"))
    op.execute(
        "WITH RECURSIVE days(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM days"
        f" WHERE n < (SELECT max(done) FROM joined)) {COUNTED} SELECT {GROUP}, 'done' || n, count(*), max(joined_on)"
        f" FROM joined JOIN days ON done >= n GROUP BY {GROUP}, n"
    )
    op.execute(
        "INSERT INTO gains SELECT campaign, 'uncounted', '', min(opened_on), 0, 0, 0, 0, 0 FROM joined"
        " WHERE opened_on IS NOT NULL GROUP BY campaign"
    )


def _counted(measure, day, who):
    return (
        f"{COUNTED} SELECT {GROUP}, '{measure}', count(*), max({day}) FROM joined"
        f" WHERE campaign <> 'invitations' AND {who} GROUP BY {GROUP}"
    )
