"""Second opinion: whether words in which distress was heard surely ask for something else.

The detector of distress knows words of trouble, the model of intents the questions and wishes that are made of the
same words ("how do I explain blackmail to my class", "delete my data"). Where it is this sure, nobody is alarmed:
the question is answered, and Help stays one tap away below it (docs/help-protocol.md, "Detection").
"""

from __future__ import annotations

from bot.chat.intents import guesses

SURE, SURE_OF_NO_CRISIS = 0.7, 0.8
"""The chance of another intent from which an offer, and from which a help card is spared. Chosen on messages of
`tests/features/help/distress/dev`, of which the model of intents learns nothing (docs/help-protocol.md)."""

ELSE = ("topic:", "places:", "about:")
"""How the labels begin of questions on a subject, of the bot's pages and of questions about the bot. Moods and
short answers ("somebody wants my password") are too near to trouble."""

_HELP = "places:help"


def asks_for_something_else(words: str, locale: str, *, urgent: bool) -> bool:
    """Whether words surely ask a question or name a page of the bot; `locale`: the person's own language. Nothing
    of the words is kept.
    """
    told = guesses(words, locale)
    if not told:
        return False
    label, chance = told[0]
    return label.startswith(ELSE) and label != _HELP and chance >= (SURE_OF_NO_CRISIS if urgent else SURE)
