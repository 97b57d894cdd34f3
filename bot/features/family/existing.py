"""Whether the family link that a page names exists for this person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.chat.existing import exists
from bot.features.family import store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Turn


@exists("link")
def link(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the person holds it or has opened it."""
    key, number = turn.person.key, fields["link"]
    return bool(store.held(turn.db, key, number, turn.now) or store.opened(turn.db, key, number))
