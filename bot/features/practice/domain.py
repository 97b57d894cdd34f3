"""Rules of drills: which of the twins a draw means, where choices lead, what was met on the way."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import count
from string import ascii_lowercase
from typing import TYPE_CHECKING

from bot.packs import drills
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.packs.model import Card, Choice, Item, Mark, Ref

LETTERS = 4
"""Letters of a draw."""

QUOTED = 90
"""Most characters of a bubble that is quoted."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where somebody is in a drill, and the choices that led there, each with the moment it was made in."""

    item: Item
    moment: Card
    taken: tuple[tuple[Card, Choice], ...] = ()

    @property
    def end(self) -> str:
        """How the drill has ended here (`packs.drills.End`); empty while it goes on."""
        return self.item.endings.get(self.moment.id, "")

    def met(self) -> list[Mark]:
        """Return the techniques or signs of the moments and answers on this way, each where it came first."""
        seen: list[Mark] = []
        for card, choice in self.taken:
            seen += (*card.marks, *choice.marks)
        first: dict[str, Mark] = {}
        for mark in (*seen, *self.moment.marks):
            first.setdefault(mark.name, mark)
        return [*first.values()]


def draw(seed: bytes) -> str:
    """Return the draw that follows from a seed."""
    digest = hashlib.sha256(seed).digest()
    return "".join(ascii_lowercase[byte % len(ascii_lowercase)] for byte in digest[:LETTERS])


def is_honest(pair: Ref, drawn: str) -> bool:
    """Whether a draw means the honest twin of a pair. Both are as likely, and the letters do not tell."""
    return bool(hashlib.sha256(f"{pair} {drawn}".encode()).digest()[0] & 1)


def draw_of(pair: Ref, seed: bytes, *, honest: bool) -> str:
    """Return a draw that means one of the twins: the first that follows from a seed."""
    draws: Iterable[str] = (draw(seed + str(number).encode()) for number in count())
    return next(drawn for drawn in draws if is_honest(pair, drawn) is honest)


def walk(item: Item, steps: str) -> Walk | None:
    """Return where choices lead, a digit each; None for choices that there are not (any more)."""
    moment = item.card(item.start)
    taken: list[tuple[Card, Choice]] = []
    for step in steps:
        if moment is None or int(step) >= len(moment.choices):
            return None
        choice = moment.choices[int(step)]
        taken.append((moment, choice))
        moment = item.card(choice.scene)
    return Walk(item, moment, tuple(taken)) if moment else None


def said(choice: Choice) -> Text:
    """Return a choice as it stands on its button: an act with its sign."""
    return Text(f"{drills.ACTS[choice.act]} ") + choice.text if choice.act else choice.text


def quoted(words: str) -> str:
    """Return words of a chat, cut where they are long."""
    return words if len(words) <= QUOTED else f"{words[:QUOTED].rsplit(' ', 1)[0]} …"


def told_mark(item: Item, mark: Mark) -> Text:
    """Return a technique or sign with the words where it stood, and why it works or counts."""
    sort: drills.Sort = "sign" if item.honest else "technique"
    told = drills.told(sort, mark.name, item.locale)
    return join([bold(told.name), italic(quoted(mark.words)), told.why], "\n")


def steps_to(item: Item) -> dict[str, str]:
    """Return the fewest choices that lead to each moment, by its id."""
    found, waiting = {item.start: ""}, [item.start]
    for name in waiting:
        card = item.card(name)
        for place, choice in enumerate(card.choices if card else ()):
            if choice.scene not in found:
                found[choice.scene] = found[name] + str(place)
                waiting.append(choice.scene)
    return found
