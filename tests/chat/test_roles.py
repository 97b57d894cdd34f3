"""Which page is for whom: an exact table of every page and every role, forged addresses included (check 28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.incoming import Tap
from bot.chat.views import View
from bot.features.classes import pages as classes_pages
from bot.values.audience import Role
from bot.values.page import every_page, parse
from bot.values.screen import Screen
from bot.values.text import Text
from tests.kit.who_sees import rows
from tests.roles import ROLES
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


TABLE = rows()


def seen(screen: Screen) -> str:
    """How a page was answered: shown, greeted first, or as a page that is not there."""
    words = screen.text.plain
    assert "Something broke" not in words
    if "I am Mayak. I am a program" in words:  # the reason why it asks may stand above
        return "g"
    closed = "This page is not here any more" in words or "This is for other readers" in words
    return "." if closed else "x"


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Person]]:
    """One person a role, in one house, each where they stand."""
    house = House(tmp_path_factory.mktemp("roles"))
    people = {role: Person(house, number) for number, role in enumerate(ROLES, 1)}
    for role, person in people.items():
        settle(person, role)
    yield people
    house.close()


@pytest.fixture
def crowd(settled: dict[str, Person], tmp_path: Path) -> Iterator[dict[str, Person]]:
    """The same people in a copy of their house: to settle all of them anew takes twenty times as long."""
    house = settled["educator"].house.copied(tmp_path / "copy")
    yield {role: person.comes_to(house) for role, person in settled.items()}
    house.close()


@pytest.fixture(autouse=True)
def numbers_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A class and a set get the number of the path that makes them, so that the table can name them."""
    for module in ("classes.classrooms", "question_sets.own_sets"):
        monkeypatch.setattr(f"bot.features.{module}.own_number", lambda _turn, drawn: drawn)


def settle(person: Person, role: str) -> None:
    """Bring somebody back to where they stand, whatever the last page has changed."""
    person.visits("forget/now")
    if role == "visitor":
        person.settles_in("9-11", agrees=False)
    elif role != "newcomer":
        person.settles_in(role)
    if role != "newcomer":
        person.visits("begin/lamp-sets/light/9-11:1")


@pytest.mark.parametrize("paths", TABLE)
def test_28_each_page_is_for_just_these(crowd: dict[str, Person], paths: str) -> None:
    for path in paths.split():
        told = {}
        for role, person in crowd.items():
            told[role] = seen(person.does(Tap(path)))
            if path.startswith(("who/", "set/audience/", "forget/", "consent/", "result/")):
                settle(person, role)
        assert " ".join(told.values()) == TABLE[paths], path


def test_28_every_page_has_its_row() -> None:
    shown = {type(parse(path)) for paths in TABLE for path in paths.split()}
    assert type(None) not in shown, "each path of the table is that of a page"
    assert set(every_page()) == shown


@pytest.mark.parametrize("role", [None, *Role])
def test_28_a_view_that_names_its_role_is_lost_to_all_others(house: House, role: Role | None) -> None:
    house.conversation.services.views.by_page[classes_pages.Classes] = View(
        lambda *_: Screen(Text("secret")), role, newcomer=True, kept=False
    )
    told = []
    for number, who in enumerate(("9-11", "parent", "educator"), 1):
        person = Person(house, number)
        person.settles_in(who)
        told.append(person.visits("class").text.plain == "secret")
    assert told == [role in {None, mine} for mine in (Role.CHILD, Role.PARENT, Role.EDUCATOR)]
    newcomer = Person(house, 9).visits("class").text.plain == "secret"
    assert newcomer is (role is None), "who has not said who they are has no role"
