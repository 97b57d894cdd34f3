"""Runs the bot (`python -m bot run`) with 500 more pages and views than it has, to see what a large bot costs."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import bot.chat.views
from bot.chat.turn import Turn  # noqa: TC001 - named in a view's signature like everywhere
from bot.chat.views import Views
from bot.cli import main
from bot.values.fields import Thing
from bot.values.page import Page, page
from bot.values.screen import Screen
from bot.values.text import Text

WORDS = 100
PAGES_A_WORD = 5


def more_views() -> Views:
    """Return the views of 500 pages, five to a first word as in a feature."""
    views = Views()
    for word in range(WORDS):
        for number in range(PAGES_A_WORD):
            made = type(f"Extra{word}n{number}", (Page,), {"__annotations__": {"thing": Thing, "number": int}})
            extra = page(f"extra{word}/{{thing}}/{number}:{{number}}")(made)

            @views(extra)
            def draw(turn: Turn, _: Page) -> Screen:
                return Screen(Text(turn.say("Menu")))

    return views


if __name__ == "__main__":
    own = bot.chat.views.find_views
    bot.chat.views.find_views = lambda *_: Views.merge(own(), more_views())
    sys.argv[1:] = ["run"]
    main()
