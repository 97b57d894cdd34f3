"""People in the demo's simulator, one for each language and audience, who go to the last saved item."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.values.audience import Audience
    from simulator import PersonHandle, Simulator

PATIENCE = 20.0
"""Seconds that the bot may take to answer a tap; after that the person stays on their page."""

LOOK = 0.05
"""Seconds between two looks at a chat."""


class Readers:
    """Adds a person for each language and audience when first needed.

    Errors: TimeoutError if the bot does not answer a newcomer.
    """

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.people: dict[tuple[str, Audience], PersonHandle] = {}

    async def go(self, payload: str, locales: Sequence[str], audiences: Sequence[Audience]) -> None:
        """Let each of them open the bot by the link with this payload."""
        for locale in locales:
            for audience in audiences:
                await self._open(payload, locale, audience)

    async def _open(self, payload: str, locale: str, audience: Audience) -> None:
        reader = self.people.get((locale, audience))
        new = reader is None
        if reader is None:
            reader = self.simulator.new_person(f"{audience.value} · {locale}", locale, "preview")
        await reader.start(payload)
        if new:  # the shared item follows right after they have said who they are
            await _press(reader, f"who/{audience.value}")
        self.people[locale, audience] = reader


async def _press(reader: PersonHandle, beginning: str) -> None:
    """Press the first button whose path begins with this, as soon as there is one. Errors: TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while (found := _button(reader, beginning)) is None:  # noqa: ASYNC110 - a chat tells nobody that it changed
            await asyncio.sleep(LOOK)
    message, label = found
    await reader.press(label, message_id=message)


def _button(reader: PersonHandle, beginning: str) -> tuple[int, str] | None:
    """Return (message, label) of the newest message's first button whose path begins with this."""
    for message in reversed(reader.see()):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button.get("callback_data", "").startswith(beginning):
                    return message["message_id"], button["text"]
    return None
