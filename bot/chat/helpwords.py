"""The words that lead to Help at once, as a whole message, in any state, language and letter case."""

from __future__ import annotations

from functools import cache

import regex

from bot.chat.typed import sound
from bot.values.direction import RIGHT_TO_LEFT_MARK
from bot.values.locales import alike, languages

HELP_SIGN = "🆘"
"""Every help button and screen begins with it (docs/design.md §5)."""

LONGEST = 60
"""Characters of the longest message that may be a help word; it spares long texts the work."""

_NOT_LETTERS = regex.compile(r"[^\p{L}\p{M}\p{Zs}]\p{M}*|\ufe0f")


def asks_for_help(words: str) -> bool:
    """Whether a whole message is a call for help: a help word of any language in any case, with any marks around
    it, or the label of a help button.
    """
    if words.lstrip().removeprefix(RIGHT_TO_LEFT_MARK).startswith(HELP_SIGN):
        return True
    if len(words) > LONGEST:
        return False
    plain = " ".join(_NOT_LETTERS.sub(" ", words.casefold()).split())
    whole = plain.replace(" ", "")
    heard = sound(alike(whole))
    return any(
        not language.help.isdisjoint((plain, whole)) or (heard and heard in _sounds(language.help))
        for language in languages().values()
    )


@cache
def _sounds(words: frozenset[str]) -> frozenset[str]:
    """Return the sounds of the help words that stand alone: a frightened child may spell by ear."""
    return frozenset(sound(alike(word)) for word in words if " " not in word) - {""}


def stops(words: str) -> bool:
    """Whether a whole message asks to stop everything unasked."""
    plain = words.strip(" .!").casefold()
    return any(plain in language.stop for language in languages().values())
