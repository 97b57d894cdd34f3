"""The local Telegram in one object: start it, act as people, look, stop it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from simulator import groups
from simulator.args import MAX_BODY
from simulator.clock import SimClock
from simulator.faults import Fault
from simulator.flood import Rules
from simulator.handle import GroupHandle, PersonHandle
from simulator.people import LANGUAGE, PEOPLE, Seeded
from simulator.polls import close_due
from simulator.server import BotApi, only_local
from simulator.user_plane import UserPlane
from simulator.webhook import LOOPBACK, Webhook
from simulator.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.args import Args
    from simulator.journal import Journal

PROFILES = ("telegram", "strict")
_TICK = 0.25


class Simulator:
    """A Telegram for one bot, on loopback. `world.next_due` may be set to return when the bot will act next by
    itself, `world.mini_app` to the address of its Mini App, as registered with BotFather.

    `profile`: "telegram" is as lenient as the server; "strict" turns the journal red on anything doubtful. `rules`
    lift or change unpublished figures (`flood.LIFTED` for load tests). `names`: the bot's name by language code,
    as registered with BotFather; "" for all other languages. `people` exist from the start.
    Errors: ValueError.
    """

    def __init__(  # noqa: PLR0913 - all but the token has a default
        self,
        token: str = "123456:local-simulator-token",  # noqa: S107 - it opens nothing but this simulator
        clock: SimClock | None = None,
        *,
        profile: str = "telegram",
        seed: int = 1,
        rules: Rules | None = None,
        names: Mapping[str, str] | None = None,
        username: str = "local_sim_bot",
        people: Iterable[Seeded] = PEOPLE,
    ) -> None:
        number, _, secret = token.partition(":")
        if not number.isdigit() or not secret:
            raise ValueError("a token looks like 123456:secret")
        if profile not in PROFILES:
            raise ValueError(f"profiles are {', '.join(PROFILES)}")
        self.token = token
        self.clock = clock or SimClock()
        self.world = World(
            token,
            self.clock,
            profile=profile,
            seed=seed,
            rules=rules or Rules(),
            names={"": "Local bot"} | dict(names or {}),
            username=username,
            people=people,
        )
        self.clock.listeners += [lambda: close_due(self.world), self.world.note_unanswered]
        self.url = ""
        self._api = BotApi(self.world)
        self.world.webhook = Webhook(self.world, self._execute)
        self._plane = UserPlane(self.world)
        self._runner: web.AppRunner | None = None
        self._ticker: asyncio.Task[None] | None = None

    @property
    def journal(self) -> Journal:
        """Return the record of all calls and updates."""
        return self.world.journal

    async def _execute(self, name: str, args: Args) -> Any:
        return await self._api.call(name, args)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen at `url`. `port` 0 takes a free one. Errors: ValueError off loopback, OSError."""
        if host not in LOOPBACK:
            raise ValueError("a local Telegram listens on loopback only")
        app = web.Application(client_max_size=MAX_BODY, middlewares=[only_local])
        app.router.add_route("*", "/bot{tail:.*}", self._api.handle)
        app.router.add_get("/file/bot{tail:.*}", self._api.download)
        self._plane.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0][1]
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{bound}"
        self._ticker = asyncio.create_task(self._tick())

    async def _tick(self) -> None:
        """Run timed events while the clock runs by itself."""
        while True:
            await asyncio.sleep(_TICK)
            for listener in self.clock.listeners:
                listener()

    async def stop(self) -> None:
        """Close all connections and stop listening."""
        if self._ticker is not None:
            self._ticker.cancel()
        self._plane.close()
        self.world.updates.close()
        await self.world.webhook.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def person(self, who: int | str) -> PersonHandle:
        """Return a person by id or key (child-7, child-10, child-14, parent, educator). Errors: KeyError."""
        return PersonHandle(self.world, self.world.person(who))

    def new_person(self, first_name: str, language_code: str = LANGUAGE, note: str = "") -> PersonHandle:
        """Add a new person."""
        return PersonHandle(self.world, self.world.add_person(first_name, language_code, note))

    def new_group(
        self, title: str, members: list[int], *, supergroup: bool = False, bot: bool = True
    ) -> GroupHandle:
        """Found a group; the first member owns it. Errors: PlaneError."""
        kind = "supergroup" if supergroup else "group"
        return GroupHandle(self.world, groups.found(self.world, title, kind, members, bot=bot))

    def fault(self, kind: str, **details: Any) -> None:
        """Order a fault: see `faults.Fault` for the details. Errors: ValueError."""
        self.world.order_fault(Fault(kind, **details))
