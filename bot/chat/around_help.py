"""Around help: what a door asks of the database at a call for help, and does not wait for.

Doors alone are asynchronous; both need this, and neither may import the other.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.db import help_totals
from bot.db.away import StoreAway
from bot.db.help_totals import Where
from bot.features.help import pages as help_pages
from bot.help.situations import spot_of

if TYPE_CHECKING:
    from concurrent.futures import Future
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.chat.incoming import Incoming
    from bot.values.page import Page

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


def count(conversation: Conversation, incoming: Incoming, page: Page, now: datetime) -> None:
    """Count that the first card of a help page was shown, without waiting for the database: it is told only that
    ten more people were.
    """
    spot = spot_of(page.number) if isinstance(page, help_pages.HelpPage | help_pages.Heard) else None
    if spot is None or spot.card:
        return
    country = spot.place[:2] or conversation.first_aid.reader(incoming, now).country
    if conversation.first_aid.shown.note(incoming.sender, Where(spot.situation, country)):
        conversation.services.stores.durable.run(_store_tens, conversation, now)


def _store_tens(conversation: Conversation, now: datetime) -> None:
    """Store the tens that wait; while the database is away they wait on in memory."""
    shown = conversation.first_aid.shown
    tens = shown.take()
    try:
        with conversation.services.stores.durable.transaction() as db:
            help_totals.add(db, tens, now.date())
    except Exception as error:  # noqa: BLE001 - whatever breaks here, help was shown and the tens are kept
        shown.give_back(tens)
        log.warning("tens of help shown are not stored yet", why=type(error).__name__)


def _note_away(done: Future[None], update_id: int) -> None:
    """Log that the database did not store it; until then `aftercare` holds back unasked messages in memory for
    half an hour.
    """
    if not done.cancelled() and done.exception() is not None:
        log.warning("a rest was not noted", update_id=update_id, why=type(done.exception()).__name__)
