"""After something was heard in typed words: an offer, the way to correct the bot, "delete this", a gentle talk.

What is heard is the detector's business (tests/features/help/distress); here one that hears what the test says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.incoming import Words
from bot.features.help.distress import Heard, Level
from bot.packs.model import Kind
from bot.values.audience import Audience
from tests.roles import ALL, TIER_9_11
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    import io
    from pathlib import Path

WHO_SEES = {
    "help help/11 help-in:0 help-in/DE help-in/found/GB-US offer/0 heard/0 misheard wipe/1": ALL,
    "help-next/14/next help-here/14 help-fine": ALL,
    "onward": TIER_9_11,
}

QUIZ = "quiz/lamp-sets/light/9-11"


class Ears:
    """A detector that hears a crisis in "canary crisis" and distress in "canary sad"."""

    def hear(self, words: str) -> Heard | None:
        if "canary crisis" in words:
            return Heard(Level.CRISIS, "suicide")
        return Heard(Level.DISTRESS, "bullying") if "canary sad" in words else None


@pytest.fixture(autouse=True)
def ears(house: House) -> None:
    house.conversation.services.detector = Ears()


def test_06_distress_is_answered_by_a_soft_offer(child: Person) -> None:
    child.types("canary sad")
    assert child.see().text.plain.startswith("🆘 That sounds hard.")
    child.taps("I need help")
    assert child.see().text.plain.startswith("🆘")


def test_06_a_crisis_is_answered_by_the_help_card_first(child: Person) -> None:
    child.types("canary crisis")
    assert child.see().text.plain.startswith("🆘")
    assert "112" in child.see().text.plain.split("\n")[0]


@pytest.mark.parametrize("words", ["canary sad", "canary crisis"])
def test_07_every_offer_can_be_corrected_and_left(child: Person, words: str) -> None:
    child.types(words)
    assert {"You got me wrong", "▶ Go on"} <= set(child.labels)
    child.taps("You got me wrong")
    assert "Sorry, I got you wrong" in child.sees


def test_05_a_disclosure_typed_as_an_answer_pauses_the_quiz_and_scores_nothing(child: Person) -> None:
    child.visits(QUIZ)
    child.taps("Begin")
    before = child.see()
    child.types("canary sad")
    assert "That sounds hard" in child.sees
    child.taps("Go on")
    assert child.see().text == before.text


def test_05_edited_messages_and_captions_are_heard_too(child: Person) -> None:
    child.does(Words("canary crisis", edited=True))
    assert child.see().text.plain.startswith("🆘")


def test_05_words_after_a_command_are_heard(child: Person) -> None:
    child.types("/nonsense canary crisis")
    assert child.see().text.plain.startswith("🆘")


def test_04_a_detector_that_fails_offers_help(house: House, child: Person) -> None:
    class Broken:
        def hear(self, _: str) -> Heard | None:
            return Heard(Level.DISTRESS)

    house.conversation.services.detector = Broken()
    child.types("anything")
    assert "That sounds hard" in child.sees
    child.types("☰ Menu")
    assert "Take your time" in child.sees, "the menu key is no message"


def test_01_it_works_for_a_stranger_in_the_first_second(house: House) -> None:
    assert Person(house, 88).types("canary sad").text.plain.startswith("🆘")


def test_22_delete_this_wipes_from_the_first_message_on(child: Person) -> None:
    child.does(Words("canary crisis"), message=41)
    child.does_tap("Delete this", message=45)
    assert child.see().wipes == 41


def test_22_a_second_message_of_the_talk_does_not_move_where_it_began(house: House, child: Person) -> None:
    child.does(Words("canary sad"), message=41)
    house.later(minutes=20)
    child.does(Words("canary crisis"), message=47)
    child.does_tap("Delete this", message=48)
    assert child.see().wipes == 41
    child.does(Words("canary crisis"), message=60)
    child.does_tap("Delete this", message=61)
    assert child.see().wipes == 60, "what was wiped away is over"


def test_22_after_delete_this_an_ordinary_page_covers_the_screen(child: Person) -> None:
    child.does(Words("canary crisis"), message=41)
    child.does_tap("Delete this", message=45)
    assert "as far as Telegram lets me" in child.sees
    child.taps("Show something ordinary")
    assert "🆘" not in child.see().text.plain


def test_23_nothing_counts_or_cheers_for_the_rest_of_the_talk(house: House, child: Person) -> None:
    child.visits(QUIZ)
    child.taps("Begin")
    child.types("canary sad")
    child.taps("Go on")
    child.taps("Stop here")
    assert "You noticed" not in child.sees
    assert "One thing to try today" not in child.sees
    child.types("/menu")
    assert not any("Tip of the day" in label for label in child.labels)
    house.later(minutes=31)
    child.types("/menu")
    assert any("Tip of the day" in label for label in child.labels)


def test_20_nothing_of_it_is_kept(house: House, child: Person, tmp_path: Path, logs: io.StringIO) -> None:
    child.types("canary sad and more")
    child.types("canary crisis and more")
    child.taps("Go on")
    house.close()
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    house.restart()
    assert b"canary" not in stored
    assert b"offer/" not in stored
    assert b"heard/" not in stored
    assert "canary" not in logs.getvalue()


def test_after_a_long_sitting_the_bot_itself_says_enough_once(house: House, child: Person) -> None:
    for _ in range(4):
        child.visits("lesson/lamp/light/9-11")
        house.later(minutes=8)
    child.types("/menu")
    assert "here for a good while" in child.sees
    assert child.labels[0] == "🌙 Enough for today"
    child.types("/menu")
    assert "here for a good while" not in child.sees


def test_it_says_so_once_a_day_and_on_the_next_day_anew(house: House, child: Person) -> None:
    for told in (True, False):
        for _ in range(4):
            child.visits("lesson/lamp/light/9-11")
            house.later(minutes=8)
        child.types("/menu")
        assert ("here for a good while" in child.sees) is told
        house.later(hours=1)
    house.later(days=1)
    house.conversation.forget_visitors(house.clock)
    for _ in range(4):
        child.visits("lesson/lamp/light/9-11")
        house.later(minutes=8)
    child.types("/menu")
    assert "here for a good while" in child.sees


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("agrees", [True, False])
def test_after_four_items_a_child_is_told_enough_once(ours: House, language: str, *, agrees: bool) -> None:
    child = Person(ours, language=language)
    child.settles_in("9-11", agrees=agrees)
    lessons = our_library().listing(Kind.LESSON, Audience.TIER_9_11, language)[:6]
    enough, told = ("done a good deal" if language == "en" else "уже много сделано"), []
    for lesson in lessons:
        child.visits(f"done/lesson/{lesson.ref.pack}/{lesson.ref.item}")
        told.append(enough in child.sees)
        assert sum(label.startswith("🌙") for label in child.labels) == 1
        assert len(child.labels) > 2, "there are ways on"
    assert told == [False, False, False, True, False, False]
    ours.later(days=1)
    child.types("/menu")
    assert enough not in child.sees, "a new day begins with nothing counted"


def test_an_adult_may_do_as_many_as_they_like(ours: House) -> None:
    parent = Person(ours)
    parent.settles_in("parent")
    for lesson in our_library().listing(Kind.LESSON, Audience.PARENT, "en")[:6]:
        parent.visits(f"done/lesson/{lesson.ref.pack}/{lesson.ref.item}")
        assert "done a good deal" not in parent.sees


def test_a_pause_begins_a_new_sitting(house: House, child: Person) -> None:
    for _ in range(4):
        child.types("/menu")
        house.later(minutes=11)
    assert "here for a good while" not in child.sees


def test_an_adult_is_not_told_when_to_rest(house: House, parent: Person) -> None:
    for _ in range(5):
        parent.types("/menu")
        house.later(minutes=8)
    assert "here for a good while" not in parent.sees


def test_02_when_drawing_help_fails_the_emergency_number_remains(house: House, child: Person) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("canary")

    views = house.conversation.services.views
    kept = dict(views.without_store)
    views.without_store |= dict.fromkeys(kept, broken)  # type: ignore[arg-type]
    try:
        assert "112" in child.types("/help").text.plain
    finally:
        views.without_store |= kept
