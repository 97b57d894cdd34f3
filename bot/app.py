"""The wiring of the house, by hand, read top to bottom: what is made of what, and what runs."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot import garbage
from bot.chat.conversation import Conversation
from bot.chat.distress import package_detector
from bot.chat.household import Household, Stores
from bot.chat.publishing import Publishing
from bot.edges.clock import real_clock, start_clock
from bot.edges.metrics import Metrics
from bot.edges.projector.pages import Projector
from bot.edges.sweeping import Sweeping
from bot.edges.telegram.api import Api, Refused
from bot.edges.telegram.dispatch import Dispatch
from bot.edges.telegram.groups import Groups
from bot.edges.telegram.handling import Handler, Patience
from bot.edges.telegram.owed import Owed
from bot.edges.telegram.pace import Pace
from bot.edges.telegram.polling import Polling
from bot.edges.telegram.profile import set_profile
from bot.edges.telegram.reading import ALLOWED_UPDATES
from bot.edges.telegram.sender import Sender
from bot.edges.telegram.webhook import BODY_BYTES, add_webhook
from bot.edges.web import Health, add_health, answering, counting, serve_web
from bot.features import all_views
from bot.help.helpbook import read_book
from bot.opening import TO_MEND, Opening
from bot.packs.layouts import Layouts
from bot.packs.shelf import Shelf
from bot.packs.trials import Trials
from bot.settings import home
from bot.store import guard
from bot.store.engine import closed_store, memory_store
from bot.store.keys import Keys
from bot.values.phrases import read_phrases

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.edges.shared.link import Link
    from bot.packs.library import Library
    from bot.packs.model import Problem
    from bot.settings import Settings

    Ticks = Mapping[Callable[[], Awaitable[object]], float]
    Serving = Callable[[asyncio.Event], Awaitable[None]]

log = structlog.get_logger()

POLLING_CROWD = 80
"""With so many updates being handled, few of a batch of 100 are left for new ones."""

WEBHOOK_CROWD = 30
"""The same for the 40 connections that Telegram opens to a webhook."""


class App:
    """The running bot: store, packs, conversation, Telegram, clock. Closed by `close`."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime],
        hold: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Open everything that needs no network; a database that is away is opened when it comes. `hold` guards it
        against a second program.

        Errors: those of `Opening.begin`, FileNotFoundError; each names the setting to change.
        """
        self.settings = settings
        self.clock = clock
        self.stores = Stores(closed_store(settings.database_url.get_secret_value()), memory_store())
        known_by = Keys(())
        self.opening = Opening(
            self.stores.durable, known_by, settings.key_file, make_key=not settings.scaled, hold=hold
        )
        self.opening.begin()
        self.phrases = read_phrases(home("locales"))
        self.shelf = Shelf(
            settings.pack_roots(), settings.cache_file(), allow_unreviewed=settings.allow_unreviewed
        )
        self.layouts = Layouts(settings.cache_file().with_name("editions"))
        self.publishing = Publishing(self.stores.durable, self.layouts)
        self.shelf.published = self.publishing.look()
        if not settings.scaled and self.stores.durable.is_open:
            self.layouts.sweep({one.folder.name for one in self.shelf.published})
        self.metrics = Metrics()
        _, problems = self.shelf.open(clock().date())
        self._note_refused(problems)
        self.api = Api(
            settings.bot_token.get_secret_value(), settings.bot_api_url, settings.bot_proxy.get_secret_value()
        )
        household = Household(
            views=all_views(),
            phrases=self.phrases,
            stores=self.stores,
            keys=known_by,
            library=self.shelf.library,
            bot_id=self.api.bot_id,
            operator=settings.operator(),
            organisers=settings.admins(),
            book=read_book(cache=settings.cache_file().with_name("help.cache")),
            projector=settings.projector(),
            trials=Trials(self.layouts),
            detector=package_detector(settings.cache_file().with_name("phrases.cache")),
        )
        self.household = household
        self.conversation = Conversation(household)
        paid = Pace(settings.paid_rate, time.monotonic) if settings.paid_rate else None
        sender = Sender(self.api, Pace(settings.send_rate, time.monotonic), self.metrics, paid)
        crowd = WEBHOOK_CROWD if settings.webhook_url else POLLING_CROWD
        self.handler = Handler(self.conversation, sender, clock, patience=Patience(crowd=crowd))
        self.link = self._share()
        needs = {"database": answering(self.stores.durable)}
        self.health = Health(needs | ({"redis": self.link.look} if self.link else {}), self.metrics)
        self.owed = Owed(self.conversation, sender, clock)
        self.groups = Groups(self.conversation, sender, clock)
        self.dispatch = Dispatch(self.conversation, sender, clock, at_once=settings.bulk_rate)

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set, then finish what was begun. In the scaled mode workers dispatch."""
        ticks: Ticks = {} if self.settings.scaled else {self.dispatch.tick: 1}
        await self._serve(self._take_webhooks if self.settings.webhook_url else self._poll, ticks, stop)

    async def work(self, stop: asyncio.Event) -> None:
        """Dispatch what comes unasked until `stop` is set, together with other workers (scaled mode)."""
        from bot.edges.shared.work import Work  # noqa: PLC0415 - as in `_share`

        url = self.settings.database_url.get_secret_value()
        work = Work(url, self.stores.durable, self.dispatch, self.metrics, self.clock)
        await self._serve(work.run, {work.tick: 1}, stop)

    async def _serve(self, what: Serving, more: Ticks, stop: asyncio.Event) -> None:
        """Do `what` until `stop` is set, once Telegram can be reached, while the database opens beside."""
        opened = asyncio.create_task(self.opening.until_open())
        opened.add_done_callback(lambda done: None if done.cancelled() or not done.exception() else stop.set())
        try:
            me = await self.api.insist("getMe", {}, stop)
            if me is not None:
                self.household.bot_name = me["username"]
                await self._ticking(what, more, stop)
            if opened.done():
                opened.result()
        finally:
            opened.cancel()

    async def _ticking(self, what: Serving, more: Ticks, stop: asyncio.Event) -> None:
        """Do `what` with the ticks that every process has, and `more`."""
        profile = asyncio.create_task(set_profile(self.api, self.phrases))
        sweeping = Sweeping(self.conversation, self.clock)
        ticks: dict[Callable[[], Awaitable[object]], float] = {
            **more,
            self.owed.tick: 1,
            self.groups.tick: 1,
            self._refresh_packs: 2,
            sweeping.forget_visitors: 60,
            sweeping.sweep: 3600,
        }
        if self.settings.listens:
            ticks |= {self.health.away: 15, counting(self.stores.durable, self.metrics, self.clock): 15}
        if not self.household.projector:
            log.info("live quizzes have no page for a projector: set LISTEN and PUBLIC_URL")
        scheduler = start_clock(ticks)
        listening = await self._listen()
        try:
            await what(stop)
        finally:
            profile.cancel()
            scheduler.shutdown(wait=False)
            await self.dispatch.close()
            if listening is not None:
                await listening.cleanup()

    async def close(self) -> None:
        """Close connections and the stores."""
        await self.api.close()
        if self.link is not None:
            await self.link.close()
        self.stores.durable.close()
        self.stores.visitors.close()
        self.opening.close()

    def _share(self) -> Link | None:
        """Share pace, order and visitors with the other processes of the scaled mode; None in the embedded one."""
        if not self.settings.scaled:
            return None
        from bot.edges.shared.sharing import share  # noqa: PLC0415 - an extra's library: the scaled mode's alone

        url = self.settings.redis_url.get_secret_value()
        return share(url, self.settings.send_rate, self.handler, self.clock, paid=self.settings.paid_rate)

    async def _poll(self, stop: asyncio.Event) -> None:
        if not await self.api.insist("deleteWebhook", {"drop_pending_updates": False}, stop):
            return
        polling = Polling(self.api, self.handler)
        stopped = asyncio.create_task(stop.wait())
        stopped.add_done_callback(lambda _: polling.stop())
        log.info("polling")
        try:
            await polling.run()
        finally:
            stopped.cancel()

    async def _take_webhooks(self, stop: asyncio.Event) -> None:
        hook = {
            "url": self.settings.webhook_url,
            "secret_token": self.settings.webhook_secret.get_secret_value(),
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        if await self.api.insist("setWebhook", hook, stop):
            log.info("listening for the webhook")
        await stop.wait()

    async def _listen(self) -> web.AppRunner | None:
        """Listen where LISTEN says; without it only a webhook makes the bot listen."""
        settings = self.settings
        if not settings.listens:
            return None
        site = web.Application(client_max_size=BODY_BYTES)
        add_health(site, self.health, self.metrics)
        Projector(self.household, self.clock).add_to(site)
        if settings.webhook_url:
            path = urlsplit(settings.webhook_url).path or "/"
            add_webhook(site, self.handler, settings.webhook_secret.get_secret_value(), path)
        return await serve_web(site, *settings.listen_on())

    def _note_refused(self, problems: Sequence[Problem]) -> None:
        self.metrics.packs_refused.inc(len(problems))
        for problem in problems:
            log.error("a pack has an error and is kept out", problem=str(problem))

    async def _refresh_packs(self) -> None:
        """Bring changed packs live; a pack with errors is refused and the old one keeps serving."""
        library, problems = await asyncio.to_thread(self._refreshed)
        if library is not self.household.library:
            self.household.take(library)
        self._note_refused(problems)

    def _refreshed(self) -> tuple[Library, list[Problem]]:
        self.shelf.published = self.publishing.look()
        return self.shelf.refresh(self.clock().date())


async def serve(settings: Settings, *, worker: bool = False) -> None:
    """Run the bot, or a worker of it, until the process is told to stop (SIGTERM, SIGINT).

    Errors: AlreadyRunning when another bot uses this database (webhook replicas may share PostgreSQL), and those
    of `App`.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    url = settings.database_url.get_secret_value()
    app = App(settings, real_clock, partial(guard.hold, url, shared=bool(settings.webhook_url)))
    garbage.resume()
    try:
        await (app.work(stop) if worker else app.run(stop))
    except Refused as refused:
        log.critical("Telegram refuses the bot; is BOT_TOKEN right?", code=refused.code)
        raise SystemExit(1) from None
    except TO_MEND:
        raise
    except Exception:
        # Python itself would print what the error says, and that may be somebody's words.
        log.critical("the bot ends by a mistake of its own", exc_info=True)
        raise SystemExit(1) from None
    finally:
        await app.close()
