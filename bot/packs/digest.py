"""Hashes of the words of cards: a change of layout keeps them, a changed word changes them."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.packs.model import Card, Item
    from bot.packs.option import Option

DIGITS = 12
"""Hexadecimal digits of a hash: 48 bits are ample; nobody profits from a collision in their own pack."""

_LAYOUT = re.compile(r"(?:[\s.,;:…—«»„“”\"'‘’()]|[-–](?!\d)|(?<=[\w%])[-–])+")
"""White space and light punctuation, but not the minus of a number."""


@lru_cache(maxsize=256)
def words_of(text: str) -> str:
    """Return the words of a text in lower case, without layout and light punctuation; a text without words is
    unchanged. Cached, because several rules need the words of one option.
    """
    return _LAYOUT.sub(" ", text.casefold()).strip() or text.strip()


def digest(parts: Iterable[str]) -> str:
    """Return the first 12 hexadecimal digits of a SHA-256 over these strings, with separators between them."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:DIGITS]


def file_key(content: bytes) -> str:
    """Return the key of a file, which changes with its content: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(content).hexdigest()[:16]


def meaning(stem: str, options: Iterable[Option], kind: str) -> str:
    """Return the hash of a question: its stem, its options in order, and which are right."""
    return digest(
        [kind, words_of(stem), *(f"{option.right:d}{words_of(option.text.plain)}" for option in options)]
    )


def card_hash(card: Card) -> str:
    """Return the hash of all words and questions of a card."""
    texts = (card.body, card.remember, card.hint, card.note, card.warning, card.adult_note, *card.sources)
    said = [card.id, words_of(card.title), *(words_of(text.plain) for text in texts)]
    if card.picture:
        said.append(words_of(card.picture.block.plain if card.picture.block else card.picture.alt))
    if card.question:
        said += [card.question.meaning, *(words_of(option.feedback.plain) for option in card.question.options)]
    for choice in card.choices:
        said += [words_of(choice.text.plain), choice.scene, words_of(choice.consequence.plain)]
        said += [choice.act] if choice.act else []
    said += [mark.name for mark in card.every_mark]
    return digest(said)


def item_hash(item: Item) -> str:
    """Return the hash of an item's words, with which its translations are stamped."""
    return digest([words_of(item.title), words_of(item.description.plain), *(card.hash for card in item.cards)])
