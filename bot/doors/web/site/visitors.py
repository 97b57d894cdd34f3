"""Visitors of the web door: who reads in a browser is known by a random cookie, in memory, for an idle hour."""

from __future__ import annotations

import re
import secrets
from collections import Counter, OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.doors.web.site.numbers import by_lot

if TYPE_CHECKING:
    from datetime import datetime

IDLE = timedelta(hours=1)
"""How long a visitor who does nothing is known, as in the chat."""

TOKEN_BYTES = 32
"""Random bytes of a cookie."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""How so many bytes are written."""

MOST = 20_000
"""Visitors who are known at once. Beyond that the longest unseen of the client with most of them gives way."""

OF_A_CLIENT = 2_000
"""Visitors of one client: a whole school may have one address. Those who never came back give way first."""


@dataclass(slots=True)
class Visitor:
    """Somebody in a browser. `sender` stands where the Telegram id of others does: negative and drawn by lot,
    so that it belongs to nobody else (`bot.chat.browser_people`).
    """

    token: str
    sender: int
    client: str
    seen: datetime
    came_back: bool = False
    """They have asked for a second page: not somebody who takes a new cookie each time."""


class Visitors:
    """Who is in a browser just now, the longest unseen first. Used from one loop."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Visitor] = OrderedDict()
        self._of_client: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._known)

    def knows(self, token: str, now: datetime) -> bool:
        """Whether somebody with this cookie is known."""
        visitor = self._known.get(token)
        return visitor is not None and visitor.seen > now - IDLE

    def find(self, token: str, now: datetime) -> Visitor | None:
        """Return the visitor with this cookie, who was seen now; None for a forged or forgotten one."""
        if not self.knows(token, now):
            return None
        visitor = self._known[token]
        visitor.seen, visitor.came_back = now, True
        self._known.move_to_end(token)
        return visitor

    def welcome(self, client: str, now: datetime) -> tuple[Visitor, Visitor | None]:
        """Return a new visitor, and the one who gave way for them."""
        gone = None
        if self._of_client[client] >= OF_A_CLIENT:
            gone = self._longest_unseen(client)
        elif len(self._known) >= MOST:
            gone = self._longest_unseen(self._of_client.most_common(1)[0][0])
        if gone is not None:
            self.leave(gone)
        visitor = stranger(client, now)
        self._known[visitor.token] = visitor
        self._of_client[client] += 1
        return visitor, gone

    def leave(self, visitor: Visitor) -> None:
        """Forget a visitor."""
        if self._known.pop(visitor.token, None) is not None:
            self._of_client[visitor.client] -= 1
            if not self._of_client[visitor.client]:
                del self._of_client[visitor.client]

    def sweep(self, now: datetime) -> None:
        """Forget those who were idle for an hour."""
        for visitor in list(self._known.values()):
            if visitor.seen > now - IDLE:
                return
            self.leave(visitor)

    def _longest_unseen(self, client: str) -> Visitor:
        mine = [visitor for visitor in self._known.values() if visitor.client == client]
        return next((visitor for visitor in mine if not visitor.came_back), mine[0])


def stranger(client: str, now: datetime) -> Visitor:
    """Return a new, unknown visitor."""
    return Visitor(secrets.token_urlsafe(TOKEN_BYTES), -1 - (by_lot() >> 1), client, now)


def is_visitor(token: str) -> bool:
    """Whether a cookie looks like one of a visitor, known or forgotten."""
    return TOKEN.fullmatch(token) is not None
