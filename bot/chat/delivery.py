"""Delivery: visits planned for later. Now replies that Telegram did not take; drawn again without effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import textmode
from bot.chat.drawing import draw, undone
from bot.store import deliveries, people
from bot.values.page import parse

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.household import Household
    from bot.chat.incoming import Incoming
    from bot.store.engine import Store
    from bot.values.screen import Screen


class Deliveries:
    """Plans and draws visits. Synchronous: called in a store's thread. Errors: StoreAway."""

    def __init__(self, household: Household) -> None:
        self.household = household

    def owe(self, sender: int, chat: int, path: str, now: datetime) -> bool:
        """Keep the path of a reply that Telegram did not take; it is due at once. False for a stranger."""
        for store in (self.household.stores.durable, self.household.stores.visitors):
            with store.turn() as db:
                person = people.find(db, self.household.lookups(sender), now.date())
                if person is not None:
                    sealed = self.household.keys.seal(chat, person.key)
                    deliveries.owe(db, person.key, sealed, path, now, why="reply")
                    return True
        return False

    def owe_stranger(self, incoming: Incoming, chat: int, path: str, now: datetime) -> None:
        """Keep it for somebody of whom nothing is known, in memory that forgets."""
        with self.household.stores.visitors.turn() as db:
            person = self.household.visitor(db, incoming, now)
            deliveries.owe(db, person.key, self.household.keys.seal(chat, person.key), path, now, why="reply")

    def drop(self, sender: int, now: datetime) -> None:
        """Drop what is owed to somebody who has blocked the bot."""
        for store in (self.household.stores.durable, self.household.stores.visitors):
            with store.turn() as db:
                person = people.find(db, self.household.lookups(sender), now.date())
                if person is not None:
                    deliveries.drop_person(db, person.key)

    def visit(self, store: Store, key: bytes, path: str, now: datetime) -> Screen | None:
        """Draw a page for a planned visit, without effects; None when the person or the page is gone."""
        with store.turn() as db:
            person = people.get(db, key)
            page = parse(path)
            if person is None or page is None:
                return None
            turn = self.household.turn(db, person, now)
            with undone(db):
                screen, _ = draw(self.household.views, turn, page)
        return textmode.numbered(screen) if turn.text_mode else screen
