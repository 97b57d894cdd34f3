"""Edition impact: what an edition would change for people who are in the middle of its pack, told in advance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.packs.work import Work


@dataclass(frozen=True, slots=True)
class EditionImpact:
    """People inside: `stay` on an unchanged card, see their card `changed`, `restart` because it is gone.
    `keep`: answers that keep their meaning; `anew`: questions new in meaning, by locale, of every locale that the
    edition has questions in.
    """

    stay: int = 0
    changed: int = 0
    restart: int = 0
    keep: int = 0
    anew: Mapping[str, int] = field(default_factory=dict)

    @property
    def inside(self) -> int:
        """All people who are in the middle of something."""
        return self.stay + self.changed + self.restart


def impact(
    before: Sequence[Work],
    after: Sequence[Work],
    readers: Mapping[tuple[str, str, str], int],
    answers: Mapping[tuple[str, str, str], int],
) -> EditionImpact:
    """Compare what serves of a pack with an edition of it, each language for itself. `readers` by (ref, card,
    locale), `answers` by (ref, card, meaning) are counts of the store.
    """
    old, new = _Shown(before), _Shown(after)
    stay = changed = 0
    for place, number in readers.items():
        now = new.card(*place)
        if now is not None:
            same = now == old.card(*place)
            stay, changed = stay + number * same, changed + number * (not same)
    meant_before, meant = _meanings(before), _meanings(after)
    kept = {(ref, card, meaning) for ref, card, _, meaning in meant}
    keep = sum(number for asked, number in answers.items() if asked in kept)
    anew = Counter({locale: 0 for _, _, locale, _ in meant})
    anew.update(locale for _, _, locale, _ in meant - meant_before)
    inside = sum(readers.values())
    return EditionImpact(stay, changed, inside - stay - changed, keep, dict(anew))


class _Shown:
    """The hashes of the cards of works, as a reader of a language sees them."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._works = {str(work.ref): work for work in works}
        self._hashes = {
            (str(work.ref), card.id, locale): card.hash
            for work in works
            for locale, parsed in work.files.items()
            for card in parsed.get().cards
        }

    def card(self, ref: str, card: str, locale: str) -> tuple[str, str] | None:
        """Return language and hash of a card that a reader of `locale` is shown; None when it is not there."""
        work = self._works.get(ref)
        if work is None:
            return None
        shown = work.locale_for(locale)
        found = self._hashes.get((ref, card, shown))
        return (shown, found) if found else None


def _meanings(works: Sequence[Work]) -> set[tuple[str, str, str, str]]:
    """Return (ref, card, locale, meaning) of every question in every language."""
    return {
        (str(work.ref), card.id, locale, card.question.meaning)
        for work in works
        for locale, parsed in work.files.items()
        for card in parsed.get().cards
        if card.question
    }
