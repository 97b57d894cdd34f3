"""Delivery: keeps replies that are owed and draws them again; draws the screens of planned visits without
effects.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import structlog

from bot.chat.drawing import draw, undone
from bot.chat.existing import storable
from bot.chat.layout import laid_out
from bot.chat.names import picture_label
from bot.chat.shared_phone import is_of_phone
from bot.db import deliveries, people
from bot.values import landmarks
from bot.values.page import parse
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.incoming import Incoming
    from bot.chat.services import Services
    from bot.db.engine import Store
    from bot.db.people import Person
    from bot.values.page import Page
    from bot.values.screen import Screen

log = structlog.get_logger()

CHECK_LEASE = timedelta(seconds=20)
"""How long after the last sign of life of a check its editor is told that it was broken off."""


class NothingToShow(Exception):
    """A doorway has nothing (any more) to show to this person: nothing is sent, and the ledger says so."""


class Owing(NamedTuple):
    """A reply to an incoming update: its chat, and the path under which it can be drawn again."""

    incoming: Incoming
    chat: int
    path: str


class Row(NamedTuple):
    """Where a reply that is owed is kept."""

    store: Store
    number: int


class Doorway(NamedTuple):
    """What a planned visit shows: its screen, the path of what it stands for, the step of a campaign's day."""

    screen: Screen
    path: str
    step: str


class Deliveries:
    """Plans and draws visits. Synchronous: called in a store's thread. Errors: StoreAway."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def owe(self, reply: Owing, now: datetime, row: Row | None = None) -> Row | None:
        """Keep the path of a reply that Telegram has not taken yet, and return where it is kept; None for a
        stranger. The process that keeps it sends it within the lease, no other does. `row`: where an older
        reply to this chat is kept, which this one replaces.
        """
        stores, lookups = self.services.stores, self.services.lookups(reply.incoming.sender)
        of_the_phone = is_of_phone(parse(reply.path))
        for store in (stores.durable, stores.visitors):
            with store.transaction() as db:
                person = (people.find if of_the_phone else people.find_here)(db, lookups, now.date())
                if person is not None:
                    number = row.number if row is not None and row.store is store else 0
                    return Row(store, self._owe(db, person, reply, now, number))
        return None

    def owe_in_memory(self, reply: Owing, now: datetime) -> Row:
        """Keep the reply in memory, which forgets: for somebody who is not remembered, or while the
        database is away.
        """
        store = self.services.stores.visitors
        with store.transaction() as db:
            return Row(store, self._owe(db, self.services.visitor(db, reply.incoming, now), reply, now))

    def _owe(self, db: Connection, person: Person, reply: Owing, now: datetime, number: int = 0) -> int:
        """Keep the path, in the row of this number if it still exists. If the page does not exist, keep only
        that.
        """
        page = parse(reply.path) or landmarks.Lost()
        kept, until = storable(self.services.turn(db, person, now), page).path, now + deliveries.LEASE
        if number and deliveries.lead_to(db, number, person.key, kept, until):
            return number
        sealed = self.services.keys.seal(reply.chat, person.key)
        return deliveries.owe(db, person.key, sealed, kept, now, held_until=until)

    def hold_check(
        self, sender: int, now: datetime, page: Page, only: bytes | None = None, *, over: bool = False
    ) -> Row | None:
        """Go on holding the `page` that tells the editor with the key `only` that their check was interrupted;
        `over`: stop holding it, so that it is sent. None if it is gone, or somebody else has their phone.
        """
        store, broken_off = self.services.stores.durable, page.path
        with store.transaction() as db:
            person = people.find_here(db, self.services.lookups(sender), now.date(), only)
            if person is None:
                return None
            until = now if over else now + CHECK_LEASE
            number = deliveries.lead_person(db, person.key, broken_off, broken_off, until)
            return None if number is None else Row(store, number)

    def settle(self, row: Row, *, sent: bool, again_at: datetime | None = None) -> None:
        """Write down what became of a kept reply: sent, to be tried again at a time, or failed (None)."""
        with row.store.transaction() as db:
            deliveries.settle(db, row.number, sent=sent, again_at=again_at)

    def drop(self, sender: int, now: datetime) -> None:
        """Drop what is owed to somebody who has blocked the bot, and stop writing to them."""

        def leave(db: Connection, key: bytes) -> None:
            deliveries.drop_person(db, key)
            people.block(db, key, now.date())

        self._known(sender, now, leave)

    def welcome_back(self, sender: int, now: datetime) -> None:
        """Note that somebody who had blocked the bot lets it write again."""
        self._known(sender, now, people.unblock)

    def rest(self, sender: int, now: datetime) -> None:
        """Send nothing unasked to somebody until their next morning (mostly because help was shown)."""

        def rest(db: Connection, key: bytes) -> None:
            person = people.get(db, key)
            if person is not None:
                people.rest(db, key, self.services.turn(db, person, now).tomorrow)

        self._known(sender, now, rest)

    def _known(self, sender: int, now: datetime, do: Callable[[Connection, bytes], None]) -> bool:
        """Do something for a person, and for all who share their phone, in the store that knows them; False for
        a stranger.
        """
        for store in (self.services.stores.durable, self.services.stores.visitors):
            with store.transaction() as db:
                person = people.find(db, self.services.lookups(sender), now.date())
                if person is not None:
                    do(db, person.key)
                    for other in self.services.phone(sender).resting(db) if person.picture else ():
                        do(db, other.key)
                    return True
        return False

    def visit(self, store: Store, key: bytes, path: str, now: datetime) -> Screen | None:
        """Draw a page for an owed reply, without effects; None if the person or the page is gone."""
        with store.transaction() as db:
            person = people.get(db, key)
            if person is None or parse(path) is None:
                return None
            with undone(db):
                return self.screen(db, person, path, now, unasked=False).screen

    def screen(self, db: Connection, person: Person, path: str, now: datetime, *, unasked: bool = True) -> Doorway:
        """Draw a page for a planned visit. The caller rolls the database back afterwards.

        Errors: NothingToShow.
        """
        page = parse(path)
        if page is None:
            raise NothingToShow
        turn = replace(self.services.turn(db, person, now), unasked=unasked)
        drawn = draw(self.services.views, turn, page)
        if person.picture and unasked:
            whose = turn.say("For {picture}", picture=picture_label(turn, person.picture))
            drawn = replace(drawn, screen=replace(drawn.screen, text=join([bold(whose), drawn.screen.text])))
        return Doorway(laid_out(drawn.turn, drawn.screen), (drawn.stands_for or drawn.page).path, drawn.step)
