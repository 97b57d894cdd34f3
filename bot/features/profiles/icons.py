"""The pad of icons: nine to tap, three of which in a row are a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.pickers import in_rows
from bot.chat.shared_phone import phone_row
from bot.values.profile_picture import KEY_ICONS, KEY_LENGTH
from bot.values.screen import Link, Screen
from bot.values.text import join

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.text import Text

A_ROW = 3


def pad(turn: Turn, text: Text, taps: str, page_at: Callable[[str], Page]) -> Screen:
    """Return a screen with nine icons below a text; what was tapped so far is shown as dots. `page_at`: the page
    with one more of them tapped.
    """
    links = [Link(_label(turn, place, icon), page_at(f"{taps}{place}")) for place, icon in enumerate(KEY_ICONS, 1)]
    dots = " ".join("●" * len(taps) + "○" * (KEY_LENGTH - len(taps)))
    return Screen(join([text, dots]), (*in_rows(links, A_ROW), phone_row(turn)))


def _label(turn: Turn, place: int, icon: str) -> str:
    """Return an icon; in text mode with a word, since no label is an emoji alone there."""
    names = (
        *(turn.say("star"), turn.say("ball"), turn.say("apple"), turn.say("boat"), turn.say("kite")),
        *(turn.say("tree"), turn.say("drum"), turn.say("moon"), turn.say("flower")),
    )
    return f"{icon} {names[place - 1]}" if turn.text_mode else icon
