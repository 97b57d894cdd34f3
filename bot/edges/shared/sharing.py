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


def share(url: str, rate: int, handler: Handler, clock: Callable[[], datetime]) -> Link:
    """Wire a handler to the Redis of `url`; return the link, which the caller closes. `rate`: a second, of all.

    Errors: ValueError for an address that is none.
    """
    household = handler.conversation.household
    link = Link(url, household.bot_id)
    handler.sender.pace = SharedPace(link, rate, time.monotonic, lambda chat: household.lookups(chat)[0].hex())
    handler.lanes = SharedLanes(link, handler.conversation, clock)
    return link
