"""Searching: the index of each library and language, made when it is first asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from bot.features.search.documents import Documents
from bot.features.search.index import Index
from bot.features.search.lexicon import lexicon_of
from bot.features.search.query import understand
from bot.features.search.ranking import SUGGESTIONS, SURE, ranked
from bot.packs.topics import TOPICS
from bot.values.audience import TIERS, Audience
from bot.values.locales import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.features.search.documents import Document
    from bot.features.search.query import Query
    from bot.features.search.ranking import Hit
    from bot.packs.library import Library

CLEARLY = 1.3
"""How many times better than the next one a single suggestion has to be."""

_lock = Lock()
_documents: dict[str, Documents] = {}
_indexes: WeakKeyDictionary[Library, dict[str, Index]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, the best first, and the topics that were named and of which there is nothing.

    `reading`: the words as they were read, where that is not as they were typed (`Query.reading`).
    """

    hits: Sequence[Hit] = ()
    unanswered: frozenset[str] = frozenset()
    reading: str = ""


def index_of(library: Library, locale: str) -> Index:
    """Return the index of a library in a language; what stands in unchanged files is not read again."""
    with _lock:
        made = _indexes.setdefault(library, {})
        if locale not in made:
            documents = _documents.setdefault(locale, Documents(lexicon_of(locale)))
            made[locale] = Index(documents.lexicon, documents.of(library))
        return made[locale]


def prepare(library: Library) -> None:
    """Make the indexes of a library, so that nobody waits for them."""
    for code in languages():
        index_of(library, code)


def search(words: str, library: Library, locale: str, audience: Audience) -> Answer:
    """Return at most three suggestions for typed words, those for the reader's own audience first; one alone
    where it is sure, none where nothing fits. Words of another language are looked up in that.
    """
    for code in (locale, *(other for other in languages() if other != locale)):
        index = index_of(library, code)
        query = understand(words, index)
        if query is None:
            continue
        hits = ranked(query, index, [audience])
        others = [other for other in TIERS if other is not audience and audience.may_see(other)]
        if others and len(hits) < SUGGESTIONS:
            hits += ranked(query, index, others)
        few = _few(hits)
        return Answer(few, frozenset(_unanswered(query, few)), query.reading)
    return Answer()


def document(mark: str, library: Library, locale: str) -> Document | None:
    """Return the document of this mark, in a language that has it; None when there is none (any more)."""
    codes = (locale, *(other for other in languages() if other != locale))
    found = (index_of(library, code).document(mark) for code in codes)
    return next((one for one in found if one), None)


def _few(hits: Iterable[Hit]) -> list[Hit]:
    few = [*{hit.document.mark: hit for hit in reversed([*hits])}.values()][::-1][:SUGGESTIONS]
    if few and few[0].likeness >= SURE and all(few[0].score > CLEARLY * other.score for other in few[1:]):
        return few[:1]
    return few


def _unanswered(query: Query, hits: Sequence[Hit]) -> Iterable[str]:
    """Yield the topics that are named and that no suggestion is about: it has the topic, or for one that the
    curriculum does not have, a line with the words that name it.
    """
    for topic, naming in query.topics.items():
        told = naming & query.stems.keys()
        if topic in TOPICS:
            answered = any(topic in hit.document.topics for hit in hits)
        else:
            answered = any(told <= line for hit in hits for line in hit.document.lines)
        if not answered:
            yield topic
