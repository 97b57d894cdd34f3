"""Visitors of the web door: who reads in a browser is known by a random cookie, in memory, for an idle hour."""

from __future__ import annotations

import secrets
from collections import Counter, OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.web.site.guard import by_lot

if TYPE_CHECKING:
    from datetime import datetime

IDLE = timedelta(hours=1)
"""How long a visitor who does nothing is known, as in the chat."""

MOST = 20_000
"""Visitors who are known at once. Beyond that the longest unseen of the client with most of them gives way."""

OF_A_CLIENT = 2_000
"""Visitors of one client: a whole school may have one address."""


@dataclass(slots=True)
class Visitor:
    """Somebody in a browser. `sender` stands where the Telegram id of others does: negative and drawn by lot, so
    that it is nobody's.
    """

    token: str
    sender: int
    client: str
    seen: datetime


class Visitors:
    """Who is in a browser just now, the longest unseen first. Used from one loop."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Visitor] = OrderedDict()
        self._of_client: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._known)

    def find(self, token: str, now: datetime) -> Visitor | None:
        """Return the visitor with this cookie, who was seen now; None for a forged or forgotten one."""
        visitor = self._known.get(token)
        if visitor is None or visitor.seen <= now - IDLE:
            return None
        visitor.seen = now
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
        return next(visitor for visitor in self._known.values() if visitor.client == client)


def stranger(client: str, now: datetime) -> Visitor:
    """Return somebody whom nobody knows yet."""
    return Visitor(secrets.token_urlsafe(32), -1 - by_lot(), client, now)
