"""The fast path of help: calls for help are answered out of turn and without the database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.chat.delivery import Owing
from bot.chat.listening import Listening
from bot.doors.outgoing_reply import OutgoingReply
from bot.doors.pace import Lane
from bot.doors.reply import help_reply, judged, note_help, page_for
from bot.doors.sender import Outcome
from bot.doors.telegram.calls import reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.doors.outbox import Outbox
    from bot.doors.reply import SharesTalk
    from bot.doors.telegram.update_parser import Received
    from bot.metrics import Metrics
    from bot.values.page import Page

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
        self.shared: SharesTalk | None = None
        """Set where several processes serve one bot."""

    async def recall(self, received: Received) -> None:
        """Load what another process remembers of what Help is about."""
        if self.shared is not None:
            await self.shared.recall(received.incoming.sender, self._clock())

    async def share(self, received: Received) -> None:
        """Let other processes know what Help is about."""
        if self.shared is not None:
            await self.shared.share(received.incoming.sender, self._clock())

    def read(self, received: Received) -> tuple[Received, Page | None]:
        """Return what came in, read once, and the page of help that it leads to; None if it is not a call for
        help.
        """
        incoming, page = judged(self._conversation, self._listening, received.incoming, self._clock())
        return replace(received, incoming=incoming), page

    async def answer(self, received: Received, page: Page, seconds: float) -> None:
        """Answer a call for help; an answer that Telegram has not accepted within `seconds` is stored and sent
        later.
        """
        began = asyncio.get_running_loop().time()
        incoming = received.incoming
        page = await page_for(self._conversation, self._listening, incoming, page, self._clock())
        screen = help_reply(self._conversation, incoming, page, self._clock()).screen

        def count(outcome: Outcome) -> None:
            if outcome is Outcome.SHOWN:
                waited = asyncio.get_running_loop().time() - began
                self._metrics.answer_seconds.labels("help").observe(waited)
                self._metrics.help.count(page)
                note_help(self._conversation, incoming, page, self._clock())

        owing = Owing(received.incoming, received.chat, page.path)
        outgoing = OutgoingReply(owing, reply(received, screen), Lane.HELP, count=count)
        self._outbox.put(outgoing)
        if not await self._outbox.wait_or_store(outgoing, seconds):
            await outgoing.done.wait()
        self._metrics.updates.labels("help").inc()
