"""Visit: one request, with the person it is from and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.browser_people import Who, remembered_as

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.doors.web.site.visitors import Visitor


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody: who it is, and in which language their browser asks."""

    visitor: Visitor
    client: str
    language: str
    is_new: bool = False
    passes: bool = False
    """Nothing is set in the place of the cookie: another site led here, so the browser kept it back, or the
    database cannot tell just now whose it is."""
    away: bool = False
    """The database cannot tell; Help is shown all the same."""
    person: bytes | None = None
    """The key of the person who opened this browser from the chat; else None."""
    remembered: bool = False
    """This is the browser of somebody who agreed to be: opened from the chat (`/desk`), where what they do here
    counts, or by a pupil without Telegram."""

    proven: bool = False
    """A teacher without Telegram has typed the PIN in this browser."""

    @property
    def who(self) -> Who:
        """Whose browser it is."""
        return remembered_as(self.visitor.sender) if self.remembered else Who.VISITOR

    def kept(self, reader: Reader) -> str:
        """Say what becomes of what somebody does here who is remembered."""
        if self.who is Who.PUPIL:
            return reader.say(
                "You are here with a return code: what you do counts for your class. If others use this computer, "
                "end the visit when you are done."
            )
        if self.who is Who.TEACHER:
            return reader.say(
                "You are here with a teacher's return code. If others use this computer, end the visit when you "
                "are done."
            )
        return reader.say("You came here from the chat: what you do here counts there.")
