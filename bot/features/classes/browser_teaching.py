"""Browser teaching: a teacher without Telegram is remembered, comes back by a return code, and proves it by a PIN.

The code alone shows classes and results; whatever changes something asks for the PIN as well, which the teacher
has chosen and which stands on no paper.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.db import desks, people
from bot.db.keys import SealedError
from bot.features.account.welcome import PRIVACY_TEXT
from bot.features.classes import pages
from bot.features.classes.class_names import spaced
from bot.features.classes.return_codes import TEACHERS_LENGTH, number_of, return_code
from bot.features.classes.store import browser_teachers
from bot.values.audience import Audience
from bot.values.screen import Copy, Link, Screen
from bot.values.text import bold, join, styled

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.chat.services import Services
    from bot.chat.turn import Reader, Turn

SHORTEST, LONGEST = 6, 64
"""Signs of a PIN."""

MOST_DIFFERENT = 3
"""Different signs that a PIN has at least."""

FROM_ONE_ADDRESS = 20
"""Teachers who may begin from one address in a day: the teachers of a school, and no flood of rows."""

REMEMBERED = 20_000
"""Addresses that are remembered; those from which nobody has begun for the longest give way."""

LOST_AFTER = timedelta(days=7)
"""How long after "I have lost my PIN" a teacher is forgotten: the PIN, typed meanwhile, calls it off."""

_begun: OrderedDict[str, tuple[date, int]] = OrderedDict()
"""How many have begun from where today, in this process; used from the thread of the store alone."""


@dataclass(frozen=True, slots=True)
class BeginForm:
    """A form that agrees to be remembered: the cookie of the browser and its address, the hours in which the form
    may have been sent first, the PIN. `again`: nobody knows the cookie any more.
    """

    token: str = field(repr=False)
    address: str = field(repr=False)
    hours: tuple[datetime, ...]
    pin: str = field(repr=False)
    again: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """An open browser: its secret (`bot.db.desks`) and the number of its teacher."""

    secret: str = field(repr=False)
    sender: int = field(repr=False)


def is_good_pin(pin: str) -> bool:
    """Whether a PIN is neither too short nor the first that anybody tries."""
    steps = {ord(after) - ord(before) for before, after in itertools.pairwise(pin)}
    return SHORTEST <= len(pin) <= LONGEST and len(set(pin)) >= MOST_DIFFERENT and steps not in ({1}, {-1})


def begin(services: Services, now: datetime, *, form: BeginForm, reader: Reader) -> tuple[Seat, Screen] | None:
    """Remember a teacher, who has agreed; return their browser and the screen that tells their code. None for an
    old form, and when too many have begun from this address. Idempotent. One transaction.
    """
    drawn = [_drawn(services, form.token, hour) for hour in form.hours]
    with services.stores.durable.transaction() as db:
        found = ((code, people.find(db, services.lookups(number_of(code)), now.date())) for code in drawn)
        own, person = next(((code, one) for code, one in found if one), (drawn[0], None))
        sender = number_of(own)
        if person is not None:
            turn = services.turn(db, person, now, sender)
            if not _is_theirs(turn, form.pin):
                return None
        elif form.again or not _may_begin(form.address, now.date()):
            return None
        else:
            person = people.Person(people.new_key(), Audience.EDUCATOR, reader.locale, reader.country)
            people.add(db, services.lookups(sender)[0], person, now.date())
            people.change(db, person.key, now.date(), audience=Audience.EDUCATOR)
            turn = services.turn(db, person, now, sender).agree(PRIVACY_TEXT)
            browser_teachers.note(db, person.key, turn.sealed_words(_stretched(form.pin, turn)))
        seat = _seat(services, turn, sender, proven=True)
    return seat, told(reader, own)


def back(services: Services, now: datetime, *, code: str) -> Seat | None:
    """Open a browser for the teacher with a return code, to look at things; None if the code opens nothing."""
    sender = number_of(code)
    with services.stores.durable.transaction() as db:
        person = people.find(db, services.lookups(sender), now.date())
        if person is None or not browser_teachers.is_one(db, person.key):
            return None
        return _seat(services, services.turn(db, person, now, sender), sender, proven=False)


def prove(services: Services, now: datetime, *, sender: int, pin: str) -> Seat | str:
    """Open a browser in which things can be changed, under another cookie than before; return `wrong` for a wrong
    PIN, `many` when five were wrong within the hour. A teacher who had said that the PIN was lost stays.
    """
    if not services.tries.may_try(sender, now):
        return "many"
    with services.stores.durable.transaction() as db:
        person = people.find(db, services.lookups(sender), now.date())
        turn = services.turn(db, person, now, sender) if person else None
        if person is None or turn is None or not _is_theirs(turn, pin):
            return "wrong"
        browser_teachers.lose(db, person.key, None)
        seat = _seat(services, turn, sender, proven=True)
    services.tries.was_right(sender, now)
    return seat


def renew(services: Services, now: datetime, *, sender: int, secret: str) -> tuple[int, str] | None:
    """Give a teacher another return code; the one before opens nothing, and all other browsers are closed. Return
    the new number and the code; None for a browser in which the PIN was not typed.
    """
    own = return_code(secrets.token_bytes(16), TEACHERS_LENGTH)
    number = number_of(own)
    with services.stores.durable.transaction() as db:
        desk = desks.find(db, secret, now)
        person = people.find(db, services.lookups(sender), now.date())
        if person is None or desk is None or desk.person != person.key or not desk.proven:
            return None
        people.know_by(db, person.key, services.lookups(number)[0])
        desks.move(db, person.key, secret, services.keys.seal(number, person.key))
    return number, own


def lose(services: Services, now: datetime, *, sender: int) -> date | None:
    """Note that the PIN is lost; return the day on which the teacher is forgotten, None for nobody."""
    with services.stores.durable.transaction() as db:
        person = people.find(db, services.lookups(sender), now.date())
        return browser_teachers.lose(db, person.key, now.date() + LOST_AFTER) if person else None


def told(reader: Reader, code: str) -> Screen:
    """Tell the return code, which nobody can tell again."""
    text = join(
        [
            bold(reader.say("Your return code")),
            styled(spaced(code), "code"),
            reader.say(
                "Write it down on paper now, or print this page: I cannot show it again. With it you see your "
                "classes and results from any computer. To change something I ask for your PIN as well, so keep "
                "the two apart, and show the paper to nobody."
            ),
        ]
    )
    rows = (
        (Copy(reader.say("📋 Copy the code"), code),),
        (Link(reader.say("➕ Make a class"), pages.NewClass()),),
        (Link(reader.say("🏫 Classes"), pages.Classes()),),
    )
    return Screen(text, rows)


def _may_begin(address: str, today: date) -> bool:
    day, number = _begun.pop(address, (today, 0))
    number = number + 1 if day == today else 1
    _begun[address] = (today, number)
    if len(_begun) > REMEMBERED:
        _begun.popitem(last=False)
    return number <= FROM_ONE_ADDRESS


def _seat(services: Services, turn: Turn, sender: int, *, proven: bool) -> Seat:
    sealed = services.keys.seal(sender, turn.person.key)
    return Seat(desks.open_for(turn.db, turn.person.key, sealed, turn.now, proven=proven), sender)


def _drawn(services: Services, token: str, hour: datetime) -> str:
    return return_code(services.keys.draw(f"teach {token} {hour:%Y-%m-%d %H}".encode()), TEACHERS_LENGTH)


def _stretched(pin: str, turn: Turn) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=turn.person.key, n=1 << 12, r=8, p=1, dklen=32)


def _is_theirs(turn: Turn, pin: str) -> bool:
    sealed = browser_teachers.pin_of(turn.db, turn.person.key)
    try:
        kept = turn.opened_words(sealed) if sealed else b""
    except SealedError:
        return False
    return hmac.compare_digest(kept, _stretched(pin, turn))
