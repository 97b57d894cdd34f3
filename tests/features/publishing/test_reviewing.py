"""Reviewing: somebody else reads, returns with notes or approves; what is approved serves everywhere at once."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.features.publishing import tables
from bot.features.publishing.store import editions
from tests.kit.reviewing import GONE, Replica, approves, published, reads_all, reviewer
from tests.kit.studio import PACK, changed, editor, invited, organiser, zipped
from tests.talk import ROOT, House, Person

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["editor", "organiser", "reviewer"]

LESSON = "lesson/harbour/boats/9-11"


def test_what_a_reviewer_approves_serves_on_each_replica_without_a_restart(
    house: House, tmp_path: Path, editor: Person, reviewer: Person
) -> None:
    replicas = [Replica(house, tmp_path / name) for name in ("a", "b")]
    assert all(GONE in replica.serves(LESSON) for replica in replicas)
    published(editor, reviewer, zipped(PACK))
    for replica in replicas:
        assert "A boat has a lock." in replica.serves(LESSON + ":lock")
    late = Replica(house, tmp_path / "c")
    assert "A boat has a lock." in late.serves(LESSON + ":lock"), "a process that starts later serves it too"


def test_an_editor_cannot_approve_their_own_nor_an_editor_anothers(organiser: Person, editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    editor.visits("edition/1/sent")
    for person in (editor, invited(organiser, 2003)):
        person.visits("edition/1/approve")
        assert GONE in person.sees
        person.visits("edition/1/approved")
        assert GONE in person.sees
    own = invited(organiser, 2004, "psychologist")
    own.sends_pack(zipped(changed("id: harbour", "id: pier", "pack.yml")))
    own.visits("edition/2/sent")
    own.visits("edition/2/approved")
    assert GONE in own.sees, "nor does a psychologist approve what they sent in"


def test_a_draft_that_was_not_sent_in_cannot_be_approved(editor: Person, reviewer: Person) -> None:
    editor.sends_pack(zipped(PACK))
    reviewer.visits("edition/1/approved")
    assert "✅ serves" not in reviewer.sees


def test_what_is_sensitive_waits_for_a_psychologist(
    house: House, tmp_path: Path, organiser: Person, editor: Person, reviewer: Person
) -> None:
    claimed = PACK["pack.yml"].replace(
        "review: {status: approved}",
        "review: {status: approved, next_review: 2027-10-01, reviewers: [{role: psychologist, on: 2026-10-01}]}",
    )
    files = {**changed("status: approved", "status: approved\nsensitive: true"), "pack.yml": claimed}
    editor.sends_pack(zipped(files))
    editor.visits("edition/1/sent")
    reads_all(reviewer, 1)
    reviewer.taps("✅ Approve, somebody else has to as well")
    reviewer.taps("Yes, approve it")
    assert "✅ serves" not in reviewer.sees, "whatever pack.yml claims"
    assert "A psychologist's approval is missing." in reviewer.sees
    replica = Replica(house, tmp_path / "a")
    assert GONE in replica.serves(LESSON)
    psychologist = invited(organiser, 2004, "psychologist")
    approves(psychologist, 1)
    assert "A boat has a lock." in replica.serves(LESSON + ":lock")
    house.later(days=366)
    assert GONE in replica.serves(LESSON), "a year later it waits for the next reading"


def test_a_note_goes_to_the_editor_and_the_mended_draft_keeps_its_version(
    editor: Person, reviewer: Person
) -> None:
    editor.sends_pack(zipped(PACK))
    editor.visits("edition/1/sent")
    reviewer.visits("edition/1")
    reviewer.taps("Notes for the editor")
    reviewer.taps("The lock")
    reviewer.types("Say what a key is.")
    assert "📝 The lock" in reviewer.labels
    reviewer.taps("Return it")
    editor.visits("studio")
    editor.taps("↩ returned")
    assert "Say what a key is." in editor.sees
    assert "2002" not in editor.sees
    editor.sends_pack(zipped(changed("Only you have the key.", "Only you have the key, a long word.")))
    editor.visits("edition/1/sent")
    assert "waits for a reviewer" in editor.sees


def test_what_waits_for_a_reviewer_cannot_be_changed_under_them(editor: Person, reviewer: Person) -> None:
    editor.sends_pack(zipped(PACK))
    editor.visits("edition/1/sent")
    editor.sends_pack(zipped(changed("Only you have", "Nobody has")))
    assert "Your draft is here: Harbour 1.0.1" in editor.sees, "it stands beside what waits"
    assert "Nobody has" not in "".join(reads_all(reviewer, 1))


def test_a_lower_version_becomes_the_next_and_an_approved_one_can_be_brought_back(
    house: House, tmp_path: Path, editor: Person, reviewer: Person
) -> None:
    replica = Replica(house, tmp_path / "a")
    published(editor, reviewer, zipped(PACK))
    newer = changed("A boat has a lock.", "Every boat has a lock.")
    editor.sends_pack(zipped({**newer, "pack.yml": PACK["pack.yml"].replace("1.0.0", "1.10.0")}))
    editor.visits("edition/2/sent")
    approves(reviewer, 2)
    assert "Every boat has a lock." in replica.serves(LESSON + ":lock")
    editor.sends_pack(zipped({**newer, "pack.yml": PACK["pack.yml"].replace("1.0.0", "1.9.0")}))
    assert "Your draft is here: Harbour 1.10.1" in editor.sees
    reviewer.visits("versions/harbour")
    reviewer.taps("Serve 1.0.0 again")
    assert "Every boat has a lock." in replica.serves(LESSON + ":lock"), "it only asks"
    assert "In the middle of it: " in reviewer.sees
    reviewer.taps("Yes, serve it again")
    assert "A boat has a lock." in replica.serves(LESSON + ":lock")
    reviewer.visits("versions/harbour")
    assert "brought back · Reviewer 2" in reviewer.sees
    assert "sent in · Editor 1" in reviewer.sees
    reviewer.taps("Take 1.0.0 off")
    assert "A boat has a lock." in replica.serves(LESSON + ":lock"), "it only asks"
    assert "Nothing of this pack is shown then" in reviewer.sees
    reviewer.taps("Yes, take it off")
    assert GONE in replica.serves(LESSON)
    for path in ("edition/1/serve/on", "edition/1/served/on"):
        editor.visits(path)
        assert GONE in editor.sees, "that is a reviewer's to do"


def are_inside(house: House, folder: Path, cards: list[str]) -> None:
    """Serve what is published, and let as many children stop on a card of its lesson each."""
    replica = Replica(house, folder / "a")
    replica.tick()
    house.conversation.services.take(replica.loader.library)
    for number, card in enumerate(cards):
        child = Person(house, 8000 + number)
        child.settles_in("9-11")
        child.visits(f"{LESSON}:{card}")


def test_how_many_are_inside_is_told_before_a_pack_is_taken_off(
    house: House, tmp_path: Path, editor: Person, reviewer: Person
) -> None:
    published(editor, reviewer, zipped(PACK))
    are_inside(house, tmp_path, ["lock"] * 12)
    reviewer.visits("edition/1/serve/off")
    assert "In the middle of it: 10 or more" in reviewer.sees
    assert "answers keep" not in reviewer.sees
    reviewer.visits("versions/harbour")
    assert "taken off" not in reviewer.sees
    reviewer.visits("edition/1/served/off")
    reviewer.visits("edition/1/served/off")
    assert reviewer.sees.count("taken off") == 1
    reviewer.visits("edition/1/serve/off")
    assert "Yes, take it off" not in reviewer.labels, "it is off already"


def test_an_edition_that_cannot_be_laid_out_leaves_what_served(
    house: House, tmp_path: Path, editor: Person, reviewer: Person
) -> None:
    replica = Replica(house, tmp_path / "a")
    published(editor, reviewer, zipped(PACK))
    assert "A boat has a lock." in replica.serves(LESSON + ":lock")
    newer = changed("A boat has a lock.", "Every boat has a lock.")
    good = {**newer, "pack.yml": PACK["pack.yml"].replace("1.0.0", "1.1.0")}
    editor.sends_pack(zipped(good))
    editor.visits("edition/2/sent")
    reads_all(reviewer, 2)
    with house.stores.durable.transaction() as db:
        whole = editions.content(db, 2)
        db.execute(update(tables.editions).where(tables.editions.c.edition == 2).values(content=whole[:-30]))
    reviewer.visits("edition/2/approved")
    assert "A boat has a lock." in replica.serves(LESSON + ":lock"), "children read on"
    late = Replica(house, tmp_path / "b")
    late.tick()
    assert len(late.loader.library) > 0, "a process that starts then serves all the others"
    with house.stores.durable.transaction() as db:
        db.execute(update(tables.editions).where(tables.editions.c.edition == 2).values(content=whole))
    assert "Every boat has a lock." in replica.serves(LESSON + ":lock"), "once it is mended it serves"


def test_approving_twice_publishes_once(editor: Person, reviewer: Person) -> None:
    published(editor, reviewer, zipped(PACK))
    reviewer.visits("edition/1/approved")
    reviewer.visits("versions/harbour")
    assert reviewer.sees.count("approved and published") == 1


def test_a_pack_that_nobody_reads_yet_is_not_counted_in_people(editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    editor.taps("Send it to a reviewer")
    assert "so nobody is in the middle of it" in editor.sees
    assert "fewer than 10" not in editor.sees
    assert "Questions new in meaning: " in editor.sees


def test_a_version_with_notes_is_returned_from_its_own_page(editor: Person, reviewer: Person) -> None:
    editor.sends_pack(zipped(PACK))
    editor.visits("edition/1/sent")
    reviewer.visits("edition/1")
    assert "↩ Return it with the notes" not in reviewer.labels, "without a note nobody would know why"
    reviewer.visits("edition/1/remark")
    reviewer.types("Say it shorter.")
    reviewer.visits("edition/1")
    reviewer.taps("↩ Return it with the notes")
    assert "returned" in reviewer.sees
    editor.visits("edition/1")
    assert "Say it shorter." in editor.sees


def test_the_reach_is_told_before_it_is_published(
    house: House, tmp_path: Path, editor: Person, reviewer: Person
) -> None:
    published(editor, reviewer, zipped(PACK))
    are_inside(house, tmp_path, ["lock"] * 12 + ["holds"] * 13)
    words = changed("- [ ] 1234", "- [ ] 12345")
    words["pack.yml"] = PACK["pack.yml"].replace("1.0.0", "1.1.0")
    editor.sends_pack(zipped(words))
    editor.taps("Send it to a reviewer")
    assert "In the middle of it: 20 or more" in editor.sees
    assert "go on as before: 10 or more" in editor.sees
    assert "find their card changed: 10 or more" in editor.sees
    assert "begin anew, their card is gone: fewer than 10" in editor.sees
    assert "Answers that keep their meaning: fewer than 10" in editor.sees
    assert "Questions new in meaning: English 1" in editor.sees


@pytest.mark.slow
def test_31_a_layout_is_whole_or_not_there_after_each_kill(tmp_path: Path) -> None:
    """Kill -9 before each step of laying a pack out; what it leaves is swept away, and it is laid out whole."""
    program = [sys.executable, "-m", "tests.packs.kill_extraction", str(tmp_path / "editions")]
    found = json.loads(subprocess.run(program, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    assert found["kills"] > 80
    assert found["damaged"] == 0
    assert found["half beside"] >= found["kills"] - 2, "the kills fell in the middle"
    assert found["swept"] == found["again"] == found["kills"]
