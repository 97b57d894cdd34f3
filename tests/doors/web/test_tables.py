"""A screen's table in a browser: a real table with headings, in the place of the words that say the same."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from bot.chat.conversation import Reply
from bot.chat.turn import Reader
from bot.doors.telegram.calls import entities
from bot.doors.web.site.rendering import Forms, More, page
from bot.features.classes import pages
from bot.values.screen import Screen
from bot.values.table import Cell, Table, in_words
from bot.values.text import Text, bold, join
from tests.talk import NOW, the_phrases

TABLE = Table(
    "What the class <understood>",
    ("Question", "Right"),
    ((Cell("1. Hurry & worry"), Cell("40–60 %", (40, 60))), (Cell("2. Calm", page=pages.Task(7)), Cell("–"))),
)
SCREEN = Screen(join([bold("Results"), "Above", in_words(Text("1: 40–60 %\n2: –")), "Below"]), tables=(TABLE,))


def drawn(screen: Screen) -> str:
    return page(Reader(the_phrases()["en"], NOW), Reply(screen, "task/7/results"), Forms("token", 1), More())


def test_a_page_shows_a_table_where_the_chat_says_its_words() -> None:
    html = drawn(SCREEN)
    assert html.index("Above") < html.index("<table>") < html.index("Below")
    assert "1: 40–60 %" not in html
    inside = html[html.index('<div class="table"') : html.index("</table>")] + "</table></div>"
    table = ET.fromstring(inside).find("table")  # noqa: S314 - our own page
    assert table is not None
    assert table.findtext("caption") == "What the class <understood>"
    assert [head.text for head in table.iter("th") if head.get("scope") == "col"] == ["Question", "Right"]
    rows = [head for head in table.iter("th") if head.get("scope") == "row"]
    assert rows[0].text == "1. Hurry & worry"
    assert rows[1].findtext("a") == "2. Calm"
    (bar,) = table.iter("svg")
    assert bar.get("aria-hidden") == "true", "the numbers beside it say the same"
    assert [rect.get("width") for rect in bar] == ["100", "60", "40"]


def test_the_chat_says_the_words_and_telegram_hears_of_no_table() -> None:
    assert "1: 40–60 %\n2: –" in SCREEN.text.plain
    assert [one.type for one in entities(SCREEN.text)] == ["bold"]


def test_words_without_their_table_stay_words() -> None:
    assert "1: 40–60 %" in drawn(Screen(SCREEN.text))


def test_a_table_is_whole() -> None:
    with pytest.raises(ValueError, match="has not 2 cells"):
        Table("t", ("a", "b"), ((Cell("1"),),))
    with pytest.raises(ValueError, match="one paragraph"):
        in_words(Text("one\n\ntwo"))


def test_what_does_not_fit_beside_each_other_on_a_phone_stands_one_below_the_other() -> None:
    wide = Table("Results", ("Question", "Right", "Answers"), ((Cell("1"), Cell("40 %", (40, 40)), Cell("5")),))
    html = drawn(Screen(in_words(Text("1: 40 %")), tables=(wide,)))
    assert 'class="table stacks"' in html
    assert 'role="cell" data-column="Right"' in html
    letters = Table("As it was read", ("Alias", "1", "2"), ((Cell("7"), Cell("A"), Cell("B")),))
    assert "stacks" not in drawn(Screen(in_words(Text("7: A B")), tables=(letters,)))
