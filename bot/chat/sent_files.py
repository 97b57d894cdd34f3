"""Sent files: which use a file has that a person sends, so that no door knows what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.db import people
from bot.values.page import parse

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.file_uses import FileUse
    from bot.chat.services import Services
    from bot.values.page import Page


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file is for, and the key of the person who sent it; `use` is None if it is for nothing."""

    use: FileUse[Any] | None = None
    person: bytes | None = None


def wanted(services: Services, sender: int, now: datetime, only: bytes | None = None) -> Wanted:
    """Return the use of a file that is sent now by the person with the key `only` (None: the person who is there).
    In the store's thread. Errors: StoreAway.
    """
    with services.stores.durable.transaction() as db:
        person = people.find_here(db, services.lookups(sender), now.date(), only)
        if person is None:
            return Wanted()
        turn, place = services.turn(db, person, now, sender), parse(person.place)
        return next((Wanted(use, person.key) for use in services.views.files if use.is_for(turn, place)), Wanted())


def opened(services: Services, use: FileUse[Any], sender: int, now: datetime, only: bytes | None) -> Any | None:
    """Return what reading a file needs that the person with the key `only` has sent; None where it is for nothing
    any more, and while somebody else has their phone. In the store's thread. Errors: StoreAway.
    """
    with services.stores.durable.transaction() as db:
        person = people.find_here(db, services.lookups(sender), now.date(), only)
        return use.opens(services.turn(db, person, now, sender), parse(person.place)) if person else None


def asked_on(services: Services, page: Page | None) -> tuple[bool, bool]:
    """Return whether a browser shows a field for a file at a page, and whether its folder may be named there."""
    uses = services.views.files
    return (
        any(isinstance(page, use.asked_on) for use in uses),
        any(isinstance(page, use.named_on) for use in uses),
    )
