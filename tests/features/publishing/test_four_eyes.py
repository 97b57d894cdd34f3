"""Four eyes are four: whoever drafted, sent or held an edition never approves it, whatever happened since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.features.publishing import tables
from tests.kit.comparing import raised, sent
from tests.kit.reviewing import GONE, approves, author, cannot_approve, comes_back, hands_over, heir, reads_all
from tests.kit.studio import PACK, changed, invited, organiser, zipped
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["author", "heir", "organiser"]

WORKED = "You have worked on this version: somebody else has to approve it."
ERASED = "Who wrote it has erased their data."


def test_not_after_a_hand_over(organiser: Person, author: Person, heir: Person) -> None:
    hands_over(organiser, heir)
    cannot_approve(author, 1)
    author.visits("edition/1")
    assert WORKED in author.sees
    approves(invited(organiser, 2003, "reviewer"), 1)


def test_not_after_leaving_and_coming_back(organiser: Person, author: Person, heir: Person) -> None:
    author.visits("studio/stop")
    assert "I keep your number" in author.sees
    author.visits("studio/stopped")
    hands_over(organiser, heir)
    author.visits("edition/1")
    assert GONE in author.sees, "they are no editor"
    comes_back(organiser, author, "psychologist")
    assert "Psychologist 1" in author.sees, "the number that they had"
    cannot_approve(author, 1)


def test_not_another_edition_with_the_same_words(organiser: Person, author: Person, heir: Person) -> None:
    hands_over(organiser, heir)
    sent(heir, raised(PACK), 2)
    cannot_approve(author, 2)


def test_what_they_wrote_once_and_others_approved_binds_nobody(
    organiser: Person, author: Person, heir: Person
) -> None:
    approves(invited(organiser, 2003, "reviewer"), 1)
    hands_over(organiser, heir)
    sent(heir, raised(changed("Only you", "You alone")), 2)
    approves(author, 2)


def test_who_only_held_it_for_a_while_does_not_approve_it(organiser: Person, author: Person, heir: Person) -> None:
    del author
    held = invited(organiser, 2003, "reviewer")
    hands_over(organiser, held)
    hands_over(organiser, heir)
    cannot_approve(held, 1)


def test_an_organiser_does_not_approve_what_they_sent(organiser: Person) -> None:
    comes_back(organiser, organiser)
    sent(organiser, PACK, 1)
    heir = invited(organiser, 2002)
    hands_over(organiser, heir)
    cannot_approve(organiser, 1)


def forgets(house: House, person: Person) -> None:
    person.visits("studio")
    number = int(person.sees.splitlines()[0].split()[-1])
    person.visits("forget/now")
    with house.stores.durable.transaction() as db:
        for table in (tables.editors, tables.former_editors):
            assert db.scalar(select(func.count()).select_from(table).where(table.c.number == number)) == 0


@pytest.mark.parametrize("left_first", [False, True])
def test_who_forgot_everything_is_a_stranger_and_approves_nothing_of_before(
    house: House, organiser: Person, *, left_first: bool
) -> None:
    colleague = invited(organiser, 2003, "reviewer")
    house.later(days=1)
    author = invited(organiser, 2001, "reviewer")
    sent(author, PACK, 1)
    house.later(days=3)
    if left_first:
        author.visits("studio/stopped")
        comes_back(organiser, author)
    forgets(house, author)
    author.settles_in("educator")
    comes_back(organiser, author)
    cannot_approve(author, 1)
    author.visits("edition/1")
    assert ERASED in author.sees
    approves(colleague, 1)


def test_what_nobody_is_left_of_is_sent_anew_by_somebody_else(
    house: House, organiser: Person, author: Person, heir: Person
) -> None:
    house.later(days=3)
    forgets(house, author)
    hands_over(organiser, heir)
    sent(heir, raised(PACK), 2)
    newcomer = invited(organiser, 2004, "reviewer")
    cannot_approve(newcomer, 1)
    approves(newcomer, 2)


def test_a_draft_and_its_mending_by_another_bind_both(organiser: Person, heir: Person, author: Person) -> None:
    judge = invited(organiser, 2005, "reviewer")
    reads_all(judge, 1)
    judge.visits("edition/1/note:0")
    judge.types("Say what a key is.")
    judge.visits("edition/1/return")
    hands_over(organiser, heir)
    mended: Mapping[str, str] = changed("Only you have the key.", "Only you have the key, a word.")
    heir.sends_pack(zipped(mended))
    heir.visits("edition/1/sent")
    cannot_approve(author, 1)
    approves(judge, 1)
