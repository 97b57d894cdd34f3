"""Delivery: replies owed, kept and drawn again; the screens of planned visits, drawn without effects."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import structlog

from bot.chat import textmode
from bot.chat.drawing import draw, undone
from bot.store import deliveries, people
from bot.values.page import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.household import Household
    from bot.chat.incoming import Incoming
    from bot.store.engine import Store
    from bot.store.people import Person
    from bot.values.screen import Screen

log = structlog.get_logger()


class NothingToShow(Exception):
    """A doorway has nothing (any more) to show to this person: nothing is sent, and the ledger says so."""


class Doorway(NamedTuple):
    """What a planned visit shows: its screen, the path of what it stands for, the step of a campaign's day."""

    screen: Screen
    path: str
    step: str


class Deliveries:
    """Plans and draws visits. Synchronous: called in a store's thread. Errors: StoreAway."""

    def __init__(self, household: Household) -> None:
        self.household = household

    def owe(self, sender: int, chat: int, path: str, now: datetime) -> bool:
        """Keep the path of a reply that Telegram did not take; it is due at once. False for a stranger."""
        return self._known(
            sender,
            now,
            lambda db, key: deliveries.owe(db, key, self.household.keys.seal(chat, key), path, now),
        )

    def owe_stranger(self, incoming: Incoming, chat: int, path: str, now: datetime) -> None:
        """Keep it for somebody of whom nothing is known, in memory that forgets."""
        with self.household.stores.visitors.turn() as db:
            person = self.household.visitor(db, incoming, now)
            deliveries.owe(db, person.key, self.household.keys.seal(chat, person.key), path, now)

    def drop(self, sender: int, now: datetime) -> None:
        """Drop what is owed to somebody who has blocked the bot, and write to them no more."""

        def leave(db: Connection, key: bytes) -> None:
            deliveries.drop_person(db, key)
            people.block(db, key, now.date())

        self._known(sender, now, leave)

    def welcome_back(self, sender: int, now: datetime) -> None:
        """Note that somebody who had blocked the bot lets it write again."""
        self._known(sender, now, people.unblock)

    def rest(self, sender: int, now: datetime) -> None:
        """Let nothing come unasked to somebody until their next morning (help was shown, mostly)."""

        def rest(db: Connection, key: bytes) -> None:
            person = people.get(db, key)
            if person is not None:
                people.rest(db, key, self.household.turn(db, person, now).tomorrow)

        self._known(sender, now, rest)

    def _known(self, sender: int, now: datetime, do: Callable[[Connection, bytes], None]) -> bool:
        """Do something for a person in whichever store knows them; False for a stranger."""
        for store in (self.household.stores.durable, self.household.stores.visitors):
            with store.turn() as db:
                person = people.find(db, self.household.lookups(sender), now.date())
                if person is not None:
                    do(db, person.key)
                    return True
        return False

    def visit(self, store: Store, key: bytes, path: str, now: datetime) -> Screen | None:
        """Draw a page for a reply owed, without effects; None when the person or the page is gone."""
        with store.turn() as db:
            person = people.get(db, key)
            if person is None or parse(path) is None:
                return None
            with undone(db):
                return self.screen(db, person, path, now, unasked=False).screen

    def screen(self, db: Connection, person: Person, path: str, now: datetime, *, unasked: bool = True) -> Doorway:
        """Draw a page for a planned visit. Undo the database afterwards.

        Errors: NothingToShow.
        """
        page = parse(path)
        if page is None:
            raise NothingToShow
        turn = self.household.turn(db, person, now)
        turn.unasked = unasked
        screen, shown = draw(self.household.views, turn, page)
        screen = textmode.numbered(screen) if turn.text_mode else screen
        return Doorway(screen, (turn.stands_for or shown).path, turn.step)
