"""The table of the desk: the link that waits to be opened, and the browsers that are open."""

from __future__ import annotations

from sqlalchemy import Boolean, Index, LargeBinary

from bot.db.base import Moment, chat_column, column, person_column, table
from bot.db.ledger import DELIVERY

# `token` is the SHA-256 of what stands in the link, or in the browser's cookie: a stolen database opens nothing.
desks = table(
    "desks",
    column(
        "token",
        LargeBinary(32),
        DELIVERY,
        "finds it again (hash of what the browser keeps)",
        export="scrambled key",
        primary_key=True,
    ),
    person_column(DELIVERY, part_of_key=False),
    chat_column(DELIVERY, "to know you in the browser as in the chat", nullable=False),
    column("opened", Boolean, DELIVERY, "a link opens once", export="opened", nullable=False),
    column("until", Moment, DELIVERY, "it ends by itself", export="until", nullable=False, index=True),
    Index(None, "person"),
    export="Your screens in a browser",
)
