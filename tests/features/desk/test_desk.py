"""The desk in the chat: a link to a browser for who is remembered, and how it is closed."""

from __future__ import annotations

import re

from sqlalchemy import func, select

from bot.db.schema import metadata
from bot.values.screen import Copy
from tests.kit.studio import invited, organiser
from tests.roles import SETTLED
from tests.talk import House, Person

__all__ = ["organiser"]

WHO_SEES = {"desk desk/close desk/home desk/screen/123456 desk/screen/123456/yes": SETTLED}


def rows(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return db.scalar(select(func.count()).select_from(metadata.tables["desks"])) or 0


def link_of(person: Person) -> str:
    screen = person.types("/desk")
    copies = [button.words for row in screen.rows for button in row if isinstance(button, Copy)]
    found = re.search(r"https?://\S+/desk/(\S+)", copies[0])
    assert found
    assert (copies[0] in screen.text.plain) != copies[0].startswith("https"), "told where it is not tapped"
    return found[1]


def test_who_is_remembered_gets_a_link_each_time_another(house: House, educator: Person) -> None:
    house.conversation.services.instance.projector = "https://bot.example.org"
    first, second = link_of(educator), link_of(educator)
    assert first != second
    assert rows(house) == 1, "only the newest opens anything"
    assert "once, within five minutes" in educator.sees
    assert [label for label in educator.labels if "🖥" in label] == ["🖥 Open it here"]


def test_who_only_looks_round_is_told_where_to_read_and_may_agree(house: House) -> None:
    house.conversation.services.instance.projector = "https://bot.example.org"
    person = Person(house)
    person.settles_in("educator", agrees=False)
    person.types("/desk")
    assert "https://bot.example.org" in person.sees
    person.taps("What you would remember")
    person.taps("I agree")
    assert "This link opens your screens" in person.sees


def test_without_an_address_there_is_no_link(house: House, educator: Person) -> None:
    educator.types("/desk")
    assert "has not opened its pages" in educator.sees
    assert not rows(house)


def test_it_is_closed_from_the_chat_exported_and_forgotten(house: House, educator: Person) -> None:
    house.conversation.services.instance.projector = "http://127.0.0.1:1"
    secret = link_of(educator)
    exported = b"".join(
        document.content for document in educator.types("/export").documents if isinstance(document.content, bytes)
    )
    assert b"desks" in exported
    assert secret.encode() not in exported
    educator.types("/desk")
    educator.taps("Close every browser")
    assert not rows(house)
    educator.types("/desk")
    educator.types("/forget")
    educator.taps("Yes, forget me")
    assert not rows(house)


def test_what_has_ended_is_swept(house: House, educator: Person) -> None:
    house.conversation.services.instance.projector = "http://127.0.0.1:1"
    link_of(educator)
    house.later(minutes=6)
    assert house.conversation.sweep(house.clock) == 1
    assert not rows(house)


def test_it_begins_where_its_owner_works(organiser: Person, educator: Person, child: Person) -> None:
    editor, reviewer = invited(organiser, 71), invited(organiser, 72, "reviewer")
    for person, begins in ((organiser, "Overview"), (editor, "Studio"), (educator, "Classes")):
        assert begins in person.visits("desk/home").text.plain.splitlines()[0]
    assert "versions wait for you" in reviewer.visits("desk/home").text.plain
    child.types("/menu")
    in_the_menu = child.labels
    child.visits("desk/home")
    assert child.labels == in_the_menu


def test_each_first_page_has_few_buttons_and_the_dangerous_one_is_last(organiser: Person) -> None:
    editor = invited(organiser, 71)
    for person in (organiser, editor):
        person.visits("desk/home")
        own = [label for label in person.labels if label not in {"☰ Menu", "Stop working on packs"}]
        assert len(own) <= 7, own
    assert editor.labels[-2:] == ["☰ Menu", "Stop working on packs"]
