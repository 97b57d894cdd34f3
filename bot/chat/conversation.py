"""Conversation: from what a person did to the Screen that answers it; owns the transaction of a turn."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from bot.chat import textmode
from bot.chat.delivery import Deliveries
from bot.chat.drawing import answer, draw, undone
from bot.chat.firstaid import FirstAid
from bot.chat.layout import laid_out
from bot.chat.preview_mode import as_reader, is_played
from bot.chat.sittings import Sittings
from bot.db import mydata, people, retention, updates, visitors
from bot.db.away import StoreAway
from bot.features.help import pages as help_pages
from bot.features.menu import pages as menu_pages
from bot.features.publishing import pages as publishing_pages
from bot.values.hook import Hook
from bot.values.screen import Link, Screen
from bot.values.text import Text, join

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.drawing import Drawn
    from bot.chat.incoming import Incoming
    from bot.chat.services import Services
    from bot.chat.turn import Reader, Turn
    from bot.db.people import Person
    from bot.packs.library import Library

log = structlog.get_logger()

LOOKED = 50
"""Updates that are remembered of each visitor, for the case that they agree and one of them comes again."""

VISITORS = 5_000
"""Visitors of whom they are remembered, the latest."""

on_sweep: Hook[[Connection, Library, datetime], int] = Hook()
"""Called by the hourly sweep for what only the packs tell to be over; returns how many things were erased."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person sees next, and the path under which it can be drawn again."""

    screen: Screen
    path: str


class Conversation:
    """Answers people. Synchronous: called in the store's thread, one short transaction a turn. What must not wait
    for the store is `first_aid`; what is sent later, `deliveries`.
    """

    def __init__(self, services: Services) -> None:
        self.services = services
        self.first_aid = FirstAid(services)
        self.deliveries = Deliveries(services)
        self._sittings = Sittings()
        self._looked: OrderedDict[bytes, list[int]] = OrderedDict()
        """The updates of visitors, the latest last: when one has agreed, the durable store remembers them too."""

    def answer(self, incoming: Incoming, now: datetime) -> Reply | None:
        """Return what the person sees next; None when this very update was answered already. `incoming` is what
        `first_aid.read` returned.

        Effects and the update's id are committed together: an update that comes again is drawn and changes
        nothing.

        Errors: StoreAway when the database is away; nothing was changed then.
        """
        try:
            return self._answer(incoming, now)
        except StoreAway:
            raise
        except Exception:
            # Our own bug: the person gets a way on, the log a turn id and no content.
            log.exception("a turn failed", turn=secrets.token_hex(4), update_id=incoming.update_id)
            return self.apology(incoming, now)

    def apology(self, incoming: Incoming, now: datetime) -> Reply:
        """Return the reply for our own mistake or a database that stays away: an apology, with ways on."""
        reader = self.first_aid.reader(incoming, now)
        return _with_ways_on(
            reader,
            reader.say("Something broke on my side, not on yours. Nothing is lost. Please try again in a minute."),
        )

    def slow_down(self, incoming: Incoming, now: datetime) -> Reply:
        """Return the reply for somebody who sends more than is followed."""
        reader = self.first_aid.reader(incoming, now)
        return _with_ways_on(
            reader,
            reader.say(
                "That is faster than I can follow, so I skipped some of it. Please wait a few seconds, then go "
                "on. The 🆘 button works all the time."
            ),
        )

    def note_answered(self, update_ids: Sequence[int]) -> None:
        """Note that the answers to these updates were shown: coming again after a kill, they get no second one.

        Errors: StoreAway.
        """
        for store in (self.services.stores.visitors, self.services.stores.durable):
            with store.transaction() as db:
                updates.note_answered(db, self.services.bot_id, update_ids)

    def sweep(self, now: datetime) -> int:
        """Erase what the ledger no longer keeps, some of each sort; return how much. Call it again while it is not
        0: a million people leave more in an hour than one turn may erase. Errors: StoreAway.
        """
        with self.services.stores.durable.transaction() as db:
            return retention.sweep(db, now) + sum(on_sweep.call(db, self.services.library, now))

    def forget_visitors(self, now: datetime) -> None:
        """Forget those who only looked round and have been away for an hour."""
        self.first_aid.forget_visitors(now)
        self.services.tries.sweep(now)
        self._sittings.sweep(now)
        with self.services.stores.visitors.transaction() as db:
            visitors.sweep(db, now)

    def _answer(self, incoming: Incoming, now: datetime) -> Reply | None:
        house = self.services
        with house.stores.durable.transaction() as db:
            person = people.find(db, house.lookups(incoming.sender), now.date())
            if person is not None:
                turn = self._turn(db, person, incoming, now)
                played = is_played(house.views, turn, incoming)
                drawn = None if played else self._step(turn, incoming)
        if person is not None and played:
            with house.stores.visitors.transaction() as db:
                turn = as_reader(house, turn, db, incoming, now)
                drawn = self._step(turn, incoming)
        if person is None:
            with house.stores.visitors.transaction() as db:
                turn = self._turn(db, house.visitor(db, incoming, now), incoming, now)
                drawn = self._step(turn, incoming)
                looked = self._looks(turn.person.key, incoming.update_id)
                if drawn is not None and drawn.turn.person.agreed:
                    with house.stores.durable.transaction() as durable:
                        visitors.move(db, durable, turn.person.key)
                        updates.hand_over(db, durable, house.bot_id, looked)
                        drawn = self._drawn_again(durable, drawn, incoming, now)
        self.first_aid.aftercare.offer(incoming.sender, ())
        if drawn is None:
            self.first_aid.remember(incoming.sender, turn.person, now)
            return None
        turn, screen, page = drawn.turn, drawn.screen, drawn.page
        if drawn.forgotten:
            self.first_aid.forget(incoming.sender)
            self._forget_played(incoming, now)
            mydata.scrub(house.stores.durable)
        else:
            self.first_aid.remember(incoming.sender, turn.person, now)
        view = house.views.by_page.get(type(page))
        long = self._sittings.touch(incoming.sender, now)
        self._sittings.stand_beside(incoming.sender, drawn.beside)
        if long and view is not None and view.pause and not turn.is_adult:
            self._sittings.told(incoming.sender)
            screen = _suggesting_rest(turn, screen)
        if drawn.told:
            screen = replace(screen, text=join([drawn.told, screen.text]))
        if turn.trial and not isinstance(page, publishing_pages.Edition):
            screen = _in_trial(turn, screen)
        beside = turn.text_mode and view is not None and view.aside
        self.first_aid.number(incoming.sender, textmode.paths(screen) if beside else ())
        return Reply(laid_out(turn, screen), page.path)

    def _drawn_again(self, durable: Connection, drawn: Drawn, incoming: Incoming, now: datetime) -> Drawn:
        """Draw where somebody who has just agreed goes on, from the durable store: only there are classes and
        invitations.
        """
        person = people.get(durable, drawn.turn.person.key)
        if person is None:
            return drawn
        turn = self._turn(durable, person, incoming, now)
        return replace(draw(self.services.views, turn, drawn.page), told=drawn.told)

    def _looks(self, visitor: bytes, update_id: int) -> list[int]:
        """Note an update of a visitor; return theirs, the last `LOOKED` of them."""
        looked = self._looked.setdefault(visitor, [])
        looked.append(update_id)
        del looked[:-LOOKED]
        self._looked.move_to_end(visitor)
        while len(self._looked) > VISITORS:
            self._looked.popitem(last=False)
        return looked

    def _forget_played(self, incoming: Incoming, now: datetime) -> None:
        """Forget also the reader whom an editor played when trying something out."""
        with self.services.stores.visitors.transaction() as db:
            played = people.find(db, self.services.lookups(incoming.sender), now.date())
            if played is not None:
                mydata.forget(db, played.key)

    def _turn(self, db: Connection, person: Person, incoming: Incoming, now: datetime) -> Turn:
        """Return the turn, with what memory knows of the talk: soon after help was shown it is a gentle one."""
        gently = self.first_aid.aftercare.lasts(incoming.sender, now)
        beside = self._sittings.beside(incoming.sender, now)
        return replace(self.services.turn(db, person, now, incoming.sender), gently=gently, beside=beside)

    def _step(self, turn: Turn, incoming: Incoming) -> Drawn | None:
        """Draw what answers. An update that came before is drawn and leaves nothing behind; None when its answer
        is known to have been shown.
        """
        views, bot_id = self.services.views, self.services.bot_id
        if not updates.seen(turn.db, bot_id, incoming.update_id, turn.now.date()):
            return answer(views, turn, incoming.what)
        if updates.answered(turn.db, bot_id, incoming.update_id):
            return None
        with undone(turn.db):
            return answer(views, turn, incoming.what)


def _suggesting_rest(turn: Turn, screen: Screen) -> Screen:
    """Return the screen with "enough for today" first: warm, no guilt, once a sitting."""
    words = turn.say("You have been here for a good while. Time to stretch? Everything waits for you.")
    rows = ((Link(turn.say("🌙 Enough for today"), menu_pages.Enough()),), *screen.rows)
    return replace(screen, text=join([words, screen.text]), rows=rows)


def _in_trial(turn: Turn, screen: Screen) -> Screen:
    """Return the screen with the way out of a trial below all else."""
    way_out = Link(turn.say("👁 End the preview"), publishing_pages.Edition(turn.trial))
    return replace(screen, rows=(*screen.rows, (way_out,)))


def _with_ways_on(reader: Reader, words: str) -> Reply:
    menu, help_ = menu_pages.Menu(), help_pages.Help()
    rows = ((Link(reader.say("☰ Menu"), menu),), (Link(reader.say("🆘 Help"), help_),))
    return Reply(Screen(Text(words), rows), menu.path)
