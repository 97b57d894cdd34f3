"""Rule E625 on safe messaging: how no item may speak of suicide (requirement 15).

After the guides of AFSP, Samaritans (2020) and WHO (2023): no method, no word that makes it a crime, a success
or a joke, no note, no wave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.lint.pieces import Remark, note, pieces
from bot.packs.lint.words import any_of
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft

_NEVER = any_of("never")
"""Words that are always wrong, euphemisms of the net among them; they are recognised here and never used."""

_DYING, _METHOD = any_of("dying"), any_of("method")


def check_messaging(draft: Draft) -> None:
    """Report words about suicide that can do harm, except in the title of a source."""
    for piece in pieces(draft):
        if piece.role != "source":
            for words, what, fix in _harmful(piece.words):
                note(draft, piece, Remark("E625", words, what, fix))


def _harmful(words: str) -> Iterator[tuple[str, str, str]]:
    """Yield harmful wordings: the words, what is wrong, how to correct it."""
    for found in _NEVER.finditer(words):
        fix = phrase("say plainly that somebody died, or wanted to; or leave it out")
        yield found.group(), phrase("'{word}' makes a deed, a success or a joke of it", word=found.group()), fix
    if _DYING.search(words) and (method := _METHOD.search(words)):
        yield (
            method.group(),
            phrase("a method beside it: '{word}'", word=method.group()),
            phrase("leave every method, place and quantity out"),
        )
