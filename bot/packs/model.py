"""Values of a parsed pack: items, cards, choices, help lines; ready to show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.values.text import Text, join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.question import Question
    from bot.values.audience import Audience
    from bot.values.screen import Picture, Voice


class Kind(StrEnum):
    """The kind of an item, from the name of its file (`lesson.ru.md`)."""

    LESSON = "lesson"
    STORY = "story"
    QUIZ = "quiz"
    TIPS = "tips"
    GLOSSARY = "glossary"
    HELP = "help"
    CAMPAIGN = "campaign"
    TALK = "talk"
    ROUND = "round"
    DRILL = "drill"
    PATH = "path"
    SIGNS = "signs"
    NEXT = "next"


SPOKEN = frozenset({Kind.TALK, Kind.SIGNS, Kind.NEXT})
"""Kinds whose cards are answers to what people write: lists of words and replies by readers."""

ITEM_KINDS = frozenset(kind.value for kind in Kind)
"""Every kind of item by its name."""

REFS_KEPT = 4096
"""Most item names whose parsed form is cached: a quiz parses its questions' names at every answer."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The name of an item: kind, pack, item. Written `quiz:basics-sets/phishing/9-11`."""

    kind: Kind
    pack: str
    item: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.pack}/{self.item}"

    @staticmethod
    @lru_cache(REFS_KEPT)
    def parse(words: str) -> Ref | None:
        """Read `kind:pack/item` back; None for anything else."""
        kind, _, rest = words.partition(":")
        pack, _, item = rest.partition("/")
        return Ref(Kind(kind), pack, item) if kind in ITEM_KINDS and pack and item else None


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a moment of a drill: a technique (in a trap) or a sign (in an honest twin), and the marked
    words; empty for the whole moment.
    """

    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice in a story or drill: its words, the scene it leads to, its consequence (may be empty). In a drill,
    `act` is a learner's action without words (`packs.drills`), `marks` are those of the answer.
    """

    text: Text
    scene: str
    consequence: Text = field(default_factory=Text)
    act: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One screenful: a card of a lesson, a scene, a question, a tip, a term, a help page. All texts are ready to
    show; an empty text means that the author wrote none.
    """

    id: str
    title: str
    body: Text
    picture: Picture | None = None
    voice: Voice | None = None
    """The card read aloud."""
    remember: Text = field(default_factory=Text)
    """[!IMPORTANT]"""
    hint: Text = field(default_factory=Text)
    """[!TIP]"""
    note: Text = field(default_factory=Text)
    """[!NOTE], the explanation after an answer"""
    warning: Text = field(default_factory=Text)
    """[!WARNING], adds the "I need help" button"""
    adult_note: Text = field(default_factory=Text)
    """[!CAUTION], shown to adults only"""
    sources: tuple[Text, ...] = ()
    """The footnotes that this card refers to."""
    terms: tuple[str, ...] = ()
    """Anchors of the terms in the pack's glossary that this card links to."""
    question: Question | None = None
    case: str = ""
    """What the question judges: `honest` or `trap`; empty: neither, or not stated."""
    choices: tuple[Choice, ...] = ()
    marks: tuple[Mark, ...] = ()
    hash: str = ""
    """Hash over normalised blocks: a change of layout keeps it, a changed word does not."""
    line: int = 0
    """Its first line in its file, from 1."""

    @property
    def every_mark(self) -> tuple[Mark, ...]:
        """The marks of a moment and of the answers to its choices."""
        return (*self.marks, *(mark for choice in self.choices for mark in choice.marks))

    @property
    def body_in_words(self) -> Text:
        """The words of the card, with its phone's screen described above them, if no picture can be shown."""
        return join([self.picture.in_words, self.body]) if self.picture and self.picture.block else self.body


@dataclass(frozen=True, slots=True)
class Item:
    """A lesson, story, quiz, drill, set of tips, glossary, help text or small talk in one locale."""

    ref: Ref
    locale: str
    title: str
    description: Text
    cards: tuple[Card, ...]
    audiences: tuple[Audience, ...] = ()
    age_mark: int = 0
    topics: tuple[str, ...] = ()
    objective: str = ""
    asks: tuple[str, ...] = ()
    """Questions in readers' words that lead here when somebody types them; never shown to readers."""
    """Empty in a translation without its own: words of another language are not shown instead."""
    minutes: int = 0
    next: Ref | None = None
    twin: Ref | None = None
    """In a trap: the honest drill that looks like it."""
    honest: bool = False
    """Whether it is the honest twin of a drill."""
    duel: tuple[str, ...] = ()
    """In a drill for two: the moments, in order, at which both choose (`packs.drills`)."""
    weeks: Mapping[str, tuple[Ref, ...]] = field(default_factory=dict)
    """In a path: the items of each week (by the id of its card), in order."""
    start: str = ""
    endings: Mapping[str, str] = field(default_factory=dict)
    pick: int = 0
    """Questions to pick for one attempt; 0 = all."""
    shuffle: str = ""
    """`options`, `questions`, `both` or empty."""
    misconceptions: Mapping[str, str] = field(default_factory=dict)
    sensitive: bool = False
    first: bool = False
    """Whether this lesson is the first for newcomers."""
    unreviewed: bool = False
    """Sensitive, without a specialist's review: shown only if the operator allows it, with a mark."""
    stale: bool = False
    """A translation whose source has changed since."""
    origins: tuple[Ref, ...] = ()
    """The item of each card, in a set that an educator picked; empty if all cards are the item's own."""

    def origin(self, place: int) -> Ref:
        """Return the original item of the card at this place (from 0)."""
        return self.origins[place] if self.origins else self.ref

    def card(self, card_id: str) -> Card | None:
        """Return the card with this id, None if the item does not have it (any more)."""
        return next((card for card in self.cards if card.id == card_id), None)

    def position(self, card_id: str) -> int:
        """Return the place of a card, from 0; -1 if there is none with this id."""
        return next((place for place, card in enumerate(self.cards) if card.id == card_id), -1)


@dataclass(frozen=True, slots=True)
class Helpline:
    """A help line of `helplines/<CC>.yml`. Numbers are shown verbatim."""

    country: str
    id: str
    kind: str
    name: str
    phone: str = ""
    audience: str = "any"
    topics: tuple[str, ...] = ()
    hours: str = ""
    sms: str = ""
    chat: str = ""
    url: str = ""
    languages: tuple[str, ...] = ()
    cost: str = ""
    """`free`, `toll` (the price of a usual call), other words, or empty (not known)."""
    verified_on: str = ""
    """ISO date on which a person checked it; empty = not checked yet."""
    sources: tuple[str, ...] = ()
    word: str = ""
    """The required text of a message to `sms`; empty = anything."""
    region: str = ""
    """The part of the country that it serves; empty = everywhere."""
    zone: str = ""
    """IANA time zone of `hours`; empty = not known, or round the clock."""
    note: str = ""
    """Notes for a caller."""
    confidence: str = ""
    """How reliable its sources are: `high`, `medium`, `low` or empty."""
    remark: str = ""
    """For the person who checks the line; not shown to callers."""
