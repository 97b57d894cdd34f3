"""Four people tap ten thousand times at one phone, in turn, and see what each would see at one of their own."""

from __future__ import annotations

import random
import re
import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.chat import textmode
from bot.chat.incoming import Incoming, Tap, Words
from bot.db import people
from bot.db.schema import SEALED, of_a_person
from bot.db.schema import people as people_table
from bot.values.audience import Audience
from bot.values.page import parse
from bot.values.profile_picture import PICTURES, marked, unmarked
from bot.values.screen import Link
from tests.talk import BOT_ID, House

if TYPE_CHECKING:
    from pathlib import Path

    from bot.values.screen import Screen

TAPS = 10_000
OFTEN, NOW_AND_THEN = 0.97, 0.2
MANY, LIVED = 60, 1
PHONE = 1001
FOUR = {
    "fox": Audience.TIER_6_8,
    "owl": Audience.TIER_12_15,
    "bee": Audience.PARENT,
    "frog": Audience.EDUCATOR,
}
APART = ("forget", "stop", "help", "profile", "my-", "desk", "export", "privacy")
"""Pages that end a life, that are of the whole phone, or that are large and change nothing."""

PHONES_OWN = {"lookup", "picture", "guest", "chat", "not_before", "seen_on"}
"""Columns in which a phone that is shared differs from one that is not: to come back is to be here, and busy."""


@dataclass
class Chat:
    """A phone and what it shows; who uses it does, in both worlds, the same."""

    house: House
    number: int
    shown: dict[str, Screen] = field(default_factory=dict)
    """The last screen of each person."""

    def presses(self, who: str, data: str) -> Screen:
        path, picture = unmarked(data)
        incoming = Incoming(next(self.house.updates), self.number, "en", Tap(path), picture=picture)
        return self._answered(who, incoming)

    def types(self, who: str, words: str) -> Screen:
        return self._answered(who, Incoming(next(self.house.updates), self.number, "en", Words(words)))

    def _answered(self, who: str, incoming: Incoming) -> Screen:
        reply = self.house.conversation.answer(incoming, self.house.clock)
        assert reply is not None
        self.shown[who] = reply.screen
        return reply.screen


class Lots:
    """What is drawn by lot follows from who acts and when, so that it is the same in both worlds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.chance = random.Random(0)  # noqa: S311 - a test's
        monkeypatch.setattr(secrets, "randbits", self.chance.getrandbits)
        monkeypatch.setattr(secrets, "randbelow", self.chance.randrange)
        monkeypatch.setattr(secrets, "choice", self.chance.choice)
        monkeypatch.setattr(people, "new_key", lambda: self.chance.randbytes(16))

    def draw_for(self, who: str, number: int) -> None:
        self.chance.seed(f"{who} {number}")


def words(screen: Screen, who: str) -> list[str]:
    """What is seen, without what tells that the phone is shared."""
    labels = [
        button.label
        for row in screen.rows
        for button in row
        if not (isinstance(button, Link) and button.page.of_phone)
    ]
    return [re.sub(rf"^{PICTURES[who]} [^·\n]+ · ", "", screen.text.plain), *labels, screen.alert]


def kept(house: House, lookup: bytes) -> dict[str, list[dict[str, object]]]:
    """What is stored of the person of this look-up."""
    with house.stores.durable.transaction() as db:
        key = db.scalar(select(people_table.c.key).where(people_table.c.lookup == lookup))
        return {
            table.name: [
                {
                    name: value
                    for name, value in row.items()
                    if name not in PHONES_OWN and SEALED not in table.c[name].info
                }
                for row in db.execute(
                    select(table).where(column == key).order_by(*table.primary_key.columns)
                ).mappings()
            ]
            for table, column in of_a_person()
        }


@dataclass
class Worlds:
    """The same four people twice: at one phone that they share, and each at a phone of their own."""

    lots: Lots
    shared: Chat
    alone: dict[str, Chat]
    here: str = ""
    """Who has the shared phone."""

    def settle(self) -> None:
        """Let all four come and agree to be remembered, one after the other."""
        first = next(iter(FOUR))
        for who, audience in FOUR.items():
            steps = [f"who/{audience}", "where/settings/RU", "where/settings/RU/sure", "set/zone/Europe/Moscow"]
            mark = "" if who == first else who
            if mark:
                self.lots.draw_for(who, -1)
                self.shared.presses(who, marked(f"profiles/new/{who}", first))
            else:
                self.lots.draw_for(who, -1)
                self.shared.types(who, "menu")
            self.lots.draw_for(who, -1)
            self.alone[who].types(who, "menu")
            for path in (*steps, "consent/on", "menu"):
                self.shared.presses(who, marked(path, mark))
                self.alone[who].presses(who, path)
            if not mark:
                self.shared.presses(who, "my-picture/is/" + who)
                self.shared.presses(who, marked("menu", who))
            self.here = who

    def both_tap(self, who: str, number: int, chance: random.Random) -> str:
        """One person taps the same button in both worlds; what they see is the same. Return its path."""
        if who != self.here:
            # Who comes back sees where they stopped, as who goes on after Help does.
            self.lots.draw_for(who, number)
            back = self.shared.presses(who, marked(f"profile/{who}", self.here))
            self.here = who
            self.lots.draw_for(who, number)
            assert words(back, who) == words(self.alone[who].presses(who, "onward"), who)
        links = tappable(self.alone[who].shown[who])
        path = chance.choice(links) if links and chance.random() < OFTEN else "menu"
        self.lots.draw_for(who, number)
        mine = self.alone[who].presses(who, path)
        self.lots.draw_for(who, number)
        ours = self.shared.presses(who, marked(path, who))
        assert ours.picture_of == who
        assert words(ours, who) == words(mine, who), path
        return path

    def tap_anothers(self, owner: str, chance: random.Random) -> bool:
        """Whoever is here taps what stands in the chat of one who is not: they are told whose it is."""
        links = [path for path in tappable(self.shared.shown[owner]) if path != "menu"]  # which is anybody's
        if not links or owner == self.here:
            return False
        told = self.shared.presses("", marked(chance.choice(links), owner))
        return told.apart and f": {PICTURES[owner]}" in told.text.plain.replace("to ", ": ")


def tappable(screen: Screen) -> list[str]:
    return [link.page.path for link in textmode.links(screen) if not link.page.path.startswith(APART)]


@pytest.mark.slow
def test_ten_thousand_taps_of_four_at_one_phone_mix_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, alone = House(tmp_path / "shared"), House(tmp_path / "alone")
    chats = {who: Chat(alone, PHONE + place) for place, who in enumerate(FOUR, 1)}
    worlds = Worlds(Lots(monkeypatch), Chat(shared, PHONE), chats)
    worlds.settle()
    chance, crossed = random.Random(18), 0  # noqa: S311 - a test's
    seen: Counter[str] = Counter()
    for number in range(TAPS):
        shared.later(minutes=11)
        alone.later(minutes=11)
        who = chance.choice(list(FOUR))
        if chance.random() < NOW_AND_THEN:
            crossed += worlds.tap_anothers(who, chance)
        seen[type(parse(worlds.both_tap(who, number, chance))).__name__] += 1
    assert crossed > TAPS / 20
    assert len(seen) > MANY, seen
    for who, chat in chats.items():
        life = kept(alone, alone.keys.lookups(BOT_ID, chat.number)[0])
        picture = "" if who == worlds.here else who
        assert kept(shared, shared.keys.lookups(BOT_ID, PHONE, picture)[0]) == life
        assert sum(map(len, life.values())) > LIVED, "each has lived"
    shared.close()
    alone.close()
