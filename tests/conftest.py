"""What every test may ask for: a house without Telegram, and people to talk to it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from bot.logs import set_up_logs
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def logs() -> io.StringIO:
    """Every test logs as the running bot does, and can read what was logged."""
    written = io.StringIO()
    set_up_logs("DEBUG", written)
    return written


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.close()


@pytest.fixture
def child(house: House) -> Person:
    """A child of nine to eleven who has settled in, in English."""
    person = Person(house)
    person.settles_in("9-11")
    return person


@pytest.fixture
def ребёнок(house: House) -> Person:
    person = Person(house, number=1002, language="ru")
    person.settles_in("9-11")
    return person


@pytest.fixture
def parent(house: House) -> Person:
    person = Person(house, number=1003)
    person.settles_in("parent")
    return person


@pytest.fixture
def educator(house: House) -> Person:
    person = Person(house, number=1004)
    person.settles_in("educator")
    return person
