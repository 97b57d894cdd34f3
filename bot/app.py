"""The wiring of the bot, by hand, read top to bottom: what is made of what, and what runs."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import nullcontext
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from bot.chat import following
from bot.chat.conversation import Conversation
from bot.chat.instance import Instance
from bot.chat.services import Services, Stores
from bot.chat.views import find_views
from bot.db import guard
from bot.db.engine import closed_store, memory_store
from bot.db.keys import Keys
from bot.doors.dispatch import Dispatch
from bot.doors.pace import Pace
from bot.doors.pending_replies import PendingReplies
from bot.doors.sender import Sender
from bot.doors.server import add_health, serve_web
from bot.doors.telegram.api import Api
from bot.doors.telegram.groups import Groups
from bot.doors.telegram.handler import Handler
from bot.doors.telegram.patience import Patience
from bot.doors.telegram.polling import Leaving, Polling, before_polling
from bot.doors.telegram.profile import offers_ephemeral, set_profile, who_the_bot_is
from bot.doors.telegram.webhook import BODY_BYTES, add_webhook, webhook_at
from bot.doors.web.projector.pages import Projector
from bot.doors.web.site.site import Site
from bot.doors.wire import Refused
from bot.exchange.hourly import hourly
from bot.features.help.distress import package_detector
from bot.features.publishing.edition_reader import EditionReader
from bot.features.publishing.serving import Publishing
from bot.help.help_book import package_book
from bot.help.place_names import place_names
from bot.memory import give_memory_back, leave_out_of_garbage, share_one_arena
from bot.metrics import Metrics
from bot.opening import FATAL, Opening
from bot.packs.edition_previews import EditionPreviews
from bot.packs.extracted_packs import ExtractedPacks
from bot.packs.loader import Loader
from bot.packs.upload.walls import warn_of_open_walls
from bot.packs.waiting import log_waiting
from bot.preparing import prepare_words
from bot.scheduler.clock import real_clock, start_clock
from bot.scheduler.retention_sweep import RetentionSweep
from bot.scheduler.steady_clock import SteadyClock, Timekeeper
from bot.settings import PHRASES, SettingError
from bot.surroundings import warn_of_loose_letters
from bot.values.compiled import COMPILED
from bot.values.phrases import package_phrases
from bot.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.doors.redis.connection import Connection
    from bot.packs.library import Library
    from bot.packs.problem import Problem
    from bot.settings import Settings

    Ticks = Mapping[Callable[[], Awaitable[object]], float]
    Serving = Callable[[asyncio.Event], Awaitable[None]]

log = structlog.get_logger()

POLLING_CROWD = 80
"""From this number of updates in progress on, few of a poll's 100 places are left for new ones."""

FINISH_CHECKS_SECONDS = 2.0
"""Seconds that a stopping bot gives to running file checks: most need less than one."""

WEBHOOK_CROWD, SHARED_CROWD = 30, 8
"""The same for the 40 connections that Telegram opens to a webhook, and for several replicas that share them."""


def prepare_help() -> None:
    """Read what Help needs of typed words, so that nobody waits for it later."""
    place_names()
    following.prepare()


def crowd_of(settings: Settings) -> int:
    """Return the number of updates in progress from which hardly any new one can come in."""
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
        """Open everything that needs no network; a database that is away is opened later. `hold` locks it against
        a second program. With a `steady` clock, whose `now` is the `clock`, nothing is erased or sent unasked
        while that clock is in doubt.

        Errors: those of `Opening.begin`, FileNotFoundError; each names the setting to change.
        """
        self.settings = settings
        self.clock = clock
        self._prepared, self._answers = False, True  # a worker sends only: it reads nothing that answers need
        self.steady = steady
        self.stores = Stores(closed_store(settings.database_url.get_secret_value()), memory_store())
        known_by = Keys(())
        self.opening = Opening(
            self.stores.durable, known_by, settings.key_file, make_key=not settings.scaled, hold=hold
        )
        self.opening.begin()
        self.phrases = package_phrases()
        kept = settings.cache_file()
        self.loader = Loader(
            settings.pack_roots(),
            kept,
            allow_unreviewed=settings.allow_unreviewed,
            compiled=COMPILED / kept.name,
        )
        self.extracted = ExtractedPacks(kept.with_name("editions"))
        self.publishing = Publishing(self.stores.durable, self.extracted)
        self.exchange = hourly(settings.exchange_kept(), clock)
        self.loader.published = self.publishing.look()
        if not settings.scaled and self.stores.durable.is_open:
            self.extracted.sweep({one.folder.name for one in self.loader.published})
        self.metrics = Metrics()
        _, problems = self.loader.open(clock().date())
        self._note_refused(problems)
        log_waiting(self.loader.library)
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
            organisers=settings.admins(),
            book=package_book(),
            instance=Instance(
                operator=settings.operator(),
                projector=settings.projector(),
                bulk_rate=settings.bulk_rate,
                repetition=settings.repetition,
            ),
            editions=EditionReader(EditionPreviews(self.extracted)),
            detector=package_detector(kept.with_name(PHRASES), COMPILED / PHRASES),
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
        self.watching = Watching(settings, services, self.api, self.redis, self.metrics, clock, self._sure)
        self.pending_replies = PendingReplies(self.conversation, self.handler.outbox, clock)
        self.groups = Groups(self.conversation, sender, clock)
        self.dispatch = Dispatch(self.conversation, sender, clock, at_once=settings.bulk_rate, sure=self._sure)
        if steady is not None:
            self.handler.on_telegram_time = steady.note_telegram_time

    def _sure(self) -> bool:
        """Whether the clock is believed; always, without a steady clock."""
        return self.steady is None or self.steady.sure

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set, then finish those begun. In the scaled mode
        workers send deliveries.
        """
        ticks: Ticks = {} if self.settings.scaled else {self.dispatch.tick: 1}
        await self._serve(self._take_webhooks if self.settings.webhook_url else self._poll, ticks, stop)

    async def work(self, stop: asyncio.Event) -> None:
        """Send planned deliveries until `stop` is set, together with other workers (scaled mode)."""
        from bot.doors.redis.worker import Worker  # noqa: PLC0415 - as in `_share`

        url = self.settings.database_url.get_secret_value()
        worker = Worker(url, self.stores.durable, self.dispatch, self.metrics, self.clock)
        self._answers = False
        await self._serve(worker.run, {worker.tick: 1}, stop)

    async def _serve(self, what: Serving, more: Ticks, stop: asyncio.Event) -> None:
        """Run `what` until `stop` is set, once Telegram can be reached; meanwhile the database opens."""
        opened = asyncio.create_task(self.opening.keep_open())
        opened.add_done_callback(lambda done: None if done.cancelled() or not done.exception() else stop.set())
        try:
            me = await self.api.insist(who_the_bot_is(), stop)
            if me is not None:
                self.services.instance.bot = me["username"]
                await self._ticking(what, more, stop)
            if opened.done():
                opened.result()
        finally:
            opened.cancel()

    async def _ticking(self, what: Serving, more: Ticks, stop: asyncio.Event) -> None:
        """Run `what` with the ticks of every process, and `more`."""
        warn_of_loose_letters()
        beside = {asyncio.create_task(self._set_profile())}
        if self._answers:
            for reads in ((prepare_help,), (warn_of_open_walls, self.settings.key_file)):
                beside.add(asyncio.create_task(asyncio.to_thread(*reads)))
        sweeping = RetentionSweep(self.conversation, self.clock, self._sure)
        ticks: dict[Callable[[], Awaitable[object]], float] = {
            **more,
            self.pending_replies.tick: 1,
            self.groups.tick: 1,
            self._refresh_packs: 2,
            sweeping.forget_visitors: 60,
            sweeping.sweep: 3600,
            sweeping.scrub: 5,
            self.exchange.tick: 60,
        }
        if self.steady is not None:
            ticks[Timekeeper(self.steady, self.stores.durable).tick] = 1
        ticks |= self.watching.ticks()
        if self.site is not None:
            ticks[self._sweep_site] = 60
        else:
            log.info("there is no web door, and no projector's page: set LISTEN and PUBLIC_URL")
        self.handler.starting()
        scheduler = start_clock(ticks, at_once=self._refresh_packs, skipped=self.watching.skipped)
        listening: web.AppRunner | None = None
        leaving = Leaving(stop)
        try:
            listening = await self._listen()
            await what(stop)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.wait(beside)
            scheduler.shutdown(wait=False)
            await self.dispatch.close()
            if await self.handler.checks.close(FINISH_CHECKS_SECONDS):
                # Tell the editors about interrupted checks now or, if Telegram is slow, after the next start.
                await self.pending_replies.tick()
            await self.handler.outbox.close(leaving.seconds_left())
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
        """Share pace, order and visitors with the other processes of the scaled mode;
        None in the embedded mode.
        """
        if not self.settings.scaled:
            return None
        from bot.doors.redis.sharing import share  # noqa: PLC0415 - an extra's library: the scaled mode's alone

        url = self.settings.redis_url.get_secret_value()
        return share(url, self.settings.send_rate, self.handler, self.clock, paid=self.settings.paid_rate)

    async def _poll(self, stop: asyncio.Event) -> None:
        if not await self.api.insist(before_polling(), stop):
            return
        log.info("polling")
        await Polling(self.api, self.handler, stop).run()

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
        """Listen at the address in LISTEN; without it the bot listens only for a webhook."""
        settings = self.settings
        if not settings.listens:
            return None
        site = web.Application(client_max_size=BODY_BYTES)
        add_health(site, self.watching.health, self.metrics)
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
        """Forget visitors idle in a browser, unless the clock is in doubt."""
        if self.site is not None and self._sure():
            await self.site.sweep()

    def _note_refused(self, problems: Sequence[Problem]) -> None:
        self.metrics.packs_refused.inc(len(problems))
        self.metrics.packs_broken.set(self.loader.broken)
        for problem in problems:
            log.error("a pack has an error and is refused", problem=str(problem))

    async def _refresh_packs(self) -> None:
        """Load changed packs; a pack with errors is refused and its old state keeps serving."""
        try:
            library, problems = await asyncio.to_thread(self._refreshed)
        finally:
            self.handler.started()  # also when it failed: then the first words take longer
        if not self._prepared:
            self._prepared = True
            give_memory_back()
        if library is not self.services.library:
            self.services.take(library)
            log_waiting(library)
        self._note_refused(problems)

    def _refreshed(self) -> tuple[Library, list[Problem]]:
        day = self.clock().date()
        self.loader.published = (*self.publishing.look(), *self.exchange.serving(day, self.loader))
        library, problems = self.loader.refresh(day)
        if self._answers:
            prepare_words(library)
        return library, problems


async def serve(settings: Settings, *, worker: bool = False) -> None:
    """Run the bot, or a worker of it, until the process is told to stop (SIGTERM, SIGINT).

    Errors: AlreadyRunning when another bot uses this database (webhook replicas may share PostgreSQL);
    SettingError for a token, an address or a port that does not work; and those of `App`.
    """
    share_one_arena()
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
        # Python would print the error's message, which may contain somebody's words.
        log.critical("the bot ends by a mistake of its own", exc_info=True)
        raise SystemExit(1) from None
    finally:
        await app.close()
