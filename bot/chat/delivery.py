"""Delivery: replies owed, kept and drawn again; the screens of planned visits, drawn without effects."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import structlog

from bot.chat.drawing import draw, undone
from bot.chat.existing import storable
from bot.chat.layout import laid_out
from bot.chat.names import picture_label
from bot.chat.shared_phone import OF_THE_PHONE
from bot.db import deliveries, people
from bot.features.menu import pages as menu_pages
from bot.features.publishing import pages as publishing_pages
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
    from bot.values.screen import Screen

log = structlog.get_logger()

CHECK_LEASE = timedelta(seconds=20)
"""How long after the last sign of life of a check its editor is told that it was broken off."""


class NothingToShow(Exception):
    """A doorway has nothing (any more) to show to this person: nothing is sent, and the ledger says so."""


class Owing(NamedTuple):
    """A reply to what came in: the chat it is for, and the path under which it can be drawn again."""

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
        """Keep the path of a reply that Telegram has not taken yet; return where. Who keeps it sends it within the
        lease, nobody else does. `row`: where an older reply to this chat is kept, which this one replaces. None
        for a stranger.
        """
        stores, lookups = self.services.stores, self.services.lookups(reply.incoming.sender)
        of_the_phone = isinstance(parse(reply.path), OF_THE_PHONE)
        for store in (stores.durable, stores.visitors):
            with store.transaction() as db:
                person = (people.find if of_the_phone else people.find_here)(db, lookups, now.date())
                if person is not None:
                    number = row.number if row is not None and row.store is store else 0
                    return Row(store, self._owe(db, person, reply, now, number))
        return None

    def owe_in_memory(self, reply: Owing, now: datetime) -> Row:
        """Keep it in memory, which forgets: for somebody of whom nothing is known, or while the database is
        away.
        """
        store = self.services.stores.visitors
        with store.transaction() as db:
            return Row(store, self._owe(db, self.services.visitor(db, reply.incoming, now), reply, now))

    def _owe(self, db: Connection, person: Person, reply: Owing, now: datetime, number: int = 0) -> int:
        """Keep the path, in the row of this number if it is still there; of one that names nothing only that a
        page was not there.
        """
        page = parse(reply.path) or menu_pages.Lost()
        kept, until = storable(self.services.turn(db, person, now), page).path, now + deliveries.LEASE
        if number and deliveries.lead_to(db, number, person.key, kept, until):
            return number
        sealed = self.services.keys.seal(reply.chat, person.key)
        return deliveries.owe(db, person.key, sealed, kept, now, held_until=until)

    def hold_check(self, sender: int, now: datetime, *, over: bool = False) -> Row | None:
        """Go on holding the reply which tells an editor that their check was broken off; `over`: hold it no more,
        so that they are told. None when it is gone.
        """
        store, broken_off = self.services.stores.durable, publishing_pages.CheckBrokenOff().path
        with store.transaction() as db:
            person = people.find_here(db, self.services.lookups(sender), now.date())
            if person is None:
                return None
            until = now if over else now + CHECK_LEASE
            number = deliveries.lead_person(db, person.key, broken_off, broken_off, until)
            return None if number is None else Row(store, number)

    def settle(self, row: Row, *, sent: bool, again_at: datetime | None = None) -> None:
        """Say what became of a reply that is kept: sent, or to be tried again at a time, or failed (None)."""
        with row.store.transaction() as db:
            deliveries.settle(db, row.number, sent=sent, again_at=again_at)

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
                people.rest(db, key, self.services.turn(db, person, now).tomorrow)

        self._known(sender, now, rest)

    def _known(self, sender: int, now: datetime, do: Callable[[Connection, bytes], None]) -> bool:
        """Do something for a person, and for all who share their phone, in whichever store knows them; False for a
        stranger.
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
        """Draw a page for a reply owed, without effects; None when the person or the page is gone."""
        with store.transaction() as db:
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
        turn = replace(self.services.turn(db, person, now), unasked=unasked)
        drawn = draw(self.services.views, turn, page)
        if person.picture and unasked:
            whose = turn.say("For {picture}", picture=picture_label(turn, person.picture))
            drawn = replace(drawn, screen=replace(drawn.screen, text=join([bold(whose), drawn.screen.text])))
        return Doorway(laid_out(drawn.turn, drawn.screen), (drawn.stands_for or drawn.page).path, drawn.step)
