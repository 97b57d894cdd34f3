"""People of the tests are what a person is who taps through all that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.db.schema import metadata
from bot.values.audience import Audience
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BY_CHANCE = {"key", "lookup"}


def left_by(folder: Path, settle: Callable[[Person], object], language: str) -> tuple[Any, ...]:
    """What is seen, what is stored but for ids of updates and what is drawn by lot, and what memory holds."""
    house = House(folder)
    person = Person(house, language=language)
    settle(person)
    person.types("/settings")
    person.types("/menu")
    stored = {}
    for name, store in (("durable", house.stores.durable), ("visitors", house.stores.visitors)):
        with store.transaction() as db:
            for table in metadata.sorted_tables:
                rows = db.execute(select(*(one for one in table.columns if one.name not in BY_CHANCE))).all()
                stored[name, table.name] = [tuple(row) for row in rows if table.name != "updates"]
    (known, seen) = house.conversation.first_aid._known[person.number]
    house.close()
    return person.screen, stored, next(house.updates), seen, known.audience, known.place, known.agreed


@pytest.mark.parametrize("zone", ["Europe/Moscow", "Asia/Yekaterinburg", ""])
@pytest.mark.parametrize("audience", [*Audience])
@pytest.mark.parametrize("language", ["en", "ru", "pt-br"])
def test_who_is_put_there_is_who_taps_through(
    tmp_path: Path, language: str, audience: Audience, zone: str
) -> None:
    put = left_by(tmp_path / "put", lambda one: one.settles_in(audience, zone=zone), language)
    tapped = left_by(tmp_path / "tapped", lambda one: one.taps_through(audience, zone=zone), language)
    assert put == tapped
