"""9: a clock that jumps, in the middle or at a start, erases and sends nothing until the time is known again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from bot.app import App
from bot.cli import app as commands
from bot.db import clockmark, deliveries
from bot.db import people as people_store
from bot.db.deliveries import Visit
from bot.db.engine import open_store
from bot.db.schema import deliveries as deliveries_table
from bot.db.schema import people, visits
from bot.scheduler.retention_sweep import RetentionSweep
from bot.scheduler.steady_clock import AWAY, SteadyClock, Timekeeper
from bot.values.why import Why
from tests.doors.telegram.servers import running, sees, settings_for, settled, until

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from sqlalchemy import Table

    from simulator import PersonHandle, Simulator

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MOSCOW = ZoneInfo("Europe/Moscow")  # where a person of RU lives whose place is not told


class Machine:
    """A machine whose clock can be moved, and the seconds that really pass."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at
        self.real = 1000.0

    def now(self) -> datetime:
        return self.at

    def passes(self, time: timedelta) -> None:
        self.at += time
        self.real += time.total_seconds()

    def clock(self, kept: datetime | None = NOW) -> SteadyClock:
        clock = SteadyClock(self.now, lambda: self.real)
        assert not clock.sure, "before the database was asked"
        clock.begin(kept)
        return clock


@pytest.mark.parametrize("jump", [400 * DAY, -400 * DAY, 2 * DAY])
def test_a_jump_is_not_believed_and_time_goes_on(jump: timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.passes(3 * DAY)
    assert (clock.now(), clock.sure) == (NOW + 3 * DAY, True)
    machine.at += jump
    machine.passes(MINUTE)
    assert (clock.now(), clock.sure) == (NOW + 3 * DAY + MINUTE, False)
    clock.begin(NOW + 3 * DAY)  # what was kept a minute ago explains nothing
    assert not clock.sure
    machine.at -= jump
    assert (clock.now(), clock.sure) == (NOW + 3 * DAY + MINUTE, True)


def test_an_hour_more_or_less_is_the_machines_own_affair() -> None:
    machine = Machine()
    clock = machine.clock()
    for hours in (1, -2, 3):
        machine.at += timedelta(hours=hours)
        assert (clock.now(), clock.sure) == (machine.at, True)


@pytest.mark.parametrize("step", [timedelta(hours=23), timedelta(hours=-23)])
def test_many_small_steps_are_one_jump(step: timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.passes(3 * DAY)
    kept = clock.told()
    for _ in range(30):
        machine.at += step
        machine.passes(timedelta(seconds=1))
        assert abs(clock.now() - (NOW + 3 * DAY)) < DAY
        if clock.sure:
            kept = clock.told()  # as `Timekeeper` does
        else:
            clock.begin(kept)
    assert not clock.sure
    clock.note_telegram_time((NOW + 3 * DAY).timestamp())
    assert (clock.now(), clock.sure) == (NOW + 3 * DAY + timedelta(seconds=30), True)


def test_steps_that_telegram_has_seen_are_not_added_up() -> None:
    """Where nothing counts the hours that a machine sleeps, its clock steps every morning, and is right."""
    machine = Machine()
    clock = machine.clock()
    for _ in range(30):
        machine.at += timedelta(hours=9)
        assert (clock.now(), clock.sure) == (machine.at, True)
        clock.note_telegram_time(machine.at.timestamp())
    machine.at += timedelta(hours=23)
    assert clock.sure
    clock.note_telegram_time((machine.at - timedelta(hours=23)).timestamp())
    machine.at += timedelta(hours=23)
    assert not clock.sure, "Telegram has said that the first step was wrong"


@pytest.mark.parametrize("age", [timedelta(0), timedelta(hours=23)])
def test_telegram_tells_that_the_machine_is_wrong(age: timedelta) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.at += 400 * DAY
    assert not clock.sure
    clock.note_telegram_time((NOW - age).timestamp())
    assert (clock.now(), clock.sure) == (NOW, True), "the message may be old, the time that passed is not"
    machine.passes(DAY * 10)
    assert (clock.now(), clock.sure) == (NOW + 10 * DAY, True)
    machine.at -= 400 * DAY
    assert clock.now() == machine.at


def test_telegram_tells_that_the_machine_is_right() -> None:
    """It slept for a month, and nothing had counted that."""
    machine = Machine()
    clock = machine.clock()
    machine.at += 30 * DAY
    assert not clock.sure
    clock.note_telegram_time((machine.at - timedelta(hours=5)).timestamp())
    assert (clock.now(), clock.sure) == (machine.at, True)


def test_a_start_with_a_wrong_clock_waits_for_the_time() -> None:
    for wrong in (400 * DAY, -400 * DAY):
        machine = Machine(NOW + wrong)
        clock = machine.clock(kept=NOW)
        machine.passes(MINUTE)
        assert (clock.now(), clock.sure) == (NOW + MINUTE, False)
        clock.note_telegram_time(
            (NOW + 2 * DAY - timedelta(hours=20)).timestamp()
        )  # the bot had been stopped for two days
        clock.note_telegram_time(
            (NOW + 2 * DAY).timestamp()
        )  # the first one had waited at Telegram, this one is new
        assert (clock.now(), clock.sure) == (NOW + 2 * DAY, True)


def test_a_start_after_a_few_days_needs_no_word_and_after_a_summer_telegrams() -> None:
    assert Machine(NOW + AWAY).clock(kept=NOW).sure
    assert Machine(NOW).clock(kept=None).sure, "a new database"
    summer = Machine(NOW + 90 * DAY)
    clock = summer.clock(kept=NOW)
    assert not clock.sure
    clock.note_telegram_time(summer.at.timestamp())
    assert (clock.now(), clock.sure) == (summer.at, True)


def test_the_operators_word_is_believed() -> None:
    machine = Machine(NOW + 90 * DAY)
    clock = machine.clock(kept=NOW)
    clock.begin(machine.at - MINUTE)
    assert (clock.now(), clock.sure) == (machine.at, True)


def rows(app: App, table: Table) -> int:
    with app.stores.durable.transaction() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def owes_a_tip(app: App, person: PersonHandle) -> None:
    with app.stores.durable.transaction() as db:
        found = people_store.find(db, app.services.lookups(person.id), app.clock().date())
        assert found is not None
        chat = app.services.keys.seal(person.id, found.key)
        assert deliveries.plan(
            db, found.key, chat, Visit("menu", Why.ASSIGNMENT, app.clock() + timedelta(hours=3))
        )


class Moved:
    """The simulator's clock, as a machine tells it whose own is wrong."""

    def __init__(self, telegram: Simulator) -> None:
        self.telegram = telegram
        self.wrong = timedelta(0)

    def now(self) -> datetime:
        return self.telegram.clock.now() + self.wrong

    def steady(self) -> SteadyClock:
        return SteadyClock(self.now, self.telegram.clock.pulse)


async def test_9_a_jump_of_400_days_erases_nobody_sends_nothing_and_forgets_no_visitor(
    telegram: Simulator, tmp_path: Path, logs: io.StringIO
) -> None:
    machine = Moved(telegram)
    steady = machine.steady()
    async with running(App(settings_for(tmp_path, telegram.url), steady.now, steady=steady)) as app:
        child, visitor = telegram.new_person("child"), telegram.new_person("visitor")
        settled(app, child)
        await visitor.send("/start")
        await sees(visitor, "Маяк")
        await until(lambda: steady.sure)
        owes_a_tip(app, child)
        machine.wrong = 400 * DAY
        sweeping = RetentionSweep(app.conversation, app.clock, lambda: steady.sure)
        await sweeping.sweep()
        await sweeping.forget_visitors()
        await app.dispatch.run()
        assert (rows(app, people), rows(app, deliveries_table)) == (1, 1)
        with app.stores.visitors.transaction() as db:
            assert db.scalar(select(func.count()).select_from(visits)) == 1
        assert "the machine's clock has jumped" in logs.getvalue()
        assert not steady.sure

        await child.send("/menu")  # Telegram puts its own time on this
        await until(lambda: steady.sure)
        assert abs(app.clock() - telegram.clock.now()) < MINUTE
        await sweeping.sweep()
        assert (rows(app, people), rows(app, deliveries_table)) == (1, 1)
        with app.stores.durable.transaction() as db:
            assert people_store.find(db, app.services.lookups(child.id), app.clock().date())
            assert db.scalar(select(people.c.seen_on)) == telegram.clock.now().astimezone(MOSCOW).date()


async def test_9_a_start_with_a_clock_400_days_ahead_erases_nobody(telegram: Simulator, tmp_path: Path) -> None:
    machine, settings = Moved(telegram), settings_for(tmp_path, telegram.url)
    child = telegram.new_person("child")
    steady = machine.steady()
    async with running(App(settings, steady.now, steady=steady)) as app:
        settled(app, child)
        owes_a_tip(app, child)
        await until(lambda: steady.sure)
        await Timekeeper(steady, app.stores.durable).tick()
    machine.wrong = 400 * DAY
    steady = machine.steady()
    async with running(App(settings, steady.now, steady=steady)) as app:
        await until(lambda: not steady.sure)
        await Timekeeper(steady, app.stores.durable).tick()
        await RetentionSweep(app.conversation, app.clock, lambda: steady.sure).sweep()
        await app.dispatch.run()
        assert not steady.sure
        assert (rows(app, people), rows(app, deliveries_table)) == (1, 1)
        await child.send("/menu")
        await until(lambda: steady.sure)
        await RetentionSweep(app.conversation, app.clock, lambda: steady.sure).sweep()
        assert (rows(app, people), rows(app, deliveries_table)) == (1, 1)


def test_the_operator_says_that_the_clock_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/bot.sqlite"
    monkeypatch.setenv("DATABASE_URL", url)
    store = open_store(url)
    with store.transaction() as db:
        clockmark.keep(db, NOW - 400 * DAY)
    told = CliRunner().invoke(commands, ["migrate", "--trust-clock"])
    assert told.exit_code == 0
    assert "believes this machine's clock from now on" in told.output
    with store.transaction() as db:
        kept = clockmark.read(db)
    assert kept is not None
    assert kept > NOW
    store.close()
