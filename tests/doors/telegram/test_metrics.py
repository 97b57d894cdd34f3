"""Metrics and health: an operator sees counts and seconds, whether all is there, and nothing of anybody."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.app import App
from bot.db import backlog, deliveries
from bot.db import backup as backups
from bot.doors.server import measuring_queue
from bot.doors.wire import Refused
from bot.help import pages as help_pages
from bot.help.help_book import HelpBook
from bot.metrics import HelpShown, Metrics
from bot.packs.model import Helpline
from bot.packs.waiting import hidden_lines
from bot.scheduler.steady_clock import SteadyClock
from tests.doors.telegram.raw import message
from tests.doors.telegram.servers import free_port, listens, running, sees, settings_for, until
from tests.talk import NOW, ROOT

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from bot.db.engine import Store
    from simulator import Simulator
    from tests.doors.telegram.edge import Edge, Sent


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
            "tick",
            "place",
            "host",
        }
        of_countries = set(re.findall(r"(\w+)\{[^}]*country=", told))
        assert of_countries <= {"mayak_helplines_due"}, "countries of the directory, of nobody"


@pytest.mark.slow
async def test_an_operator_is_told_what_waits_for_a_specialist(
    telegram: Simulator, tmp_path: Path, logs: io.StringIO
) -> None:
    """In the log of the start and in `/readyz`: no reader can miss what they never saw."""
    port = free_port()
    settings = settings_for(tmp_path, telegram.url, listen=f"127.0.0.1:{port}")
    app = App(
        settings.model_copy(update={"allow_unreviewed": False, "packs": str(ROOT / "content")}), telegram.clock.now
    )
    hidden = hidden_lines(app.services.library)
    assert all(line in logs.getvalue() for line in hidden)
    assert any("for 12-15: 4 of 14 (strangers, intimate, recruitment, wellbeing)" in line for line in hidden)
    async with running(app):
        await until(lambda: listens(port))
        status, told = await got(port, "readyz")
        assert (status, told.splitlines()) == (200, ["ready", *hidden])


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


@pytest.mark.slow
async def test_an_operator_sees_the_disks_the_backups_and_a_doubted_clock(
    telegram: Simulator, tmp_path: Path
) -> None:
    steady = SteadyClock(telegram.clock.now)
    settings = settings_for(tmp_path, telegram.url, listen=f"127.0.0.1:{free_port()}", backups=tmp_path / "kept")
    async with running(App(settings, steady.now, steady=steady)) as app:
        assert value(app.metrics, "mayak_clock_doubted") == 1, "nobody has told the time yet"
        await until(lambda: value(app.metrics, "mayak_clock_doubted") == 0)
        await app.watching.look_at_disks()
        await app.watching.look_at_hosts()
        assert value(app.metrics, "mayak_disk_free_bytes", place="data") > 0
        assert value(app.metrics, "mayak_backup_age_seconds", place="backups") == float("inf")
        await asyncio.to_thread(
            backups.backup, settings.database_url.get_secret_value(), tmp_path / "kept/1.sqlite"
        )
        await app.watching.look_at_disks()
        assert value(app.metrics, "mayak_disk_free_bytes", place="backups") > 0
        assert value(app.metrics, "mayak_backup_age_seconds", place="backups") < 600
        await measuring_queue(app.stores.durable, app.metrics)()
        assert value(app.metrics, "mayak_delivery_queue") == 0
        assert value(app.metrics, "mayak_packs_broken") == 0


async def test_an_operator_is_told_that_telegram_holds_us_back(edge: Edge, logs: io.StringIO) -> None:
    refusals = iter([Refused(429, "Too Many Requests: retry after 1", 1)])

    async def mood(call: Sent) -> None:
        if call.method == "sendMessage" and (refusal := next(refusals, None)):
            raise refusal

    edge.wire.mood = mood
    await edge.takes(message(96_002, text="/start"))
    metrics = edge.handler.metrics
    await until(lambda: value(metrics, "mayak_telegram_held_total") == 1)
    (line,) = [line for line in logs.getvalue().splitlines() if "tells us to wait" in line]
    assert '"seconds": 1' in line
    assert "96002" not in line


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
