"""Browser people: who stands behind a number below 0, in the place where others have their Telegram id."""

from __future__ import annotations

from enum import Enum

FIRST_TEACHER = -(1 << 61) - 1
"""The highest number of a teacher with a return code; visitors have those above."""

FIRST_PUPIL = -(1 << 62) - 1
"""The highest number of a pupil with a return code; the lowest of them still fits into 64 bits."""


PROOF = "/teacher/pin"
"""The address at which a teacher without a chat types the PIN before something is changed."""


class Who(Enum):
    """In whose browser a page is shown."""

    VISITOR = "visitor"
    """Somebody who is not remembered."""
    CHAT = "chat"
    """Somebody who opened it from the chat."""
    PUPIL = "pupil"
    """A pupil without a chat."""
    TEACHER = "teacher"
    """A teacher without a chat."""


def remembered_as(sender: int) -> Who:
    """Return who somebody is that is remembered, by the number in the place of their Telegram id."""
    if sender >= 0:
        return Who.CHAT
    if sender > FIRST_TEACHER:
        return Who.VISITOR
    return Who.PUPIL if sender <= FIRST_PUPIL else Who.TEACHER
