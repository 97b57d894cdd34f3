"""Parsed file: one file of an item, with its item and the facts by which files are checked against each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bot.packs import digest
from bot.packs.follow_ups import read_follow_up
from bot.packs.model import Kind
from bot.packs.parser import links
from bot.packs.parser.head import (
    CampaignFront,
    DrillFront,
    Front,
    HelpFront,
    NextFront,
    TalkFront,
    TranslationFront,
)
from bot.packs.pictures import candidates
from bot.packs.problem import Severity
from bot.packs.rounds import read_verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.packs.draft import Draft
    from bot.packs.model import Card, Item
    from bot.packs.problem import Problem
    from bot.values.audience import Audience


class Outline(NamedTuple):
    """A card's line, and the parts that its translation must not change: kind of question, key, acts and targets
    of choices, markers of a drill.
    """

    id: str
    line: int
    shape: str


class Translated(NamedTuple):
    """A translation's statement about its source, and the line of that statement."""

    of: str
    hash: str
    by: str | None
    reviewed: bool
    line: int


class TermLink(NamedTuple):
    """A link to a term: its anchor, the locale of the glossary, and its place."""

    anchor: str
    locale: str
    line: int
    column: int


@dataclass(slots=True)
class ParsedFile:
    """One file of an item after parsing. `get` returns its Item, which may have to be decoded first."""

    path: str
    kind: Kind
    item: str
    locale: str
    title: str
    get: Callable[[], Item]
    hash: str
    skeleton: str
    """Ids and shapes of all cards, one `id=shape` per line: a translation must have the same."""
    problems: Sequence[Problem] = ()
    audiences: tuple[Audience, ...] = ()
    topics: Sequence[str] = ()
    status: str = "approved"
    sensitive: bool = False
    brand_ok: bool = False
    next: str = ""
    next_line: int = 1
    twin: str = ""
    """In a drill: the honest drill that looks like it, as its author named it."""
    honest: bool = False
    translated: Translated | None = None
    misconceptions: Sequence[str] = ()
    terms: Sequence[TermLink] = ()
    pictures: Sequence[str] = ()
    """The pictures it depends on, by their paths from the item's folder."""
    cases: dict[str, str] = field(default_factory=dict)
    """The cards with a question marked as honest or trap, by id."""
    asked: bool = False
    """Whether its head lists questions in readers' words."""
    valid_until: str = ""
    """The last day (ISO) on which its facts are considered true, if its head names one."""

    @property
    def ids(self) -> list[str]:
        """The ids of the cards, in order."""
        return [line.partition("=")[0] for line in self.skeleton.splitlines()]

    @property
    def outline(self) -> list[Outline]:
        """The cards' ids, lines and shapes. Decodes the item."""
        return [Outline(card.id, card.line, _shape(card, self.kind)) for card in self.get().cards]

    @property
    def failed(self) -> bool:
        """Whether an error excludes this file."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def parsed_file(draft: Draft) -> ParsedFile:
    """Return the parsed file of a draft, its problems sorted by place."""
    item, front, context = draft.item, draft.front, draft.context
    parts = [draft.split.intro, *draft.split.cards]
    parsed = ParsedFile(
        path=draft.source.path,
        kind=context.kind,
        item=context.item,
        locale=context.locale,
        title=item.title,
        get=lambda: item,
        hash=digest.item_hash(item),
        skeleton="\n".join(f"{card.id}={_shape(card, context.kind)}" for card in item.cards),
        problems=tuple(sorted(draft.report.problems, key=lambda found: (found.line, found.column, found.code))),
        audiences=item.audiences,
        topics=item.topics,
        sensitive=item.sensitive,
        brand_ok=draft.brand_ok,
        misconceptions=tuple(item.misconceptions),
        terms=[
            TermLink(anchor, links.term_locale(aim.url), aim.line, aim.column)
            for part in parts
            for aim in part.link_targets
            if (anchor := links.term(aim.url))
        ],
        pictures=tuple(
            name for part in parts if part.drawing for name in candidates(part.drawing.path, context.locale)
        ),
        cases={card.id: card.case for card in item.cards if card.case},
        asked=bool(item.asks),
    )
    if isinstance(front, Front | HelpFront | CampaignFront | TalkFront | NextFront):
        parsed.status = front.status
    if isinstance(front, Front | HelpFront | CampaignFront) and front.valid_until:
        parsed.valid_until = front.valid_until.isoformat()
    if isinstance(front, Front):
        parsed.next, parsed.next_line = front.next, draft.place("next")[0]
    if isinstance(front, DrillFront):
        parsed.twin, parsed.honest = front.twin, front.honest
    if isinstance(front, TranslationFront):
        told = front.translation
        line = draft.place("translation")[0]
        parsed.translated = Translated(told.of, told.hash, told.by, told.reviewed, line)
    return parsed


def is_stale(parsed: ParsedFile, source: ParsedFile) -> bool:
    """Whether a translation is stamped with another state of its source. A translation without a stamp is not
    stale: its state is unknown, and a warning says so.
    """
    return bool(parsed.translated and parsed.translated.hash and parsed.translated.hash != source.hash)


def _shape(card: Card, kind: Kind) -> str:
    block = card.picture.block if card.picture else None
    seen = f"{block.kind} screen with {', '.join(block.letters) or 'no spot'}; " if block else ""
    if kind is Kind.ROUND:
        return seen + str(read_verdict(card.body))
    if kind is Kind.NEXT:
        return (
            ", ".join(f"{name}: {value}" for name, value in read_follow_up(card).settings.items()) or "an answer"
        )
    if card.question:
        return f"{seen}{card.question.name} of {len(card.question.letters)}, right: {card.question.key or '-'}"
    marked = "".join(f"; marked {mark.name}" for mark in card.every_mark)
    if card.choices:
        acts = (f"{choice.act and f'{choice.act} '}{choice.scene}" for choice in card.choices)
        return f"{seen}leads to " + ", ".join(acts) + marked
    return f"{seen}no question{marked}"
