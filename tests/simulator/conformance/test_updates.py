"""Checks 4–9: offsets, long polling, allowed updates, webhooks with retries and calls in the answer."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from aiogram.methods import SendMessage
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from simulator import PersonHandle, Rules, Simulator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.simulator.conformance.clients import Client
    from tests.simulator.conformance.conftest import Http

Json = dict[str, Any]


async def _updates(client: Client, **params: Any) -> list[Json]:
    answer: list[Json] = await client.ask("get_updates", **{"timeout": 0, **params})
    return answer


async def test_04_offsets(client: Client, child: PersonHandle) -> None:
    for word in ("one", "two", "three"):
        await child.send(word)
    first = await _updates(client)
    assert [update["message"]["text"] for update in first] == ["one", "two", "three"]
    assert await _updates(client) == first
    last = first[-1]["update_id"]
    assert await _updates(client, offset=last) == first[-1:]
    assert await _updates(client, offset=last + 1) == []
    for word in ("four", "five", "six"):
        await child.send(word)
    newest = await _updates(client, offset=-1)
    assert [update["message"]["text"] for update in newest] == ["six"]
    assert await _updates(client) == newest
    assert newest[0]["update_id"] == last + 3
    assert len(await _updates(client, limit=1)) == 1


async def test_05_a_long_poll_ends_when_somebody_writes(client: Client, child: PersonHandle) -> None:
    began = time.monotonic()
    waiting = asyncio.create_task(_updates(client, timeout=20))
    await asyncio.sleep(0.1)
    await child.send("hi")
    assert len(await waiting) == 1
    assert time.monotonic() - began < 15, "it ends before its time"
    began = time.monotonic()
    assert await _updates(client, offset=waiting.result()[0]["update_id"] + 1, timeout=1) == []
    assert 0.9 < time.monotonic() - began < 15


async def test_05_of_two_pollers_the_older_gets_a_conflict(
    client: Client, rival: Client, child: PersonHandle
) -> None:
    older = asyncio.create_task(client.refusal("get_updates", timeout=50))
    await asyncio.sleep(0.2)
    newer = asyncio.create_task(_updates(rival, timeout=50))
    refused = await older
    assert refused.kind == "conflict"
    assert refused.words == (
        "terminated by other getupdates request; make sure that only one bot instance is running"
    )
    await child.send("hi")
    assert len(await newer) == 1


class TestHaste:
    @pytest.fixture
    def rules(self) -> Rules:
        return Rules(flood=False)

    async def test_05_asking_again_too_soon_gets_one_update(self, client: Client, child: PersonHandle) -> None:
        await child.send("one")
        await child.send("two")
        assert len(await _updates(client)) == 2
        assert len(await _updates(client)) == 1


async def test_06_allowed_updates(client: Client, sim: Simulator, child: PersonHandle) -> None:
    other = sim.person("parent")
    group = sim.new_group("Класс", [child.id])
    await group.promote_bot()
    await group.join(other)
    kinds = {next(iter(set(update) - {"update_id"})) for update in await _updates(client)}
    assert kinds == {"message", "my_chat_member"}
    await _updates(client, offset=-1, allowed_updates=["message", "chat_member"])
    await group.leave(other)
    seen = await _updates(client)
    assert [kind for update in seen for kind in update if kind != "update_id"][-2:] == ["chat_member", "message"]
    before = len(seen)
    await _updates(client, allowed_updates=["callback_query"])
    assert len(await _updates(client)) == before  # what is queued stays
    await child.send("not wanted now")
    assert len(await _updates(client)) == before
    await _updates(client, allowed_updates=[])
    await child.send("wanted again")
    assert len(await _updates(client)) == before + 1


@dataclass
class Bot:
    """A small web server that plays the bot."""

    url: str = ""
    secret: str = ""
    statuses: list[int] = field(default_factory=list)
    reply: web.Response | None = None
    got: list[Json] = field(default_factory=list)
    tried: int = 0

    async def handle(self, request: web.Request) -> web.Response:
        self.tried += 1
        if self.secret and request.headers.get("X-Telegram-Bot-Api-Secret-Token") != self.secret:
            return web.Response(status=401)
        update = await request.json()
        if self.statuses:
            return web.Response(status=self.statuses.pop(0))
        self.got.append(update)
        return self.reply or web.Response()


@asynccontextmanager
async def _bot(bot: Bot) -> AsyncIterator[Bot]:
    app = web.Application()
    app.router.add_post("/hook", bot.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield bot
    finally:
        await runner.cleanup()


async def _until(condition: Any) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in another task's plain attributes
            await asyncio.sleep(0.01)


class TestWebhook:
    @pytest.fixture
    def rules(self) -> Rules:
        return Rules(flood=False, poll_penalties=False, webhook_retry=0.05)

    async def test_07_delivery_with_the_secret(self, client: Client, child: PersonHandle) -> None:
        async with _bot(Bot(secret="S3cret_-")) as bot:
            await child.send("before")
            await client.ask("set_webhook", url=bot.url, secret_token="S3cret_-")
            await child.send("after")
            await _until(lambda: len(bot.got) == 2)
            assert [update["message"]["text"] for update in bot.got] == ["before", "after"]
            refused = await client.refusal("get_updates")
            assert refused.kind == "conflict"
            assert refused.words == (
                "can't use getupdates method while webhook is active; "
                "use deletewebhook to delete the webhook first"
            )
            await client.ask("delete_webhook")
            assert await _updates(client) == []

    async def test_07_a_wrong_secret_is_retried_and_noted(self, client: Client, child: PersonHandle) -> None:
        async with _bot(Bot(secret="right")) as bot:
            await client.ask("set_webhook", url=bot.url, secret_token="wrong")
            await child.send("x")
            await _until(lambda: bot.tried >= 3)
            info = await client.ask("get_webhook_info")
            assert info["last_error_message"] == "Wrong response from the webhook: 401 Unauthorized"
            assert info["pending_update_count"] == 1
            await client.ask("set_webhook", url=bot.url, secret_token="right")
            await _until(lambda: len(bot.got) == 1)

    async def test_07_what_set_webhook_refuses(self, client: Client) -> None:
        expected = {
            "http://example.com/": "bad webhook: An HTTPS URL must be provided for webhook",
            "https://example.com:8080/": "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        }
        for url, words in expected.items():
            assert (await client.refusal("set_webhook", url=url)).words == words.lower()
        refused = await client.refusal("set_webhook", url="https://127.0.0.1/", secret_token="a b")
        assert refused.words == "secret token contains unallowed characters"

    async def test_08_a_failed_delivery_comes_again_with_the_same_id(
        self, client: Client, child: PersonHandle
    ) -> None:
        async with _bot(Bot(statuses=[500, 502])) as bot:
            await client.ask("set_webhook", url=bot.url)
            await child.send("one")
            await child.send("two")
            await _until(lambda: len(bot.got) == 2)
            assert bot.tried == 4
            assert [update["message"]["text"] for update in bot.got] == ["one", "two"]

    async def test_08_lanes_do_not_wait_for_each_other(self, client: Client, sim: Simulator) -> None:
        one, two = sim.person("child-7"), sim.person("parent")
        async with _bot(Bot(statuses=[500] * 3)) as bot:
            await client.ask("set_webhook", url=bot.url)
            await one.send("slow")
            await _until(lambda: bot.tried >= 1)
            bot.statuses.clear()
            await two.send("quick")
            await _until(lambda: len(bot.got) == 2)

    async def test_09_a_method_in_the_answer_is_executed(
        self, client: Client, http: Http, child: PersonHandle
    ) -> None:
        body = {"method": "sendMessage", "chat_id": child.id, "text": "from the answer"}
        async with _bot(Bot(reply=web.json_response(body))) as bot:
            await client.ask("set_webhook", url=bot.url)
            await child.send("x")
            await _until(lambda: child.see(1)[0]["text"] == "from the answer")
            bot.reply = web.json_response({"method": "deleteWebhook"})
            await child.send("y")
            await _until(lambda: len(bot.got) == 2)
            _, info, _ = await http.call("getWebhookInfo")
            assert info["result"]["url"] == bot.url

    async def test_09_aiograms_own_answer_is_understood(self, sim: Simulator, child: PersonHandle) -> None:
        from aiogram import Bot as AiogramBot  # noqa: PLC0415 - only this check needs a dispatcher
        from aiogram import Dispatcher  # noqa: PLC0415 - the same
        from aiogram.client.session.aiohttp import AiohttpSession  # noqa: PLC0415 - the same
        from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415 - the same

        bot = AiogramBot(sim.token, session=AiohttpSession(api=TelegramAPIServer.from_base(sim.url)))
        dispatcher = Dispatcher()

        @dispatcher.message()
        async def answer(message: Any) -> SendMessage:
            return SendMessage(chat_id=message.chat.id, text=f"heard {message.text}")

        app = web.Application()
        SimpleRequestHandler(dispatcher, bot, handle_in_background=False).register(app, path="/hook")
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook")
            await child.send("aiogram")
            await _until(lambda: child.see(1)[0]["text"] == "heard aiogram")
        finally:
            await bot.session.close()
            await runner.cleanup()
