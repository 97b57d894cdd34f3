"""A crowd that wants tips, put into the database at once, so that a broadcast has somebody to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.db import people
from bot.features.tips.store import wishes
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.db.engine import Store
    from bot.db.keys import Keys


def settle_in(  # noqa: PLR0913 - what the crowd has in common
    store: Store,
    keys: Keys,
    bot_id: int,
    numbers: Iterable[int],
    today: date,
    *,
    zone: str = "Europe/Moscow",
    who: Audience = Audience.TIER_9_11,
    locale: str = "en",
    wish: wishes.Wish | None = None,
) -> dict[int, bytes]:
    """Let people have agreed, and have asked for tips when there is a `wish`; return each one's key."""
    known: dict[int, bytes] = {}
    with store.transaction() as db:
        for number in numbers:
            key = known[number] = people.new_key()
            person = people.Person(key, who, locale, "RU", zone)
            people.add(db, keys.lookup(bot_id, number), person, today)
            people.agree(db, key, "1", today)
            if wish is not None:
                wishes.wish(db, key, keys.seal(number, key), wish)
    return known
