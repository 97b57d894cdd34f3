"""Notes of reviewers to the editor, on cards and on the version, until it is decided on; who is asked to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.db import retention
from bot.features.publishing import tables
from tests.kit.campaign_days import Post
from tests.kit.comparing import sent
from tests.kit.editors_told import post, wishes
from tests.kit.reviewing import GONE, approves, reviewer
from tests.kit.studio import PACK, editor, invited, organiser

if TYPE_CHECKING:
    from tests.talk import House, Person

__all__ = ["editor", "organiser", "post", "reviewer"]

CARD = "Say what a key is."
VERSION = "The tone is kind. Only the order is odd."


def notes_of(person: Person, edition: int = 1) -> None:
    """Write one note on a card, from the page of changes, and one on the version."""
    person.visits(f"edition/{edition}/changes:0")
    while not any(label == "📝 The lock" for label in person.labels):
        person.taps("▶")
    person.taps("📝 The lock")
    person.types(CARD)
    person.taps("To the whole version")
    person.types(VERSION)


def rows(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return db.scalar(select(func.count()).select_from(tables.notes)) or 0


def test_each_reviewer_has_a_note_of_their_own_on_a_card(
    organiser: Person, editor: Person, reviewer: Person
) -> None:
    sent(editor, PACK, 1)
    notes_of(reviewer)
    other = invited(organiser, 2003, "reviewer")
    other.visits("edition/1/note:0")
    assert f"Reviewer 2\n{CARD}" in other.sees, "reviewers see each other's, so that none is written twice"
    assert "Take my note back" not in other.sees
    other.types("And where it is kept.")
    other.taps("Return it")
    editor.visits("edition/1")
    for words in (CARD, VERSION, "And where it is kept."):
        assert words in editor.sees
    assert editor.sees.index(VERSION) < editor.sees.index(CARD), "what is about all of it comes first"
    assert "· The lock · Reviewer 3" in editor.sees


def test_a_note_is_replaced_or_taken_back_by_who_wrote_it_alone(
    house: House, organiser: Person, editor: Person, reviewer: Person
) -> None:
    sent(editor, PACK, 1)
    notes_of(reviewer)
    reviewer.visits("edition/1/note:0")
    reviewer.types("Say what a lock is.")
    other = invited(organiser, 2003, "reviewer")
    for path in ("edition/1/note:0/off", "edition/1/remark/off"):
        other.visits(path)
    assert rows(house) == 2
    reviewer.visits("edition/1/remark")
    reviewer.taps("Take my note back")
    reviewer.visits("edition/1/note:0")
    assert "Say what a lock is." in reviewer.sees
    assert CARD not in reviewer.sees
    reviewer.taps("Take my note back")
    assert rows(house) == 0
    for person in (editor, invited(organiser, 2005)):
        for path in ("edition/1/note:0", "edition/1/remark", "edition/1/remark/off", "edition/1/note:0/off"):
            person.visits(path)
            assert GONE in person.sees, "only who may review writes notes"


def test_notes_stay_no_longer_than_the_review_of_their_version(
    house: House, editor: Person, reviewer: Person
) -> None:
    sent(editor, PACK, 1)
    notes_of(reviewer)
    reviewer.taps("Return it")
    sent(editor, PACK, 1)
    assert rows(house) == 2, "the mended version is read beside what was asked for"
    approves(reviewer, 1)
    assert rows(house) == 0


def test_notes_on_what_nobody_decides_on_go_after_half_a_year(
    house: House, editor: Person, reviewer: Person
) -> None:
    sent(editor, PACK, 1)
    notes_of(reviewer)
    for days, left in ((179, 2), (2, 0)):
        house.later(days=days)
        with house.stores.durable.transaction() as db:
            retention.sweep(db, house.clock)
        assert rows(house) == left


def test_forget_erases_the_notes_and_export_holds_them(house: House, editor: Person, reviewer: Person) -> None:
    sent(editor, PACK, 1)
    notes_of(reviewer)
    reviewer.visits("export")
    (file,) = [one for one in reviewer.see().documents if one.name.endswith(".json")]
    assert isinstance(file.content, bytes)
    assert CARD in json.dumps(json.loads(file.content), ensure_ascii=False)
    editor.visits("export")
    assert not any(
        CARD.encode() in one.content for one in editor.see().documents if isinstance(one.content, bytes)
    )
    reviewer.visits("forget/now")
    assert rows(house) == 0
    editor.visits("edition/1")
    assert CARD not in editor.sees


def test_an_organiser_asks_a_reviewer_who_sees_it_first_and_is_told(
    house: House, post: Post, organiser: Person, editor: Person, reviewer: Person
) -> None:
    sent(editor, PACK, 1)
    other = invited(organiser, 2003, "reviewer")
    wishes(reviewer, other)
    organiser.visits("invite")
    organiser.taps("Versions that wait")
    assert "📌 nobody was asked" in organiser.sees
    organiser.taps("Harbour 1.0.0")
    assert [label for label in organiser.labels if "▫" in label] == ["▫ Reviewer 2", "▫ Reviewer 3"]
    organiser.taps("▫ Reviewer 2")
    organiser.visits("ask/1/2:on")
    assert "📌 Reviewer 2" in organiser.labels
    assert [chat for chat, _ in post.comes()] == [reviewer.number], "once, and nobody else"
    reviewer.visits("studio")
    assert "📌 Harbour 1.0.0" in reviewer.labels
    assert "📌 You were asked to read 1 of them." in reviewer.sees
    other.visits("studio")
    assert "📥 Harbour 1.0.0" in other.labels, "others may go on reading it"
    editor.visits("edition/1")
    assert "Asked to review: Reviewer 2." in editor.sees
    organiser.taps("📌 Reviewer 2")
    assert "▫ Reviewer 2" in organiser.labels
    organiser.visits("ask/1/2:on")
    reviewer.visits("studio/stopped")
    with house.stores.durable.transaction() as db:
        assert db.scalar(select(func.count()).select_from(tables.asked_reviewers)) == 0


def test_nobody_is_asked_who_may_not_review_it_and_nobody_else_asks(
    organiser: Person, editor: Person, reviewer: Person
) -> None:
    sent(editor, PACK, 1)
    for path in ("ask/1/1:on", "ask/1/77:on", "ask/77", "ask/77/2:on"):
        organiser.visits(path)
        assert GONE in organiser.sees, path
    for person in (editor, reviewer):
        for path in ("ask/1", "ask/1/2:on"):
            person.visits(path)
            assert GONE in person.sees, path
    approves(reviewer, 1)
    organiser.visits("waiting:0")
    assert "Nothing waits." in organiser.sees
