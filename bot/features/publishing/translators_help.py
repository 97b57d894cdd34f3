"""What helps a translator beside a text: its length, terms of the glossary, how the same words were translated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.chat.turn import Reader
    from bot.packs.translate.translation import Entry

TERMS_SHOWN = 5

_STEM = 4
"""Letters of a term's word that have to stand in a text: its ending may differ."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a pack says already in a language: terms of its glossary, and translations by the source's words."""

    terms: Mapping[str, str]
    by_words: Mapping[str, Mapping[str, str]]
    """By the words of the source: the translations by place."""

    def elsewhere(self, entry: Entry) -> str:
        """Return how the same words are translated at another place of the pack; empty where they are not."""
        found = self.by_words.get(entry.words, {})
        return next((said for place, said in found.items() if place != entry.context and said != entry.said), "")

    def terms_in(self, words: str) -> dict[str, str]:
        """Return the terms of the glossary that stand in a text, with their translations."""
        return {term: said for term, said in self.terms.items() if re.search(_pattern(term), words, re.IGNORECASE)}


def known(entries: Iterable[Entry]) -> Known:
    """Return what the entries of a pack in a language say already."""
    terms: dict[str, str] = {}
    by_words: dict[str, dict[str, str]] = {}
    for entry in entries:
        if not entry.said or entry.fuzzy:
            continue
        by_words.setdefault(entry.words, {})[entry.context] = entry.said
        place = entry.context.partition("#")[2]
        if entry.context.startswith("glossary:") and place.endswith(".title") and place != ".title":
            terms[entry.words] = entry.said
    return Known(terms, by_words)


def notes(reader: Reader, there: Known, entry: Entry) -> tuple[str, ...]:
    """Return what is told beside a text, a line each."""
    told = []
    if entry.limit:
        told.append(reader.count("at most {number} character", "at most {number} characters", entry.limit))
    own = entry.context.startswith("glossary:")
    told += [
        reader.say("Glossary: {term} → {words}", term=term, words=said)
        for term, said in list({} if own else there.terms_in(entry.words).items())[:TERMS_SHOWN]
    ]
    return tuple(told)


def _pattern(term: str) -> str:
    """Return a pattern for a term in any form: the beginnings of its words, one after the other."""
    heads = [re.escape(word[: max(_STEM, len(word) - 2)]) for word in re.findall(r"\w+", term)]
    return r"\b" + r"\w*\W+".join(heads) if heads else r"(?!)"
