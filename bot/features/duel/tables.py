"""The tables of the duel of two: what is asked, and the answers until both have given them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, String

from bot.db.base import Moment, column, person_column, table
from bot.db.ledger import FAMILY

# One duel a link. It hangs on the child, who invites; `differs` has a 1 for each question that they answered
# differently, and is written in the same transaction that erases both sides.
duels = table(
    "duels",
    column(
        "link",
        Integer,
        FAMILY,
        "which family link",
        ForeignKey("family_links.link", ondelete="CASCADE"),
        export="link",
        primary_key=True,
        autoincrement=False,
    ),
    person_column(FAMILY, part_of_key=False),
    column("duel", Integer, FAMILY, "old buttons are of another duel", export="number", nullable=False),
    column("questions", String(320), FAMILY, "the same for both", export="questions picked", nullable=False),
    column("meaning", String(32), FAMILY, "a changed question ends it", export="wording mark", nullable=False),
    column("differs", String(8), FAMILY, "where you think differently", export="where you differ"),
    column("until", Moment, FAMILY, "it ends by itself", export="until", nullable=False, index=True),
    Index(None, "person"),
    export="Duels of two that you began",
)

duel_sides = table(
    "duel_sides",
    person_column(FAMILY),
    column(
        "link",
        Integer,
        FAMILY,
        "which family link",
        ForeignKey("duels.link", ondelete="CASCADE"),
        export="link",
        primary_key=True,
        autoincrement=False,
    ),
    column("marks", String(8), FAMILY, "compared when both are done", export="options", nullable=False),
    Index(None, "link"),
    export="Your answers in a duel that waits",
)
