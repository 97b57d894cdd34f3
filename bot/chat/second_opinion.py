"""Second opinion: whether words in which distress was heard surely ask for something else.

The detector of distress knows words of trouble; the model of intents knows questions and wishes made of the
same words ("how do I explain blackmail to my class", "delete my data"). If it is sure enough, nobody is
alarmed: the question is answered, and Help stays one tap away below it (docs/help-protocol.md, "Detection").
"""

from __future__ import annotations

from bot.chat.intents import guesses

SURE, SURE_OF_NO_CRISIS = 0.7, 0.8
"""The chance of another intent from which an offer, and from which a help card is spared. Chosen on messages of
`tests/features/help/distress/dev`, of which the model of intents learns nothing (docs/help-protocol.md)."""

ELSE = ("topic:", "places:", "about:")
"""How the labels begin of questions on a subject, of the bot's pages and of questions about the bot. Moods and
short answers ("somebody wants my password") are too near to trouble."""

SUBJECTS = ("topic:", "places:")
"""The same where Help is about something: a question about the bot is a question to Help."""

SHORT_ANSWERS = "answers:"
"""How the labels of short answers on a subject begin ("sexting", "may I post pictures of my children")."""

SURE_OF_ANSWER = 0.6
"""The chance of a short answer from which words name another subject, where they are listed as such besides."""

_HELP = "places:help"


def asks_for_something_else(words: str, locale: str, *, urgent: bool) -> bool:
    """Whether words surely ask a question or name a page of the bot; `locale`: the person's own language. The
    words are not kept.
    """
    return _is_surely(words, locale, ELSE, SURE_OF_NO_CRISIS if urgent else SURE)


def asks_for_another_subject(words: str, locale: str) -> bool:
    """Whether words typed at a screen of help surely ask a question on a subject or name a page of the bot."""
    return _is_surely(words, locale, SUBJECTS, SURE)


def names_another_subject(words: str, locale: str) -> bool:
    """Whether words at a screen of help that are listed as something else name a subject: then they are answered,
    and no small talk.
    """
    return _is_surely(words, locale, (*SUBJECTS, SHORT_ANSWERS), SURE_OF_ANSWER)


def _is_surely(words: str, locale: str, beginnings: tuple[str, ...], least: float) -> bool:
    told = guesses(words, locale)
    if not told:
        return False
    label, chance = told[0]
    return label.startswith(beginnings) and label != _HELP and chance >= least
