"""Answers a text that is pasted behind the bot's name in any chat, where the operator wants it (decision 51).

The answer is one button above the field, which only the person sees who types; there is nothing that could be sent
into the chat. It opens the private chat. Nothing is stored, by us or by Telegram for others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from aiogram.methods import AnswerInlineQuery
from aiogram.types import InlineQueryResultsButton

from bot.chat.pasted import Way, pasted
from bot.chat.turn import Reader
from bot.doors.telegram.calls import TOO_LATE, Call

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.conversation import Conversation
    from bot.doors.sender import Sender
    from bot.doors.telegram.update_parser import Pasted

log = structlog.get_logger()


class InlineCheck:
    """Answers inline queries when it is `on`; otherwise none is asked for, and one that comes gets no answer."""

    def __init__(self, conversation: Conversation, sender: Sender, clock: Callable[[], datetime]) -> None:
        self.on = False
        """Whether the operator turned it on (`Settings.inline_check`)."""
        self._conversation = conversation
        self._sender = sender
        self._clock = clock

    async def answer(self, asked: Pasted) -> None:
        """Answer one. Each letter that is typed is one, so a late answer is harmless and not tried again."""
        if not self.on:
            return
        shown = self._way(asked)
        method = AnswerInlineQuery(
            inline_query_id=asked.query,
            results=[],
            cache_time=0,
            is_personal=True,
            button=InlineQueryResultsButton(text=shown.label, start_parameter=shown.payload),
        )
        await self._sender.once(Call(method, counts=False, harmless=TOO_LATE, optional=True))

    def _way(self, asked: Pasted) -> Way:
        """Return the button: Help when distress is heard, which comes first; else what is to be seen."""
        house, first_aid = self._conversation.services, self._conversation.first_aid
        incoming = asked.incoming
        reader = Reader(house.phrases_of(house.suggest_locale(incoming.language)), self._clock())
        try:
            reader = first_aid.reader(incoming, self._clock())
            if first_aid.page(incoming) is None:
                return pasted.call(reader, house.library, asked.words)[0]
        except Exception:
            log.exception("a pasted text was not read", update_id=incoming.update_id)
        return Way(reader.say("🆘 Help"), "help")
