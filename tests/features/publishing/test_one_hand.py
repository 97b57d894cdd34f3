"""Two eyes are two people: several people on one phone are one hand, and one hand approves nothing of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.db import keys, people
from bot.db.rotate import rotate
from bot.features.publishing import tables
from bot.features.publishing.store import editors
from bot.values.audience import Duty
from tests.kit.comparing import sent
from tests.kit.reviewing import GONE, approves, cannot_approve, comes_back, hands_over, link, reads_all
from tests.kit.shared_phones import adds
from tests.kit.spaces import Space
from tests.kit.studio import ORGANISER, PACK, changed, invited, organiser, zipped
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["organiser"]

ONE_HAND = "Somebody else on this phone works on packs already."
SHARES = "Somebody on this phone has worked on this version."
SENSITIVE = changed("status: approved", "status: approved\nsensitive: true")


def link_on(person: Person, path: str) -> str:
    person.visits(path)
    return person.sees.partition("start=")[2].split()[0]


def made(phone: Person, duty: Duty) -> None:
    """Make whoever is at a phone an editor, as it was possible before a phone had one editor at most."""
    house = phone.house
    with house.stores.durable.transaction() as db:
        person = people.find(db, house.conversation.services.lookups(phone.number), house.clock.date())
        assert person
        editors.accept(db, person.key, editors.invite(db, duty, house.clock), house.clock)


@pytest.fixture
def both(organiser: Person) -> Person:
    """A phone from before: the owl is an editor, who has sent a pack in, the fox a reviewer."""
    phone = invited(organiser, 2001)
    phone.visits("my-picture/is/owl")
    adds(phone, "fox")
    made(phone, Duty.REVIEWER)
    phone.visits("profile/owl")
    phone.visits("studio")
    assert "Editor 1" in phone.sees
    sent(phone, PACK, 1)
    phone.visits("profile/fox")
    return phone


def test_the_lead_of_a_space_is_not_their_own_editor_and_reviewer(organiser: Person) -> None:
    phone = Space(organiser, "Lighthouse School", 1).lead
    phone.visits("my-picture/is/owl")
    for picture, duty in (("fox", "editor"), ("bee", "reviewer")):
        phone.visits("profile/owl")
        invitation = link_on(phone, f"space/1/invite/{duty}")
        adds(phone, picture)
        phone.types(f"/start {invitation}")
        assert ONE_HAND in phone.sees
        assert not [label for label in phone.labels if "let me in" in label]
        phone.visits(f"edit/{invitation.removeprefix('edit_')}/yes")
        assert ONE_HAND in phone.sees
        phone.visits("studio")
        assert GONE in phone.sees
    stranger = Person(phone.house, 7777)
    stranger.settles_in("educator")
    stranger.types(f"/start {invitation}")
    stranger.taps("I agree, let me in")
    assert "Reviewer" in stranger.sees, "the invitation is still there for somebody else"


def test_the_phone_has_room_for_another_editor_once_the_first_has_stopped(organiser: Person) -> None:
    phone = invited(organiser, 2001)
    phone.visits("my-picture/is/owl")
    phone.visits("studio/stopped")
    adds(phone, "fox")
    comes_back(organiser, phone)
    assert "Reviewer 2" in phone.sees
    phone.visits("profile/owl")
    phone.types("/start " + link(organiser, "editor"))
    assert ONE_HAND in phone.sees


def test_nobody_approves_what_somebody_else_on_their_phone_has_sent(both: Person, organiser: Person) -> None:
    cannot_approve(both, 1)
    both.visits("edition/1")
    assert SHARES in both.sees
    assert "You have worked on it" not in both.sees
    approves(invited(organiser, 2005, "reviewer"), 1)
    cannot_approve(both, 1)


def test_nor_when_the_author_has_not_been_there_lately(both: Person) -> None:
    house = both.house
    house.later(days=80)
    house.restart()
    rotate(house.stores.durable, house.folder / "bot.key")
    house.keys.take(keys.load(house.folder / "bot.key", make=False))
    cannot_approve(both, 1)


def test_nor_what_they_held_or_wrote_before_they_stopped(both: Person, organiser: Person) -> None:
    heir = invited(organiser, 2007)
    hands_over(organiser, heir)
    both.visits("profile/owl")
    both.visits("studio/stopped")
    both.visits("profile/fox")
    cannot_approve(both, 1)


def test_nor_after_the_author_has_erased_their_data(organiser: Person) -> None:
    """The reviewer was there first, made room for the author, and came back when the author was gone."""
    house = organiser.house
    phone = invited(organiser, 2001, "reviewer")
    phone.visits("my-picture/is/fox")
    phone.visits("studio/stopped")
    house.later(days=1)
    adds(phone, "owl")
    comes_back(organiser, phone, "editor")
    sent(phone, PACK, 1)
    house.later(days=1)
    phone.visits("forget/now")
    phone.visits("profile/fox")
    comes_back(organiser, phone)
    assert "Reviewer 1" in phone.sees, "they are who they were"
    cannot_approve(phone, 1)


def test_two_on_one_phone_give_one_approval_of_what_is_sensitive(organiser: Person) -> None:
    author = invited(organiser, 2001)
    sent(author, SENSITIVE, 1)
    phone = invited(organiser, 2002, "reviewer")
    reads_all(phone, 1)
    phone.taps("✅ Approve, somebody else has to as well")
    phone.taps("Yes, approve it")
    phone.visits("my-picture/is/owl")
    adds(phone, "fox")
    made(phone, Duty.PSYCHOLOGIST)
    reads_all(phone, 1)
    for path in ("edition/1/approve", "edition/1/approved"):
        phone.visits(path)
        assert "✅ serves" not in phone.sees
    author.visits("edition/1")
    assert "waits for a reviewer" in author.sees
    assert "Approved so far: Reviewer 2." in author.sees


def test_no_row_of_an_editor_tells_who_shares_their_phone(both: Person) -> None:
    """Check 38: no value that the rows of two editors on one phone have in common but what anybody may have."""
    cannot_approve(both, 1)
    with both.house.stores.durable.transaction() as db:
        owl, fox = (row._asdict() for row in db.execute(select(tables.editors).order_by(tables.editors.c.number)))
    alike = {name for name in owl if owl[name] is not None and owl[name] == fox[name]}
    assert alike == {"since", "trial"}, "a day, and that nothing is tried out"


def test_the_scaled_mode_sees_one_hand_from_each_replica(tmp_path: Path, postgres_url: str) -> None:
    one, other = House(tmp_path, url=postgres_url), House(tmp_path, url=postgres_url)
    for house in (one, other):
        house.conversation.services.organisers = frozenset({ORGANISER})
    organiser = Person(one, ORGANISER)
    organiser.settles_in("educator")
    phone = invited(organiser, 2001)
    phone.sends_pack(zipped(PACK))
    phone.visits("edition/1/sent")
    phone.visits("my-picture/is/owl")
    invitation = link(organiser, "reviewer")
    other.updates = one.updates
    phone.house = other
    adds(phone, "fox")
    phone.types(f"/start {invitation}")
    assert ONE_HAND in phone.sees
    made(phone, Duty.REVIEWER)
    cannot_approve(phone, 1)
    for house in (one, other):
        house.close()
