"""A draft is dropped by whose it is: its words go at once, what was done with it still binds who wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.features.publishing.store import editions
from tests.kit.comparing import raised, sent
from tests.kit.reviewing import GONE, cannot_approve, hands_over, published, reviewer
from tests.kit.studio import PACK, changed, editor, invited, organiser, zipped

if TYPE_CHECKING:
    from tests.talk import Person

__all__ = ["editor", "organiser", "reviewer"]

LOCK = "A boat has a lock."


@pytest.fixture
def second(editor: Person, reviewer: Person) -> Person:
    """A version serves; the next one is a draft."""
    published(editor, reviewer, zipped(PACK))
    editor.sends_pack(zipped(raised(changed(LOCK, "Every boat has a lock."), "1.1.0")))
    return editor


def drops(person: Person, number: int) -> None:
    person.visits(f"edition/{number}")
    person.taps("Drop this draft")
    person.taps("Yes, drop it")


def test_a_draft_is_dropped_after_a_question_and_its_words_are_gone(second: Person) -> None:
    second.visits("edition/2")
    second.taps("Drop this draft")
    assert "erased at once" in second.sees
    second.taps("No, go back")
    assert "✏ draft" in second.sees
    drops(second, 2)
    assert "Studio" in second.sees
    assert not [label for label in second.labels if "1.1.0" in label]
    with second.house.stores.durable.transaction() as db:
        assert not editions.content(db, 2)
    for path in ("edition/2", "edition/2/changes:0", "edition/2/try", "edition/2/drop", "edition/2/dropped"):
        second.visits(path)
        assert GONE in second.sees, path
    second.visits("compare/1")
    assert "There is no other version of it." in second.sees
    second.visits("versions/harbour")
    assert second.sees.count("1.1.0: dropped") == 1
    assert "✅ serves" in second.sees, "what serves goes on"


def test_the_same_version_can_be_sent_anew_and_the_pack_in_hand_is_the_one_before(second: Person) -> None:
    drops(second, 2)
    second.visits("studio")
    assert [label for label in second.labels if "Harbour 1.0.0" in label]
    second.sends_pack(zipped(raised(changed(LOCK, "No boat is without a lock."), "1.1.0")))
    assert "Your draft is here: Harbour 1.1.0" in second.sees
    second.visits("edition/2/changes:0")
    assert "Is now: No boat is without a lock." in second.sees


def test_only_its_own_editor_drops_it_and_not_what_waits_or_serves(
    second: Person, organiser: Person, reviewer: Person
) -> None:
    stranger = invited(organiser, 2005)
    for person in (stranger, reviewer):
        person.visits("edition/2/dropped")
        assert GONE in person.sees
    second.visits("edition/1/dropped")
    assert GONE in second.sees, "what serves is not dropped"
    second.visits("edition/2/sent")
    for path in ("edition/2/drop", "edition/2/dropped"):
        second.visits(path)
        assert GONE in second.sees, "what waits for a reviewer is not dropped"
    second.visits("edition/2")
    assert "Drop this draft" not in second.sees + "".join(second.labels)


def test_a_returned_version_goes_with_the_notes_on_it(second: Person, reviewer: Person) -> None:
    second.visits("edition/2/sent")
    reviewer.visits("edition/2/remark")
    reviewer.types("Say which boat.")
    reviewer.visits("edition/2/return")
    drops(second, 2)
    reviewer.visits("studio")
    assert "Say which boat." not in reviewer.sees
    reviewer.visits("edition/2")
    assert GONE in reviewer.sees


def test_who_has_written_at_a_dropped_draft_does_not_approve_what_follows(organiser: Person) -> None:
    author, heir = invited(organiser, 2001, "reviewer"), invited(organiser, 2002, "reviewer")
    author.sends_pack(zipped(PACK))
    hands_over(organiser, heir)
    drops(heir, 1)
    sent(heir, PACK, 1)
    cannot_approve(author, 1)


def test_a_draft_that_somebody_tries_out_leads_them_back(second: Person) -> None:
    second.visits("edition/2/try/9-11:en")
    assert "A boat of one's own" in "".join(second.labels)
    second.visits("edition/2/dropped")
    second.visits("menu")
    assert "End the preview" not in "".join(second.labels)
