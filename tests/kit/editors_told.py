"""What editors are told in the chat while they are away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.kit.campaign_days import Post

if TYPE_CHECKING:
    from tests.talk import House, Person


@pytest.fixture
def post(house: House) -> Post:
    """It is noon."""
    house.clock = datetime(2026, 11, 25, 12, tzinfo=UTC)
    return Post(house)


def wishes(*people: Person) -> None:
    for person in people:
        person.visits("studio")
        person.taps("Tell me what happens")
