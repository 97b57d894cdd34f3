"""Sharing: lets a handler share pace, order and visitors with the other processes of its bot (scaled mode)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.edges.shared.lanes import SharedLanes
from bot.edges.shared.link import Link
from bot.edges.shared.pace import SharedPace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.edges.telegram.handling import Handler


def share(url: str, rate: int, handler: Handler, clock: Callable[[], datetime], *, paid: int = 0) -> Link:
    """Wire a handler to the Redis of `url`; return the link, which the caller closes. `rate`: a second, of all;
    `paid`: of the paid broadcast, which has a pace of its own, 0 for none.

    Errors: ValueError for an address that is none.
    """
    household = handler.conversation.household
    link = Link(url, household.bot_id)

    def name(chat: int) -> str:
        return household.lookups(chat)[0].hex()

    handler.sender.pace = SharedPace(link, rate, time.monotonic, name)
    if paid:
        handler.sender.paid = SharedPace(link, paid, time.monotonic, name, "paid")
    handler.lanes = SharedLanes(link, handler.conversation, clock)
    return link
