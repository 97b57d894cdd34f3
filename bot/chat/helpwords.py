"""The words that lead to Help at once, as a whole message, in any state and any letter case."""

from __future__ import annotations

import regex

HELP_SIGN = "🆘"
"""Every help button and screen begins with it (DESIGN §5)."""

HELP_WORDS = frozenset(
    {
        *("маяк", "mayak"),  # the safe word that the greeting tells
        *("help", "help me", "sos", "sos help", "i need help", "please help"),
        *("помогите", "помоги", "помощь", "на помощь", "сос", "нужна помощь", "мне нужна помощь"),
    }
)

_NOT_LETTERS = regex.compile(r"[^\p{L}\p{Zs}]+")


def asks_for_help(words: str) -> bool:
    """Whether a whole message is a call for help: a help word in any case, with any marks around it, or the
    label of a help button.
    """
    if words.lstrip().startswith(HELP_SIGN):
        return True
    if len(words) > 60:  # noqa: PLR2004 - longer than any help word; spares long texts the work
        return False
    plain = " ".join(_NOT_LETTERS.sub(" ", words.casefold()).split())
    return plain in HELP_WORDS or plain.replace(" ", "") in HELP_WORDS
