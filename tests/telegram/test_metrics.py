"""Metrics and health: an operator sees counts and seconds, whether all is there, and nothing of anybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.app import App
from bot.db import backlog, deliveries
from bot.features.help import pages as help_pages
from bot.help.help_book import HelpBook
from bot.metrics import HelpShown, Metrics
from bot.packs.model import Helpline
from tests.talk import NOW
from tests.telegram.raw import message
from tests.telegram.servers import free_port, listens, running, sees, settings_for, until

if TYPE_CHECKING:
    from pathlib import Path

    from bot.db.engine import Store
    from bot.simulator import Simulator
    from tests.telegram.edge import Edge


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
        build = {"version", "python"}
        assert names - build <= {
            "outcome",
            "kind",
            "lane",
            "why",
            "what",
            "state",
            "task",
            "topic",
            "le",
            "country",
        }
        of_countries = set(re.findall(r"(\w+)\{[^}]*country=", told))
        assert of_countries <= {"mayak_helplines_due"}, "countries of the directory, of nobody"


def test_an_operator_sees_which_help_lines_nobody_has_checked() -> None:
    metrics = Metrics()
    lines = tuple(
        Helpline("RU", name, "line", name, phone=name, verified_on=day)
        for name, day in (("1", ""), ("2", "2025-01-31"), ("3", "2026-11-01"))
    )
    metrics.check_directory(HelpBook(own_lines={("RU", "en"): lines}), NOW.date())
    assert value(metrics, "mayak_helplines_due", country="RU") == 2
    metrics.check_directory(HelpBook(own_lines={("RU", "en"): lines[2:]}), NOW.date())
    assert value(metrics, "mayak_helplines_due", country="RU") == 0


@pytest.mark.slow
async def test_not_ready_while_the_database_is_away(telegram: Simulator, tmp_path: Path) -> None:
    port = free_port()
    settings = settings_for(tmp_path, telegram.url, listen=f"127.0.0.1:{port}")
    async with running(App(settings, telegram.clock.now)) as app:
        await until(lambda: listens(port))
        durable = app.stores.durable
        with durable.transaction():  # a transaction that does not end: the one writer is busy
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
        shown.count(help_pages.HelpPage(13))
    assert told() == {"{}": 0}
    shown.count(help_pages.HelpPage(113))  # the second card of the same page
    assert told() == {"{}": 10, "{'topic': 'no wish to live'}": 10}
    for _ in range(9):
        shown.count(help_pages.Heard(33))
        shown.count(help_pages.Help())
    assert told() == {"{}": 20, "{'topic': 'no wish to live'}": 10}
    shown.count(help_pages.HelpPage(999_999_999))
    assert told()["{'topic': 'lines and first screen'}"] == 10


@pytest.mark.parametrize("minutes", [0, 5])
def test_deliveries_that_wait_are_counted(edge: Edge, minutes: int) -> None:
    store: Store = edge.house.stores.durable
    metrics = Metrics()
    with store.transaction() as db:
        deliveries.owe(db, None, b"sealed", "menu", NOW)
        deliveries.owe(db, None, b"sealed", "menu", edge.house.clock.replace(year=2027))
    edge.house.later(minutes=minutes)
    with store.transaction() as db:
        metrics.stand(backlog.backlog(db, edge.house.clock), edge.house.clock)
    assert value(metrics, "mayak_deliveries", state="waiting") == 2
    assert value(metrics, "mayak_deliveries", state="late") == (1 if minutes else 0)
    assert value(metrics, "mayak_deliveries", state="failed") == 0
    assert value(metrics, "mayak_delivery_oldest_seconds") == minutes * 60
