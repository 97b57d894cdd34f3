"""A third messenger is one folder: a toy door plays a golden journey and reaches Help without the database."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.commands.preview.transcripts import plays, read
from bot.db.away import StoreAway
from tests.doors.toy_door import ToyDoor, ToyWire
from tests.kit.golden import JOURNEYS
from tests.talk import House, Person

if TYPE_CHECKING:
    from bot.values.screen import Screen

CHILDREN = [path for path in JOURNEYS if path.name in {"child.en.chat.md", "child.ru.chat.md"}]


class Holder(Person):
    """Somebody who holds a toy messenger in their hands."""

    def comes_by(self, door: ToyDoor, wire: ToyWire, loop: asyncio.Runner) -> Holder:
        self.door, self.wire, self.loop = door, wire, loop
        return self

    def types(self, words: str) -> Screen:
        return self._after(self.door.take(self.number, words, self.language))

    def visits(self, path: str) -> Screen:
        return self._after(self.door.take(self.number, path, self.language, pressed=True))

    def _after(self, taking: object) -> Screen:
        self.house.later(seconds=2)  # as fast as a child taps
        self.loop.run(taking)  # type: ignore[arg-type]
        self.screen = self.wire.shown[self.number][-1]
        return self.screen


@pytest.mark.parametrize("journey", CHILDREN, ids=lambda path: path.name)
def test_a_toy_messenger_plays_a_childs_journey(house: House, journey: Path) -> None:
    wire = ToyWire()
    head, told = read(journey.read_text("utf-8"))
    with asyncio.Runner() as loop:

        async def opened() -> ToyDoor:
            return ToyDoor(house.conversation, wire, lambda: house.clock)

        child = Holder(house, language=journey.name.split(".")[1]).comes_by(loop.run(opened()), wire, loop)
        happened = f"{head}\n\n{plays(child, [step.act for step in told])}"
    assert happened == journey.read_text("utf-8")


def test_help_comes_by_a_toy_messenger_without_the_database(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    wire, durable = ToyWire(), house.stores.durable

    def away(*_: object) -> None:
        raise StoreAway

    async def cries() -> None:
        door = ToyDoor(house.conversation, wire, lambda: house.clock)
        await door.take(7, "help")
        house.later(seconds=2)
        await door.take(7, "/menu")

    monkeypatch.setattr(type(durable), "transaction", away)
    asyncio.run(cries())
    helped, sorry = wire.shown[7]
    assert "112" in str(helped)
    assert "🆘" in str(sorry), "the apology leads to Help"


def test_the_toy_door_is_short() -> None:
    lines = (Path(__file__).parent / "toy_door.py").read_text("utf-8").splitlines()
    assert len(lines) <= 150, "a third messenger is a folder, not a house"
