"""Delivers updates to the bot's own address: serial lanes, doubling retries, a secret, calls in the answer."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import aiohttp

from simulator.args import Args, UploadedFile, read_object
from simulator.errors import ApiError, NotModelled, bad_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from simulator.updates import Update
    from simulator.world import World

Json = dict[str, Any]
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PORTS = frozenset({443, 80, 88, 8443})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_DEFAULT_CONNECTIONS = 40
_LONGEST_WAIT = 60.0
_MAX_RETRY_AFTER = 3600
_TIMEOUT = aiohttp.ClientTimeout(total=60)
# Methods that have no effect in a webhook's answer.
_NOT_IN_ANSWER = frozenset({"setwebhook", "deletewebhook", "close", "logout"})


class Webhook:
    """The webhook's setting and its deliverer. Unlike Telegram it accepts http and any port, on loopback only."""

    def __init__(self, world: World, execute: Callable[[str, Args], Awaitable[Any]]) -> None:
        self._world = world
        self._execute = execute
        self.url = ""
        self._secret = ""
        self._connections = _DEFAULT_CONNECTIONS
        self._error: tuple[int, str] | None = None
        self._last_set = -1.0
        self._session: aiohttp.ClientSession | None = None
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(_DEFAULT_CONNECTIONS)
        world.updates.arrived = self._deal

    def set(self, args: Args) -> None:
        """Handle a setWebhook call. Errors: ApiError 400, 429; NotModelled for addresses outside loopback."""
        url = args.text("url")
        if not url:
            self.delete(drop=args.flag("drop_pending_updates"))
            return
        secret = args.text("secret_token")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("Secret token contains unallowed characters")
        self._check(url)
        pulse = self._world.clock.pulse()
        if self._world.rules.flood and pulse < self._last_set + 1:
            raise ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
        self._last_set = pulse
        self._stop_lanes()
        self._connections = min(max(args.integer("max_connections", _DEFAULT_CONNECTIONS), 1), 100)
        self._room = asyncio.Semaphore(self._connections)
        self._world.updates.allow(args.json("allowed_updates", "allowed updates"))
        if args.flag("drop_pending_updates"):
            self._world.updates.clear()
        self.url, self._secret, self._error = url, secret, None
        self._world.updates.stop_polls("Conflict: terminated by setWebhook request")
        self._deal()

    @staticmethod
    def _check(url: str) -> None:
        parts = urlsplit(url)
        local = parts.hostname in LOOPBACK
        if parts.scheme != "https" and not (local and parts.scheme == "http"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if not local:
            if (parts.port or 443) not in _PORTS:
                raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
            raise NotModelled("a webhook outside this machine")

    def delete(self, *, drop: bool) -> None:
        """Forget the address; `drop` also forgets waiting updates."""
        self._stop_lanes()
        self.url = self._secret = ""
        self._error = None
        if drop:
            self._world.updates.clear()

    def info(self) -> Json:
        """Return WebhookInfo."""
        updates = self._world.updates
        updates.drop_expired()
        found: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(updates.waiting),
        }
        if self._error:
            found |= {"last_error_date": self._error[0], "last_error_message": self._error[1]}
        if self.url:
            found |= {"max_connections": self._connections, "ip_address": "127.0.0.1"}
        if updates.allowed_by_name:
            found["allowed_updates"] = updates.allowed_by_name
        return found

    async def stop(self) -> None:
        """End all deliveries and close the connections."""
        self._stop_lanes()
        if self._session is not None:
            await self._session.close()

    def _stop_lanes(self) -> None:
        for task in self._lanes.values():
            task.cancel()
        self._lanes.clear()

    def _deal(self) -> None:
        """Start a deliverer for every lane with updates but without a deliverer."""
        if not self.url:
            return
        for update in self._world.updates.waiting:
            if update.lane not in self._lanes:
                task = asyncio.get_running_loop().create_task(self._deliver_lane(update.lane))
                self._lanes[update.lane] = task

    async def _deliver_lane(self, lane: str) -> None:
        updates = self._world.updates
        wait = 0.0
        while True:
            updates.drop_expired()
            update = next((update for update in updates.waiting if update.lane == lane), None)
            if update is None:
                self._lanes.pop(lane, None)
                return
            async with self._room:
                asked = await self._deliver(update)
            if asked is None:
                updates.done(update)
                wait = 0.0
                continue
            base = self._world.rules.webhook_retry
            pause = asked or wait * base
            wait = min(max(wait * 2, 1.0), _LONGEST_WAIT)
            await asyncio.sleep(pause)

    async def _deliver(self, update: Update) -> float | None:
        """Post one update. Return None if it was accepted, else the seconds that the bot asked to wait (or 0)."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        try:
            async with self._session.post(self.url, json=update.body, headers=headers, ssl=False) as answer:
                if answer.ok:
                    await self._obey(answer)
                    return None
                self._fail(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                asked = answer.headers.get("Retry-After", "")
                return float(min(int(asked), _MAX_RETRY_AFTER)) if asked.isdigit() else 0.0
        except aiohttp.ClientConnectorError:
            self._fail("Connection refused")
        except TimeoutError:
            self._fail("Read timeout expired")
        except aiohttp.ClientError:
            self._fail("Connection closed by the webhook")
        return 0.0

    def _fail(self, words: str) -> None:
        self._error = (self._world.now(), words)

    async def _obey(self, answer: aiohttp.ClientResponse) -> None:
        """Execute the method in the bot's answer; the bot does not learn its result."""
        args = await _read_answer(answer)
        name = args.text("method")
        args.values.pop("method", None)
        if not name or name.lower() in _NOT_IN_ANSWER or name.lower().startswith("get"):
            return
        await self._execute(name, args)


async def _read_answer(answer: aiohttp.ClientResponse) -> Args:
    kind = answer.content_type
    if kind == "multipart/form-data":
        values: Json = {}
        files: dict[str, UploadedFile] = {}
        async for part in aiohttp.MultipartReader.from_response(answer):
            if not isinstance(part, aiohttp.BodyPartReader) or part.name is None:
                continue
            data = bytes(await part.read(decode=True))
            if part.filename is None:
                values[part.name] = data.decode("utf-8", "replace")
            else:
                files[part.name] = UploadedFile(part.filename, part.headers.get("Content-Type", ""), data)
        return Args(values, files)
    raw = await answer.read()
    if kind == "application/x-www-form-urlencoded":
        return Args(dict(parse_qsl(raw.decode("utf-8", "replace"))))
    if kind == "application/json" and raw.lstrip().startswith(b"{"):
        try:
            return Args(read_object(raw))
        except ApiError:
            return Args({})
    return Args({})
