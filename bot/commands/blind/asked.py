"""Gathers the questions of packs as they look to somebody who covers the question: only their options."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.packs.model import Card, Item
    from bot.packs.pack import Pack
    from bot.packs.parser.parsed_file import ParsedFile

CODE = "W625"
"""The warning for a question that can be guessed."""

_RIGHT = re.compile(r"\s*- \[[xX]\]")
_EXCUSED = re.compile(rf"<!--\s*ok\s+{CODE}\s*:?\s*[^\s>-]")


@dataclass(frozen=True, slots=True)
class Blindfolded:
    """A question without its stem: its options in the author's order, which are right, and its source.

    `seen`: whether a reader sees the options in this order, so that a place can be a cue. `line`: the line of the
    first right option. `excused`: the author gives a reason why it may be guessed.
    """

    path: str
    line: int
    title: str
    pack: str
    kind: Kind
    locale: str
    topics: tuple[str, ...]
    tiers: tuple[str, ...]
    options: tuple[str, ...]
    right: tuple[bool, ...]
    seen: bool
    excused: bool = False

    @property
    def single(self) -> bool:
        """Whether exactly one option is right: a choice, or true or false."""
        return sum(self.right) == 1


def questions_of(packs: Iterable[Pack]) -> Iterator[Blindfolded]:
    """Yield the questions of quizzes and lessons whose options are right or wrong, each locale separately. Files
    with errors, and their translations, are left out.
    """
    for pack in packs:
        for name, parsed in pack.files.items():
            source = pack.source_of(name)
            if parsed.kind not in {Kind.QUIZ, Kind.LESSON} or source is None or parsed.failed or source.failed:
                continue
            yield from _of_file(pack, name, parsed, source)


def _of_file(pack: Pack, name: str, parsed: ParsedFile, source: ParsedFile) -> Iterator[Blindfolded]:
    item, lines = source.get(), pack.text_of(name).split("\n")
    cards = parsed.get().cards
    ends = [*(card.line - 1 for card in cards[1:]), len(lines)]
    for card, end in zip(cards, ends, strict=True):
        found = _of_card(item, parsed, card, lines[:end])
        if found and any(found.right) and not all(found.right):
            yield found


def _of_card(item: Item, parsed: ParsedFile, card: Card, lines: Sequence[str]) -> Blindfolded | None:
    question = card.question
    if question is None or not question.counted or not question.judged:
        return None
    own = range(card.line - 1, len(lines))
    return Blindfolded(
        path=parsed.path,
        line=next((place + 1 for place in own if _RIGHT.match(lines[place])), card.line),
        title=card.title,
        pack=item.ref.pack,
        kind=parsed.kind,
        locale=parsed.locale,
        topics=item.topics,
        tiers=tuple(audience.value for audience in item.audiences),
        options=tuple(option.text.plain for option in question.judged),
        right=tuple(option.right for option in question.judged),
        seen=question.display_order("", shuffle=True) == question.letters
        or item.shuffle not in {"options", "both"},
        excused=any(_EXCUSED.search(lines[place]) for place in own),
    )
