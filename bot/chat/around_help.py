"""Around help: what a door asks of the database at a call for help, and does not wait for.

Doors alone are asynchronous; both need this, and neither may import the other.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.db.away import StoreAway

if TYPE_CHECKING:
    from concurrent.futures import Future
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.chat.incoming import Incoming

log = structlog.get_logger()

RECALL_SECONDS = 0.3
"""How long Help waits for the database to tell a person's country; after that it answers without."""


async def recall(conversation: Conversation, incoming: Incoming, now: datetime) -> None:
    """Load a person's language and country into memory. Help goes on without them when the database is away, slow
    or broken (a damaged file, a missing table).
    """
    try:
        recalled = conversation.services.stores.durable.run(conversation.first_aid.recall, incoming, now)
        await asyncio.wait_for(asyncio.wrap_future(recalled), RECALL_SECONDS)
    except (TimeoutError, StoreAway):
        log.warning("help without the database", update_id=incoming.update_id)
    except Exception:
        log.exception("help without the database, which is broken", update_id=incoming.update_id)


def rest(conversation: Conversation, incoming: Incoming, now: datetime) -> None:
    """Hold back unasked messages after a call for help, without waiting for the database."""
    resting = conversation.services.stores.durable.run(conversation.deliveries.rest, incoming.sender, now)
    resting.add_done_callback(lambda done: _note_away(done, incoming.update_id))


def _note_away(done: Future[None], update_id: int) -> None:
    """Log that the database did not store it; until then `aftercare` holds back unasked messages in memory for
    half an hour.
    """
    if not done.cancelled() and done.exception() is not None:
        log.warning("a rest was not noted", update_id=update_id, why=type(done.exception()).__name__)
