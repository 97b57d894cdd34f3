"""Documents: what can be found in a language, each with its words by field, made once for each file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from bot.features.search.lexicon import split
from bot.packs.model import Kind, Ref
from bot.values.audience import TIERS, Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.features.search.lexicon import Lexicon
    from bot.packs.library import Library
    from bot.packs.model import Card, Item

FOUND_KINDS = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.DRILL, Kind.CAMPAIGN, Kind.ROUND, Kind.PATH)
"""What opens by itself. Tips have no page of their own, and a help page is never found by single words: trouble is
heard, or it is not (docs/decisions/0038-learned-intents.md).
"""


@dataclass(frozen=True, slots=True)
class Document:
    """An item or a term (`card`) as it is found; all words are stems. `lines` are its
    title and the questions that it answers; `name` is every word of its title, also what says nothing.
    """

    ref: Ref
    title: str
    readers: frozenset[Audience]
    topics: tuple[str, ...]
    name: frozenset[str]
    lines: tuple[frozenset[str], ...]
    objective: frozenset[str]
    body: str
    card: str = ""

    @property
    def mark(self) -> str:
        """Eight hexadecimal digits by which it is known in every language and after a change of its words."""
        return f"{crc32(f'{self.ref}#{self.card}'.encode()):08x}"


class Documents:
    """The documents of one language. Those of a file that has not changed are taken from the ones before."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._made: dict[int, tuple[object, list[Document]]] = {}
        """By the identity of the source object, which is held so that its identity stays unique."""

    def of(self, library: Library) -> list[Document]:
        """Return all documents of a library."""
        locale, before, self._made = self.lexicon.code, self._made, {}
        found: list[Document] = []
        for work in library.works():
            parsed = work.files.get(locale)
            kinds = (*FOUND_KINDS, Kind.GLOSSARY)
            readers = library.readers(work)
            if parsed is None or work.ref.kind not in kinds or not (readers or work.ref.kind is Kind.GLOSSARY):
                continue
            read = (parsed, readers)
            known = before.get(id(parsed))
            if known is None or known[0] != read:
                known = (read, list(self._of_item(work.ref, parsed.get(), readers, work.source.topics)))
            self._made[id(parsed)] = known
            found += known[1]
        return found

    def _of_item(
        self, ref: Ref, item: Item, audiences: Iterable[Audience], topics: Iterable[str]
    ) -> Iterator[Document]:
        if ref.kind is not Kind.GLOSSARY:
            yield self._document(ref, item, audiences, topics)
            return
        for card in item.cards:
            everybody = frozenset(Audience)
            lines, body = self._lines([card.title]), self._text(_said(card))
            yield Document(
                ref, card.title, everybody, (), self._name(card.title), lines, frozenset(), body, card.id
            )

    def _document(self, ref: Ref, item: Item, audiences: Iterable[Audience], topics: Iterable[str]) -> Document:
        return Document(
            ref,
            item.title,
            frozenset(audiences) or frozenset(TIERS),
            tuple(topics),
            self._name(item.title),
            self._lines([item.title, *item.asks]),
            frozenset(self.lexicon.stems(item.objective)),
            self._text(words for card in item.cards for words in (card.title, *_said(card))),
        )

    def _name(self, title: str) -> frozenset[str]:
        return frozenset(map(self.lexicon.stem, split(title)))

    def _lines(self, lines: Iterable[str]) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(self.lexicon.stems(line)) for line in lines)

    def _text(self, texts: Iterable[str]) -> str:
        return " ".join(stem for text in texts for stem in self.lexicon.stems(text))


def _said(card: Card) -> list[str]:
    texts = [card.body, card.remember, card.note, *(choice.text for choice in card.choices)]
    if card.question:
        texts += card.question.said()
    return [text.plain for text in texts]
