"""The reviewers' table: what waits and who is missing; packs are taken off and restored by those who answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.comparing import raised, sent
from tests.kit.reviewing import GONE, Replica, approves, published, reads_all, reviewer
from tests.kit.spaces import Space
from tests.kit.studio import PACK, changed, editor, invited, organiser, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from tests.talk import House, Person

__all__ = ["editor", "organiser", "reviewer"]

LESSON = "lesson/harbour/boats/9-11:lock"
SENSITIVE = changed("status: approved", "status: approved\nsensitive: true")


@pytest.fixture
def psychologist(organiser: Person) -> Person:
    return invited(organiser, 2004, "psychologist")


def row_of(person: Person) -> dict[str, str]:
    (table,) = person.see().tables
    return dict(zip(table.columns, [cell.words for cell in table.rows[0]], strict=True))


def test_a_reviewer_sees_what_waits_and_who_is_missing(
    organiser: Person, editor: Person, reviewer: Person
) -> None:
    sent(editor, SENSITIVE, 1)
    reviewer.visits("studio")
    reviewer.taps("All that waits")
    assert row_of(reviewer) == {
        "Version": "Harbour 1.0.0",
        "Sent in": "25 November",
        "Approved by": "–",
        "Missing": "two approvals, one of them a psychologist's ⚠ No psychologist is there who may read it: "
        "invite one.",
        "Asked": "nobody was asked",
        "You": "read 0 of 2",
    }
    reads_all(reviewer, 1)
    reviewer.taps("✅ Approve, somebody else has to as well")
    reviewer.taps("Yes, approve it")
    psychologist = invited(organiser, 2004, "psychologist")
    reviewer.visits("waiting:0")
    assert row_of(reviewer)["Missing"] == "a psychologist's approval"
    assert row_of(reviewer)["Approved by"] == "Reviewer 2"
    assert row_of(reviewer)["You"] == "✅ approved by you"
    organiser.visits("waiting:0")
    assert "You" not in row_of(organiser), "an organiser reads none of it"
    psychologist.visits("waiting:0")
    psychologist.taps("Harbour 1.0.0")
    approves(psychologist, 1)
    reviewer.visits("waiting:0")
    assert "Nothing waits." in reviewer.sees


def test_an_author_who_reviews_is_told_that_it_is_theirs(organiser: Person, reviewer: Person) -> None:
    sent(reviewer, PACK, 1)
    reviewer.visits("waiting:0")
    assert row_of(reviewer)["You"] == "you have a part in it"
    assert "Too few are there who may read it" in row_of(reviewer)["Missing"]
    editor = invited(organiser, 2007)
    editor.visits("waiting:0")
    assert GONE in editor.sees, "whoever only writes has no table"


@pytest.mark.parametrize("who", ["organiser", "editor", "reviewer", "psychologist"])
def test_everybody_who_answers_for_a_pack_finds_the_way_to_take_it_off(  # noqa: PLR0913, PLR0917 - all of them
    house: House,
    tmp_path: Path,
    organiser: Person,
    editor: Person,
    reviewer: Person,
    psychologist: Person,
    who: str,
) -> None:
    sent(editor, SENSITIVE, 1)
    reads_all(reviewer, 1)
    reviewer.visits("edition/1/approved")
    approves(psychologist, 1)
    replica = Replica(house, tmp_path)
    assert "A boat has a lock." in replica.serves(LESSON)
    people = {"organiser": organiser, "editor": editor, "reviewer": reviewer, "psychologist": psychologist}
    person = people[who]
    person.visits("serving:0")
    person.taps("Harbour 1.0.0 · ✅ serves")
    person.taps("Take 1.0.0 off")
    assert "Nothing of this pack is shown then" in person.sees
    person.taps("Yes, take it off")
    assert GONE in replica.serves(LESSON)
    title = "an organiser" if who == "organiser" else f"{who.capitalize()} "
    assert f"taken off · {title}" in person.sees
    may = [one for one in people.values() if _can_restore(one)]
    assert may == [psychologist], "what is sensitive takes a psychologist"
    assert "A boat has a lock." in replica.serves(LESSON)


def _can_restore(person: Person) -> bool:
    person.visits("versions/harbour")
    offered = "↺ Serve 1.0.0 again" in person.labels
    person.visits("edition/1/served/on")
    assert (GONE not in person.sees) is offered
    return offered


def test_an_unmarked_version_of_what_was_found_sensitive_is_a_psychologists_to_restore(
    house: House, tmp_path: Path, editor: Person, reviewer: Person, psychologist: Person
) -> None:
    published(editor, reviewer, zipped(PACK))
    sent(editor, raised(SENSITIVE), 2)
    reads_all(reviewer, 2)
    reviewer.visits("edition/2/approved")
    approves(psychologist, 2)
    reviewer.visits("versions/harbour")
    assert "↺ Serve 1.0.0 again" not in reviewer.labels
    assert "only a psychologist can let serve again" in reviewer.sees
    for path in ("edition/1/serve/on", "edition/1/served/on"):
        reviewer.visits(path)
        assert GONE in reviewer.sees
    assert "A boat has a lock." in Replica(house, tmp_path).serves(LESSON)
    psychologist.visits("versions/harbour")
    psychologist.taps("Serve 1.0.0 again")
    psychologist.taps("Yes, serve it again")
    assert "✅ serves" in psychologist.sees


def test_an_organiser_brings_back_what_is_not_sensitive(
    organiser: Person, editor: Person, reviewer: Person
) -> None:
    published(editor, reviewer, zipped(PACK))
    organiser.visits("invite")
    organiser.taps("Packs that serve")
    organiser.taps("Harbour 1.0.0")
    organiser.taps("Take 1.0.0 off")
    organiser.taps("Yes, take it off")
    editor.visits("studio")
    assert "taken off · an organiser" in editor.sees, "who has worked on it is told"
    editor.visits("versions/harbour")
    assert "↺ Serve 1.0.0 again" not in editor.labels
    organiser.taps("Serve 1.0.0 again")
    organiser.taps("Yes, serve it again")
    assert "brought back · an organiser" in organiser.sees


def test_an_organiser_who_wrote_it_takes_it_off_but_does_not_bring_it_back(
    organiser: Person, reviewer: Person
) -> None:
    organiser.visits("invite/editor")
    organiser.types("/start " + organiser.sees.partition("start=")[2].split()[0])
    organiser.taps("I agree")
    sent(organiser, PACK, 1)
    approves(reviewer, 1)
    organiser.visits("versions/harbour")
    organiser.taps("Take 1.0.0 off")
    organiser.taps("Yes, take it off")
    assert "↺ Serve 1.0.0 again" not in organiser.labels
    organiser.visits("edition/1/served/on")
    assert GONE in organiser.sees


def test_a_lead_takes_off_packs_of_their_space_and_no_others(organiser: Person) -> None:
    organiser.visits("spaces/new")
    one, other = Space(organiser, "Lighthouse School", 1), Space(organiser, "Quay Library", 2)
    sent(one.editor, PACK, 1)
    approves(one.reviewer, 1)
    for path in ("versions/harbour", "edition/1/serve/off", "edition/1/served/off"):
        other.lead.visits(path)
        assert GONE in other.lead.sees
    other.lead.visits("serving:0")
    assert "No pack of the studio serves yet." in other.lead.sees
    one.lead.visits("serving:0")
    one.lead.taps("Harbour 1.0.0")
    one.lead.taps("Take 1.0.0 off")
    one.lead.taps("Yes, take it off")
    one.lead.taps("Serve 1.0.0 again")
    one.lead.taps("Yes, serve it again")
    assert "✅ serves" in one.lead.sees


def test_any_two_versions_are_compared_from_the_list_of_versions(editor: Person, reviewer: Person) -> None:
    published(editor, reviewer, zipped(PACK))
    sent(editor, raised(changed("A boat has a lock.", "Every boat has a lock.")), 2)
    reviewer.visits("versions/harbour")
    reviewer.taps("Compare two versions")
    reviewer.taps("1.0.0")
    assert "Every boat has a lock." in reviewer.sees
