"""Conversation: from a person's action to the Screen that answers it; owns the transaction of a turn."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.chat import textmode
from bot.chat.delivery import Deliveries
from bot.chat.drawing import answer, draw, undone
from bot.chat.firstaid import FirstAid
from bot.chat.layout import laid_out
from bot.chat.menukeys import greeting
from bot.chat.preview_mode import as_reader, is_played
from bot.chat.shared_phone import belongs, is_of_guest, on_arrival
from bot.chat.sittings import MANY, Sittings, on_coming, saying_enough
from bot.chat.turn import Recent
from bot.db import mydata, people, progress, retention, updates, visitors
from bot.db.away import StoreAway
from bot.help import pages as help_pages
from bot.help.situations import SIGNS, spot_of
from bot.values import landmarks
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
    from bot.values.page import Page

log = structlog.get_logger()

LOOKED = 50
"""Updates that are remembered of each visitor, for the case that they agree and one of them comes again."""

MAY_COME_AGAIN = 1_000
"""Updates that are looked through at the start. Telegram gives a hundred a poll, from the lowest on that is not
confirmed, so no later one can have been answered before."""

VISITORS = 5_000
"""The latest visitors whose updates are remembered."""

on_sweep: Hook[[Connection, Library, datetime], int] = Hook()
"""Called by the hourly sweep for what only the packs tell to be over; returns how many things were erased."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person sees next, and the path under which it can be drawn again."""

    screen: Screen
    path: str
    person: bytes | None = None
    """The key of the person it is for; None if nobody was looked up."""


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
        """Return what the person sees next, or None if this same update was answered already. `incoming` is
        what `first_aid.read` returned.

        Effects and the update's id are committed together: an update that comes again is drawn and changes
        nothing.

        Errors: StoreAway when the database is away; nothing was changed then.
        """
        try:
            return self._answer(incoming, now)
        except StoreAway:
            raise
        except Exception:
            # Our own bug: the person gets a way on; the log gets a turn id and no content.
            log.exception("a turn failed", turn=secrets.token_hex(4), update_id=incoming.update_id)
            return self.apology(incoming, now)

    def apology(self, incoming: Incoming, now: datetime) -> Reply:
        """Return the reply for our own mistake or an unavailable database: an apology, with ways on. Somebody who
        writes within Help is answered there.
        """
        talk = self.first_aid.talk(incoming, now)
        if talk and talk.inside:
            here = help_pages.HelpHere(talk.number)
            return Reply(self.first_aid.answer(incoming, here, now), here.path)
        reader = self.first_aid.reader(incoming, now)
        return _with_ways_on(
            reader,
            reader.say("Something broke on my side, not on yours. Nothing is lost. Please try again in a minute."),
        )

    def slow_down(self, incoming: Incoming, now: datetime) -> Reply:
        """Return the reply for somebody who sends too many messages at once."""
        reader = self.first_aid.reader(incoming, now)
        return _with_ways_on(
            reader,
            reader.say(
                "That is faster than I can follow, so I skipped some of it. Please wait a few seconds, then go "
                "on. The 🆘 button works all the time."
            ),
        )

    def note_answered(self, update_ids: Sequence[int], now: datetime) -> None:
        """Note that the answers to these updates were shown, so that after a kill they get no second answer.
        Visitors too: the number of an update says nothing about a person.

        Errors: StoreAway.
        """
        with self.services.stores.durable.transaction() as db:
            updates.note_answered(db, self.services.bot_id, update_ids, now.date())

    def answered_lately(self, now: datetime) -> set[int]:
        """Return which updates were answered in the last two days, among those that Telegram may give again.

        Errors: StoreAway.
        """
        since = now.date() - timedelta(days=1)
        with self.services.stores.durable.transaction() as db:
            return updates.answered_lately(db, self.services.bot_id, since, MAY_COME_AGAIN)

    def sweep(self, now: datetime) -> int:
        """Erase some of each kind of record that the ledger no longer keeps; return how many. Call it again
        until it returns 0: with a million people one hour leaves more than one turn may erase.

        Errors: StoreAway.
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
        taken = self._taken(incoming, now)
        if taken is None:
            return None
        turn, drawn = taken
        self.first_aid.aftercare.offer(incoming.sender, ())
        if drawn is None:
            self.first_aid.remember(incoming.sender, turn.person, now)
            return None
        self.first_aid.leave(incoming)
        if (drawn.turn.person.key, drawn.turn.person.guest) != (turn.person.key, turn.person.guest):
            self._sittings.end(incoming.sender)
            self.first_aid.aftercare.let_go(incoming.sender)
            if drawn.turn.person.agreed:  # Otherwise: somebody new, known in memory only.
                self._forget_in_memory(incoming, now)
        turn, screen, page = drawn.turn, drawn.screen, drawn.page
        if drawn.forgotten:
            self.first_aid.forget(incoming.sender)
            self._forget_in_memory(incoming, now)
            mydata.scrub(house.stores.durable)
        else:
            self.first_aid.remember(incoming.sender, turn.person, now)
        if self.first_aid.is_help(page.path):
            # Words were understood to mean a page of Help: it is shown and remembered as after a call for help.
            return Reply(self.first_aid.answer(incoming, page, now), page.path, turn.person.key)
        view = house.views.by_page.get(type(page))
        long = self._sittings.touch(incoming.sender, now)
        self._sittings.note(incoming.sender, drawn.beside, drawn.aside)
        if (long or drawn.had_enough) and self._may_say_enough(turn, page):
            self._sittings.tell(turn.person.key, turn.today)
            screen = saying_enough(turn, screen, many=drawn.had_enough)
        if drawn.told:
            screen = replace(screen, text=join([drawn.told, screen.text]))
        if turn.preview.way_out is not None and type(page) is not type(turn.preview.way_out):
            screen = _in_preview(turn, screen, turn.preview.way_out)
        screen = _with_way_back(turn, screen)
        beside = turn.text_mode and view is not None and view.aside
        self.first_aid.number(incoming.sender, textmode.paths(screen) if beside else ())
        return Reply(laid_out(turn, screen), page.path, turn.person.key)

    def _taken(self, incoming: Incoming, now: datetime) -> tuple[Turn, Drawn | None] | None:
        """Take the step of the person who is here. Returns the turn as it began, and the drawn answer (see
        `_step`).

        None for a visitor's update whose answer was shown already: memory may have forgotten it, the durable
        store has not.
        """
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
            in_memory = person is None or guest or played
            if in_memory and updates.answered(db, house.bot_id, incoming.update_id):
                return None
        if person is None or guest:
            return self._looked_round(incoming, now, person)
        if played:
            with house.stores.visitors.transaction() as db:
                turn = as_reader(house, turn, db, incoming, now)
                return turn, self._step(turn, incoming)
        if drawn is not None and isinstance(drawn.page, landmarks.BeginProfile):
            return turn, self._begun(incoming, now, drawn.turn.person)
        return turn, drawn

    def _looked_round(self, incoming: Incoming, now: datetime, host: Person | None) -> tuple[Turn, Drawn | None]:
        """Take a step of somebody who is known in memory only: a stranger, or somebody new on the phone of
        `host`. If memory has lost them and others use this phone, ask who is here.
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
        """Return one of the people who share a stranger's phone, in place of the last person, who is forgotten;
        None if nobody shares it.
        """
        if incoming.sender < 0:
            return None
        phone = self.services.phone(incoming.sender)
        with self.services.stores.durable.transaction() as db:
            resting = phone.resting(db)
            return phone.bring(db, resting[0], NOBODY) if resting else None

    def _begun(self, incoming: Incoming, now: datetime, host: Person) -> Drawn:
        """Greet somebody new on the phone of `host`; forget the new person who was there before."""
        house = self.services
        with house.stores.visitors.transaction() as db:
            visitor = people.find(db, house.lookups(incoming.sender), now.date())
            if visitor is not None and visitor.picture != host.guest:
                mydata.forget(db, visitor.key)
                visitor = None
            visitor = house.visitor(db, incoming, now, visitor)
            people.take_picture(db, visitor.key, host.guest)
            turn = self._turn(db, replace(visitor, picture=host.guest), incoming, now)
            return draw(house.views, turn, landmarks.Start())

    def _passed_on(self, db: Connection, drawn: Drawn, incoming: Incoming, now: datetime) -> Drawn:
        """Draw the place where the person who now has the phone stopped, with the bottom keyboard in their
        language.
        """
        person = people.get(db, drawn.turn.person.key)
        if person is None:
            return drawn
        turn = self._turn(db, person, incoming, now).as_oneself()
        there = draw(self.services.views, turn, parse(person.place) or landmarks.Menu())
        told = "\n".join(filter(None, on_arrival.call(turn)))
        return replace(
            there, told=told, screen=replace(there.screen, greeting=greeting(turn, drawn.screen.text.plain))
        )

    def _drawn_again(self, durable: Connection, drawn: Drawn, incoming: Incoming, now: datetime) -> Drawn:
        """Draw where somebody who has just agreed goes on, from the durable store, which alone has classes and
        invitations.
        """
        person = people.get(durable, drawn.turn.person.key)
        if person is None:
            return drawn
        turn = self._turn(durable, person, incoming, now)
        return replace(draw(self.services.views, turn, drawn.page), told=drawn.told)

    def _looks(self, visitor: bytes, update_id: int) -> list[int]:
        """Note an update of a visitor; return the last `LOOKED` of theirs."""
        looked = self._looked.setdefault(visitor, [])
        looked.append(update_id)
        del looked[:-LOOKED]
        self._looked.move_to_end(visitor)
        while len(self._looked) > VISITORS:
            self._looked.popitem(last=False)
        return looked

    def _forget_in_memory(self, incoming: Incoming, now: datetime) -> None:
        """Forget what memory holds: the reader that an editor played, or somebody new on the phone."""
        with self.services.stores.visitors.transaction() as db:
            played = people.find(db, self.services.lookups(incoming.sender), now.date())
            if played is not None:
                mydata.forget(db, played.key)

    def _turn(self, db: Connection, person: Person, incoming: Incoming, now: datetime) -> Turn:
        """Return the turn, with what memory knows of the talk: soon after help was shown it is a gentle one."""
        beside, aside = self._sittings.noted(incoming.sender, now)
        helped, talk = self.first_aid.aftercare.lasts(incoming.sender, now), self.first_aid.talk(incoming, now)
        recent = Recent(0, helped, beside, aside, talk)
        turn = self.services.turn(db, person, now, incoming.sender)
        return replace(turn, recent=recent, sender=replace(turn.sender, in_browser=incoming.in_browser))

    def _step(self, turn: Turn, incoming: Incoming) -> Drawn | None:
        """Draw the answer. An update that came before is drawn and changes nothing; None if its answer is known
        to have been shown.
        """
        views, bot_id, incoming = self.services.views, self.services.bot_id, belongs(turn.person, incoming)
        if not updates.seen(turn.db, bot_id, incoming.update_id, turn.now.date()):
            return self._with_news(turn, incoming, self._counted(answer(views, turn, incoming.what)))
        if updates.answered(turn.db, bot_id, incoming.update_id):
            return None
        with undone(turn.db):
            return answer(views, turn, incoming.what)

    def _with_news(self, before: Turn, incoming: Incoming, drawn: Drawn) -> Drawn:
        """Return the same, with news for somebody who comes: on the first page of a visit or at a place to stop;
        never in Help, soon after it, or within a dialogue.
        """
        turn, view = drawn.turn, self.services.views.by_page.get(type(drawn.page))
        is_same = turn.person.key == before.person.key and not drawn.forgotten
        if not is_same or view is None or view.dialogue or turn.recent.helped:
            return drawn
        comes = view.pause or self._sittings.begins(incoming.sender, turn.now)
        news = on_coming.call(turn) if comes and not self.first_aid.is_help(drawn.page.path) else []
        return replace(drawn, told="\n\n".join(filter(None, [*news, drawn.told])))

    def _counted(self, drawn: Drawn) -> Drawn:
        """Return the same, with whether a child has finished many items today: their progress tells."""
        turn = drawn.turn
        if drawn.forgotten or not self._may_say_enough(turn, drawn.page):
            return drawn
        done = progress.done_since(turn.db, turn.person.key, turn.today)
        return replace(drawn, had_enough=len(done) >= MANY)

    def _may_say_enough(self, turn: Turn, page: Page) -> bool:
        """Whether a child is at a place to stop, and was not told today; soon after help nothing is counted."""
        view = self.services.views.by_page.get(type(page))
        at_a_pause = view is not None and view.pause and not turn.is_adult and not turn.recent.helped
        return at_a_pause and not self._sittings.told_today(turn.person.key, turn.today)


def _with_way_back(turn: Turn, screen: Screen) -> Screen:
    """Return the screen with the way back to the help page that typed words have just led out of."""
    talk = turn.recent.talk
    spot = spot_of(talk.number) if talk and talk.inside else None
    item = turn.book.page(turn.locale, spot.group, spot.situation, turn.audience) if spot else None
    if spot is None or item is None:
        return screen
    label = f"{SIGNS[spot.situation]} " + turn.say("Back to: {page}", page=item.title)
    return replace(screen, rows=(*screen.rows, (Link(label, help_pages.HelpPage(spot.number)),)))


def _in_preview(turn: Turn, screen: Screen, way_out: Page) -> Screen:
    """Return the screen with the way out of a preview below all else."""
    ends = Link(turn.say("👁 End the preview"), way_out)
    return replace(screen, rows=(*screen.rows, (ends,)))


def _with_ways_on(reader: Reader, words: str) -> Reply:
    menu, help_ = landmarks.Menu(), help_pages.Help()
    rows = ((Link(reader.say("☰ Menu"), menu),), (Link(reader.say("🆘 Help"), help_),))
    return Reply(Screen(Text(words), rows), menu.path)
