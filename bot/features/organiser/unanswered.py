"""Topics that adults asked about and of which the library has nothing: a line each, the most asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.search import store

if TYPE_CHECKING:
    from sqlalchemy import Connection


def as_data(db: Connection) -> list[dict[str, str | int]]:
    """Return the topics as plain data: topic, locale, and how many adults asked, in fives."""
    return [{"topic": topic, "locale": locale, "adults": number} for topic, locale, number in store.unanswered(db)]


def as_text(db: Connection) -> str:
    """Return the topics to read, each with its language and how many asked, in fives."""
    told = store.unanswered(db)
    if not told:
        return f"no topic was asked about in vain by {store.BLOCK} adults yet"
    lines = [f"{topic} ({locale}): {number} adults" for topic, locale, number in told]
    return "\n".join(["Adults asked about these topics and found nothing:", *lines])
