"""How a duel stands for one of the two: the link, the questions in their language, their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.features.duel import store
from bot.features.duel.domain import asked_of
from bot.features.family import store as links
from bot.features.family.shown import icon_name
from bot.values.text import bold

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.duel import pages
    from bot.features.duel.domain import Asked
    from bot.features.duel.store import Duel
    from bot.features.family.store import Bond
    from bot.values.text import Text


@dataclass(frozen=True, slots=True)
class Standing:
    """A duel as it stands for this person: the link, the questions in their language, their answers."""

    bond: Bond
    duel: Duel
    asked: list[Asked]
    marks: str

    @property
    def next_open(self) -> int:
        """The number of the first question that they have not answered; 0 when all are."""
        return 0 if self.duel.is_done else self.marks.find(store.OPEN) + 1

    @property
    def is_drill(self) -> bool:
        """Whether it is a drill that both go through."""
        return self.asked[0].is_moment

    @property
    def topic(self) -> str:
        """Its topic: the first topic that all its questions share."""
        first, *others = (one.item.topics for one in self.asked)
        return next((topic for topic in first if all(topic in other for other in others)), first[0])


def bond_of(turn: Turn, link: int) -> Bond | None:
    """Return the link if this person holds it, or has opened it as an adult."""
    if turn.is_adult:
        return links.opened(turn.db, turn.person.key, link)
    return links.held(turn.db, turn.person.key, link, turn.now)


def standing(turn: Turn, bond: Bond) -> Standing | None:
    """Return the duel of a link as it stands; a duel with a changed question is over."""
    found = store.find(turn.db, bond.link, turn.now)
    asked = asked_of(turn.library, turn.locale, found.questions, found.meaning) if found else None
    if found is None or not asked:
        return None
    return Standing(bond, found, asked, store.marks(turn.db, turn.person.key, found))


def standing_at(turn: Turn, page: pages.DuelQuestion | pages.DuelAnswer | pages.DuelKnown) -> Standing | None:
    """Return the duel that a page names, if it is the person's present duel."""
    bond = bond_of(turn, page.link)
    here = standing(turn, bond) if bond else None
    return here if here and here.duel.duel == page.duel else None


def title_of(turn: Turn, bond: Bond) -> Text:
    """Return the heading of every page of a duel."""
    return bold(turn.say("👥 Duel of two: {name}", name=icon_name(turn, bond.icon)))
