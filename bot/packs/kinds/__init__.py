"""Kinds of questions, a module each, found in this folder: `KINDS["poll"]` is the class of polls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.question import Question
from bot.values.folders import modules_below

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts


def find_kinds() -> dict[str, type[Question]]:
    """Return the kinds by name, in the order in which they may claim a card: those with a marker first, the
    one that takes every other card last.

    Errors: ValueError when two kinds have one name.
    """
    kinds = [
        kind
        for module in modules_below(__name__)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Question) and kind.__module__ == module.__name__
    ]
    kinds.sort(key=lambda kind: (kind.catch_all, not kind.marker, kind.name))
    found = {kind.name: kind for kind in kinds}
    if len(found) < len(kinds):
        raise ValueError(f"two kinds of questions have one name: {[kind.name for kind in kinds]}")
    return found


KINDS = find_kinds()


def kind_of(parts: Parts) -> type[Question] | None:
    """Return the kind of question that the parts of a card are; None when nothing is asked."""
    return next((kind for kind in KINDS.values() if kind.claims(parts)), None)


def markers() -> list[str]:
    """Return the comments by which a card says what kind of question it is."""
    return [kind.marker for kind in KINDS.values() if kind.marker]


def asks(parts: Parts) -> bool:
    """Whether a card has something that can be answered: options, steps, or a request for own words."""
    return bool(parts.boxes or parts.steps) or any(
        kind.own_words and kind.claims(parts) for kind in KINDS.values()
    )
