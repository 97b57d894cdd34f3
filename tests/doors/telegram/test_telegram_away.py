"""Telegram is away, or does not know the bot any more: an operator sees that, and what is late by it."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiogram.methods import DeleteWebhook
from pydantic import SecretStr

from bot.app import App
from bot.db import deliveries, people
from bot.db.deliveries import Visit
from bot.doors import dispatch as dispatch_module
from bot.doors.pace import Lane
from bot.doors.sender import Sender
from bot.doors.server import counting
from bot.doors.telegram import reach as reach_module
from bot.doors.telegram.reach import Reach, Trouble
from bot.doors.telegram.webhook import looking_at_webhook
from bot.features.habits.pages import Rest
from bot.values.why import Why
from tests.doors.telegram.servers import free_port, listens, running, sees, settings_for, settled, until
from tests.kit.zones import afternoon

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from simulator import Simulator
    from tests.doors.telegram.edge import Edge


def value(app: App, name: str, **labels: str) -> float:
    found = app.metrics.registry.get_sample_value(name, labels)
    assert found is not None, name
    return found


def reminds(app: App, *numbers: int) -> None:
    """Let people be reminded of something now."""
    keys, bot = app.services.keys, app.services.bot_id
    with app.stores.durable.transaction() as db:
        for number in numbers:
            known = people.find(db, keys.lookups(bot, number), app.clock().date())
            assert known is not None
            sealed = keys.seal(number, known.key)
            assert deliveries.plan(db, known.key, sealed, Visit(Rest().path, Why.NUDGE, app.clock()))


@pytest.mark.slow
async def test_reminders_that_telegram_does_not_take_are_late_since_they_were_due(
    bot: App, telegram: Simulator, logs: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch_module, "SHOW_SECONDS", 2.0)
    both = telegram.person("child-10"), telegram.person("child-14")
    await until(lambda: '"polling"' in logs.getvalue())
    settled(bot, *both, zone=afternoon(bot.clock()))
    await telegram.stop()
    reminds(bot, *(person.id for person in both))
    await until(lambda: len(bot.dispatch._sending) == 2)
    count = counting(bot.stores.durable, bot.metrics, bot.clock)
    seen = []
    for _ in range(3):
        telegram.clock.advance(65)
        await count()
        assert value(bot, "mayak_deliveries", state="late") == 2
        seen.append(value(bot, "mayak_delivery_oldest_seconds"))
    assert seen[0] >= 65
    assert all(later - before >= 65 for before, later in itertools.pairwise(seen))


async def ready(port: int) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/readyz") as answer:
        return answer.status, await answer.text()


@pytest.mark.slow
async def test_a_revoked_token_is_told_at_once_and_loses_nothing(
    telegram: Simulator, tmp_path: Path, logs: io.StringIO
) -> None:
    """BotFather revokes it; later somebody finds out, and the operator gets it back."""
    port, token = free_port(), telegram.world.token
    app = App(settings_for(tmp_path, telegram.url, listen=f"127.0.0.1:{port}"), telegram.clock.now)
    async with running(app):
        child = telegram.person("child-10")
        await until(lambda: listens(port) and '"polling"' in logs.getvalue())
        settled(app, child, zone=afternoon(app.clock()))
        assert await ready(port) == (200, "ready\n")
        telegram.world.token = "424242:another-one"
        await child.send("/menu")  # ends the poll that is under way
        await until(lambda: value(app, "mayak_polls_failed_total", why="revoked") >= 3)
        status, told = await ready(port)
        assert (status, told) == (503, "away: telegram (401, BOT_TOKEN is wrong or was revoked at BotFather)\n")
        assert value(app, "mayak_telegram_revoked") == 1
        assert value(app, "mayak_telegram_away_seconds") == 0, "it answers"
        reminds(app, child.id)
        await until(lambda: bool(app.dispatch._sending))
        assert logs.getvalue().count('"polling failed"') == 1, "not a line a second"
        # Twice at most: a poll that was under way may still have been answered.
        assert 1 <= logs.getvalue().count("does not know this bot any more") <= 2
        telegram.world.token = token
        await until(lambda: value(app, "mayak_telegram_revoked") == 0)
        assert await ready(port) == (200, "ready\n")
        await until(lambda: '"polling works again"' in logs.getvalue())
        await until(lambda: any("пора отложить" in message.get("text", "") for message in child.see()))


@pytest.mark.slow
async def test_telegram_that_is_gone_is_counted_from_its_last_answer(
    bot: App, telegram: Simulator, logs: io.StringIO
) -> None:
    await until(lambda: '"polling"' in logs.getvalue())
    child = telegram.person("child-10")
    await child.send("/start")
    await sees(child, "Я Маяк")
    assert value(bot, "mayak_telegram_away_seconds") == 0
    came = value(bot, "mayak_update_age_seconds")
    await telegram.stop()
    await until(lambda: value(bot, "mayak_polls_failed_total", why="unreached") >= 3)
    assert value(bot, "mayak_telegram_away_seconds") > 1
    assert value(bot, "mayak_update_age_seconds") > came + 1
    assert value(bot, "mayak_telegram_revoked") == 0
    assert logs.getvalue().count('"polling failed"') == 1


@pytest.mark.slow
async def test_a_webhook_that_telegram_cannot_reach_is_seen(telegram: Simulator, tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    settings = settings_for(
        tmp_path, telegram.url, webhook_url=url, webhook_secret=SecretStr("secret"), listen=f"127.0.0.1:{port}"
    )
    async with running(App(settings, telegram.clock.now)) as app:
        await until(lambda: telegram.world.webhook.url == url)
        look = looking_at_webhook(app.api, url, app.metrics, telegram.clock.now)
        await look()
        assert value(app, "mayak_webhook_error_age_seconds") == math.inf
        assert (value(app, "mayak_updates_pending"), value(app, "mayak_webhook_ours")) == (0, 1)
        telegram.world.webhook.url = f"http://127.0.0.1:{free_port()}/hook"  # where the proxy answers no more
        await telegram.person("child-10").send("/start")
        await until(lambda: "last_error_date" in telegram.world.webhook.info())
        telegram.world.webhook.url = url
        await look()
        telegram.clock.advance(30)
        assert 30 <= value(app, "mayak_webhook_error_age_seconds") < 60
        assert value(app, "mayak_updates_pending") == 1
        await app.api.call(DeleteWebhook())  # somebody else has the token
        await look()
        assert value(app, "mayak_webhook_ours") == 0


def test_a_trouble_is_said_once_and_then_each_minute_with_its_count(logs: io.StringIO) -> None:
    now = 0.0
    trouble = Trouble("polling failed", "polling works again", lambda: now)
    for _ in range(150):
        trouble.came(why="TimeoutError")
        now += 1
    assert [line.count("polling failed") for line in logs.getvalue().splitlines()] == [1, 1, 1]
    assert [word in logs.getvalue() for word in ('"times": 1,', '"times": 61', '"times": 121')] == [True] * 3
    trouble.ended()
    trouble.ended()
    assert logs.getvalue().count("polling works again") == 1
    assert reach_module.SAID_AGAIN == 60


def test_any_answer_ends_being_away() -> None:
    now = 0.0
    reach = Reach(lambda: now)
    reach.unreached()
    now = 90.0
    reach.unreached()
    assert reach.seconds_away() == 90
    reach.refused(400)
    assert reach.seconds_away() == 0
    reach.unreached()
    reach.refused(401)
    assert (reach.seconds_away(), reach.revoked) == (0, True)
    reach.answered()
    assert not reach.revoked


async def test_what_alarms_ask_for_is_counted_from_zero_on(edge: Edge) -> None:
    """The first fifty blocked ones are an increase only if a nought was seen before."""
    fresh = Sender(edge.wire, edge.handler.sender.pace)
    for lane in Lane:
        labels = {"lane": lane.name.lower(), "outcome": "blocked"}
        assert fresh.metrics.registry.get_sample_value("mayak_sends_total", labels) == 0
