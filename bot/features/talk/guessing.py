"""Guessing: the page that a learned guess leads to, at once where it is sure, else as a button among three."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from bot.chat.intents import FILE, NOTHING
from bot.chat.linear import models_of
from bot.chat.names import topic_name
from bot.chat.typed import plain_words
from bot.features.help import pages as help_pages
from bot.features.menu import pages as menu_pages
from bot.features.search import answers
from bot.features.talk.domain import page_opened_by
from bot.features.talk.pages import Maybe, NotUnderstood, Said
from bot.help.situations import Situation, group_of, spot_of
from bot.packs.model import Kind
from bot.packs.talk import read_intent
from bot.values.screen import Link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.intents import Guess
    from bot.chat.turn import Turn
    from bot.features.search.searching import Answer
    from bot.packs.model import Card
    from bot.values.page import Page

SURE = 0.5
"""The chance from which a guess is taken at its word."""

LIKELY = 0.3
"""The chance from which a guess goes before what the search finds by single words."""

SURE_OF_TROUBLE = 0.6
"""The chance from which the help page about something that has happened is offered."""

FEWEST = 4
"""Words below which nothing is taken for trouble: "password" is no disclosure."""

WORTH_A_BUTTON = 0.06
"""The chance from which a guess is worth a button among others."""

OFF = 0.35
"""The chance of meaning nothing that the bot knows from which nothing is offered."""

CHOICES = 3
"""Most guesses to choose from."""

PACK = "talk"
"""The pack whose cards the labels name."""

_TOPIC, _HELP = "topic", "help"


def sure_page(turn: Turn, guesses: Sequence[Guess], words: str, answer: Answer) -> Page | None:
    """Return the page that a sure guess leads to, or a choice where one is likely; None where what the search has
    found (`answer`) had better count.
    """
    if not guesses:
        return None
    label, chance = guesses[0]
    kind, _, name = label.partition(":")
    if label == NOTHING:
        return NotUnderstood() if chance >= SURE else None
    if kind == _HELP:
        return _of_trouble(turn, guesses, name, words)
    if chance < SURE:
        return maybe(turn, guesses) if chance >= LIKELY and kind != _TOPIC else None
    if kind == _TOPIC:
        return answers.page_of(turn, answer, name) or _topic(turn, name)
    # One word that nobody has listed names a subject; what is asked about it, it does not say.
    names_subject = answer.hits and len(plain_words(words)) == 1
    return None if names_subject else _of_card(turn, kind, name)


def _of_trouble(turn: Turn, guesses: Sequence[Guess], name: str, words: str) -> Page | None:
    """Return what likely trouble leads to: the help page where it is sure, a choice where it is not."""
    chance = guesses[0].chance
    if chance < LIKELY or len(plain_words(words)) < FEWEST:
        return None
    return help_pages.Heard(_number(turn, name)) if chance >= SURE_OF_TROUBLE else maybe(turn, guesses)


def maybe(turn: Turn, guesses: Sequence[Guess]) -> Page | None:
    """Return up to three guesses to choose from, what is for readers like this one first; None when none is worth
    a button.
    """
    if any(label == NOTHING and chance >= OFF for label, chance in guesses):
        return None
    worth = [guess.label for guess in guesses if guess.label != NOTHING and guess.chance >= WORTH_A_BUTTON]
    there = [label for label in worth if _button(turn, label)][:CHOICES]
    there.sort(key=lambda label: not _is_own(turn, label))
    return Maybe("-".join(map(mark, there))) if there else None


def buttons(turn: Turn, marks: str) -> list[Link]:
    """Return the buttons that marks stand for; what is not there for this person is left out."""
    found = (_button(turn, label_of(mark)) for mark in marks.split("-"))
    return [one for one in found if one]


def label_of(mark: str) -> str:
    """Return the label that a mark stands for; `unknown` for one of another model."""
    return _labels().get(mark, NOTHING)


def _button(turn: Turn, label: str) -> Link | None:
    kind, _, name = label.partition(":")
    if kind == _HELP:
        number = _number(turn, name)
        spot = spot_of(number)
        page = turn.book.page(turn.locale, spot.group, spot.situation, turn.reads) if spot else None
        return Link(f"🆘 {page.title}", help_pages.HelpPage(number)) if page else None
    if kind == _TOPIC:
        topic = _topic(turn, name)
        return Link(turn.say("📚 All on: {topic}", topic=topic_name(turn, name)), topic) if topic else None
    card, leads_to = _card(turn, kind, name), _of_card(turn, kind, name)
    # What is for teachers or parents is no suggestion to a child, though it has a reply for children too.
    fits = card is not None and read_intent(card.body).is_for(turn.reads)
    return Link(card.title, leads_to) if card and leads_to and fits else None


def _is_own(turn: Turn, label: str) -> bool:
    """Whether a label names a card that says it is for readers like this one."""
    kind, _, name = label.partition(":")
    card = None if kind in {_TOPIC, _HELP} else _card(turn, kind, name)
    return card is not None and turn.reads.value in read_intent(card.body).readers


def _number(turn: Turn, name: str) -> int:
    """Return the number of the help page about a situation, for this reader; 0 for an unknown one."""
    situation = Situation.__members__.get(name.upper())
    return group_of(turn.reads) + situation if situation else 0


def _topic(turn: Turn, name: str) -> Page | None:
    return menu_pages.Topic(name, turn.reads) if name in turn.library.topics(turn.reads) else None


def _of_card(turn: Turn, item: str, name: str) -> Page | None:
    """Return where a card of talk leads: to its place, or to its reply."""
    card = _card(turn, item, name)
    if card is None:
        return None
    intent = read_intent(card.body)
    if not intent.replies:
        return page_opened_by(intent)
    return Said(PACK, item, name) if intent.replies_for(turn.reads) else None


def _card(turn: Turn, item: str, name: str) -> Card | None:
    found = turn.library.find(Kind.TALK, PACK, item, turn.locale)
    return found.card(name) if found else None


@cache
def _labels() -> Mapping[str, str]:
    models = models_of(FILE).values()
    return {mark(label): label for model in models for label in model.labels if label != NOTHING}


def mark(label: str) -> str:
    """Return eight hexadecimal digits that stand for a label in a path."""
    return f"{crc32(label.encode()):08x}"
