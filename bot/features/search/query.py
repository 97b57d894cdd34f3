"""Query: typed words become the stems that they were meant for: typos, other keyboards, Latin letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.chat.typed import manner, sound
from bot.features.search.lexicon import lexicon_of, split
from bot.values.locales import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.features.search.index import Index

TYPED_CHARACTERS = 100
"""Typed text is cut after so many characters."""

UNKNOWN = 0.6
"""How much a word counts that nobody knows, of what it would count if it stood in one document."""

KNOWN = 0.6
"""Least share of a message that has to be known when it is read in another way than it was typed."""

GUESSED = 0.8
"""How much a word counts that was written wrong, unless it sounds as the right one does."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: the stems that are known and how much each counts, `whole` of all words together, the
    topics that are named, each with the stems that name it, and all words as stems, also those that say nothing.
    `reading` is the message as it was read: on another keyboard, or in the letters of the language.
    """

    stems: Mapping[str, float]
    whole: float
    topics: Mapping[str, frozenset[str]]
    words: frozenset[str]

    naming: frozenset[str]
    """The stems that name a topic."""

    reading: str = ""

    def weight(self, stems: Iterable[str]) -> float:
        """Return how much these stems count together."""
        return sum(self.stems[stem] for stem in stems if stem in self.stems)


def understand(words: str, index: Index) -> Query | None:
    """Return what is asked for in the language of an index; None when no word is known. What is known as it
    was typed is never read in another way.
    """
    for guess, typed in enumerate(_readings(_written_out(words[:TYPED_CHARACTERS]), index)):
        query = _query(typed, index, guess=bool(guess))
        if query:
            return replace(query, reading=typed) if guess else query
    return None


def _written_out(words: str) -> str:
    """Return words with short forms ("smth") written out."""
    short = manner().short
    return " ".join(" ".join(short.get(word.casefold(), (word,))) for word in words.split())


def _query(words: str, index: Index, *, guess: bool) -> Query | None:
    lexicon = index.lexicon
    stems: dict[str, float] = {}
    whole = 0.0
    every = {lexicon.stem(word) for word in split(words)}
    for word in dict.fromkeys(lexicon.tokens(words)):
        stem = lexicon.stem(word)
        weight = index.rarity(stem)
        if stem in index:
            stems[stem] = weight
            whole += weight
        elif meant := index.meant(word):
            weight = index.rarity(meant)
            stems.setdefault(meant, weight * (1.0 if sound(word) == sound(meant) else GUESSED))
            whole += weight
            every = every - {stem} | {meant}
        else:
            whole += weight * UNKNOWN
    if not stems or (guess and sum(stems.values()) < whole * KNOWN):
        return None
    topics = lexicon.topics(every)
    return Query(
        stems,
        whole,
        {topic: frozenset(by) for topic, by in topics.items()},
        frozenset(every),
        frozenset().union(*topics.values()),
    )


def _readings(words: str, index: Index) -> Iterator[str]:
    """Yield words as they were typed, as if on the keyboard of another language, and as spelt in Latin letters."""
    yield words
    own = index.lexicon
    low = words.casefold()
    for code in languages():
        other = lexicon_of(code).keyboard
        if code != own.code and own.keyboard and len(other) == len(own.keyboard):
            switched = low.translate(str.maketrans(other, own.keyboard))
            if switched != low:
                yield switched
    if own.latin and low.isascii():
        yield own.from_latin(low)
