"""Ranking: which documents answer a query, and whether they do at all: nothing rather than nonsense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.features.search.documents import Document
    from bot.features.search.index import Index
    from bot.features.search.query import Query
    from bot.values.audience import Audience

SUGGESTIONS = 3
"""Most suggestions: more is a list that nobody reads."""

LIKE = 0.55
"""Least likeness of a line and a query that name no topic."""

TOGETHER = 2
"""Least words that a line and a query share."""

COVERED = 0.3
"""Least share of a query that its topic or a document has to cover."""

SURE = 0.8
"""Likeness of a line from which on one suggestion is enough."""

WEIGHTS = {
    Kind.LESSON: 1.0,
    Kind.STORY: 0.85,
    Kind.QUIZ: 0.8,
    Kind.ROUND: 0.8,
    Kind.DRILL: 0.8,
    Kind.PATH: 0.5,
    Kind.GLOSSARY: 0.9,
    Kind.CAMPAIGN: 0.5,
}
"""How much a kind is worth: a lesson tells most."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document, how well it fits, and how like the query its likest line is (0 to 1)."""

    document: Document
    score: float
    likeness: float


def ranked(query: Query, index: Index, readers: Iterable[Audience]) -> list[Hit]:
    """Return what fits a query, the best first."""
    found = index.candidates(query.stems, query.topics, readers)
    best = max((score for _, score in found), default=0.0) or 1.0
    hits = [hit for document, score in found if (hit := _hit(document, score / best, query, index))]
    return sorted(hits, key=lambda hit: -hit.score)


def _hit(document: Document, score: float, query: Query, index: Index) -> Hit | None:
    likeness = max(_named(document, query), *(_likeness(line, query, index) for line in document.lines))
    by_topic = frozenset(stem for topic in document.topics for stem in query.topics.get(topic, ()))
    covered = query.weight(document.objective.union(by_topic, *document.lines)) / query.whole
    if likeness < LIKE and not (by_topic and covered >= COVERED):
        return None
    whole = likeness + covered + 0.5 * score + 0.3 * bool(by_topic)
    return Hit(document, whole * WEIGHTS.get(document.ref.kind, 0.0), likeness)


def _named(document: Document, query: Query) -> float:
    """Return how well the title itself was typed: all words of it, also those that say nothing; a term; or, as the
    whole message, one word of it.
    """
    if document.card and query.stems.keys() == document.lines[0]:
        return 1.0
    same = 2 * len(document.name & query.words) / (len(document.name) + len(query.words))
    if same >= SURE:
        return same
    return LIKE if len(query.words) == 1 and query.words <= document.name else 0.0


def _likeness(line: frozenset[str], query: Query, index: Index) -> float:
    """Return how much a line and a query have in common of all that both say (Dice's coefficient). One word alone
    is chance ("weather", "paid"), unless it names a topic.
    """
    shared = line & query.stems.keys()
    if not shared or (len(shared) < TOGETHER and shared.isdisjoint(query.naming)):
        return 0.0
    return 2 * query.weight(shared) / (query.whole + sum(map(index.rarity, line)))
