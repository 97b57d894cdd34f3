"""Pasted words: what a feature answers to a text that is pasted behind the bot's name in any chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.values.hook import Hook

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.packs.library import Library


class Way(NamedTuple):
    """A button: its words, and the start payload with which it opens the private chat. Neither holds a pasted
    word, only ids and names from packs.
    """

    label: str
    payload: str


pasted: Hook[[Reader, Library, str], Way] = Hook()
"""The way into the private chat for a pasted text, which only the person sees who pastes it."""
