"""A set shared with a colleague by link, and the search in the bank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.features.question_sets import store
from bot.features.question_sets.tables import ownsets
from tests.kit.assignments import LOST, classes_of
from tests.kit.classrooms import another, makes_class
from tests.kit.forged import key_of
from tests.kit.own_sets import PICKED, makes_set
from tests.roles import TEACHERS

if TYPE_CHECKING:
    from tests.talk import House, Person

WHO_SEES = {
    "class/new/4/9 sets/9/new/accounts/1 bank/9/1/more/find sets/9/1/share": TEACHERS,
    "setof/000000000000": "g x x x x x x x",
    "setof/000000000000/1": TEACHERS,
}


def shares(educator: Person, room: int, own: int) -> str:
    """Share a set; return the command that its link sends."""
    educator.visits(f"sets/{room}/{own}")
    educator.taps("Share with a colleague")
    found = re.search(r"start=(set_\w{12})", educator.sees)
    assert found
    return f"/start {found[1]}"


def sets_in(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return db.scalar(select(func.count()).select_from(ownsets)) or 0


def test_a_colleague_gets_a_copy_of_their_own(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    own = makes_set(educator, room)
    link = shares(educator, room, own)
    assert shares(educator, room, own) == link, "the link stays"
    colleague = another(house, 95, "educator")
    makes_class(colleague)
    colleague.types(link)
    for number, title in enumerate(PICKED, 1):
        assert f"{number}. {title}" in colleague.sees
    path = colleague.button("Take a copy").page.path
    colleague.visits(path)
    colleague.visits(path)
    assert sets_in(house) == 2, "a second tap takes no second copy"
    colleague.taps("🏫")
    assert f"1. {PICKED[0]}" in colleague.labels
    colleague.taps(PICKED[0])
    colleague.taps("Take it out")
    educator.visits(f"sets/{room}/{own}")
    assert f"1. {PICKED[0]}" in educator.labels, "what becomes of a copy is its owner's"


def test_nothing_of_the_colleague_is_in_what_is_shared(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    link = shares(educator, room, makes_set(educator, room))
    name = educator.visits(f"class/{room}").text.plain.split(" ·", maxsplit=1)[0]
    colleague = another(house, 95, "educator")
    seen = colleague.types(link)
    assert name not in colleague.sees
    assert str(room) not in str(seen)
    colleague.taps("Take a copy")
    assert "once you have a class of this age" in colleague.sees
    key = key_of(house, colleague)
    with house.stores.durable.transaction() as db:
        (copy,) = store.of_person(db, key)
    assert len(copy.recipe.split(" ")) == 3 + len(PICKED)


def test_an_erased_set_is_shared_no_more(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    own = makes_set(educator, room)
    link = shares(educator, room, own)
    assert "This link is for educators" in another(house, 96).types(link).text.plain
    educator.visits(f"sets/{room}/{own}/dropped")
    colleague = another(house, 95, "educator")
    assert "opens nothing (any more)" in colleague.types(link).text.plain
    code = link.rsplit("_", maxsplit=1)[-1]
    assert "opens nothing (any more)" in colleague.visits(f"setof/{code}/5").text.plain
    assert sets_in(house) == 0


def test_forgetting_takes_the_link_along(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    link = shares(educator, room, makes_set(educator, room))
    educator.types("/forget")
    educator.visits("forget/now")
    assert sets_in(house) == 0
    assert "opens nothing (any more)" in another(house, 95, "educator").types(link).text.plain


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("soup", ["What a lamp needs", "A lamp eats soup"]),
        ("SOUP eat", ["A lamp eats soup"]),
        ("zebra", []),
        ("a", []),
    ],
)
def test_questions_are_found_by_their_words(house: House, educator: Person, words: str, found: list[str]) -> None:
    room, _ = classes_of(house, educator, 0)
    own = makes_set(educator, room)
    educator.visits(f"bank/{room}/{own}/more")
    educator.types(words)
    assert [label[2:] for label in educator.labels if label[0] in "☑☐"] == found
    if not found:
        assert "No question holds these words" in educator.sees
    educator.types("soup")
    assert "2 questions found." in educator.sees, "another word may be typed at once"
    assert LOST in another(house, 95, "educator").visits(f"bank/{room}/{own}/more/find").text.plain
