"""Topics on which somebody has finished something, by whichever way they came to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import find
from bot.db import progress
from bot.packs.model import Ref
from bot.packs.topics import TOPICS

if TYPE_CHECKING:
    from bot.chat.turn import Turn


def finished_topics(turn: Turn, person: bytes) -> list[str]:
    """Return the topics on which the person of this key has finished something, in the curriculum's order."""
    done = (Ref.parse(ref) for ref, so_far in progress.all_of(turn.db, person).items() if so_far.done)
    found = {topic for ref in done if ref and (item := find(turn, ref)) for topic in item.topics}
    return [topic for topic in TOPICS if topic in found]
