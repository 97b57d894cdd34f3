"""Text mode: a screen for people who type or listen: numbered choices, words for pictures, no bare emoji."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from bot.values.screen import Link, Screen
from bot.values.text import join

if TYPE_CHECKING:
    from bot.values.page import Page
    from bot.values.screen import Button

_SIGNS = regex.compile(r"[\p{So}\p{Sk}\p{Cf}\p{Mn}]+")


def links(screen: Screen) -> list[Link]:
    """Return the buttons of a screen that lead to a page, in reading order; typing 1 is the first of them."""
    return [button for row in screen.rows for button in row if isinstance(button, Link)]


def paths(screen: Screen) -> tuple[str, ...]:
    """Return where the numbers on a screen lead, in order."""
    return tuple(link.page.path for link in links(screen))


def numbered(screen: Screen) -> Screen:
    """Return the screen for text mode: one button a row, each link with its number, the picture in words."""
    number = 0
    rows: list[tuple[Button, ...]] = []
    for row in screen.rows:
        for button in row:
            if isinstance(button, Link):
                number += 1
                words = _SIGNS.sub("", button.label).strip() or button.label
                rows.append((replace(button, label=f"{number}. {words}"),))
            else:
                rows.append((button,))
    text = join([screen.picture.in_words, screen.text]) if screen.picture else screen.text
    return replace(screen, text=text, rows=tuple(rows), picture=None, voice=None)


def chosen(screen: Screen, words: str) -> Page | None:
    """Return the page that a typed number leads to; None if the words do not name a number of this screen."""
    choices = links(screen)
    place = place_of(words, len(choices))
    return None if place is None else choices[place].page


def place_of(words: str, choices: int) -> int | None:
    """Return the place, from 0, of the choice that a typed number names among so many; None for other words."""
    typed = words.strip().rstrip(".)")
    if not typed.isdecimal():
        return None
    place = int(typed[:4]) - 1
    return place if 0 <= place < choices else None
