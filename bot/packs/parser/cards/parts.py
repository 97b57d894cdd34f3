"""The parts of a card before its kind is known: title, body, callouts, boxes, steps, links, picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bot.values.text import Text

if TYPE_CHECKING:
    from bot.values.screen_block import ScreenBlock


@dataclass(frozen=True, slots=True)
class Box:
    """An item of a list with boxes (`- [x] words`), its feedback and the marker at its end."""

    text: Text
    checked: bool
    feedback: Text
    misconception: str
    line: int


class MarkedPlace(NamedTuple):
    """A marker of a drill: `technique` or `sign`, its name, the marked words (empty: none), its line."""

    sort: str
    name: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class ChoiceItem:
    """An item of a list that is a link (`- [words](#scene)`), its consequence, the act before it as its author
    wrote it (`- **block** [words](#scene)`; empty: none), the markers in its consequence.
    """

    text: Text
    scene: str
    consequence: Text
    line: int
    act: str = ""
    marks: tuple[MarkedPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """An item of a list without boxes that is an option."""

    text: Text
    line: int


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """The target of a link in the text, and the link's place."""

    words: str
    url: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class PictureLink:
    """A picture as the author wrote it: path from the item's folder, words for people who cannot see it."""

    path: str
    alt: str
    line: int


@dataclass(slots=True)
class Parts:
    """The contents under one `##` (or under `#`, then without id). `line` and `end`: its first and last line."""

    id: str = ""
    title: str = ""
    line: int = 1
    end: int = 1
    body: Text = field(default_factory=Text)
    callouts: dict[str, Text] = field(default_factory=dict)
    """By their word: NOTE, TIP, IMPORTANT, WARNING, CAUTION."""
    boxes: list[Box] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    """The list without boxes of a question, such as one that asks for an order."""
    listed: str = ""
    """The kind of question that took this list."""
    choices: list[ChoiceItem] = field(default_factory=list)
    marks: list[MarkedPlace] = field(default_factory=list)
    speakers: set[str] = field(default_factory=set)
    """Senders who say something here."""
    markers: set[str] = field(default_factory=set)
    """The comments that set the kind of question: `open`, `poll`."""
    case: str = ""
    """What the question judges: `honest` or `trap`, if the author says so."""
    case_line: int = 0
    footnotes: list[tuple[str, int]] = field(default_factory=list)
    """Ids of the footnotes referred to, each with its line."""
    link_targets: list[LinkTarget] = field(default_factory=list)
    drawing: PictureLink | None = None
    block: ScreenBlock | None = None
    block_line: int = 0
    """The line on which the screen block begins."""
    excuses: dict[str, str] = field(default_factory=dict)
    """Warnings that the author excuses in this card, each with the reason."""
