"""Index: the documents of a language in SQLite's full text search, and the words that stand in them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from math import log
from typing import TYPE_CHECKING
from weakref import finalize

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.chat.typed import sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.features.search.documents import Document
    from bot.features.search.lexicon import Lexicon
    from bot.values.audience import Audience

CANDIDATES = 24
"""Documents that are looked at more closely."""

WEIGHTS = {"lines": 6.0, "topics": 3.0, "objective": 3.0, "body": 1.0, "readers": 0.0}
"""How much a word counts by the field that it stands in."""

FLAT = 10
"""Documents in which each word is taken to stand besides, so that a word of one is not much above a word of
five."""

SHORTEST_TYPO = 4
"""Letters from which on a word may be written wrong; shorter ones would be taken for others, and in one of four
letters two may only be swapped."""

TWO_TYPOS = 8
"""Letters from which on two letters may be wrong."""

_FIELDS = ", ".join(WEIGHTS)
_TOKENIZE = "unicode61 remove_diacritics 0 tokenchars '+'"
_TABLE = f'CREATE VIRTUAL TABLE documents USING fts5({_FIELDS}, tokenize="{_TOKENIZE}")'
_ADD = f"INSERT INTO documents (rowid, {_FIELDS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608 - names of our own
_RANK = f"INSERT INTO documents (documents, rank) VALUES ('rank', 'bm25({', '.join(map(str, WEIGHTS.values()))})')"  # noqa: S608 - as above
_FIND = f"SELECT rowid, -rank FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT {CANDIDATES}"  # noqa: S608 - as above


class Index:
    """What can be found in one language. It is never changed once it is made."""

    def __init__(self, lexicon: Lexicon, documents: Sequence[Document]) -> None:
        self.lexicon = lexicon
        self._documents = documents
        self._by_mark = {document.mark: document for document in documents}
        self._db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        finalize(self, self._db.close)
        self._db.execute(_TABLE)
        self._db.execute(_RANK)
        self._number: Counter[str] = Counter()
        telling = {stem for named in lexicon.named.values() for needed, _ in named for stem in needed}
        self._db.execute("BEGIN")
        for place, document in enumerate(documents):
            strong = document.objective.union(*document.lines)
            telling |= strong
            self._number.update(strong.union(document.body.split()))
            lines, objective = (
                " ".join(stem for line in said for stem in line) for said in (document.lines, [document.objective])
            )
            topics = " ".join(map(_topic, document.topics))
            readers = " ".join(map(_reader, document.readers))
            self._db.execute(_ADD, (place, lines, topics, objective, document.body, readers))
        self._db.execute("COMMIT")
        self._telling = sorted(stem for stem in telling if len(stem) >= SHORTEST_TYPO)
        self._sounds = {sound(stem): stem for stem in reversed(self._telling) if sound(stem)}
        self._known = telling | self._number.keys()

    def document(self, mark: str) -> Document | None:
        """Return the document of this mark; None when there is none."""
        return self._by_mark.get(mark)

    def __contains__(self, stem: str) -> bool:
        """Whether this stem stands in a document or names a topic."""
        return stem in self._known

    def rarity(self, stem: str) -> float:
        """Return how much a stem tells: the rarer the more (inverse document frequency)."""
        return log(1 + len(self._documents) / (FLAT + self._number[stem]))

    def meant(self, word: str) -> str:
        """Return the stem that a word was meant for that nobody knows as it is written; empty for none."""
        if len(word) < SHORTEST_TYPO:
            return ""
        stem = self.lexicon.stem(word)
        if heard := self._sounds.get(sound(stem)):
            return heard
        most = 2 if len(stem) >= TWO_TYPOS else 1
        found = process.extractOne(stem, self._telling, scorer=OSA.distance, score_cutoff=most)
        if found is None or (len(word) == SHORTEST_TYPO and sorted(found[0]) != sorted(stem)):
            return ""
        return found[0]

    def candidates(
        self, stems: Iterable[str], topics: Iterable[str], readers: Iterable[Audience]
    ) -> list[tuple[Document, float]]:
        """Return documents for any of these readers with any of the stems or topics, and how well they fit
        (BM25, the more the better).
        """
        words = " OR ".join(f'"{word}"' for word in (*stems, *map(_topic, topics)))
        who = " OR ".join(map(_reader, readers))
        found = self._db.execute(_FIND, (f"readers : ({who}) AND ({words})",)).fetchall()
        return [(self._documents[place], score) for place, score in found]


def _topic(topic: str) -> str:
    """Return the word that stands for a topic in the index: no language has one like it."""
    return "topic0" + topic.replace("-", "0")


def _reader(audience: Audience) -> str:
    return "reader0" + audience.value.replace("-", "0")
