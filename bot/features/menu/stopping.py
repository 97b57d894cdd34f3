"""Stopping: everything that comes unasked ends at once, and can come back as it was, within a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.db import deliveries
from bot.features.campaigns.store import enrolments
from bot.features.classes.store import memberships
from bot.features.publishing.store import editors
from bot.features.tips.store import wishes
from bot.features.tips.store.wishes import Wish
from bot.values.why import PLANNED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date
    from typing import TypeVar

    from bot.db.engine import Transaction

    T = TypeVar("T")

KEPT = 29
"""So many campaigns, and so many classes, can come back: as many bits as a number of a path holds."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """What ended: tips so many times `a_week` (0: none) at `hour`; which of the person's campaigns (invitations
    among them) and classes, by their order, the first being the lowest bit; 1 when news of packs ended. Numbers
    alone, so that a button holds them and nothing has to be kept.
    """

    a_week: int = 0
    hour: int = 0
    campaigns: int = 0
    classes: int = 0
    news: int = 0


def stop(db: Transaction, key: bytes, today: date) -> Stopped:
    """Forget every wish, leave every campaign, erase the sealed chats and all that waits (but replies owed);
    return what ended.
    """
    wish, parts = wishes.of(db, key), enrolments.of_person(db, key)
    ended = Stopped(
        wish.a_week if wish else 0,
        wish.hour if wish else 0,
        _bits(sorted(parts), {name for name, part in parts.items() if part.left_on is None}),
        _bits(_rooms(db, key), memberships.told(db, key)),
        int(editors.is_told(db, key)),
    )
    wishes.drop(db, key)
    enrolments.leave_all(db, key, today)
    memberships.hush(db, key)
    editors.tell(db, key, None)
    for why in PLANNED:
        deliveries.drop_person(db, key, why)
    return ended


def comes(db: Transaction, key: bytes) -> bool:
    """Whether anything comes to a person unasked, so that there is something to stop."""
    joined = enrolments.has_joined_any(db, key)
    return bool(wishes.of(db, key) or joined or memberships.told(db, key) or editors.is_told(db, key))


def go_on(db: Transaction, key: bytes, chat: bytes, ended: Stopped, today: date) -> None:
    """Let what ended come again, in this chat (sealed with the person's key): the campaigns that were left today
    or yesterday go on where they were. Doing it twice changes nothing. A reminder that waited for the evening has
    to be asked for anew.

    Errors: KeyError for another number of tips a week.
    """
    if ended.a_week:
        wishes.wish(db, key, chat, Wish(ended.a_week, ended.hour))
    for name in _chosen(sorted(enrolments.of_person(db, key)), ended.campaigns):
        enrolments.come_back(db, key, name, chat, today)
    for room in _chosen(_rooms(db, key), ended.classes):
        memberships.tell(db, key, room, chat)
    if ended.news:
        editors.tell(db, key, chat)


def _rooms(db: Transaction, key: bytes) -> list[int]:
    return [one.room for one in memberships.of_person(db, key)]


def _bits(all_of_them: Sequence[T], chosen: Collection[T]) -> int:
    return sum(1 << place for place, one in enumerate(all_of_them[:KEPT]) if one in chosen)


def _chosen(all_of_them: Sequence[T], bits: int) -> Iterable[T]:
    return (one for place, one in enumerate(all_of_them[:KEPT]) if bits >> place & 1)
