"""Logs carry ids, types and lines of code, and never what an error, a library or a person says (35, 40)."""

from __future__ import annotations

import asyncio
import errno
import io
import json
import logging
import os
import warnings
from decimal import Decimal

import aiogram
import psycopg_pool
import pytest
import structlog
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.utils.backoff import BackoffConfig
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request, StreamResponse

from bot.logs import describe_error, set_up_logs
from bot.scheduler.clock import start_clock
from tests.doors.telegram.servers import until

CANARY = "what-a-child-wrote"
log = structlog.get_logger()


def told(logs: io.StringIO) -> list[dict[str, str]]:
    """Return the lines of a log; each is JSON."""
    return [json.loads(line) for line in logs.getvalue().splitlines()]


def fail() -> None:
    """Fail as a library does that quotes what it was given, once more by its cause."""
    try:
        dict[str, str]()[CANARY]
    except KeyError as error:
        raise ValueError(f"cannot read {CANARY!r}") from error


@pytest.mark.parametrize("how", ["exception", "exc_info", "as a tuple", "as itself"])
def test_an_error_is_told_by_its_type_and_lines(logs: io.StringIO, how: str) -> None:
    try:
        fail()
    except ValueError as error:
        match how:
            case "exception":
                log.exception("it failed", update_id=7)
            case "exc_info":
                log.warning("it failed", update_id=7, exc_info=True)
            case "as a tuple":
                log.error("it failed", update_id=7, exc_info=(type(error), error, error.__traceback__))  # noqa: TRY400 - told otherwise
            case _:
                log.error("it failed", update_id=7, exc_info=error)  # noqa: TRY400 - the same
    line = json.loads(logs.getvalue())
    assert CANARY not in logs.getvalue()
    assert line["event"] == "it failed"
    assert line["update_id"] == 7
    assert line["error"].startswith("ValueError at test_logs.py:")
    assert "← KeyError at test_logs.py:" in line["error"]
    assert " fail" in line["error"]


def test_a_group_of_errors_tells_no_words_either() -> None:
    assert CANARY not in describe_error(ExceptionGroup(CANARY, [ValueError(CANARY)]))


def test_a_chain_that_bites_its_tail_ends() -> None:
    first, second = ValueError(CANARY), KeyError(CANARY)
    first.__cause__, second.__cause__ = second, first
    assert describe_error(first).count("←") < 10


LIBRARIES = ("aiohttp.server", "asyncio", "sqlalchemy.pool", "apscheduler.executors.default", "aiogram.event")


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_is_told_without_the_words_that_it_was_given(logs: io.StringIO, name: str) -> None:
    library = logging.getLogger(name)
    library.warning("Error handling request from %s: %r", "127.0.0.1", CANARY)
    library.error(f"filled in already: {CANARY}")
    library.error({"content": CANARY})
    try:
        fail()
    except ValueError:
        library.exception(f"Exception in callback f({CANARY!r})")
    assert CANARY not in logs.getvalue()
    lines = told(logs)
    assert (lines[0]["level"], lines[0]["event"]) == ("warning", "Error handling request from …: …")
    assert "ValueError at test_logs.py" in lines[3]["error"]
    assert all(line["event"].startswith("at test_logs.py:") for line in lines[1:])
    assert {line["logger"] for line in lines} == {name}


def test_a_warning_of_a_library_quotes_nobody(logs: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """The reader of forms warns of a file's name that it cannot read, and Python prints warnings as they are."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)  # pytest has taken them since the fixture
        set_up_logs("INFO", logs)
        warnings.warn(f"bad name: {CANARY}", RuntimeWarning, stacklevel=1)
    (line,) = told(logs)
    assert (line["logger"], line["event"].rpartition(":")[0]) == ("py.warnings", "RuntimeWarning at test_logs.py")
    assert CANARY not in logs.getvalue() + capsys.readouterr().err


def test_libraries_are_silent_below_warning_even_at_debug(logs: io.StringIO) -> None:
    for name in LIBRARIES:
        logging.getLogger(name).debug("POST https://…/bot%s/sendMessage", CANARY)
        logging.getLogger(name).info("POST https://…/bot%s/sendMessage", CANARY)
    assert not logs.getvalue()


async def test_asyncio_quotes_nobody(logs: io.StringIO) -> None:
    async def failing() -> None:
        raise ValueError(CANARY)

    loop = asyncio.get_running_loop()
    loop.call_soon(lambda words: fail(), CANARY)  # noqa: ARG005 - asyncio quotes the argument
    lost = loop.create_task(failing(), name=CANARY)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert lost.done()
    del lost
    assert CANARY not in logs.getvalue()
    assert [line["event"].partition(":")[0] for line in told(logs)] == ["at base_events.py"] * 2


async def test_a_tick_that_is_skipped_is_told_by_its_name(logs: io.StringIO) -> None:
    """By APScheduler itself, as the running bot has it."""
    began, go_on = asyncio.Event(), asyncio.Event()

    async def slow_tick() -> None:
        began.set()
        await go_on.wait()

    clock = start_clock({slow_tick: 0.05})
    await began.wait()
    await until(lambda: bool(logs.getvalue()), 10)
    go_on.set()
    clock.shutdown(wait=False)
    line = told(logs)[0]
    name = "test_a_tick_that_is_skipped_is_told_by_its_name.<locals>.slow_tick"
    assert line["event"] == f'Execution of job "{name}" skipped: maximum number of running instances reached (1)'
    assert (line["logger"], line["level"]) == ("apscheduler.scheduler", "warning")


async def test_a_pool_that_reaches_no_database_is_told_by_its_name(logs: io.StringIO) -> None:
    pool = psycopg_pool.AsyncConnectionPool(
        "postgresql://nobody:canary@127.0.0.1:1/none", name="jobs", min_size=1, open=False, reconnect_timeout=0.2
    )
    await pool.open()
    await until(lambda: "failed after" in logs.getvalue(), 10)
    await pool.close()
    events = [line["event"] for line in told(logs)]
    assert "error connecting in 'jobs': OperationalError" in events
    assert any(event.startswith("reconnection attempt in pool 'jobs' failed after 0.2 sec") for event in events)
    assert "canary" not in logs.getvalue()


async def test_a_poll_of_aiogram_that_fails_is_told_with_kind_and_count(logs: io.StringIO) -> None:
    dispatcher = aiogram.Dispatcher()
    bot = aiogram.Bot("1:canary", session=AiohttpSession(api=TelegramAPIServer.from_base("http://127.0.0.1:1")))
    polls = dispatcher._listen_updates(bot, backoff_config=BackoffConfig(0.01, 0.02, 1.5, 0.0))
    listening = asyncio.create_task(anext(polls))
    await until(lambda: "Sleep for" in logs.getvalue(), 10)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await bot.session.close()
    first, second = told(logs)[:2]
    assert (first["logger"], first["event"]) == (
        "aiogram.dispatcher",
        "Failed to fetch updates - …: TelegramNetworkError",
    )
    assert second["event"].endswith("seconds and try again... (tryings = 0, bot id = 1)")
    assert "canary" not in logs.getvalue()


async def test_a_request_that_fails_in_aiohttp_is_told_by_error_and_place(
    logs: io.StringIO,
) -> None:
    async def failing(_: Request) -> StreamResponse:
        raise ValueError(CANARY)

    application = Application()
    application.router.add_get("/", failing)
    async with TestClient(TestServer(application)) as client:
        assert (await client.get("/")).status == 500
    line = told(logs)[-1]
    assert (line["logger"], line["level"]) == ("aiohttp.server", "error")
    assert "ValueError at" in line["error"]
    assert CANARY not in logs.getvalue()


def test_the_cause_of_a_file_that_cannot_be_read_is_told(logs: io.StringIO) -> None:
    """Our own modules below the engine log by the standard library."""
    logging.getLogger("bot.packs.cache").warning("cannot be written: %s, %s", FileNotFoundError(2, CANARY), "/a/b")
    assert told(logs)[0]["event"] == "cannot be written: FileNotFoundError (No such file or directory), /a/b"


def test_an_unknown_kind_of_number_and_a_mapping_harm_no_line(logs: io.StringIO) -> None:
    library = logging.getLogger("library")
    library.warning("%d of them", Decimal(3))  # a kind that nobody here knows
    library.warning("%(many)d of %(what)s", {"many": 3, "what": CANARY})
    assert [line["event"] for line in told(logs)] == ["%d of them", "3 of …"]


def test_every_line_has_time_level_and_event_alike(logs: io.StringIO) -> None:
    log.warning("ours", count=1)
    logging.getLogger("library").warning("theirs %d", 1)
    ours, theirs = told(logs)
    assert {"timestamp", "level", "event"} <= ours.keys() & theirs.keys()
    assert len(ours["timestamp"]) == len(theirs["timestamp"]) == len("2026-12-02T10:26:08.123456Z")


def test_a_level_that_python_does_not_know_is_named() -> None:
    with pytest.raises(ValueError, match="LOG_LEVEL=LOUD"):
        set_up_logs("LOUD")


class _Disk(io.StringIO):
    """A log's disk, full or not."""

    full = False

    def __init__(self, *, buffered: bool) -> None:
        super().__init__()
        self._buffered = buffered

    def write(self, words: str) -> int:
        if self.full and not self._buffered:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(words)

    def flush(self) -> None:
        if self.full and self._buffered:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("buffered", [True, False])
def test_a_full_disk_at_the_log_fails_nobody_and_is_told_afterwards(*, buffered: bool) -> None:
    disk = _Disk(buffered=buffered)
    set_up_logs("INFO", disk)
    disk.full = True
    for _ in range(3):
        log.warning("Redis is away")
    logging.getLogger("aiogram").warning("of a library")
    disk.full = False
    log.info("Redis is back")
    line = told(disk)[-1]
    assert (line["event"], line["level"]) == ("the log could not be written", "error")
    assert str(line["times"]) == "4"
    log.info("once")
    assert told(disk)[-1]["event"] == "once"


def test_a_log_on_a_device_that_is_full_fails_nobody() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        set_up_logs("INFO", full)
        for _ in range(1000):
            log.warning("Redis is away")
        os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())
