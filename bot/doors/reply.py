"""Reply: how any door answers what came in: Help first, out of turn and without the database; else a turn."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

import structlog

from bot.chat.conversation import Reply
from bot.db import help_totals
from bot.db.away import StoreAway
from bot.db.help_totals import Where
from bot.help import pages as help_pages
from bot.help.last_resort import last_resort
from bot.help.situations import spot_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from concurrent.futures import Future
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.chat.incoming import Incoming
    from bot.chat.listening import Listening
    from bot.values.page import Page

log = structlog.get_logger()

RECALL_SECONDS = 0.3
"""How long Help waits for the database to tell a person's country; after that it answers without."""


class SharesTalk(Protocol):
    """Shares with other processes what Help is about."""

    async def recall(self, sender: int, now: datetime) -> None:
        """Load it for a person, before their words are read."""

    async def share(self, sender: int, now: datetime) -> None:
        """Store it for a person, after they were answered."""


async def answer(  # noqa: PLR0913 - what came in, and how this door takes a turn
    conversation: Conversation,
    listening: Listening,
    incoming: Incoming,
    now: datetime,
    turn: Callable[[Incoming], Awaitable[Reply | None]],
    *,
    whose: object = None,
    remembered: bool = True,
) -> Reply:
    """Return what the person sees next: Help at once, anything else from `turn`, an apology where the database is
    away or `turn` has no answer. `whose`: who shares one measure of listening, the sender where none is named;
    `remembered`: False for a person who is not in the database.
    """
    incoming, page = judged(conversation, listening, incoming, now, whose=whose)
    if page is not None:
        if remembered:
            page = await page_for(conversation, listening, incoming, page, now, whose=whose)
            note_help(conversation, incoming, page, now)
        return help_reply(conversation, incoming, page, now)
    try:
        reply = await turn(incoming)
    except StoreAway:
        reply = None
    return reply or conversation.apology(incoming, now)


async def page_for(  # noqa: PLR0913 - what came in, and of whom
    conversation: Conversation,
    listening: Listening,
    incoming: Incoming,
    page: Page,
    now: datetime,
    *,
    whose: object = None,
) -> Page:
    """Return the page of help for a message that `judged` led to `page`. If memory does not know the person,
    the database is asked first: a parent's page differs from a child's.
    """
    first_aid = conversation.first_aid
    if first_aid.knows(incoming.sender):
        return page
    await recall(conversation, incoming, now)
    if not first_aid.knows(incoming.sender):
        return page
    return judged(conversation, listening, incoming, now, whose=whose)[1] or page


def judged(
    conversation: Conversation,
    listening: Listening,
    incoming: Incoming,
    now: datetime,
    *,
    whose: object = None,
) -> tuple[Incoming, Page | None]:
    """Return what came in, read once, and its page of help, without asking the database. What cannot be judged
    counts as a call for help: its answer offers help.
    """
    first_aid = conversation.first_aid
    try:
        incoming = first_aid.read(incoming)
        heard = listening.heard_of(incoming, incoming.sender if whose is None else whose)
        return incoming, first_aid.page(heard, now)
    except Exception:
        log.exception("not judged", update_id=incoming.update_id)
        return incoming, help_pages.Help()


def help_reply(conversation: Conversation, incoming: Incoming, page: Page, now: datetime) -> Reply:
    """Draw Help in the person's language and for their country, as far as known; if that fails, show 112."""
    try:
        return Reply(conversation.first_aid.answer(incoming, page, now), page.path)
    except Exception:
        log.exception("help failed", update_id=incoming.update_id)
        services = conversation.services
        phrases = services.phrases_of(services.suggest_locale(incoming.language))
        return Reply(last_resort(phrases), page.path)


def note_help(conversation: Conversation, incoming: Incoming, page: Page, now: datetime) -> None:
    """Note that Help was shown, without waiting for the database: nothing comes unasked for a while, and the page
    is counted in tens.
    """
    rest(conversation, incoming, now)
    count(conversation, incoming, page, now)


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
