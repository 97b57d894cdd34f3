"""Guessing: the page that a learned guess leads to, at once where it is sure, else as a button among three. A help
page is none of them: trouble is heard, or the message is not understood.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from bot.chat.intents import FILE, NOTHING
from bot.chat.linear import models_of
from bot.chat.names import topic_name
from bot.chat.typed import plain_words
from bot.features.search import answers
from bot.features.talk.domain import page_opened_by
from bot.features.talk.pages import Maybe, MayBeTrouble, NotUnderstood, Said
from bot.help import pages as help_pages
from bot.help.situations import Situation, group_of
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

WORTH_ASKING, OF_A_TOPIC = 0.1, 0.2
"""The chance of the first guess, and of a topic, from which the bot asks whether it was meant. Of guesses from
there on, at phrases that had taught nothing, more than six in ten are right (docs/performance.md, "Typed
words")."""

WORTH_A_BUTTON = 0.06
"""The chance from which a further guess is worth a button beside the first."""

HEARD = 0.5
"""The chance from which trouble counts as heard and is met with a soft offer: of messages that had taught nothing
.94 (en) and .95 (ru) of those told of trouble, and at most two in a thousand of everyday text got there."""

MAY_BE_TROUBLE = 0.3
"""The chance of all trouble together from which Help is the first button under what was not understood."""

FEWEST = 4
"""The number of words below which nothing is taken for trouble: "password" alone discloses nothing."""

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
        return _heard(turn, name) if chance >= HEARD and len(plain_words(words)) >= FEWEST else None
    if chance < SURE:
        return maybe(turn, guesses) if chance >= LIKELY and kind != _TOPIC else None
    if kind == _TOPIC:
        return answers.page_of(turn, answer, name) or answers.topic_page(turn, name)
    # One word that nobody has listed names a subject; what is asked about it, it does not say.
    names_subject = answer.hits and len(plain_words(words)) == 1
    return None if names_subject else _of_card(turn, kind, name)


def _heard(turn: Turn, name: str) -> Page:
    """Return the soft offer of help about a situation."""
    return help_pages.Offer(group_of(turn.reads) + Situation[name.upper()])


def maybe(turn: Turn, guesses: Sequence[Guess]) -> Page | None:
    """Return up to three guesses to choose from, what is for readers like this one first; None where the first is
    not likely, or is that the words tell of trouble.
    """
    pages = [guess for guess in guesses if _is_page(guess.label)]
    if not pages or not _is_likely(pages[0], guesses[0]):
        return None
    worth = [guess.label for guess in pages if guess.chance >= WORTH_A_BUTTON]
    there = [label for label in worth if _button(turn, label)][:CHOICES]
    there.sort(key=lambda label: not _is_own(turn, label))
    return Maybe("-".join(map(mark, there))) if there else None


def _is_likely(best: Guess, first: Guess) -> bool:
    """Whether the best page is likely enough to be asked about, where `first` is the likeliest guess of all."""
    least = OF_A_TOPIC if best.label.startswith(_TOPIC) else WORTH_ASKING
    return best.chance >= least and (first is best or first.label == NOTHING)


def not_understood(guesses: Sequence[Guess], words: str) -> Page:
    """Return the page for words that mean nothing: with Help first where they may tell of trouble."""
    trouble = sum(guess.chance for guess in guesses if guess.label.startswith(_HELP))
    enough = len(plain_words(words)) >= FEWEST
    return MayBeTrouble() if enough and trouble >= MAY_BE_TROUBLE else NotUnderstood()


def buttons(turn: Turn, marks: str) -> list[Link]:
    """Return the buttons that marks stand for; what is not there for this person is left out."""
    found = (_button(turn, label_of(mark)) for mark in marks.split("-"))
    return [one for one in found if one]


def label_of(mark: str) -> str:
    """Return the label that a mark stands for; `unknown` for one of another model."""
    return _labels().get(mark, NOTHING)


def _button(turn: Turn, label: str) -> Link | None:
    kind, _, name = label.partition(":")
    if kind == _TOPIC:
        topic = answers.topic_page(turn, name)
        return Link(turn.say("📚 All on: {topic}", topic=topic_name(turn, name)), topic) if topic else None
    card, leads_to = _card(turn, kind, name), _of_card(turn, kind, name)
    # A card for teachers or parents is not suggested to a child, though it has a reply for children too.
    fits = card is not None and read_intent(card.body).is_for(turn.reads)
    return Link(card.title, leads_to) if card and leads_to and fits else None


def _is_own(turn: Turn, label: str) -> bool:
    """Whether a label names a card that says it is for readers like this one."""
    kind, _, name = label.partition(":")
    card = None if kind == _TOPIC else _card(turn, kind, name)
    return card is not None and turn.reads.value in read_intent(card.body).readers


def _is_page(label: str) -> bool:
    """Whether a label names a page that may be guessed at."""
    return label != NOTHING and not label.startswith(_HELP)


def _of_card(turn: Turn, item: str, name: str) -> Page | None:
    """Return where a card of talk leads: to its place, or to its reply."""
    card = _card(turn, item, name)
    if card is None:
        return None
    intent = read_intent(card.body)
    if not intent.replies:
        return page_opened_by(turn, intent)
    return Said(PACK, item, name) if intent.replies_for(turn.reads) else None


def _card(turn: Turn, item: str, name: str) -> Card | None:
    found = turn.library.find(Kind.TALK, PACK, item, turn.locale)
    return found.card(name) if found else None


@cache
def _labels() -> Mapping[str, str]:
    models = models_of(FILE).values()
    return {mark(label): label for model in models for label in model.labels if _is_page(label)}


def mark(label: str) -> str:
    """Return eight hexadecimal digits that stand for a label in a path."""
    return f"{crc32(label.encode()):08x}"
