"""What a button means is said where it is made: "next" and "back", when typed, tap it, whatever its label is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from bot.chat.answering import link_of
from bot.help import pages as help_pages
from bot.values import landmarks
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text
from tests.kit.assignments import classes_of, gives
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.talk import House, Person

GOES_UP, GOES_ON = ("⬆", "◀"), "▶"


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("next", Means.NEXT),
        ("next", Means.MORE),
        ("back", Means.BACK),
        ("stop", Means.STOP),
        ("later", Means.LATER),
        ("hint", Means.HINT),
        ("sure", Means.SURE),
        ("unsure", Means.UNSURE),
        ("doubt", Means.UNSURE),
        ("nothing", Means.NOTHING),
    ],
)
def test_a_button_with_a_label_that_nobody_knew_is_tapped_by_what_it_means(said: str, means: Means) -> None:
    meant = Link("A label of tomorrow", landmarks.Start(), means)
    screen = Screen(Text("?"), ((Link("Next ▶", landmarks.Menu()), meant),))
    assert link_of(screen, said) is meant


def test_the_way_on_comes_before_more_of_the_same() -> None:
    more, on = Link("+", landmarks.Menu(), Means.MORE), Link("→", landmarks.Start(), Means.NEXT)
    assert link_of(Screen(Text("?"), ((more, on),)), "next") is on


def test_every_button_to_help_means_help() -> None:
    assert Link("🆘", help_pages.Help()).means is Means.HELP


def test_back_leads_up_from_the_pages_of_a_class(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    task = gives(educator, room)
    educator.visits(f"task/{task}/results")
    educator.taps("⬆")
    above = educator.sees
    educator.visits(f"task/{task}/results")
    educator.types("back")
    assert educator.sees == above


def links() -> Iterator[tuple[str, str, bool]]:
    """Yield module, label and whether a meaning is said, for each button that is made with its label."""
    for file in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Link"),
                    args=[
                        ast.Call(func=ast.Attribute(attr="say"), args=[ast.Constant(value=str(label)), *_]),
                        *more,
                    ],
                ):
                    yield file.name, label, len(more) > 1


def test_buttons_with_an_arrow_say_what_they_mean() -> None:
    """A label of an arrow up or back, or with one at its end, is a way back or on for who types, too."""
    found = [*links()]
    assert len(found) > 300
    assert [
        (module, label)
        for module, label, told in found
        if (label.startswith(GOES_UP) or label.endswith(GOES_ON)) and not told
    ] == []
