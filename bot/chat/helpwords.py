"""The words that lead to Help at once, as a whole message, in any state, language and letter case."""

from __future__ import annotations

import regex

from bot.values.direction import RIGHT_TO_LEFT_MARK
from bot.values.locales import languages

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
    return any(not language.help.isdisjoint((plain, plain.replace(" ", ""))) for language in languages().values())


def stops(words: str) -> bool:
    """Whether a whole message asks that nothing comes unasked any more."""
    plain = words.strip(" .!").casefold()
    return any(plain in language.stop for language in languages().values())
