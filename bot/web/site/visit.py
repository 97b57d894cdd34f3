"""Visit: one request of somebody, with who it is, and what becomes of what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.features.classes.return_codes import is_browser_pupil

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.web.site.visitors import Visitor


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
    """The key of whoever opened this browser from the chat; None for anybody else."""
    remembered: bool = False
    """This is the browser of somebody who agreed to be: opened from the chat (`/desk`), where what they do here
    counts, or by a pupil without Telegram."""

    @property
    def is_pupil(self) -> bool:
        """Whether this is a pupil without Telegram."""
        return self.remembered and is_browser_pupil(self.visitor.sender)

    def kept(self, reader: Reader) -> str:
        """Say what becomes of what somebody does here who is remembered."""
        if self.is_pupil:
            return reader.say(
                "You are here with a return code: what you do counts for your class. If others use this computer, "
                "end the visit when you are done."
            )
        return reader.say("You came here from the chat: what you do here counts there.")
