"""Forged, foreign and expired addresses of buttons change nothing that a tap could not, and are answered (21)."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.chat import textmode
from bot.chat.incoming import Tap
from bot.db.schema import of_a_person, people
from bot.packs.model import Ref
from bot.values import places
from bot.values.audience import Audience
from bot.values.page import every_page, parse
from tests.kit.forged import key_of, rows_of
from tests.talk import House, Person

if TYPE_CHECKING:
    from bot.packs.model import Item

STRANGE = string.printable + "яё🆘\x00\ud83d"
BACK_TO_NOTHING = ("forget/now", "consent/off", "start", "profiles/erase")


def own_rows(house: House, person: bytes) -> dict[str, list[dict[str, Any]]]:
    with house.stores.durable.transaction() as db:
        return {
            table.name: [dict(row) for row in db.execute(select(table).where(column == person)).mappings()]
            for table, column in of_a_person()
        }


def item(house: House, ref: str) -> Item:
    parsed = Ref.parse(ref)
    assert parsed is not None
    found = house.packs.find(parsed.kind, parsed.pack, parsed.item, "en")
    assert found is not None, f"{ref} is an item that there is"
    return found


def holds(house: House, key: bytes, seen: set[Audience]) -> None:
    """Whatever is stored of a person could have come by taps alone; `seen` is whose content they could open."""
    rows = own_rows(house, key)
    (person,) = rows["people"]
    assert person["locale"] in house.phrases
    assert person["audience"] in set(Audience)
    assert places.is_country(person["country"])
    assert not person["zone"] or places.is_zone(person["zone"]), "empty: not known in a country of several clocks"
    assert parse(person["place"]) is not None
    refs = [row["ref"] for row in rows["progress"]] + [row["quiz"] for row in rows["attempts"]]
    for ref in [*refs, *filter(None, [person["begun"]])]:
        assert any(mine.may_see(audience) for mine in seen for audience in item(house, ref).audiences), ref
    for row in rows["progress"]:
        assert not row["card"] or item(house, row["ref"]).card(row["card"])
    by_quiz: dict[str, list[int]] = {}
    for row in rows["attempts"]:
        by_quiz.setdefault(row["quiz"], []).append(row["number"])
        assert item(house, row["quiz"]).ref.kind == "quiz"
    assert all(sorted(numbers) == [*range(1, len(numbers) + 1)] for numbers in by_quiz.values())
    running = [row["quiz"] for row in rows["attempts"] if row["closed_on"] is None]
    assert len(running) == len(set(running)), "one attempt at a quiz at a time"
    asked = {(row["attempt"], row["number"]): row for row in rows["asked"]}
    for answer in rows["answers"]:
        question = asked[answer["attempt"], answer["number"]]
        card = item(house, question["ref"]).card(question["card"])
        assert card is not None
        assert card.question is not None
        assert card.question.has(question["meaning"])
        assert card.question.has(answer["meaning"]), "that of the language in which it was answered"
        assert card.question.complete(answer["marks"])
        assert answer["right"] in {None, card.question.right(answer["marks"])}
    for owed in rows["deliveries"]:
        assert house.keys.open(owed["chat"], key)


def harvest(person: Person, steps: int, chance: random.Random) -> set[str]:
    """Wander over buttons; return every address that was offered."""
    offered: set[str] = set()
    person.visits("menu")
    for _ in range(steps):
        paths = [link.page.path for link in textmode.links(person.see())]
        offered.update(paths)
        onward = [path for path in paths if not path.startswith(BACK_TO_NOTHING)]
        person.visits(chance.choice(onward) if onward and chance.random() > 0.05 else "menu")
    return offered


def forge(known: list[str], chance: random.Random) -> str:
    """One address that nobody was offered like this (or was offered to somebody else, or long ago)."""
    match chance.randrange(6):
        case 0:
            return "".join(chance.choices(STRANGE, k=chance.randint(0, 70)))
        case 1:
            letters = list(chance.choice(known))
            for _ in range(chance.randint(1, 3)):
                letters[chance.randrange(len(letters))] = chance.choice("0123456789abcdefpz/:.-")
            return "".join(letters)
        case 2:
            template = chance.choice(every_page()).template
            return template.format_map(Fields(chance))
        case 3:
            return chance.choice(known) + chance.choice(["", "/", ":0", ".a", "\n", " ", "/../menu"])
        case _:
            return chance.choice(known)


class Fields(dict[str, object]):
    """Fills the fields of an address: mostly what might be, sometimes what cannot."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def __missing__(self, name: str) -> object:
        likely: dict[str, list[object]] = {
            "pack": ["lamp", "lamp-sets", "basics"],
            "item": ["light/9-11", "light/12-15", "light/educator", "dark/12-15", "night"],
            "kind": ["lesson", "story", "quiz", "tips"],
            "audience": [*Audience, "organiser"],
            "locale": ["ru", "en", "xx"],
            "country": ["RU", "DE", "ZZ"],
            "zone": ["Europe/Moscow", "Europe/Berlin", "Mars/Base", "../etc"],
            "switch": ["on", "off", "yes"],
            "marks": ["", "a", "b", "ab", "abc", "cba", "zzzzzz"],
            "topic": ["accounts", "nothing"],
            "card": ["choice", "x", "one"],
        }
        return self.chance.choice(likely.get(name) or [0, 1, 2, 3, 5, 99, 999_999_999, -1])


def reader_of(house: House, key: bytes) -> Audience:
    """Whose content somebody reads now, which pages of several kinds can change."""
    with house.stores.durable.transaction() as db:
        return Audience(db.scalars(select(people.c.audience).where(people.c.key == key)).one())


def attack(house: House, many: int, every: int) -> None:
    chance = random.Random(21)  # noqa: S311 - a fixed seed
    victims = [Person(house, 11), Person(house, 12)]
    victims[0].settles_in("9-11")
    victims[1].settles_in("educator")
    victims[0].visits("begin/lamp-sets/light/9-11:1")  # whatever buttons the harvest happens to tap
    victims[1].visits("class/new/4/1")
    room = victims[1].button("To the class").page.path.split("/")[1]
    victims[1].visits(f"lead/{room}/lamp-sets/light/9-11:g")
    known = sorted(set.union(*(harvest(victim, 150, chance) for victim in victims)))
    attacker = Person(house, 13)
    attacker.settles_in("9-11")
    known += sorted(harvest(attacker, 60, chance))
    attacker.visits("lesson/lamp/light/9-11")
    key = key_of(house, attacker)
    others = rows_of(house, but=key)
    assert len(others["asked"]) > 3, "the victims have something to lose"
    seen = {Audience.TIER_9_11}
    for number in range(1, many + 1):
        path = forge(known, chance)
        if path.startswith(BACK_TO_NOTHING):
            continue
        screen = attacker.does(Tap(path))
        assert screen.text.plain.strip(), path
        assert textmode.links(screen), f"{path} is a dead end"
        assert "Something broke" not in screen.text.plain, path
        seen.add(reader_of(house, key))
        if number % every == 0:
            assert rows_of(house, but=key) == others
            holds(house, key, seen)
    assert own_rows(house, key)["progress"], "some addresses did what a tap does"


def test_21_a_thousand_forged_addresses(house: House) -> None:
    attack(house, 1_000, 250)


@pytest.mark.slow
def test_21_ten_thousand_forged_addresses(house: House) -> None:
    attack(house, 10_000, 500)


def test_an_attempt_that_runs_is_gone_on_with_whatever_number_is_asked_for(house: House, child: Person) -> None:
    child.visits("begin/lamp-sets/light/9-11:1")
    child.visits("begin/lamp-sets/light/9-11:2")
    rows = own_rows(house, key_of(house, child))
    assert len(rows["attempts"]) == 1
