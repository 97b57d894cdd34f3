"""Two approvals: what is sensitive takes two people and a psychologist among them, each of what they have read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from bot.features.publishing import review, tables
from bot.features.publishing.approving import given
from tests.kit.comparing import raised, sent
from tests.kit.meanings import FILES
from tests.kit.reviewing import GONE, approves, hands_over, reads_all, reviewer
from tests.kit.studio import ORGANISER, changed, editor, invited, organiser
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["editor", "organiser", "reviewer"]

SENSITIVE = changed("status: approved", "status: approved\nsensitive: true")
SERVES = "✅ serves"


@pytest.fixture
def psychologist(organiser: Person) -> Person:
    return invited(organiser, 2004, "psychologist")


def gives_one(person: Person, edition: int) -> None:
    """Read all of it and give one approval, which is not the last that it needs."""
    reads_all(person, edition)
    person.taps("✅ Approve, somebody else has to as well")
    person.taps("Yes, approve it")
    assert SERVES not in person.sees
    assert "You have approved it: somebody else has to as well." in person.sees


def waits(editor: Person, edition: int = 1) -> bool:
    editor.visits(f"edition/{edition}")
    return "waits for a reviewer" in editor.sees


def test_one_person_is_not_enough_however_often_they_tap(editor: Person, psychologist: Person) -> None:
    sent(editor, SENSITIVE, 1)
    gives_one(psychologist, 1)
    for path in ("edition/1/approve", "edition/1/approved", "edition/1/approved"):
        psychologist.visits(path)
        assert SERVES not in psychologist.sees
    assert "Approved so far: Psychologist 2." in psychologist.sees
    assert not [label for label in psychologist.labels if "Approve" in label]
    psychologist.visits("versions/harbour")
    assert psychologist.sees.count("one more approval is needed") == 1
    psychologist.visits("studio")
    assert "0 versions wait for you." in psychologist.sees
    assert waits(editor)


def test_two_without_a_psychologist_are_not_enough(
    organiser: Person, editor: Person, reviewer: Person, psychologist: Person
) -> None:
    sent(editor, SENSITIVE, 1)
    for person in (reviewer, invited(organiser, 2003, "reviewer")):
        gives_one(person, 1)
    assert waits(editor)
    assert "A psychologist's approval is missing." in editor.sees
    approves(psychologist, 1)
    assert not waits(editor)


def test_nobody_gives_the_second_approval_in_two_roles(
    organiser: Person, editor: Person, reviewer: Person
) -> None:
    sent(editor, SENSITIVE, 1)
    gives_one(reviewer, 1)
    reviewer.visits("studio/stopped")
    organiser.visits("invite/psychologist")
    link = organiser.sees.partition("start=")[2].split()[0]
    reviewer.types(f"/start {link}")
    reviewer.taps("I agree")
    assert "Psychologist 2" in reviewer.sees
    reviewer.visits("edition/1/approved")
    assert SERVES not in reviewer.sees
    assert waits(editor)


def test_an_approval_is_of_what_was_read(
    organiser: Person, editor: Person, reviewer: Person, psychologist: Person
) -> None:
    del organiser
    sent(editor, SENSITIVE, 1)
    where = "boats/9-11/lesson.en.md"
    sent(
        editor,
        raised({**SENSITIVE, where: SENSITIVE[where].replace("Only you have the key.", "Nobody has it.")}),
        2,
    )
    gives_one(reviewer, 2)
    gives_one(reviewer, 1)
    approves(psychologist, 1)
    psychologist.visits("edition/2")
    assert "Approved so far" not in psychologist.sees, "another edition serves meanwhile: it says other things now"
    reviewer.visits("edition/2/approved")
    assert "once you have seen every change" in reviewer.sees


def test_who_reads_in_another_language_approves_the_same(organiser: Person, editor: Person) -> None:
    files = {
        name: words.replace("\nstatus: approved", "\nstatus: approved\nsensitive: true")
        for name, words in FILES.items()
    }
    sent(editor, files, 1)
    english = invited(organiser, 2002, "psychologist")
    gives_one(english, 1)
    russian = invited(organiser, 2003, "reviewer", "ru")
    pages = reads_all(russian, 1)
    english.visits("edition/1/changes:0")
    assert "русский" in pages[0], "their own language comes first"
    assert "English" in english.sees
    russian.visits("edition/1/approved")
    assert not waits(editor)


def test_what_was_returned_is_approved_anew(editor: Person, reviewer: Person, psychologist: Person) -> None:
    sent(editor, SENSITIVE, 1)
    gives_one(reviewer, 1)
    psychologist.visits("edition/1/remark")
    psychologist.types("Say where help is.")
    psychologist.taps("Return it")
    sent(editor, SENSITIVE, 1)
    assert "Approved so far" not in editor.sees
    gives_one(psychologist, 1)


def test_whoever_is_given_the_pack_has_not_approved_it_any_more(
    organiser: Person, editor: Person, reviewer: Person, psychologist: Person
) -> None:
    sent(editor, SENSITIVE, 1)
    gives_one(reviewer, 1)
    hands_over(organiser, reviewer)
    gives_one(psychologist, 1)
    assert "Approved so far: Psychologist 3." in psychologist.sees


def test_an_approval_goes_with_who_gave_it_and_with_the_decision(
    house: House, organiser: Person, editor: Person, reviewer: Person, psychologist: Person
) -> None:
    sent(editor, SENSITIVE, 1)
    gives_one(reviewer, 1)
    reviewer.visits("forget/now")
    assert _rows(house) == 0
    gives_one(psychologist, 1)
    approves(invited(organiser, 2006, "reviewer"), 1)
    assert _rows(house) == 0


def _rows(house: House) -> int:
    with house.stores.durable.transaction() as db:
        found = (db.scalar(select(func.count()).select_from(one)) for one in (tables.approvals, tables.seen_pages))
        return sum(number or 0 for number in found)


def test_what_is_not_sensitive_takes_one(editor: Person, reviewer: Person) -> None:
    sent(editor, changed("minutes: 2", "minutes: 3"), 1)
    approves(reviewer, 1)
    reviewer.visits("edition/1/approve")
    assert GONE in reviewer.sees


def test_two_who_approve_at_once_on_two_replicas_publish_it(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = House(tmp_path, url=postgres_url), House(tmp_path, url=postgres_url)
    one.conversation.services.organisers = frozenset({ORGANISER})
    organiser = Person(one, ORGANISER)
    organiser.settles_in("educator")
    editor = invited(organiser, 2001)
    people = [invited(organiser, 2002, "reviewer"), invited(organiser, 2004, "psychologist")]
    sent(editor, SENSITIVE, 1)
    for person in people:
        reads_all(person, 1)
    other.updates = one.updates
    people[1].house = other
    meets = Barrier(2)

    def after_both(*args: Any) -> Any:
        """Look who has approved as soon as both are about to, or the other one is kept waiting."""
        with suppress(BrokenBarrierError):
            meets.wait(2)
        return given(*args)

    monkeypatch.setattr(review, "given", after_both)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda person: person.visits("edition/1/approved"), people))
    monkeypatch.undo()
    assert not waits(editor)
    for house in (one, other):
        house.close()
