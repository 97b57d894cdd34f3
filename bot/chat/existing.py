"""Existing: whether a page names things that exist now. Only such a page is stored. A path comes from outside:
links and buttons can be forged, and somebody's words or number may stand where the name of an item should. A
path that names nothing is answered and never kept.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from bot.chat import items
from bot.help.follow_up_book import package_follow_ups
from bot.packs.model import Kind, Ref
from bot.packs.topics import TOPICS
from bot.values import landmarks, places
from bot.values.drawn_number import MOST
from bot.values.hook import Hook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.packs.question import Question
    from bot.values.page import Page

    Check = Callable[[Turn, Mapping[str, Any]], bool]

questions: Hook[[Turn, Mapping[str, Any]], list[Question]] = Hook()
"""The questions that a page may ask whose fields name neither an item nor a card."""

FEWEST = 1000
"""A number that names nothing (a page of a list, a place in a row) is below it: three digits are nobody's."""


def is_there(turn: Turn, page: Page) -> bool:
    """Whether everything that the page names exists, for this person."""
    fields = vars(page)
    return all(coding.few or _known(turn, name, fields) for name, coding in page.codings.items())


def exists(name: str) -> Callable[[Check], Check]:
    """Register a check of a feature: whether the field `name` of a page names something that the feature keeps.
    A field has as many checks as there are kinds of things that it may name.
    """

    def register(check: Check) -> Check:
        _CHECKS.setdefault(name, []).append(check)
        return check

    return register


def _known(turn: Turn, name: str, fields: Mapping[str, Any]) -> bool:
    if name in _CHECKS:
        return any(check(turn, fields) for check in _CHECKS[name])
    return isinstance(fields[name], int) and fields[name] < FEWEST


def _kinds(fields: Mapping[str, Any]) -> tuple[Kind, ...]:
    return (Kind(fields["kind"]),) if "kind" in fields else tuple(Kind)


def _items(turn: Turn, fields: Mapping[str, Any]) -> list[Item]:
    """Return the items of all kinds that a pack and a name may mean."""
    name = fields.get("item", Kind.GLOSSARY.value)
    found = (items.find(turn, Ref(kind, fields["pack"], name)) for kind in _kinds(fields))
    return [item for item in found if item is not None]


def _pack(turn: Turn, fields: Mapping[str, Any]) -> bool:
    if "item" in fields or "card" in fields:
        return bool(_items(turn, fields))
    return turn.library.has_pack(fields["pack"])


def _card(turn: Turn, fields: Mapping[str, Any]) -> bool:
    return any(item.card(fields["card"]) for item in _items(turn, fields))


def _questions(turn: Turn, fields: Mapping[str, Any]) -> list[Question]:
    """Return the question that is named, or all that it may be."""
    if "card" in fields:
        cards = (item.card(fields["card"]) for item in _items(turn, fields))
        return [card.question for card in cards if card and card.question]
    return [question for found in questions.call(turn, fields) for question in found]


def _marks(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the letters are options of the question, each once."""
    marks = fields["marks"]
    most = max((len(question.letters) for question in _questions(turn, fields)), default=0)
    return len(set(marks)) == len(marks) and all(ord(letter) - ord("a") < most for letter in marks)


_CHECKS: dict[str, list[Check]] = {
    "pack": [_pack],
    "item": [_pack],
    "card": [_card],
    "marks": [_marks],
    "topic": [lambda _, fields: fields["topic"] in TOPICS],
    "locale": [lambda turn, fields: fields["locale"] in turn.instance.languages],
    "country": [lambda _, fields: places.is_country(fields["country"])],
    "countries": [
        lambda _, fields: (
            all(map(places.is_country, fields["countries"].split("-"))) or fields["countries"] == "none"
        )
    ],
    "follow_up": [lambda _, fields: package_follow_ups().has(fields["follow_up"])],
    "zone": [lambda _, fields: places.is_zone(fields["zone"])],
}


def own_number(turn: Turn, drawn: int) -> int:
    """Return the number under which something new of this person is stored: from 1 to `MOST`. It is not the
    number in the path, which may be forged, but one that follows from it, so that the same tap makes the same
    number.
    """
    digest = hmac.digest(turn.person.key, str(drawn).encode(), "sha256")
    return int.from_bytes(digest[:8], "big") % MOST + 1


def storable(turn: Turn, page: Page) -> Page:
    """Return the page as it may be stored for a reply that is sent later: itself, or the lost page."""
    return page if is_there(turn, page) else landmarks.Lost()
