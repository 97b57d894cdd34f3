"""Days in words, as the person's language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.chat.turn import Reader


def day_words(reader: Reader, day: date) -> str:
    """Return a day such as `7 December`, with the year when it is another one."""
    return reader.phrases.language.date(day, "d MMMM y" if day.year != reader.now.year else "d MMMM")
