"""The projector's board in Chromium: every question of our packs is seen whole on 1280 × 720, in large words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.chat.turn import Reader
from bot.features.live_quiz import board_html
from bot.features.live_quiz.board import Board, Entrance
from bot.features.live_quiz.domain import cards_of
from bot.packs.model import Kind
from tests.talk import NOW, our_library, the_phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from bot.packs.model import Card, Item

pytestmark = pytest.mark.slow

CSS = Path(board_html.__file__).with_name("board.css")
LEAST = 24
"""Pixels of a projector: what is as high as a thirtieth of the picture can be read at the back of a classroom."""

EXTENT = """(middles) => middles.map((middle) => {
  document.getElementById("board").innerHTML = middle;
  const { scrollHeight, scrollWidth } = document.documentElement;
  return [scrollHeight, scrollWidth];
})"""


def boards_of(item: Item, card: Card) -> list[Board]:
    """A question while it is open, and with everything that can be told of it."""
    question = card.question
    assert question
    reader = Reader(the_phrases()[item.locale], NOW)
    wrong = [
        item.misconceptions.get(one.misconception) or one.text.plain for one in question.options if not one.right
    ]
    opened = Board(
        item.title,
        reader.say("Question {number} of {total}", number=20, total=20),
        card.title,
        card.body_in_words.plain,
        question.on_board(reader, question.letters, told=False),
        lines=(reader.say("{answered} of {joined} have answered.", answered=60, joined=60),),
    )
    told = [reader.say("often chosen: {words}", words=words) for words in sorted(wrong, key=len)[-2:]]
    shown = replace(
        opened,
        choices=question.on_board(reader, question.letters, told=True),
        share=(40, 60),
        lines=(*opened.lines, reader.say("Right: {share}", share="80–100 %"), *told),
        note=card.note.plain,
    )
    return [opened, shown]


@pytest.fixture
def projector(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.set_content(f'<style>{CSS.read_text("utf-8")}</style><main id="board"></main>')
    return page


def test_every_question_of_our_packs_fits_with_its_explanation(
    projector: Page, shot: Callable[[Page, str], None]
) -> None:
    found = [
        (f"{item.ref}:{card.id} {item.locale}", board)
        for item in our_library().in_all_locales(Kind.QUIZ)
        for card in cards_of(item)
        for board in boards_of(item, card)
    ]
    assert len(found) > 2000
    extents = projector.evaluate(EXTENT, [board_html.fragment(board) for _, board in found])
    assert [
        (name, size) for (name, _), size in zip(found, extents, strict=True) if size[0] > 720 or size[1] > 1280
    ] == []
    _, longest = min(found, key=lambda one: board_html.size_of(one[1]))
    assert board_html.size_of(longest) >= LEAST
    projector.evaluate(EXTENT, [board_html.fragment(longest)])
    shot(projector, "board-longest")


def test_the_way_in_fills_the_board(projector: Page, shot: Callable[[Page, str], None]) -> None:
    entrance = Entrance(
        "@a_lighthouse_of_a_long_name_bot",
        "WKQ4 M2XP 9DTW",
        "https://t.me/bot?start=class_WKQ4M2XP9DTW",
        "Without Telegram: lighthouse.a-city-for-children.example, and the code",
    )
    lines = (
        "Pupils open the bot, tap ☰ Menu and then 📌 A quiz with a very long title, indeed.",
        "22 pupils take part.",
    )
    board = Board("A quiz with a very long title, indeed", "Live quiz", lines=lines, entrance=entrance)
    assert projector.evaluate(EXTENT, [board_html.fragment(board)]) == [[720, 1280]]
    code = projector.locator(".code").bounding_box()
    picture = projector.locator(".qr svg").bounding_box()
    assert code
    assert picture
    assert code["height"] > 100
    assert min(picture["width"], picture["height"]) > 300
    shot(projector, "board-way-in")
