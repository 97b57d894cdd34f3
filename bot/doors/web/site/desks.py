"""Desks: browsers that somebody opened from the chat. Whose they are stands in the database: any replica knows."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import structlog

from bot.chat.firstaid import IDLE
from bot.db import desks, people, updates, waiting_screens
from bot.db.away import StoreAway
from bot.db.keys import SealedError
from bot.doors.reply import RECALL_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat.services import Services
    from bot.doors.web.site.mini_app import OpenedBy

log = structlog.get_logger()

T = TypeVar("T")

PREFIX = "desk."
"""How the cookie of such a browser begins; those of visitors never do."""


REMEMBERED = 5_000
"""Browsers of which memory knows who opened them, so that Help needs no database; the longest unseen give way."""


def is_desk(token: str) -> bool:
    """Whether a cookie says that it is of such a browser."""
    return token.startswith(PREFIX)


def secret_of(visitor: str) -> str:
    """Return the secret by which the browser with a visitor's cookie is opened once its digits were typed: no
    other browser has it.
    """
    return hashlib.sha256(b"screen " + visitor.encode()).hexdigest()


class Opener(NamedTuple):
    """Who opened a browser: their Telegram id, which lives in memory only, and their key."""

    sender: int
    person: bytes
    proven: bool = False
    """Whether a teacher without Telegram has typed the PIN there."""


class NotOpened(Exception):
    """Nothing is opened for this request, and nothing was stored."""


class Replayed(NotOpened):
    """What Telegram signed for one opening was used already."""


class Desks:
    """Opens, knows and closes them."""

    def __init__(self, services: Services, clock: Callable[[], datetime], bot_token: str = "") -> None:
        self._services = services
        self._durable = services.stores.durable
        self._clock = clock
        self.bot_token = bot_token
        """Proves what Telegram signed; never shown."""
        self._seen: OrderedDict[str, tuple[Opener, datetime]] = OrderedDict()

    async def open(self, secret: str) -> str | None:
        """Use a link up; return the cookie of the browser, None for a link that opens nothing.

        Errors: StoreAway.
        """
        opened = await self.run(self._open, secret)
        return None if opened is None else PREFIX + opened

    async def digits(self, visitor: str, *, fresh: bool) -> str | None:
        """Return the six digits that a visitor's browser shows, to be typed in the chat: `fresh` ones where they
        are over; None while too many wait. Errors: StoreAway.
        """
        return await self.run(self._digits, secret_of(visitor), fresh)

    async def open_typed(self, visitor: str) -> str | None:
        """Return the cookie for a visitor's browser whose digits were typed and agreed to; None until then.
        Errors: StoreAway.
        """
        return await self.open(secret_of(visitor))

    async def open_app(self, opened: OpenedBy) -> str | None:
        """Return the browser's cookie for a person who opened the site as a Mini App; None if nobody knows them.

        Errors: Replayed; StoreAway.
        """
        secret = await self.run(self._open_app, opened)
        return None if secret is None else PREFIX + secret

    def knows(self, token: str) -> bool:
        """Whether memory knows this browser: it was open when it was last looked at."""
        return token in self._seen

    async def whose(self, token: str) -> Opener | None:
        """Return who opened this browser; None when it was closed, has ended, its person was forgotten, or
        somebody else has the phone just now. Errors: StoreAway.
        """
        opener = await self.run(self._whose, token.removeprefix(PREFIX))
        self._seen.pop(token, None)
        if opener is not None:
            self._seen[token] = (opener, self._clock())
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
        return opener

    async def whose_at_once(self, token: str) -> Opener | None:
        """Return who opened this browser, for Help: it waits no longer for the database than in the chat, and
        then takes the person whom memory last knew. Errors: StoreAway for a browser that memory does not know.
        """
        try:
            async with asyncio.timeout(RECALL_SECONDS):
                return await self.whose(token)
        except (StoreAway, TimeoutError) as error:
            if token in self._seen:
                return self._seen[token][0]
            raise StoreAway from error

    def sweep(self, now: datetime) -> None:
        """Forget whose browsers they are that were idle for an hour."""
        while self._seen and next(iter(self._seen.values()))[1] <= now - IDLE:
            self._seen.popitem(last=False)

    async def close(self, token: str) -> None:
        """Close a browser. While the database is away its cookie alone is gone."""
        self._seen.pop(token, None)
        try:
            await self.run(self._close, token.removeprefix(PREFIX))
        except StoreAway:
            log.warning("a desk was not closed: the database is away")

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """Run in the thread of the store. Errors: NotOpened; StoreAway, also for a database that is broken: Help
        is shown all the same.
        """
        try:
            return await asyncio.wrap_future(self._durable.run(function, *args))
        except (StoreAway, NotOpened):
            raise
        except Exception as error:
            log.exception("the database of desks is broken")
            raise StoreAway from error

    def _open(self, secret: str) -> str | None:
        with self._durable.transaction() as db:
            return desks.open_link(db, secret, self._clock())

    def _digits(self, secret: str, fresh: bool) -> str | None:  # noqa: FBT001 - given by place to the thread
        with self._durable.transaction() as db:
            return (waiting_screens.show if fresh else waiting_screens.shown)(db, secret, self._clock())

    def _open_app(self, opened: OpenedBy) -> str | None:
        services, now = self._services, self._clock()
        with self._durable.transaction() as db:
            person = people.find_here(db, services.lookups(opened.sender), now.date())
            if person is None or not person.agreed:
                return None
            if updates.seen(db, services.bot_id, opened.number, now.date()):
                raise Replayed
            return desks.open_for(db, person.key, services.keys.seal(opened.sender, person.key), now)

    def _whose(self, secret: str) -> Opener | None:
        services, now = self._services, self._clock()
        with self._durable.transaction() as db:
            found = desks.find(db, secret, now)
            if found is None:
                return None
            try:
                sender = services.keys.open(found.chat, found.person)
            except SealedError:
                return None
            here = people.find_here(db, services.lookups(sender), now.date(), found.person)
        return Opener(sender, found.person, found.proven) if here is not None else None

    def _close(self, secret: str) -> None:
        with self._durable.transaction() as db:
            desks.close(db, secret)
