"""Metrics and health: an operator sees counts and seconds, whether all is there, and nothing of anybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.app import App
from bot.edges.metrics import HelpShown, Metrics
from bot.store import backlog, deliveries
from bot.values import sitemap
from tests.edges.conftest import free_port, listens, running, sees, settings_for, until
from tests.edges.telegram.raw import message
from tests.talk import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulator import Simulator
    from bot.store.engine import Store
    from tests.edges.telegram.edge import Edge


def value(metrics: Metrics, name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(name, labels) or 0.0


async def got(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/{path}") as answer:
        return answer.status, await answer.text()


@pytest.mark.slow
async def test_an_operator_sees_what_the_bot_did(telegram: Simulator, tmp_path: Path) -> None:
    port = free_port()
    settings = settings_for(tmp_path, telegram.url, listen=f"127.0.0.1:{port}")
    async with running(App(settings, telegram.clock.now)) as app:
        child = telegram.person("child-10")
        await child.send("/start")
        await sees(child, "Я Маяк")
        await until(lambda: value(app.metrics, "mayak_updates_total", outcome="answered") == 1)
        assert await got(port, "healthz") == (200, "alive\n")
        assert await got(port, "readyz") == (200, "ready\n")
        status, told = await got(port, "metrics")
        assert status == 200
        assert 'mayak_updates_total{outcome="answered"} 1.0' in told
        assert 'mayak_answer_seconds_count{kind="reply"} 1.0' in told
        assert 'mayak_sends_total{lane="reply",outcome="shown"} 2.0' in told
        assert "mayak_ready 1.0" in told
        assert str(child.id) not in told
        names = set(re.findall(r"(\w+)=\"", told))
        assert names <= {"outcome", "kind", "lane", "why", "what", "state", "task", "topic", "le"}, "no user label"


@pytest.mark.slow
async def test_not_ready_while_the_database_is_away(telegram: Simulator, tmp_path: Path) -> None:
    port = free_port()
    settings = settings_for(tmp_path, telegram.url, listen=f"127.0.0.1:{port}")
    async with running(App(settings, telegram.clock.now)) as app:
        await until(lambda: listens(port))
        durable = app.stores.durable
        with durable.turn():  # a transaction that does not end: the one writer is busy
            status, told = await got(port, "readyz")
            assert (status, told) == (503, "away: database\n")
            assert value(app.metrics, "mayak_ready") == 0
        assert await got(port, "readyz") == (200, "ready\n")
        assert value(app.metrics, "mayak_away_total", what="database") >= 1


async def test_each_update_is_counted_by_what_became_of_it(edge: Edge) -> None:
    metrics = edge.handler.metrics
    await edge.takes(message(96_001, text="/start"), message(96_001, text="/help"), {"update_id": 5, "message": 7})
    assert value(metrics, "mayak_updates_total", outcome="answered") == 1
    assert value(metrics, "mayak_updates_total", outcome="help") == 1
    assert value(metrics, "mayak_updates_total", outcome="unreadable") == 1
    assert value(metrics, "mayak_answer_seconds_count", kind="help") == 1


def test_21_help_is_counted_in_whole_tens_alone() -> None:
    shown = HelpShown()

    def told() -> dict[str, float]:
        return {str(sample.labels): sample.value for family in shown.collect() for sample in family.samples}

    for _ in range(9):
        shown.count(sitemap.HelpPage(13))
    assert told() == {"{}": 0}
    shown.count(sitemap.HelpPage(113))  # the second card of the same page
    assert told() == {"{}": 10, "{'topic': 'no wish to live'}": 10}
    for _ in range(9):
        shown.count(sitemap.Heard(33))
        shown.count(sitemap.Help())
    assert told() == {"{}": 20, "{'topic': 'no wish to live'}": 10}
    shown.count(sitemap.HelpPage(999_999_999))
    assert told()["{'topic': 'lines and first screen'}"] == 10


@pytest.mark.parametrize("minutes", [0, 5])
def test_deliveries_that_wait_are_counted(edge: Edge, minutes: int) -> None:
    store: Store = edge.house.stores.durable
    metrics = Metrics()
    with store.turn() as db:
        deliveries.owe(db, None, b"sealed", "menu", NOW)
        deliveries.owe(db, None, b"sealed", "menu", edge.house.clock.replace(year=2027))
    edge.house.later(minutes=minutes)
    with store.turn() as db:
        metrics.stand(backlog.backlog(db, edge.house.clock), edge.house.clock)
    assert value(metrics, "mayak_deliveries", state="waiting") == 2
    assert value(metrics, "mayak_deliveries", state="late") == (1 if minutes else 0)
    assert value(metrics, "mayak_deliveries", state="failed") == 0
    assert value(metrics, "mayak_delivery_oldest_seconds") == minutes * 60
