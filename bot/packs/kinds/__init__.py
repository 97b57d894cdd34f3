"""Kinds of questions, one module each, found in this folder: `KINDS["poll"]` is the class of polls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.question import Question
from bot.values.folders import modules_below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.packs.parser.cards.parts import Parts


def find_kinds() -> dict[str, type[Question]]:
    """Return the kinds by name, in the order in which they may claim a card: those with a marker first, the
    catch-all last.

    Errors: ValueError if two kinds have the same name.
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
    """Return the kind of question in the parts of a card; None if nothing is asked."""
    return next((kind for kind in KINDS.values() if kind.claims(parts)), None)


def listed_as(lines: Sequence[str], *, numbered: bool, otherwise: bool) -> str:
    """Return the name of the kind whose options a list without boxes in a quiz contains (see `Question.takes`);
    empty for an ordinary list.
    """
    taken = (kind for kind in KINDS.values() if kind.takes(lines, numbered=numbered, otherwise=otherwise))
    return next((kind.name for kind in taken), "")


def markers() -> list[str]:
    """Return the comments that set the kind of question of a card."""
    return [kind.marker for kind in KINDS.values() if kind.marker]


def asks(parts: Parts) -> bool:
    """Whether a card can be answered: it has options, steps, or asks for own words."""
    return bool(parts.boxes or parts.steps) or any(
        kind.own_words and kind.claims(parts) for kind in KINDS.values()
    )
