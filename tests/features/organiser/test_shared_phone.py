"""An organiser's phone that others share: the rights are of the picture that had them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.shared_phones import adds
from tests.kit.studio import ORGANISER, organiser
from tests.talk import Person

if TYPE_CHECKING:
    from tests.talk import House

__all__ = ["organiser"]

GONE = "not here any more"
OF_ORGANISERS = (
    *("organise/0", "overview", "invite", "invite/reviewer", "spaces:0"),
    *("spaces/new", "waiting:0", "owners:0"),
)


def organises(person: Person) -> bool:
    """Whether this person's pages of organisers are there; all of them are or none is."""
    there = set()
    for path in OF_ORGANISERS:
        person.visits(path)
        there.add(GONE not in person.sees)
    person.types("/menu")
    there.add(any("Run campaigns" in label for label in person.labels))
    assert len(there) == 1
    return there.pop()


@pytest.mark.parametrize("who", ["educator", "parent"])
def test_a_picture_one_minute_old_invites_nobody(organiser: Person, who: str) -> None:
    organiser.visits("my-picture/is/fox")
    organiser.visits("my-icons/141/on")
    assert organises(organiser)
    adds(organiser, "owl", who)
    organiser.house.later(minutes=1)
    assert not organises(organiser)
    organiser.visits("profile/fox/141")
    assert organises(organiser)


def test_nor_does_it_after_a_year_or_a_restart(organiser: Person, house: House) -> None:
    organiser.visits("my-picture/is/fox")
    adds(organiser, "owl")
    house.later(days=360)
    house.restart()
    house.conversation.services.organisers = frozenset({ORGANISER})
    assert not organises(organiser)


def test_the_rights_stay_while_their_owner_says_to_be_a_child(organiser: Person) -> None:
    """Who tries the bot out as a child hands the rights to nobody."""
    organiser.visits("my-picture/is/fox")
    organiser.types("/menu")
    organiser.visits("set/audience/9-11")
    adds(organiser, "owl")
    assert not organises(organiser)
    organiser.visits("profile/fox")
    assert not organises(organiser)
    organiser.visits("set/audience/educator")
    assert organises(organiser)


def test_on_a_phone_that_was_shared_before_whoever_was_a_grown_up_first_has_them(house: House) -> None:
    phone = Person(house, ORGANISER)
    phone.settles_in("educator")
    phone.visits("my-picture/is/fox")
    house.later(days=1)
    adds(phone, "owl")
    house.conversation.services.organisers = frozenset({ORGANISER})
    assert not organises(phone), "though they are the first to come once the operator has named the phone"
    phone.visits("profile/fox")
    assert organises(phone)


def test_a_child_who_had_the_phone_first_leaves_them_to_the_first_grown_up(house: House) -> None:
    phone = Person(house, ORGANISER)
    phone.settles_in("9-11")
    phone.visits("my-picture/is/fox")
    house.conversation.services.organisers = frozenset({ORGANISER})
    adds(phone, "owl", "parent")
    assert organises(phone)
    adds(phone, "bee")
    assert not organises(phone)
    phone.visits("profile/fox")
    phone.visits("set/audience/parent")
    assert not organises(phone), "who has become a grown-up since then comes after the owl"


def test_no_row_tells_which_others_share_an_organisers_phone(organiser: Person, house: House) -> None:
    """Check 38: the mark stands with one person, and with nobody who is refused."""
    organiser.visits("my-picture/is/fox")
    adds(organiser, "owl")
    assert not organises(organiser)
    with house.stores.durable.transaction() as db:
        rows = db.exec_driver_sql("SELECT picture, organises FROM people").fetchall()
    assert sorted(map(tuple, rows)) == [("fox", 1), ("owl", None)]
