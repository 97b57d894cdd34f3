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
from bot.chat.menukeys import greeting
from bot.chat.preview_mode import as_reader, is_played
from bot.chat.shared_phone import belongs, is_of_guest
from bot.chat.sittings import Sittings
from bot.db import mydata, people, retention, updates, visitors
from bot.db.away import StoreAway
from bot.features.account import pages as account_pages
from bot.features.help import pages as help_pages
from bot.features.menu import pages as menu_pages
from bot.features.profiles import pages as profiles_pages
from bot.features.publishing import pages as publishing_pages
from bot.values.hook import Hook
from bot.values.page import parse
from bot.values.profile_picture import NOBODY
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
    person: bytes | None = None
    """The key of whom it is for; None where nobody was looked up."""


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
        self.services.wrong_keys.sweep(now)
        self._sittings.sweep(now)
        with self.services.stores.visitors.transaction() as db:
            visitors.sweep(db, now)

    def _answer(self, incoming: Incoming, now: datetime) -> Reply | None:
        house = self.services
        turn, drawn = self._taken(incoming, now)
        self.first_aid.aftercare.offer(incoming.sender, ())
        if drawn is None:
            self.first_aid.remember(incoming.sender, turn.person, now)
            return None
        if (drawn.turn.person.key, drawn.turn.person.guest) != (turn.person.key, turn.person.guest):
            self._sittings.end(incoming.sender)
            if drawn.turn.person.agreed:  # else they are somebody new, whom memory alone holds
                self._forget_in_memory(incoming, now)
        turn, screen, page = drawn.turn, drawn.screen, drawn.page
        if drawn.forgotten:
            self.first_aid.forget(incoming.sender)
            self._forget_in_memory(incoming, now)
            mydata.scrub(house.stores.durable)
        else:
            self.first_aid.remember(incoming.sender, turn.person, now)
        view = house.views.by_page.get(type(page))
        long = self._sittings.touch(incoming.sender, now)
        self._sittings.note(incoming.sender, drawn.beside, drawn.aside)
        if long and view is not None and view.pause and not turn.is_adult:
            self._sittings.told(incoming.sender)
            screen = _suggesting_rest(turn, screen)
        if drawn.told:
            screen = replace(screen, text=join([drawn.told, screen.text]))
        if turn.trial and not isinstance(page, publishing_pages.Edition):
            screen = _in_trial(turn, screen)
        beside = turn.text_mode and view is not None and view.aside
        self.first_aid.number(incoming.sender, textmode.paths(screen) if beside else ())
        return Reply(laid_out(turn, screen), page.path, turn.person.key)

    def _taken(self, incoming: Incoming, now: datetime) -> tuple[Turn, Drawn | None]:
        """Take the step of whoever is here; return the turn as it began, and what is drawn (see `_step`)."""
        house = self.services
        with house.stores.durable.transaction() as db:
            person = people.find(db, house.lookups(incoming.sender), now.date())
            guest = person is not None and is_of_guest(person, incoming)
            if person is not None and not guest:
                turn = self._turn(db, person, incoming, now)
                played = is_played(house.views, turn, incoming)
                drawn = None if played else self._step(turn, incoming)
                if drawn is not None and drawn.turn.person.key != person.key:
                    drawn = self._passed_on(db, drawn, incoming, now)
        if person is None or guest:
            return self._looked_round(incoming, now, person)
        if played:
            with house.stores.visitors.transaction() as db:
                turn = as_reader(house, turn, db, incoming, now)
                return turn, self._step(turn, incoming)
        if drawn is not None and isinstance(drawn.page, profiles_pages.BeginProfile):
            return turn, self._begun(incoming, now, drawn.turn.person)
        return turn, drawn

    def _looked_round(self, incoming: Incoming, now: datetime, host: Person | None) -> tuple[Turn, Drawn | None]:
        """Take a step of somebody who is known in memory only: a stranger, or somebody new on the phone of `host`.
        Where memory has nothing of them (any more) and others use this phone, it is asked who is here.
        """
        house = self.services
        with house.stores.visitors.transaction() as db:
            visitor = people.find(db, house.lookups(incoming.sender), now.date())
            if visitor is None and host is None:
                host = self._resting(incoming)
            if host is None or (visitor is not None and visitor.picture == host.guest):
                turn = self._turn(db, house.visitor(db, incoming, now, visitor), incoming, now)
                drawn = self._step(turn, incoming)
                looked = self._looks(turn.person.key, incoming.update_id)
                if drawn is not None and drawn.turn.person.agreed:
                    with house.stores.durable.transaction() as durable:
                        if host is not None:
                            house.phone(incoming.sender).rest(durable, host)
                        visitors.move(db, durable, turn.person.key)
                        updates.hand_over(db, durable, house.bot_id, looked)
                        drawn = self._drawn_again(durable, drawn, incoming, now)
                return turn, drawn
        with house.stores.durable.transaction() as db:
            people.let_in(db, host.key, NOBODY)
            turn = self._turn(db, replace(host, guest=NOBODY), incoming, now)
            return turn, self._step(turn, incoming)

    def _resting(self, incoming: Incoming) -> Person | None:
        """Return one of those who use the phone of a stranger, in the place of who was here last and is forgotten;
        None for any other stranger.
        """
        if incoming.sender < 0:
            return None
        phone = self.services.phone(incoming.sender)
        with self.services.stores.durable.transaction() as db:
            resting = phone.resting(db)
            return phone.bring(db, resting[0], NOBODY) if resting else None

    def _begun(self, incoming: Incoming, now: datetime, host: Person) -> Drawn:
        """Greet somebody new on the phone of `host`; of who was new there before nothing is left."""
        house = self.services
        with house.stores.visitors.transaction() as db:
            visitor = people.find(db, house.lookups(incoming.sender), now.date())
            if visitor is not None and visitor.picture != host.guest:
                mydata.forget(db, visitor.key)
                visitor = None
            visitor = house.visitor(db, incoming, now, visitor)
            people.take_picture(db, visitor.key, host.guest)
            turn = self._turn(db, replace(visitor, picture=host.guest), incoming, now)
            return draw(house.views, turn, account_pages.Start())

    def _passed_on(self, db: Connection, drawn: Drawn, incoming: Incoming, now: datetime) -> Drawn:
        """Draw where whoever has the phone from now on stopped, with the bottom keyboard in their language."""
        person = people.get(db, drawn.turn.person.key)
        if person is None:
            return drawn
        turn = self._turn(db, person, incoming, now).as_oneself()
        there = draw(self.services.views, turn, parse(person.place) or menu_pages.Menu())
        return replace(there, screen=replace(there.screen, greeting=greeting(turn, drawn.screen.text.plain)))

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

    def _forget_in_memory(self, incoming: Incoming, now: datetime) -> None:
        """Forget what memory holds: the reader whom an editor played, or somebody new on the phone."""
        with self.services.stores.visitors.transaction() as db:
            played = people.find(db, self.services.lookups(incoming.sender), now.date())
            if played is not None:
                mydata.forget(db, played.key)

    def _turn(self, db: Connection, person: Person, incoming: Incoming, now: datetime) -> Turn:
        """Return the turn, with what memory knows of the talk: soon after help was shown it is a gentle one."""
        gently = self.first_aid.aftercare.lasts(incoming.sender, now)
        beside, aside = self._sittings.noted(incoming.sender, now)
        turn = self.services.turn(db, person, now, incoming.sender)
        return replace(turn, gently=gently, beside=beside, aside=aside)

    def _step(self, turn: Turn, incoming: Incoming) -> Drawn | None:
        """Draw what answers. An update that came before is drawn and leaves nothing behind; None when its answer
        is known to have been shown.
        """
        views, bot_id, incoming = self.services.views, self.services.bot_id, belongs(turn.person, incoming)
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
