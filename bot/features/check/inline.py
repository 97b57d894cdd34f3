"""The check from any chat: what the button says, which only the person who pastes a text sees, and where it
leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.pasted import Way, pasted
from bot.features.check.domain import checker_of, sign_of
from bot.values.limits import LABEL_CHARACTERS

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.packs.library import Library

NAMES = LABEL_CHARACTERS - len("👀  ▸")
"""The most characters of the names of signs on a button, without the words around them."""


@pasted
def way(reader: Reader, library: Library, words: str) -> Way:
    """Return the way to look at pasted words together; it never says that they are safe."""
    ask = Way(reader.say("🔎 Check it with me"), "check")
    if not words.strip():
        return ask
    reading = checker_of(library).read(words)
    if not reading.enough:
        return ask
    shown = [sign for found in reading.shown if (sign := sign_of(library, found.sign, reader.locale))]
    if not shown:
        return Way(reader.say("No sign that I know, which is no promise ▸"), "check")
    names, *others = [sign.name for sign in shown]
    for name in others:
        longer = f"{names} · {name}"
        names = longer if len(longer) <= NAMES else names
    return Way(f"👀 {names} ▸", "_".join(["check", *(sign.id for sign in shown)]))
