"""Few: numbers of people in words; few are not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.values.few import FEW

if TYPE_CHECKING:
    from bot.chat.turn import Reader


def people_words(reader: Reader, number: int) -> str:
    """Return a number of people, `fewer than 10` for few; none are told as 0."""
    return reader.say("fewer than {few}", few=FEW) if 0 < number < FEW else str(number)
