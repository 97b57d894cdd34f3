"""Radius: what an edition would change for people who are in the middle of its pack, before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.packs.library import Work


@dataclass(frozen=True, slots=True)
class Radius:
    """People inside: `stay` on an unchanged card, see their card `changed`, `restart` because it is gone. Answers
    that `keep` their meaning and that a question `drops`; `anew`: questions new in meaning.
    """

    stay: int = 0
    changed: int = 0
    restart: int = 0
    keep: int = 0
    drops: int = 0
    anew: int = 0

    @property
    def inside(self) -> int:
        """All people who are in the middle of something."""
        return self.stay + self.changed + self.restart


def radius(
    before: Sequence[Work],
    after: Sequence[Work],
    readers: Mapping[tuple[str, str], int],
    answers: Mapping[tuple[str, str, str], int],
) -> Radius:
    """Compare what serves of a pack with an edition of it. `readers` by (ref, card), `answers` by (ref, card,
    meaning) are counts of the store.
    """
    old, new = _hashes(before), _hashes(after)
    stay = sum(number for place, number in readers.items() if place in new and new[place] == old.get(place))
    changed = sum(number for place, number in readers.items() if place in new and new[place] != old.get(place))
    meant_before, meant = _meanings(before), _meanings(after)
    keep = sum(number for asked, number in answers.items() if asked in meant)
    return Radius(
        stay,
        changed,
        sum(readers.values()) - stay - changed,
        keep,
        sum(answers.values()) - keep,
        len(meant - meant_before),
    )


def _hashes(works: Sequence[Work]) -> dict[tuple[str, str], str]:
    return {(str(work.ref), card.id): card.hash for work in works for card in work.source.get().cards}


def _meanings(works: Sequence[Work]) -> set[tuple[str, str, str]]:
    return {
        (str(work.ref), card.id, card.question.meaning)
        for work in works
        for card in work.source.get().cards
        if card.question
    }
