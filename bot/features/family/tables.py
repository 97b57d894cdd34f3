"""The tables of the family link: what a child shows, and to which adult."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint

from bot.db.base import Moment, column, person_column, table
from bot.db.ledger import FAMILY

MOST_LINKS = 4
"""Links that one child holds at once: one adult each."""

# Each of the two has their own day of the last look, so that nobody's /export tells of the other's visits.
# `link` is drawn at random by the page that offers to make it, so that a second tap makes no second link;
# `place` lets the database count to four. The child is `person`: /forget of the child erases the adult's row
# too.
family_links = table(
    "family_links",
    column("link", Integer, FAMILY, "which link", export="link", primary_key=True, autoincrement=False),
    person_column(FAMILY, part_of_key=False),
    column("place", SmallInteger, FAMILY, "four at most", export="place", nullable=False),
    column("icon", String(8), FAMILY, "its picture, in place of a name", export="picture", nullable=False),
    column("code", String(12), FAMILY, "lets one adult in, once", export="code of its link", unique=True),
    column("code_until", Moment, FAMILY, "when that ends", export="until"),
    column("topics", String(160), FAMILY, "what you show", export="topics shown", nullable=False),
    column("plan", String(12), FAMILY, "what you show", export="plan shown", nullable=False),
    column("seen_on", Date, FAMILY, "ends when nobody looks", export="last looked at", nullable=False, index=True),
    UniqueConstraint("person", "place"),
    CheckConstraint(f"place BETWEEN 1 AND {MOST_LINKS}", name="place"),
    export="Family links that you made",
)

family_adults = table(
    "family_adults",
    column(
        "link",
        Integer,
        FAMILY,
        "which link",
        ForeignKey("family_links.link", ondelete="CASCADE"),
        export="link",
        primary_key=True,
        autoincrement=False,
    ),
    person_column(FAMILY, part_of_key=False),
    column("seen_on", Date, FAMILY, "ends when nobody looks", export="last looked at", nullable=False),
    Index(None, "person"),
    export="Family links that you were given",
)
