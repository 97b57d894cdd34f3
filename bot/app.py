"""The wiring of the bot, by hand, read top to bottom: what is made of what, and what runs."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import signal
import time
from contextlib import nullcontext
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.chat import intents
from bot.chat.conversation import Conversation
from bot.chat.linear import models_of
from bot.chat.services import Services, Stores
from bot.chat.views import find_views
from bot.db import guard
from bot.db.engine import closed_store, memory_store
from bot.db.keys import Keys
from bot.features.check import learned
from bot.features.check.domain import checker_of
from bot.features.help.distress import package_detector
from bot.features.publishing.edition_reader import EditionReader
from bot.features.publishing.serving import Publishing
from bot.features.search import searching
from bot.help.help_book import package_book
from bot.help.place_names import place_names
from bot.metrics import Metrics
from bot.opening import FATAL, Opening
from bot.packs.edition_previews import EditionPreviews
from bot.packs.extracted_packs import ExtractedPacks
from bot.packs.loader import Loader
from bot.scheduler.clock import real_clock, start_clock
from bot.scheduler.retention_sweep import RetentionSweep
from bot.scheduler.steady_clock import SteadyClock, Timekeeper
from bot.settings import SettingError
from bot.telegram.api import Api, Refused
from bot.telegram.dispatch import Dispatch
from bot.telegram.groups import Groups
from bot.telegram.handler import Handler, Patience
from bot.telegram.pace import Pace
from bot.telegram.pending_replies import PendingReplies
from bot.telegram.polling import LEAVE_SECONDS, Polling, before_polling
from bot.telegram.profile import offers_ephemeral, set_profile, who_the_bot_is
from bot.telegram.sender import Sender
from bot.telegram.webhook import BODY_BYTES, add_webhook, webhook_at
from bot.values.phrases import package_phrases
from bot.web.projector.pages import Projector
from bot.web.server import Health, add_health, answering, counting, serve_web
from bot.web.site.site import Site

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.packs.library import Library
    from bot.packs.problem import Problem
    from bot.settings import Settings
    from bot.telegram.redis.connection import Connection

    Ticks = Mapping[Callable[[], Awaitable[object]], float]
    Serving = Callable[[asyncio.Event], Awaitable[None]]

log = structlog.get_logger()

POLLING_CROWD = 80
"""From this number of updates in work on, few of a poll's 100 places are left for new ones."""

FINISH_CHECKS_SECONDS = 2.0
"""Seconds that a stopping bot gives to running file checks: most need less than one."""

WEBHOOK_CROWD, SHARED_CROWD = 30, 8
"""The same for the 40 connections that Telegram opens to a webhook; and where several replicas share those."""


def crowd_of(settings: Settings) -> int:
    """Return from how many updates in work on hardly a new one can come in."""
    if not settings.webhook_url:
        return POLLING_CROWD
    return SHARED_CROWD if settings.scaled else WEBHOOK_CROWD


class App:
    """The running bot: store, packs, conversation, Telegram, clock. Closed by `close`."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime],
        hold: Callable[[], AbstractContextManager[Callable[[], None] | None]] = nullcontext,
        steady: SteadyClock | None = None,
    ) -> None:
        """Open everything that needs no network; a database that is away is opened when it comes. `hold` locks
        it against a second program. With a `steady` clock, whose `now` is the `clock`, nothing is erased or
        sent unasked while that clock is in doubt.

        Errors: those of `Opening.begin`, FileNotFoundError; each names the setting to change.
        """
        self.settings = settings
        self.clock = clock
        self.steady = steady
        self.stores = Stores(closed_store(settings.database_url.get_secret_value()), memory_store())
        known_by = Keys(())
        self.opening = Opening(
            self.stores.durable, known_by, settings.key_file, make_key=not settings.scaled, hold=hold
        )
        self.opening.begin()
        self.phrases = package_phrases()
        self.loader = Loader(
            settings.pack_roots(), settings.cache_file(), allow_unreviewed=settings.allow_unreviewed
        )
        self.extracted = ExtractedPacks(settings.cache_file().with_name("editions"))
        self.publishing = Publishing(self.stores.durable, self.extracted)
        self.loader.published = self.publishing.look()
        if not settings.scaled and self.stores.durable.is_open:
            self.extracted.sweep({one.folder.name for one in self.loader.published})
        self.metrics = Metrics()
        _, problems = self.loader.open(clock().date())
        self._note_refused(problems)
        if self.loader.is_empty:
            log.error(
                "there is no pack, so only Help answers: is PACKS right?", roots=list(map(str, self.loader.roots))
            )
        self.api = Api(
            settings.bot_token.get_secret_value(), settings.bot_api_url, settings.bot_proxy.get_secret_value()
        )
        services = Services(
            views=find_views(),
            phrases=self.phrases,
            stores=self.stores,
            keys=known_by,
            library=self.loader.library,
            bot_id=self.api.bot_id,
            operator=settings.operator(),
            organisers=settings.admins(),
            book=package_book(),
            projector=settings.projector(),
            bulk_rate=settings.bulk_rate,
            repetition=settings.repetition,
            editions=EditionReader(EditionPreviews(self.extracted)),
            detector=package_detector(settings.cache_file().with_name("phrases.cache")),
        )
        self.services = services
        self.conversation = Conversation(services)
        public = settings.projector()
        token = settings.bot_token.get_secret_value()
        header = settings.client_header
        self.site = Site(self.conversation, clock, public, header, bot_token=token) if public else None
        paid = Pace(settings.paid_rate, time.monotonic) if settings.paid_rate else None
        sender = Sender(self.api, Pace(settings.send_rate, time.monotonic), self.metrics, paid)
        self.handler = Handler(self.conversation, sender, clock, patience=Patience(crowd=crowd_of(settings)))
        self.handler.inline_check.on = settings.inline_check
        self.redis = self._share()
        needs = {"database": answering(self.stores.durable)}
        self.health = Health(needs | ({"redis": self.redis.look} if self.redis else {}), self.metrics)
        self.pending_replies = PendingReplies(self.conversation, self.handler.outbox, clock)
        self.groups = Groups(self.conversation, sender, clock)
        self.dispatch = Dispatch(self.conversation, sender, clock, at_once=settings.bulk_rate, sure=self._sure)
        if steady is not None:
            self.handler.on_telegram_time = steady.note_telegram_time

    def _sure(self) -> bool:
        """Whether the clock is believed; without a steady clock it always is."""
        return self.steady is None or self.steady.sure

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set, then finish what was begun. In the scaled mode workers send
        deliveries.
        """
        ticks: Ticks = {} if self.settings.scaled else {self.dispatch.tick: 1}
        await self._serve(self._take_webhooks if self.settings.webhook_url else self._poll, ticks, stop)

    async def work(self, stop: asyncio.Event) -> None:
        """Send planned deliveries until `stop` is set, together with other workers (scaled mode)."""
        from bot.telegram.redis.worker import Worker  # noqa: PLC0415 - as in `_share`

        url = self.settings.database_url.get_secret_value()
        worker = Worker(url, self.stores.durable, self.dispatch, self.metrics, self.clock)
        await self._serve(worker.run, {worker.tick: 1}, stop)

    async def _serve(self, what: Serving, more: Ticks, stop: asyncio.Event) -> None:
        """Run `what` until `stop` is set, as soon as Telegram can be reached; the database opens meanwhile."""
        opened = asyncio.create_task(self.opening.keep_open())
        opened.add_done_callback(lambda done: None if done.cancelled() or not done.exception() else stop.set())
        try:
            me = await self.api.insist(who_the_bot_is(), stop)
            if me is not None:
                self.services.bot_name = me["username"]
                await self._ticking(what, more, stop)
            if opened.done():
                opened.result()
        finally:
            opened.cancel()

    async def _ticking(self, what: Serving, more: Ticks, stop: asyncio.Event) -> None:
        """Run `what` with the ticks of every process, and `more`."""
        profile = asyncio.create_task(self._set_profile())
        names = asyncio.create_task(asyncio.to_thread(place_names))  # 0.2 s that nobody has to wait for later
        sweeping = RetentionSweep(self.conversation, self.clock, self._sure)
        ticks: dict[Callable[[], Awaitable[object]], float] = {
            **more,
            self.pending_replies.tick: 1,
            self.groups.tick: 1,
            self._refresh_packs: 2,
            sweeping.forget_visitors: 60,
            sweeping.sweep: 3600,
            sweeping.scrub: 5,
        }
        if self.steady is not None:
            ticks[Timekeeper(self.steady, self.stores.durable).tick] = 1
        if self.settings.listens:
            waiting = counting(self.stores.durable, self.metrics, self.clock)
            ticks |= {self.health.away: 15, waiting: 15, self._check_directory: 60}
        if self.site is not None:
            ticks[self._sweep_site] = 60
        else:
            log.info("there is no web door, and no projector's page: set LISTEN and PUBLIC_URL")
        scheduler = start_clock(ticks)
        listening: web.AppRunner | None = None
        try:
            listening = await self._listen()
            await what(stop)
        finally:
            profile.cancel()
            names.cancel()
            await asyncio.wait({profile, names})
            scheduler.shutdown(wait=False)
            await self.dispatch.close()
            if await self.handler.checks.close(FINISH_CHECKS_SECONDS):
                # Tell the editors of broken checks now or, if Telegram is slow, after the next start.
                await self.pending_replies.tick()
            await self.handler.outbox.close(LEAVE_SECONDS)
            await self.handler.close()
            if listening is not None:
                await listening.cleanup()

    async def _set_profile(self) -> None:
        """Tell Telegram what the bot is, and learn whether it can answer one member of a group alone."""
        await set_profile(self.api, self.phrases)
        self.handler.private_in_group.offered = await offers_ephemeral(self.api)

    async def close(self) -> None:
        """Close connections and the stores."""
        await self.api.close()
        if self.redis is not None:
            await self.redis.close()
        self.stores.durable.close()
        self.stores.visitors.close()
        if self.site is not None:
            self.site.close()
        self.opening.close()

    def _share(self) -> Connection | None:
        """Share pace, order and visitors with the other processes of the scaled mode; None in the embedded one."""
        if not self.settings.scaled:
            return None
        from bot.telegram.redis.sharing import share  # noqa: PLC0415 - an extra's library: the scaled mode's alone

        url = self.settings.redis_url.get_secret_value()
        return share(url, self.settings.send_rate, self.handler, self.clock, paid=self.settings.paid_rate)

    async def _poll(self, stop: asyncio.Event) -> None:
        if not await self.api.insist(before_polling(), stop):
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
        secret = self.settings.webhook_secret.get_secret_value()
        hook = webhook_at(self.settings.webhook_url, secret, inline=self.settings.inline_check)
        try:
            if await self.api.insist(hook, stop):
                log.info("listening for the webhook")
        except Refused as refused:
            raise SettingError(f"WEBHOOK_URL: Telegram does not take it: {refused.description}") from None
        await stop.wait()

    async def _listen(self) -> web.AppRunner | None:
        """Listen where LISTEN says; without it only a webhook makes the bot listen."""
        settings = self.settings
        if not settings.listens:
            return None
        site = web.Application(client_max_size=BODY_BYTES)
        add_health(site, self.health, self.metrics)
        Projector(self.services, self.clock, settings.client_header).add_to(site)
        if self.site is not None:
            self.site.add_to(site)
        if settings.webhook_url:
            path = urlsplit(settings.webhook_url).path or "/"
            add_webhook(site, self.handler, settings.webhook_secret.get_secret_value(), path)
        host, port = settings.listen_on()
        try:
            return await serve_web(site, host, port)
        except OSError as error:
            raise SettingError(f"LISTEN: {host}:{port} cannot be listened on: {error.strerror or error}") from None

    async def _sweep_site(self) -> None:
        """Forget who was idle in a browser, unless the clock is in doubt."""
        if self.site is not None and self._sure():
            await self.site.sweep()

    def _note_refused(self, problems: Sequence[Problem]) -> None:
        self.metrics.packs_refused.inc(len(problems))
        for problem in problems:
            log.error("a pack has an error and is refused", problem=str(problem))

    async def _refresh_packs(self) -> None:
        """Bring changed packs live; a pack with errors is refused and the old one keeps serving."""
        library, problems = await asyncio.to_thread(self._refreshed)
        if library is not self.services.library:
            self.services.take(library)
        self._note_refused(problems)

    async def _check_directory(self) -> None:
        """Count the help lines that a person must check; packs may bring some."""
        await asyncio.to_thread(self.metrics.check_directory, self.services.book, self.clock().date())

    def _refreshed(self) -> tuple[Library, list[Problem]]:
        self.loader.published = self.publishing.look()
        library, problems = self.loader.refresh(self.clock().date())
        searching.prepare(library, self.services.book)
        for file in (intents.FILE, learned.FILE):
            models_of(file)  # read here, so that nobody waits for it
        if self.settings.inline_check:
            checker_of(library)  # pasted texts are read on the event loop, where all would wait for it
        return library, problems


def leave_out_of_garbage() -> None:
    """Leave what was built out of Python's search for garbage for good, and let it search seldom.

    Without this a menu tap of `tools/bench.py` costs 1.30 times the CPU, with the first line alone 1.18 times.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def give_memory_back() -> None:
    """Give the system back the memory that was needed only while things were built; where the C library is not
    glibc nothing happens. A first start, which compiles packs and lists, has 14 MiB of it.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


async def serve(settings: Settings, *, worker: bool = False) -> None:
    """Run the bot, or a worker of it, until the process is told to stop (SIGTERM, SIGINT).

    Errors: AlreadyRunning when another bot uses this database (webhook replicas may share PostgreSQL);
    SettingError for a token, an address or a port that does not work; and those of `App`.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    url = settings.database_url.get_secret_value()
    steady = SteadyClock(real_clock)
    app = App(settings, steady.now, partial(guard.hold, url, shared=bool(settings.webhook_url)), steady)
    leave_out_of_garbage()
    give_memory_back()
    try:
        await (app.work(stop) if worker else app.run(stop))
    except Refused as refused:
        if refused.code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
            raise SettingError("BOT_TOKEN: Telegram knows no bot by it; BotFather tells it") from None
        log.critical("Telegram refuses the bot", code=refused.code, why=refused.description)
        raise SystemExit(1) from None
    except (*FATAL, SettingError):
        raise
    except Exception:
        # # Python would print the error's message, which may be somebody's words.
        log.critical("the bot ends by a mistake of its own", exc_info=True)
        raise SystemExit(1) from None
    finally:
        await app.close()
