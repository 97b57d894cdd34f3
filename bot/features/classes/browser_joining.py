"""Browser joining: a pupil without Telegram is let into a class, comes back by a return code and gets another."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.db import desks, people
from bot.features.account.welcome import PRIVACY_TEXT
from bot.features.classes import pages
from bot.features.classes.class_names import alias, spaced
from bot.features.classes.joining import let_in
from bot.features.classes.neighbours import Neighbours
from bot.features.classes.return_codes import number_of, return_code
from bot.features.classes.store import browser_pupils, memberships
from bot.features.classes.store.memberships import NotIn
from bot.values.screen import Copy, Link, Screen
from bot.values.text import bold, join, styled

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.services import Services
    from bot.chat.turn import Reader, Turn


@dataclass(frozen=True, slots=True)
class JoinForm:
    """A form that asks to be let into a class: the code, the cookie of the browser, its client, and the hours (by
    their date) in which the form may have been sent first. `again`: nobody knows the cookie any more, so it is
    answered only if it has let somebody in before.
    """

    code: str
    token: str = field(repr=False)
    client: str
    hours: tuple[datetime, ...]
    again: bool


@dataclass(frozen=True, slots=True)
class Admitted:
    """A pupil who was let in: the secret of their browser (`bot.db.desks`), their number, and the screen that
    tells alias and return code.
    """

    secret: str = field(repr=False)
    sender: int = field(repr=False)
    screen: Screen = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was stored of the person who asked. `why`: None for an old form that has let nobody in."""

    why: NotIn | None


class _RefusedError(Exception):
    """Rolls back what was stored of the person who asked."""

    def __init__(self, why: NotIn | None) -> None:
        super().__init__()
        self.refusal = Refusal(why)


_neighbours = Neighbours()
"""Who has joined from where, in this process; used from the thread of the store alone."""


def admit(
    services: Services, now: datetime, *, form: JoinForm, reader: Reader, sender: int
) -> Admitted | Refusal | None:
    """Let a pupil in under a return code; return None for a visitor (by their number) who has tried too many codes
    of classes. Idempotent. One transaction.
    """
    if not services.tries.may_try(sender, now):
        return None
    try:
        admitted = _admit(services, now, form, reader)
    except _RefusedError as error:
        if error.refusal.why not in {None, NotIn.NO_CLASS}:
            services.tries.was_right(sender, now)
        return error.refusal
    services.tries.was_right(sender, now)
    return admitted


def back(services: Services, now: datetime, *, code: str) -> tuple[str, int] | None:
    """Return the secret of a browser for the pupil with a return code, and their number; None if the code opens
    nothing. One transaction.
    """
    sender = number_of(code)
    with services.stores.durable.transaction() as db:
        person = people.find(db, services.lookups(sender), now.date())
        if person is None or not browser_pupils.is_one(db, person.key):
            return None
        return desks.open_for(db, person.key, services.keys.seal(sender, person.key), now), sender


def renew(services: Services, now: datetime, *, sender: int, secret: str) -> tuple[int, Screen] | None:
    """Give a pupil another return code: the one before opens nothing, and all their other browsers are closed.
    Return the new number and the screen that tells the code; None for somebody in no class. One transaction.
    """
    own = return_code(secrets.token_bytes(16))
    number = number_of(own)
    with services.stores.durable.transaction() as db:
        person = people.find(db, services.lookups(sender), now.date())
        learns = memberships.of_person(db, person.key) if person else ()
        if person is None or not learns:
            return None
        people.know_by(db, person.key, services.lookups(number)[0])
        desks.move(db, person.key, secret, services.keys.seal(number, person.key))
        return number, _told(services.turn(db, person, now, number), learns[0].room, own)


def _admit(services: Services, now: datetime, form: JoinForm, reader: Reader) -> Admitted:
    # Drawn from the cookie, the hour and the key, so a form that comes again finds whom it has let in.
    drawn = [_drawn(services, form, hour) for hour in form.hours]
    with services.stores.durable.transaction() as db:
        found = ((code, people.find(db, services.lookups(number_of(code)), now.date())) for code in drawn)
        own, person = next(((code, one) for code, one in found if one), (drawn[0], None))
        sender, is_new = number_of(own), person is None
        if person is None:
            if form.again:
                raise _RefusedError(None)
            person = people.Person(people.new_key(), reader.audience, reader.locale, reader.country)
            people.add(db, services.lookups(sender)[0], person, now.date())
            browser_pupils.note(db, person.key)
            person = services.turn(db, person, now, sender).agree(PRIVACY_TEXT).person
        joined = let_in(services.turn(db, person, now, sender), form.code)
        if isinstance(joined, NotIn):
            raise _RefusedError(joined)
        turn, room = joined
        if is_new and _neighbours.are_many(memberships.people_of(db, room), form.client):
            raise _RefusedError(NotIn.CROWDED)
        secret = desks.open_for(db, person.key, services.keys.seal(sender, person.key), now)
        admitted = Admitted(secret, sender, _told(turn, room, own))
    _neighbours.note(person.key, form.client)
    return admitted


def _drawn(services: Services, form: JoinForm, hour: datetime) -> str:
    return return_code(services.keys.draw(f"{form.token} {form.code} {hour:%Y-%m-%d %H}".encode()))


def _told(turn: Turn, room: int, code: str) -> Screen:
    """Tell the alias and the return code, which nobody can tell again."""
    attended = memberships.attended(turn.db, turn.person.key, room)
    name = alias(turn, *attended) if attended else ""
    text = join(
        [
            bold(turn.say("You are {alias}", alias=name)),
            turn.say("This is your return code:"),
            styled(spaced(code), "code"),
            turn.say(
                "Write it down on paper now, I cannot show it again. With it you come back here, also on another "
                "computer. Whoever has it is {alias} too, so show it to nobody.",
                alias=name,
            ),
        ]
    )
    rows = (
        (Copy(turn.say("📋 Copy the code"), code),),
        (Link(turn.say("🏫 To the class"), pages.MyClass(room)),),
    )
    return Screen(text, rows)
