"""The fast path of help: calls for help are answered out of turn and without the database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.chat import around_help
from bot.chat.delivery import Owing
from bot.chat.listening import Listening
from bot.features.help import pages as help_pages
from bot.help.last_resort import last_resort
from bot.telegram.calls import reply
from bot.telegram.outgoing_reply import OutgoingReply
from bot.telegram.pace import Lane
from bot.telegram.sender import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.metrics import Metrics
    from bot.telegram.outbox import Outbox
    from bot.telegram.update_parser import Received
    from bot.values.page import Page
    from bot.values.screen import Screen

log = structlog.get_logger()


class HelpFastPath:
    """Answers calls for help. Of several calls of one person the newest is answered, as often as Telegram accepts
    a message to their chat; no answer waits for anything else that is sent to them.
    """

    def __init__(
        self,
        conversation: Conversation,
        outbox: Outbox,
        clock: Callable[[], datetime],
        metrics: Metrics,
        time: Callable[[], float],
    ) -> None:
        self._metrics = metrics
        self._conversation = conversation
        self._outbox = outbox
        self._clock = clock
        self._listening = Listening(time)

    def read(self, received: Received) -> tuple[Received, Page | None]:
        """Return what came in, read once, and the page of help that it leads to; None when it is no call for help.
        What cannot be judged counts as one: its answer offers help.
        """
        first_aid = self._conversation.first_aid
        try:
            received = replace(received, incoming=first_aid.read(received.incoming))
            return received, first_aid.page(self._listening.heard_of(received.incoming, received.incoming.sender))
        except Exception:
            log.exception("not judged", update_id=received.incoming.update_id)
            return received, help_pages.Help()

    async def answer(self, received: Received, page: Page, seconds: float) -> None:
        """Answer a call for help; an answer that Telegram has not accepted within `seconds` is stored and sent
        later.
        """
        began = asyncio.get_running_loop().time()
        first_aid, incoming = self._conversation.first_aid, received.incoming
        if not first_aid.knows(incoming.sender):
            await around_help.recall(self._conversation, incoming, self._clock())
            if first_aid.knows(incoming.sender):
                # A parent's page and not a child's, now that the person is known as one.
                page = self.read(received)[1] or page
        screen = self._screen(received, page)

        def count(outcome: Outcome) -> None:
            if outcome is Outcome.SHOWN:
                waited = asyncio.get_running_loop().time() - began
                self._metrics.answer_seconds.labels("help").observe(waited)
                self._metrics.help.count(page)
                around_help.rest(self._conversation, incoming, self._clock())
                around_help.count(self._conversation, incoming, page, self._clock())

        owing = Owing(received.incoming, received.chat, page.path)
        outgoing = OutgoingReply(owing, reply(received, screen), Lane.HELP, count=count)
        self._outbox.put(outgoing)
        if not await self._outbox.wait_or_store(outgoing, seconds):
            await outgoing.done.wait()
        self._metrics.updates.labels("help").inc()

    def _screen(self, received: Received, page: Page) -> Screen:
        """Draw Help with as much of the person as is known."""
        incoming = received.incoming
        try:
            return self._conversation.first_aid.answer(incoming, page, self._clock())
        except Exception:
            log.exception("help failed", update_id=incoming.update_id)
            house = self._conversation.services
            return last_resort(house.phrases_of(house.suggest_locale(incoming.language)))
