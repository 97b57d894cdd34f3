"""A campaign of the fixtures, and the key of a person who joined."""

from __future__ import annotations

from bot.db import people
from tests.talk import BOT_ID, House, Person

WEEK = "lamp-days/week"


def key_of(house: House, person: Person) -> bytes:
    with house.stores.durable.transaction() as db:
        found = people.find(db, house.keys.lookups(BOT_ID, person.number), house.clock.date())
    assert found
    return found.key
