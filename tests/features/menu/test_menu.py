"""The menu and its lists; what a parent and an educator may look through, and a child may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.values.audience import Audience
from tests.roles import ADULTS, SETTLED
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from pathlib import Path

WHO_SEES = {
    "lost": ". . . . . . . .",
    "next": SETTLED,
    "menu menu/1 enough term/lamp/lamp tip tip/lamp/light/9-11:x cover class": SETTLED,
    "typed": SETTLED,
    "look": ADULTS,
}


def test_the_menu_has_everything(child: Person) -> None:
    child.types("/menu")
    labels = [*child.labels]
    while "➡ More" in child.labels:
        child.taps("➡ More")
        labels += child.labels
    for words in ("Topics for me", "Stories", "Quizzes", "Tip of the day", "What I can do", "Settings", "🆘 Help"):
        assert any(words in label for label in labels)


def test_the_menu_key_of_any_language_opens_the_menu(child: Person) -> None:
    child.types("☰ Menu")
    assert "Take your time" in child.sees
    child.types("☰ Меню")
    assert "Take your time" in child.sees


def test_a_list_shows_title_minutes_and_what_is_done(child: Person) -> None:
    child.types("/menu")
    child.taps("Topics for me")
    child.taps("Passwords and accounts")
    assert "The lamp and the secret · 1 minute" in child.see().text.plain


def test_a_parent_looks_through_a_childs_tier(parent: Person) -> None:
    parent.types("/menu")
    parent.taps("What my child sees")
    parent.taps("9–11")
    assert "Topics · 9–11 years" in parent.sees
    parent.taps("Passwords")
    parent.taps("The lamp and the secret")
    assert "The secret of the lamp" in parent.sees


def test_an_educator_looks_through_every_tier(educator: Person) -> None:
    educator.types("/menu")
    educator.taps("Look through every age")
    assert [label for label in educator.labels if "years" in label or label == "Parent"] == [
        "6–8 years",
        "9–11 years",
        "12–15 years",
        "16–17 years",
        "Parent",
    ]


@pytest.mark.parametrize("path", ["look", "topics/parent:0", "topic/accounts/educator:0", "items/quiz/16-17:0"])
def test_a_child_sees_only_its_own(child: Person, path: str) -> None:
    child.visits(path)
    assert "for other readers" in child.sees


def test_a_parent_does_not_see_what_is_for_educators(parent: Person) -> None:
    parent.visits("topics/educator:0")
    assert "for other readers" in parent.sees


def test_enough_for_today_owes_nothing(child: Person) -> None:
    child.visits("enough")
    assert "See you whenever you like" in child.sees


def test_an_item_in_another_language_says_so_once(house: House) -> None:
    person = Person(house, language="en")
    person.settles_in("12-15")
    listed = house.packs.find("lesson", "lamp", "dark/12-15", "en")  # type: ignore[arg-type]
    assert listed is not None
    person.visits("lesson/lamp/dark/12-15")
    assert ("another one: Русский" in person.sees) is (listed.locale != "en")


@pytest.mark.parametrize("who", [audience.value for audience in Audience])
def test_no_list_is_empty_for_anybody(who: str, tmp_path: Path) -> None:
    house = House(tmp_path, our_library())
    person = Person(house)
    person.settles_in(who)
    for kind in ("lesson", "story", "quiz", "round", "drill"):
        person.visits(f"items/{kind}/{who}:0")
        assert "There is nothing here yet" not in person.sees
        first = person.labels[0]
        assert first != "☰ Menu"
        person.taps(first)
        assert "There is none" not in person.sees
        assert "not here any more" not in person.sees
    house.close()


def test_who_has_no_rounds_is_offered_what_comes_nearest(house: House, parent: Person) -> None:
    parent.visits("menu")
    assert "🕵 Real or trap?" not in parent.labels
    parent.visits("rounds")
    assert "Here are those of others" in parent.sees
    parent.taps("9–11 years")
    assert "Lamp or moth?" in parent.sees
    teen = Person(house, 77)
    teen.settles_in("16-17")
    teen.visits("rounds")
    assert "what comes nearest" in teen.sees
    assert teen.labels[0] == "🎯 Practice"
