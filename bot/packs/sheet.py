"""Sheet: what is kept of a file once it is read: its item, and the facts by which files are checked together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.packs import digest, links
from bot.packs.cards.form import key
from bot.packs.head import CampaignFront, Front, HelpFront, TranslationFront
from bot.packs.model import Severity
from bot.packs.pictures import candidates

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.packs.draft import Draft
    from bot.packs.model import Card, Item, Kind, Problem
    from bot.values.audience import Audience


class Outline(NamedTuple):
    """A card's place in its file, and what a translation may not change about it: kind of question, key, where
    choices lead.
    """

    id: str
    line: int
    shape: str


class Translated(NamedTuple):
    """What a translation says of its source; `line` is where it says so."""

    of: str
    hash: str
    by: str | None
    reviewed: bool
    line: int


class TermLink(NamedTuple):
    """A link to a term: its anchor, the locale of the glossary, and where it stands."""

    anchor: str
    locale: str
    line: int
    column: int


@dataclass(slots=True)
class Sheet:
    """One file of an item, read. `get` returns its Item (which may still have to be decoded)."""

    path: str
    kind: Kind
    item: str
    locale: str
    title: str
    get: Callable[[], Item]
    hash: str
    skeleton: str
    """Ids and shapes of all cards, one `id=shape` a line: what a translation must have in common."""
    problems: Sequence[Problem] = ()
    audiences: tuple[Audience, ...] = ()
    topics: Sequence[str] = ()
    status: str = "approved"
    sensitive: bool = False
    brand_ok: bool = False
    next: str = ""
    next_line: int = 1
    translated: Translated | None = None
    misconceptions: Sequence[str] = ()
    terms: Sequence[TermLink] = ()
    pictures: Sequence[str] = ()
    """Files beside it on which it depends, by their paths from the item's folder."""

    @property
    def ids(self) -> list[str]:
        """The ids of the cards, in their order."""
        return [line.partition("=")[0] for line in self.skeleton.splitlines()]

    @property
    def outline(self) -> list[Outline]:
        """The cards' ids, lines and shapes; decodes the item."""
        return [Outline(card.id, card.line, _shape(card)) for card in self.get().cards]

    @property
    def failed(self) -> bool:
        """Whether an error keeps this file out."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def sheet_of(draft: Draft) -> Sheet:
    """Return what is kept of a draft, its problems sorted by place."""
    item, front, where = draft.item, draft.front, draft.where
    parts = [draft.split.intro, *draft.split.cards]
    sheet = Sheet(
        path=draft.source.path,
        kind=where.kind,
        item=where.item,
        locale=where.locale,
        title=item.title,
        get=lambda: item,
        hash=digest.item_hash(item),
        skeleton="\n".join(f"{card.id}={_shape(card)}" for card in item.cards),
        problems=tuple(sorted(draft.report.problems, key=lambda found: (found.line, found.column, found.code))),
        audiences=item.audiences,
        topics=item.topics,
        sensitive=item.sensitive,
        brand_ok=draft.brand_ok,
        misconceptions=tuple(item.misconceptions),
        terms=[
            TermLink(anchor, links.term_locale(aim.url), aim.line, aim.column)
            for part in parts
            for aim in part.aims
            if (anchor := links.term(aim.url))
        ],
        pictures=tuple(
            name for part in parts if part.drawing for name in candidates(part.drawing.path, where.locale)
        ),
    )
    if isinstance(front, Front | HelpFront | CampaignFront):
        sheet.status = front.status
    if isinstance(front, Front):
        sheet.next, sheet.next_line = front.next, draft.place("next")[0]
    if isinstance(front, TranslationFront):
        told = front.translation
        line = draft.place("translation")[0]
        sheet.translated = Translated(told.of, told.hash, told.by, told.reviewed, line)
    return sheet


def is_stale(sheet: Sheet, source: Sheet) -> bool:
    """Whether a translation is stamped with another state of its source. One that was never stamped is not stale:
    nobody can tell (a warning says so).
    """
    return bool(sheet.translated and sheet.translated.hash and sheet.translated.hash != source.hash)


def _shape(card: Card) -> str:
    if card.question:
        right = key(card.question) or "-"
        return f"{card.question.kind} of {len(card.question.options)}, right: {right}"
    if card.choices:
        return "leads to " + ", ".join(choice.scene for choice in card.choices)
    return "no question"
