"""Flags: from every card in one tap, a reason, a thank you; counted once a person, gone when the words change."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.chat.incoming import Tap
from bot.db import retention
from bot.features.library.store import flags
from bot.features.library.tables import flagged
from tests.kit.studio import PACK, invited, organiser, zipped
from tests.packs.pack_kit import edit
from tests.talk import FIXTURES, NOW, House, Person, library

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["organiser"]

LESSON = "lesson/lamp/light/9-11"
CARD = "lesson:lamp/light/9-11#secret"


def counted(house: House) -> dict[str, dict[str, int]]:
    """What was counted: reasons by card."""
    with house.stores.durable.transaction() as db:
        told = flags.counts(db)
    return {f"{what.ref}#{what.card}": {why.name: n for why, n in of.items()} for what, of in told.items()}


def flags_it(person: Person, path: str, reason: str) -> None:
    person.visits(path)
    if person.labels.count("ⓘ"):
        person.taps("ⓘ")
    person.taps("🚩 Not right?")
    person.taps(reason)


def test_a_reader_says_what_is_not_right_in_two_taps_and_reads_on(house: House, child: Person) -> None:
    child.visits(LESSON)
    child.taps("ⓘ")
    child.taps("🚩 Not right?")
    assert child.sees.startswith("The secret of the lamp")
    child.taps("A spelling mistake")
    assert "Thank you! It is counted, without you in it." in child.sees
    child.taps("Go on")
    assert "1 of 3" in child.sees
    assert counted(house) == {CARD: {"TYPO": 1}}


@pytest.mark.parametrize(
    "path",
    [f"{LESSON}:lost", "try/lamp/light/9-11:check.a", "got/lamp/light/9-11:check.a", "story/lamp/night:street"],
)
def test_every_card_has_the_way(house: House, child: Person, path: str) -> None:
    del house
    card = path
    if path.startswith("story"):
        child.visits("story/lamp/night")
        child.taps("Begin")
    else:
        child.visits(card)
    child.taps("ⓘ")
    child.taps("🚩 Not right?")
    child.taps("◀ Back")
    assert child.button("ⓘ")


def test_a_question_a_tip_and_a_term_have_it_too(house: House, child: Person) -> None:
    child.visits("begin/lamp-sets/light/9-11:1")
    asked = child.sees
    child.taps("ⓘ")
    child.taps("🚩 Not right?")
    child.taps("◀ Back")
    assert child.sees == asked, "the question waits as it was"
    flags_it(child, "question/1/1", "It is wrong")
    child.taps("Go on")
    assert child.sees == asked
    flags_it(child, "tip", "A spelling mistake")
    flags_it(child, "term/lamp/lamp", "Hard to understand")
    assert sorted(name.partition(":")[0] for name in counted(house)) == ["glossary", "quiz", "tips"]


def test_who_was_hurt_finds_kind_words_and_help_first(house: House, child: Person) -> None:
    flags_it(child, LESSON, "It scares or hurts")
    assert child.sees.startswith("Thank you for telling me.")
    assert child.labels[0].startswith("🆘")
    child.taps("🆘 Help")
    assert counted(house) == {CARD: {"HURTS": 1}}


def test_a_person_counts_once_a_card_and_another_person_too(house: House, child: Person) -> None:
    for reason in ("It is wrong", "It is wrong", "A spelling mistake"):
        flags_it(child, LESSON, reason)
        assert "Thank you!" in child.sees
    other = Person(house, 1002)
    other.settles_in("9-11")
    flags_it(other, LESSON, "It is wrong")
    assert counted(house) == {CARD: {"WRONG": 2}}


def test_an_update_that_comes_again_counts_nothing(house: House, child: Person) -> None:
    path = "flag/l/lamp/light/9-11:secret.w"
    child.does(Tap(path), update_id=77_001)
    first = child.sees
    child.does(Tap(path), update_id=77_001)
    assert child.sees == first
    assert counted(house) == {CARD: {"WRONG": 1}}


def test_forget_takes_the_flag_too_and_nobody_is_left_among_few(house: House, child: Person) -> None:
    flags_it(child, LESSON, "It scares or hurts")
    child.types("/export")
    made = {document.name: document.content for document in child.see().documents}
    for_programs, for_people = made["mayak.json"], made["mayak.txt"]
    assert isinstance(for_programs, bytes)
    assert isinstance(for_people, bytes)
    (row,) = json.loads(for_programs)["flagged"]
    assert row["reason"] == "h"
    assert "Cards you flagged (1)" in for_people.decode()
    child.visits("forget/now")
    with house.stores.durable.transaction() as db:
        assert db.execute(select(flagged)).all() == []
    assert counted(house) == {}


def test_ten_flags_are_a_number_that_nobody_takes_away(house: House, organiser: Person) -> None:
    readers = [Person(house, 7000 + number) for number in range(12)]
    for reader in readers:
        reader.settles_in("9-11")
        flags_it(reader, LESSON, "It is wrong")
        flags_it(reader, LESSON, "A spelling mistake")
    assert counted(house) == {CARD: {"WRONG": 12}}
    organiser.visits("organise/flags:0")
    assert "It is wrong: 10 or more" in organiser.sees
    for reader in readers:
        reader.visits("forget/now")
    assert counted(house) == {CARD: {"WRONG": 10}}


def test_a_visitor_is_told_why_it_is_not_counted_and_finds_help_all_the_same(house: House) -> None:
    visitor = Person(house)
    visitor.settles_in("9-11", agrees=False)
    flags_it(visitor, LESSON, "It scares or hurts")
    assert "Thank you for telling me." in visitor.sees
    assert "I cannot count it" in visitor.sees
    assert counted(house) == {}


def test_nobody_flags_what_is_for_others_or_not_there(house: House, child: Person) -> None:
    for path in (
        "flag/l/lamp/light/educator:x.w",
        "flag/l/lamp/light/9-11:nothing.w",
        "flag/q/lamp/light/9-11:a.w",
    ):
        child.visits(path)
        assert "not here any more" in child.sees
    assert counted(house) == {}


def test_an_organiser_sees_all_and_what_hurts_first(house: House, organiser: Person, child: Person) -> None:
    organiser.visits("organise/flags:0")
    assert "Nobody has flagged" in organiser.sees
    for number in (1002, 1003):
        other = Person(house, number)
        other.settles_in("9-11")
        flags_it(other, f"{LESSON}:lost", "A spelling mistake")
    flags_it(child, LESSON, "It scares or hurts")
    organiser.visits("organise/0")
    organiser.taps("🚩 Flags on cards")
    assert organiser.sees.index("It scares or hurts: fewer") < organiser.sees.index("A spelling mistake: fewer")
    assert CARD in organiser.sees
    organiser.taps("The secret of the lamp")
    assert "1 of 3" in organiser.sees


def test_an_editor_sees_their_own_packs_and_a_reviewer_all(house: House, organiser: Person, child: Person) -> None:
    editor, reviewer = invited(organiser, 2001), invited(organiser, 2002, "reviewer")
    flags_it(child, LESSON, "It is wrong")
    editor.visits("studio")
    editor.taps("🚩 Flags on cards")
    assert "Nobody has flagged" in editor.sees
    reviewer.visits("studio")
    reviewer.taps("🚩 Flags on cards")
    assert "It is wrong: fewer than 10" in reviewer.sees
    editor.sends_pack(zipped(PACK))
    editor.visits("edition/1/try/9-11:en")
    editor.taps("A boat of one's own")
    assert "🚩 Not right?" not in editor.labels, "in a preview nothing is counted"
    editor.visits("flag/l/harbour/boats/9-11:lock.w")
    assert "not here any more" in editor.sees
    assert len(counted(house)) == 1


def test_the_flags_go_when_the_words_change_and_come_back_with_them(
    house: House, organiser: Person, child: Person, tmp_path: Path
) -> None:
    flags_it(child, LESSON, "It is wrong")
    before = house.packs
    mended = tmp_path / "packs" / "lamp"
    shutil.copytree(FIXTURES / "lamp", mended)
    lesson = mended / "light" / "9-11" / "lesson.en.md"
    edit(lesson, "The secret of the lamp", "What the lamp hides")
    house.conversation.services.take(library(tmp_path / "packs"))
    organiser.visits("organise/flags:0")
    assert "Nobody has flagged" in organiser.sees
    flags_it(child, LESSON, "It is wrong")
    organiser.visits("organise/flags:0")
    assert "It is wrong: fewer than 10" in organiser.sees, (
        "the new words are a new card: the same person may flag it"
    )
    house.conversation.services.take(before)
    organiser.visits("organise/flags:0")
    assert "It is wrong: fewer than 10" in organiser.sees


def test_counts_go_half_a_year_after_the_last(house: House, child: Person) -> None:
    flags_it(child, LESSON, "It is wrong")
    for days, left in ((179, 1), (182, 0)):
        with house.stores.durable.transaction() as db:
            retention.sweep(db, NOW + timedelta(days=days))
        assert len(counted(house)) == left


def test_flags_speak_russian(house: House) -> None:
    child = Person(house, 1009, "ru")
    child.settles_in("9-11")
    child.visits(LESSON)
    child.taps("ⓘ")
    child.taps("🚩 Что-то не так?")
    child.taps("Пугает или задевает")
    assert "Такое может задеть каждого" in child.sees
    assert "Сигнал засчитан" in child.sees
