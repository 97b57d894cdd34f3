"""Counts: numbers of people in words, rounded to tens; small ones are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.values.few import FEW, told

if TYPE_CHECKING:
    from bot.chat.turn import Reader


def people_words(reader: Reader, number: int) -> str:
    """Return a number of people (or of their actions) in whole tens; zero and few look alike."""
    least = told(number)
    return reader.say("{number} or more", number=least) if least else reader.say("fewer than {few}", few=FEW)
