"""Hiding: small groups of people are not told in a table, nor found by taking the others from the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.values.few import FEW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def hidden(counts: Mapping[str, int]) -> set[str]:
    """Return which of these counts, whose total is told, must be hidden: small ones, and further ones, the
    smallest first, until those hidden are two or more and together no small group either.
    """
    hide = {name for name, count in counts.items() if 0 < count < FEW}
    rest = sorted((count, name) for name, count in counts.items() if count and name not in hide)
    while hide and rest and (len(hide) == 1 or sum(counts[name] for name in hide) < FEW):
        hide.add(rest.pop(0)[1])
    return hide


def column(groups: Sequence[str], sizes: Mapping[str, int], counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return one measure (how many opened it …) by group, None where it is not told: in groups that are hidden
    themselves, where few people have it or few lack it, and further ones so that no difference gives it away.
    """
    by_size = hidden(sizes)
    small = {
        name
        for name in groups
        if name in by_size or 0 < counts[name] < FEW or 0 < sizes[name] - counts[name] < FEW
    }
    rest = sorted((counts[name], name) for name in groups if name not in small and counts[name])
    while small and rest and (len(small) == 1 or sum(counts[name] for name in small) < FEW):
        small.add(rest.pop(0)[1])
    return {name: None if name in small else counts[name] for name in groups}
