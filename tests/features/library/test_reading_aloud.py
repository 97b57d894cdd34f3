"""A child listens to a card; adults, and people whose device reads to them, are not offered it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.packs.pack_kit import copied, edit
from tests.packs.recordings import recording
from tests.talk import House, Person, library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LESSON = "lesson/lamp/light/6-8"


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[House]:
    """A house whose small lesson is read aloud in English, by a machine."""
    packs = copied(tmp_path / "packs")
    voices = "voices: {en: {reader: A machine, licence: CC-BY-SA-4.0, synthetic: true}}"
    edit(packs / "lamp" / "pack.yml", "link_hosts:", f"{voices}\nlink_hosts:")
    for card in ("lamp", "check"):
        (packs / "lamp" / "light" / "6-8" / f"{card}.en.ogg").write_bytes(recording(4))
    (packs / "lamp" / "light" / "9-11" / "secret.en.ogg").write_bytes(recording(4))
    house = House(tmp_path / "house", library(packs))
    yield house
    house.close()


def small(house: House, language: str = "en") -> Person:
    person = Person(house, language=language)
    person.settles_in("6-8")
    return person


def test_a_small_child_listens_to_a_card_and_goes_on(spoken: House) -> None:
    child = small(spoken)
    child.visits(LESSON)
    screen = child.taps("🔊 Listen")
    assert screen.voice
    assert (screen.voice.file.name, screen.voice.seconds) == ("lamp.en.ogg", 4)
    assert screen.voice.caption == "🔊 Here is the lamp\nRead by a machine."
    assert screen.picture, "the card is shown again, below its recording"
    assert child.taps("Next").voice is None
    assert "You choose" in child.sees


def test_what_was_recorded_by_nobody_is_not_offered(spoken: House) -> None:
    child = small(spoken)
    child.visits(f"{LESSON}:remember")
    assert "🔊 Listen" not in child.labels
    assert child.visits("hear/l/lamp/light/6-8:remember").voice is None
    other = Person(spoken, 1002, "ru")
    other.settles_in("6-8")
    other.visits(LESSON)
    assert not any("🔊" in label for label in other.labels)


def test_answers_are_taken_below_a_recording(spoken: House) -> None:
    child = small(spoken)
    child.visits(f"{LESSON}:check")
    child.taps("🔊 Listen")
    child.taps("A lamp")
    assert "Yes, a lamp gives light." in child.sees


def test_a_child_of_nine_may_ask_for_it(spoken: House) -> None:
    child = Person(spoken)
    child.settles_in("9-11")
    child.visits("lesson/lamp/light/9-11")
    assert child.taps("🔊 Listen").voice


def test_others_read_themselves_and_text_mode_is_read_by_the_device(spoken: House) -> None:
    child = small(spoken)
    child.visits("set/text/on")
    child.visits(LESSON)
    assert not any("Listen" in label for label in child.labels)
    assert child.visits("hear/l/lamp/light/6-8:lamp").voice is None
    parent = Person(spoken, 1003)
    parent.settles_in("parent")
    parent.visits(LESSON)
    assert "🔊 Listen" not in parent.labels
