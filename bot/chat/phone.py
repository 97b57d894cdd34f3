"""Phone: the people who share one phone, each a person of their own; one is there now, the others rest. The
person who is here is found by the phone's own look-up, the others by that of phone and picture
(`Keys.lookups`). So one read finds the person who acts, and no row tells which people belong together (decision
50).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.db import people
from bot.values.profile_picture import PICTURES

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.code_attempts import CodeAttempts
    from bot.db.keys import Keys
    from bot.db.people import Person


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone, known by its Telegram id, which lives in memory only."""

    keys: Keys
    bot_id: int
    sender: int
    wrong_keys: CodeAttempts
    """Who has tapped wrong icons lately."""

    def resting(self, db: Connection) -> list[Person]:
        """Return everybody who uses this phone but is not there now, in the order of the pictures."""
        return people.find_all(db, [self.keys.lookups(self.bot_id, self.sender, one) for one in PICTURES])

    def rest(self, db: Connection, person: Person) -> None:
        """Let the person who was here rest under their picture; then nobody is here."""
        people.know_by(db, person.key, self.keys.lookups(self.bot_id, self.sender, person.picture)[0])
        if person.guest:
            people.let_in(db, person.key, "")

    def bring(self, db: Connection, person: Person, guest: str = "") -> Person:
        """Make a resting person the one who is here (`guest`: somebody else, see `people.let_in`)."""
        people.know_by(db, person.key, self.keys.lookups(self.bot_id, self.sender)[0])
        people.let_in(db, person.key, guest)
        return replace(person, guest=guest)

    def seal(self, number: int, person: Person) -> bytes:
        """Return a number sealed for a person's own rows."""
        return self.keys.seal(number, person.key)

    def open(self, sealed: bytes, person: Person) -> int:
        """Return a number that was sealed for a person. Errors: SealedError."""
        return self.keys.open(sealed, person.key)

    def may_try_key(self, now: datetime) -> bool:
        """Whether icons may be tried: not after five wrong keys within an hour."""
        return not self.wrong_keys.is_over(self.sender, now)

    def note_wrong_key(self, now: datetime) -> None:
        """Note that wrong icons were tapped."""
        self.wrong_keys.may_try(self.sender, now)
