"""A drill: announced, drawn from two, played as a chat, and a debrief that names what was used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.features.practice import domain
from bot.packs.model import Kind, Ref
from bot.values.audience import Audience
from tests.packs.pack_kit import copied
from tests.roles import TIER_16_17
from tests.talk import House, Person, library, our_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHO_SEES = {
    "drill/lamp/chat drill/lamp/chat:aaaa drill/lamp/chat:aaaa00 after/lamp/chat:aaaa": TIER_16_17,
    "items/drill/16-17:0": TIER_16_17,
    # The honest twin stands under the name of its trap.
    "drill/lamp/chat-ok": "g . . . . . . .",
}

DRILL = "drill/lamp/chat"
PAIR = Ref(Kind.DRILL, "lamp", "chat")
TRAP, HONEST = (domain.draw_of(PAIR, b"test", honest=honest) for honest in (False, True))


@pytest.fixture
def teen(house: House) -> Person:
    person = Person(house)
    person.settles_in("16-17")
    return person


@pytest.fixture
def our_house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "ours", our_library())
    yield house
    house.close()


def begun(person: Person) -> str:
    return person.button("Begin").page.path


def test_it_is_announced_and_can_be_declined(teen: Person) -> None:
    teen.visits(DRILL)
    assert "This is practice: nobody real writes to you, and nothing is sent" in teen.sees
    assert "16–17 years · 2 minutes" in teen.sees
    assert teen.labels == ["▶ Begin", "Not now", "🆘 Help"]
    teen.taps("Not now")
    assert "Menu" in teen.sees


def test_a_trap_is_played_to_what_it_gets(teen: Person) -> None:
    teen.visits(f"{DRILL}:{TRAP}")
    assert "Practice · Who wants the lamp" in teen.sees
    assert "Noor\nGive me the lamp!" in teen.sees
    assert teen.labels == ["Take it", "📞 Call Noor", "✋ Leave", "🆘 Help"]
    teen.taps("Take it")
    assert "You: Take it" in teen.sees
    teen.taps("Give the key")
    assert "📤 Give the key" in teen.sees
    assert teen.labels == ["🔎 What was going on?", "🆘 I need help"]
    teen.taps("What was going on")
    assert "It was a trap. Here it got what it wanted, and nothing real was sent" in teen.sees
    assert "Hurry\nGive me the lamp! One minute left.\n" in teen.sees
    assert "Secrecy\nThe key as well. But not a word to anyone.\n" in teen.sees


def test_only_what_was_met_is_named(teen: Person) -> None:
    teen.visits(f"{DRILL}:{TRAP}")
    teen.taps("Call Noor")
    teen.taps("What was going on")
    assert "It was a trap, and nothing was given away." in teen.sees
    assert "Hurry" in teen.sees
    assert "Secrecy" not in teen.sees


def test_of_an_honest_chat_is_told_what_spoke_for_it(teen: Person) -> None:
    teen.visits(f"{DRILL}:{HONEST}")
    teen.taps("No")
    teen.taps("What was going on")
    assert "It was an honest chat. A no is always allowed." in teen.sees
    assert "What spoke for it" in teen.sees
    assert "A no was fine\nAll right, another time." in teen.sees
    teen.visits(f"{DRILL}:{HONEST}00")
    teen.taps("What was going on")
    assert "It was an honest chat, and trusting it was all right." in teen.sees


def test_leaving_is_always_allowed_and_does_nothing(teen: Person) -> None:
    teen.visits(f"{DRILL}:{TRAP}")
    teen.taps("Leave")
    assert "You left before the end: that is always allowed. It was a trap." in teen.sees
    teen.visits("items/drill/16-17:0")
    assert "🎯 Who wants the lamp" in teen.labels
    assert "done" not in teen.sees


def test_the_other_chat_is_offered_and_is_the_other_one(teen: Person) -> None:
    for drawn, wanted in ((TRAP, "Until the morning"), (HONEST, "One minute left")):
        teen.visits(f"{DRILL}:{drawn}1")
        teen.taps("What was going on")
        teen.taps("Play the other chat")
        assert wanted in teen.sees


def test_who_came_to_an_end_has_done_it(teen: Person, house: House) -> None:
    teen.visits(f"{DRILL}:{HONEST}1")
    teen.taps("What was going on")
    house.restart()
    teen.visits("items/drill/16-17:0")
    assert "✅ Who wants the lamp" in teen.labels


def test_the_same_draw_shows_the_same_twin_and_each_comes_as_often(teen: Person, house: House) -> None:
    seen = set()
    for _ in range(40):
        house.later(seconds=1)
        teen.visits(DRILL)
        path = begun(teen)
        teen.visits(path)
        first = teen.sees
        teen.visits(path)
        assert teen.sees == first
        seen.add("One minute left" in first)
    assert seen == {True, False}
    draws = [domain.draw(str(number).encode()) for number in range(2000)]
    assert 900 < sum(domain.is_honest(PAIR, drawn) for drawn in draws) < 1100


def test_the_address_does_not_tell_which_it_is(teen: Person, house: House) -> None:
    for _ in range(5):
        house.later(seconds=1)
        teen.visits(DRILL)
        assert re.fullmatch(r"drill/lamp/chat:[a-z]{4}", begun(teen))


@pytest.mark.parametrize("words", ["take it", "a", "Ф", "1", "the first", "first one", "I take it", "tak it"])
def test_choices_can_be_typed(teen: Person, words: str) -> None:
    teen.visits(f"{DRILL}:{TRAP}")
    teen.types(words)
    assert "The key as well" in teen.sees


@pytest.mark.parametrize("words", ["call noor", "b", "the last one", "и", "i would cal noor"])
def test_an_act_is_typed_by_its_words(teen: Person, words: str) -> None:
    teen.visits(f"{DRILL}:{TRAP}")
    teen.types(words)
    assert "Noor is asleep" in teen.sees


def test_who_does_not_answer_in_a_drill_may_guess_go_on_and_leave(teen: Person) -> None:
    teen.visits(f"{DRILL}:{TRAP}")
    here = teen.sees
    for words, told in (
        ("i don't know", "A guess is welcome"),
        ("hint?", "There is no other hint here"),
        ("next", "First choose an answer"),
        ("back", "no step back from here"),
    ):
        teen.types(words)
        assert told in teen.sees
        assert teen.sees.endswith(here)
    teen.types("stop")
    assert "You left before the end" in teen.sees
    teen.visits(f"{DRILL}:{TRAP}1")
    teen.types("next")
    assert "It was a trap, and nothing was given away." in teen.sees
    teen.visits(DRILL)
    teen.types("not now")
    assert teen.sees.startswith("Menu")


def test_choices_that_there_are_not_open_the_drill(teen: Person) -> None:
    teen.visits(f"{DRILL}:{TRAP}9")
    assert "This is practice" in teen.sees
    teen.visits(f"after/lamp/chat:{TRAP}77")
    assert "This is practice" in teen.sees


def test_a_visitor_may_play(house: House) -> None:
    visitor = Person(house)
    visitor.settles_in("16-17", agrees=False)
    visitor.visits(f"{DRILL}:{HONEST}1")
    visitor.taps("What was going on")
    assert "It was an honest chat" in visitor.sees


def test_the_menu_the_topic_and_the_search_lead_there(teen: Person) -> None:
    teen.types("/menu")
    teen.taps("🎯 Practice")
    teen.taps("Who wants the lamp")
    assert "This is practice" in teen.sees
    teen.visits("topic/accounts/16-17:0")
    assert "🎯 Who wants the lamp" in teen.labels
    teen.visits("settings")
    teen.types("who wants the lamp")
    assert "Who wants the lamp" in teen.labels


def test_it_can_be_opened_by_a_link(teen: Person) -> None:
    teen.types("/start drill_lamp_chat")
    assert "This is practice" in teen.sees


def test_a_sensitive_drill_offers_help_in_plain_words_everywhere(tmp_path: Path) -> None:
    folder = copied(tmp_path, "lamp") / "lamp"
    for item in ("chat", "chat-ok"):
        file = folder / item / "drill.ru.md"
        file.write_text(file.read_text("utf-8").replace("minutes: 2", "minutes: 2\nsensitive: true"), "utf-8")
    house = House(tmp_path / "house", library(folder))
    person = Person(house)
    person.settles_in("16-17")
    for path in (DRILL, f"{DRILL}:{TRAP}", f"{DRILL}:{HONEST}0", f"{DRILL}:{TRAP}1", f"after/lamp/chat:{TRAP}1"):
        person.visits(path)
        assert "🆘 I need help" in person.labels, path
    person.visits(DRILL)
    assert "No specialist has reviewed this text yet" in person.sees
    house.close()


def test_words_of_adults_are_for_adults(our_house: House) -> None:
    person = Person(our_house, language="ru")
    person.settles_in("educator")
    person.visits("drill/basics/phishing/director")
    assert "никто настоящий вам не пишет" in person.sees
    pair = Ref(Kind.DRILL, "basics", "phishing/director")
    person.visits(f"drill/basics/phishing/director:{domain.draw_of(pair, b'', honest=False)}11")
    assert "Вы: Я отвечу завтра в школе, при встрече" in person.sees
    assert "Для взрослых" in person.sees


@pytest.mark.parametrize("audience", list(Audience))
def test_our_drills_fit_on_a_screen_of_their_readers(our_house: House, audience: Audience) -> None:
    person = Person(our_house, language="ru")
    person.settles_in(audience.value)
    for item in our_library().listing(Kind.DRILL, audience, "ru"):
        for honest in (False, True):
            twin = our_library().find(Kind.DRILL, item.twin.pack, item.twin.item, "ru") if item.twin else None
            played = twin if honest else item
            assert played
            drawn = domain.draw_of(item.ref, b"screen", honest=honest)
            for steps in domain.steps_to(played).values():
                for word in ("drill", "after"):
                    person.visits(f"{word}/{item.ref.pack}/{item.ref.item}:{drawn}{steps}")
                    assert len(person.labels) <= (audience.most_buttons or 12)
                    assert any(label.startswith("🆘") for label in person.labels)
                    assert len(person.see().text.plain) < 3000


@pytest.mark.parametrize(
    ("steps", "words", "seen"),
    [
        ("0", "нет", "The lamp is home"),
        ("0", "не скажу", "The lamp is home"),
        ("0", "i won't tell", "The lamp is home"),
        ("0", "it's a trap", "The lamp is home"),
        ("0", "заблокирую", "The lamp is home"),
        ("0", "вот код", "Dark"),
        ("0", "okay", "Dark"),
        ("", "i would check it", "Noor is asleep"),
        ("", "позвоню ей", "Noor is asleep"),
        ("", "да", "The key as well"),
    ],
)
def test_free_words_are_the_moves_that_they_mean(teen: Person, steps: str, words: str, seen: str) -> None:
    teen.visits(f"{DRILL}:{TRAP}{steps}")
    teen.types(words)
    assert seen in teen.sees


def test_a_move_that_is_not_there_is_understood_and_leaves_nothing(teen: Person) -> None:
    teen.visits(f"{DRILL}:{TRAP}")
    here = teen.sees
    teen.types("block him")
    assert "not among the moves" in teen.sees
    assert teen.sees.endswith(here)
