"""Rule E625 on safe messaging: words about suicide that no item may use (requirement 15).

After the guides of AFSP, Samaritans (2020) and WHO (2023): no method, no word that makes it a crime, a success or
a joke, no note, no wave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.lint.folding import fold
from bot.packs.lint.pieces import Remark, note, pieces
from bot.packs.lint.rules import alone
from bot.packs.lint.words import any_of
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.lint.folding import Folded

_NEVER = any_of("never")
"""Words that are always wrong, including internet euphemisms; they are recognised here and never used."""

_DYING, _METHOD = any_of("dying"), any_of("method")


@alone
def check_messaging(draft: Draft) -> None:
    """Report harmful words about suicide, in any spelling, except in the title of a source."""
    for piece in pieces(draft):
        if piece.role != "source":
            for words, what, fix in _harmful(fold(piece.words)):
                note(draft, piece, Remark("E625", words, what, fix))


def _harmful(said: Folded) -> Iterator[tuple[str, str, str]]:
    for words in said.find(_NEVER):
        fix = phrase("say plainly that somebody died, or wanted to; or leave it out")
        yield words, phrase("'{word}' makes a deed, a success or a joke of it", word=words), fix
    if said.find(_DYING) and (methods := said.find(_METHOD)):
        yield (
            methods[0],
            phrase("a method beside it: '{word}'", word=methods[0]),
            phrase("leave every method, place and quantity out"),
        )
