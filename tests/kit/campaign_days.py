"""The days of a campaign: who joined, and what is posted to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat.planner import Planner
from bot.db import dispatches
from bot.db.dispatches import DeliveryResult
from tests.talk import House, Person

WEEK, FEST = "lamp-days/week", "lamp-days/fest"


class Post:
    """The engine without Telegram: plans what is due, takes it, and notes that it was sent."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.planner = Planner(house.stores.durable, lambda: house.conversation.services.library)

    def comes(self) -> list[tuple[int, str]]:
        """What goes out now: whose chat, and the first words."""
        return sorted((chat, words.split("\n\n")[1]) for chat, words in self.whole())

    def whole(self) -> list[tuple[int, str]]:
        """What goes out now: whose chat, and all the words."""
        while self.planner.plan_some(self.house.clock):
            pass
        found: list[tuple[int, str]] = []
        batches = self.house.delivery_batches()
        while True:
            messages, taken = batches.take(self.house.clock, 50)
            if not taken:
                return found
            now = self.house.clock
            batches.settle([DeliveryResult(one.delivery, dispatches.SENT, now, path=one.path) for one in messages])
            found += [(one.chat, one.screen.text.plain) for one in messages]

    def until(self, **time: float) -> list[tuple[datetime, int, str]]:
        """What goes out in the time to come, looked for every half hour, with the moment."""
        end = self.house.clock + timedelta(**time)
        found: list[tuple[datetime, int, str]] = []
        while self.house.clock < end:
            found += [(self.house.clock, *message) for message in self.comes()]
            self.house.later(minutes=30)
        return found


def somebody(house: House, number: int, zone: str, who: str = "9-11", campaign: str = WEEK) -> Person:
    person = Person(house, number)
    person.settles_in(who)
    person.visits(f"set/zone/{zone}")
    person.visits(f"part/{campaign}:on")
    return person
