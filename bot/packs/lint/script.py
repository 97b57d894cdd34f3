"""Rule W624 on letters: words in another script than the language's, such as English in a Russian quiz."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex
from babel.core import get_global

from bot.packs.lint.pieces import Remark, note, pieces
from bot.packs.lint.rules import style
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.draft import Draft

LATIN = regex.compile(r"\p{Script=Latn}")

_LETTER = regex.compile(r"\p{L}")

FEWEST = 12
"""Fewest letters that identify a language: names and short forms (VPN, QR) occur everywhere."""

SHARE = 0.3
"""Least share of the language's own letters: an example in another language comes with words in one's own."""


@cache
def script_of(locale: str) -> regex.Pattern[str] | None:
    """Return the pattern of a letter of a language's script (CLDR's likely subtags); None for a language with
    several scripts, such as Japanese, or one unknown to CLDR.
    """
    likely = str(get_global("likely_subtags").get(locale.partition("-")[0], ""))
    script = likely.split("_")[1] if "_" in likely else ""
    try:
        return LATIN if script == "Latn" else regex.compile(rf"\p{{Script={script}}}")
    except regex.error:
        return None


def other_script(words: str, locale: str) -> bool:
    """Whether words are in another script than the language's: Latin in Russian, Cyrillic in English."""
    script = script_of(locale)
    if script is None:
        return False
    own, letters = len(script.findall(words)), len(_LETTER.findall(words))
    return letters - own >= FEWEST and own < SHARE * letters


@style
def check_script(draft: Draft) -> None:
    """Warn of a card in the letters of another language: imports bring such questions."""
    locale = draft.context.locale
    for piece in pieces(draft):
        of_card = piece.parts is not draft.split.intro and piece.role in ("title", "body", "option")
        if of_card and other_script(piece.unquoted, locale):
            what = phrase("these words are not in the letters of '{locale}', the file's language", locale=locale)
            fix = phrase("translate them; an example to be read as it stands goes between `…`")
            note(draft, piece, Remark("W624", piece.words.split("\n")[0], what, fix))
