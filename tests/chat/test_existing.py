"""19: nobody's words or number are stored because they stood where an item's name, a number or a code should."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.chat.delivery import Owing
from bot.chat.existing import is_there
from bot.chat.incoming import Command, Incoming, Tap
from bot.db import codes
from bot.db.schema import metadata
from bot.values.fields import NUMBER
from bot.values.page import every_page, parse
from tests.kit.classrooms import another
from tests.talk import House, Person

if TYPE_CHECKING:
    from bot.values.fields import Coding
    from bot.values.page import Page

NAME, LONG, CODE = "vanja", "moj-telefon-8999", "89991234567A"
PHONE = "899912345"
"""A name, a phone number in words, one as a class's code, one as a number: each where its pattern lets it in."""

CANARIES = (NAME, LONG, CODE, PHONE, "8999123456", "Vanja")


def forged(kind: type[Page]) -> list[str]:
    """Return paths of a page with canaries wherever they fit, in each field alone and in all at once."""
    honest = {name: sample(name, coding) for name, coding in kind.codings.items()}
    strange = {
        name: next((one for one in CANARIES if re.fullmatch(coding.pattern, one)), "")
        for name, coding in kind.codings.items()
    }
    some = [honest | {name: canary} for name, canary in strange.items() if canary]
    some.append(honest | {name: canary for name, canary in strange.items() if canary})
    return [path for values in some if parse(path := kind.template.format_map(values)) is not None]


def sample(name: str, coding: Coding) -> str:
    """Return what may stand in a field: of an item that there is, and the first of a few words."""
    there = {
        "pack": "lamp",
        "item": "light/9-11",
        "card": "secret",
        "marks": "a",
        "audience": "9-11",
        "locale": "en",
        "country": "RU",
        "countries": "GB-US",
        "zone": "Europe/Moscow",
        "topic": "accounts",
        "code": "0123456789AB",
        "kind": "lesson",
        "till": "2530",
        "mark": "0123456789",
        "over": "more",
        "thing": "photo",
        "rules": "ab",
        "place": "RU",
        "message": "7",
    }
    word = "1" if coding == NUMBER else coding.pattern.split("|")[0]
    return there.get(name) or {
        "[0-9]": "1",
        "[1-9]": "4",
        "[lsqrd]": "l",
        "[pg]": "p",
        "[lsqtgc]": "l",
        "[wuhbt]": "w",
    }.get(word, word)


def stored(house: House) -> str:
    """Return everything that either store holds, as words."""
    found = []
    for store in (house.stores.durable, house.stores.visitors):
        with store.transaction() as db:
            bare = db.connection.cursor()  # it is asked a thousand times: SQLAlchemy's way takes ten times as long
            found += [repr(row) for name in metadata.tables for row in bare.execute(f"SELECT * FROM {name}")]  # noqa: S608
    return "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["9-11", "educator"])
def test_19_no_canary_is_stored_by_any_page(house: House, who: str) -> None:
    person = another(house, 31, who)
    for kind in every_page():
        for path in forged(kind):
            if path.startswith(("forget/", "consent/", "who/")):
                continue
            person.does(Tap(path))
            owing = Owing(Incoming(0, 31, "", Tap(path)), 31, path)
            row = house.conversation.deliveries.owe(owing, house.clock)
            assert row is not None
            house.conversation.deliveries.owe(owing, house.clock, row)
            words = stored(house)
            assert not [canary for canary in CANARIES if canary in words], path


@pytest.mark.parametrize("agrees", [True, False])
def test_19_no_canary_is_stored_by_a_link(house: House, *, agrees: bool) -> None:
    """Whoever opens a forged link as a stranger, agrees and goes on leaves none of its words behind."""
    links = [
        f"{word}_{rest}"
        for word in ("lesson", "story", "quiz", "campaign")
        for rest in (f"{NAME}_{LONG}", f"lamp_{LONG}")
    ]
    links += [f"{word}_{CODE}" for word in ("class", "teach", "edit")]
    for number, link in enumerate(links):
        for who in ("9-11", "educator"):
            person = Person(house, 600 + 2 * number + (who == "educator"))
            person.does(Command("start", link))
            person.visits(f"who/{who}")
            person.visits("where/settings/DE")
            person.visits("where/settings/DE/sure")
            person.visits("consent/on" if agrees else "consent/off")
            person.does(Command("start", link))
    with house.stores.durable.transaction() as db:
        words = "\n".join(
            repr(tuple(row)) for table in metadata.sorted_tables for row in db.execute(select(table))
        )
    assert not [canary for canary in CANARIES if canary in words]


def test_what_there_is_is_kept(house: House, child: Person) -> None:
    """The mend takes no place away that a tap leads to: on from everything, one is where one was."""
    for path in ("lesson/lamp/light/9-11:secret", "campaign/lamp-days/week", "topics/9-11:0", "tips", "settings"):
        child.visits(path)
        with house.stores.durable.transaction() as db:
            assert path in {row.place for row in db.execute(select(metadata.tables["people"]))}
    child.visits("begin/lamp-sets/light/9-11:1")
    child.visits("mark/1/1/a")
    with house.stores.durable.transaction() as db:
        assert "mark/1/1/a" in {row.place for row in db.execute(select(metadata.tables["people"]))}


def test_every_field_that_may_hold_words_is_looked_up() -> None:
    """A new field has to be named: one of a few words, or looked up before its page is stored."""
    from bot.chat.existing import _CHECKS  # noqa: PLC0415 - the list itself

    of_help = {"thing", "rules", "message", "code", "digits", "mark", "over", "place"}
    """Stand only in pages that are never kept, or (codes) are stored by no one."""
    wordy = {
        name
        for kind in every_page()
        for name, coding in kind.codings.items()
        if not coding.few and coding is not NUMBER
    }
    assert wordy == (_CHECKS.keys() & wordy) | of_help


def test_codes_are_never_there(house: House, child: Person) -> None:
    del child
    for path in (f"join/{codes.new_code()}", f"teach/{codes.new_code()}"):
        page = parse(path)
        assert page is not None
        with house.stores.durable.transaction() as db:
            from bot.db import people  # noqa: PLC0415

            (key,) = db.execute(select(metadata.tables["people"].c.key)).one()
            person = people.get(db, key)
            assert person is not None
            assert not is_there(house.conversation.services.turn(db, person, house.clock), page)
