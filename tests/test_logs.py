"""Logs carry ids, types and lines of code, and never what an error, a library or a person says (35, 40)."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.logs import describe_error, set_up_logs

if TYPE_CHECKING:
    import io

CANARY = "what-a-child-wrote"
log = structlog.get_logger()


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
def test_a_library_is_told_by_its_template_only(logs: io.StringIO, name: str) -> None:
    library = logging.getLogger(name)
    library.warning("Error handling request from %s: %r", "127.0.0.1", CANARY)
    library.error(f"filled in already: {CANARY}")
    library.error({"content": CANARY})
    try:
        fail()
    except ValueError:
        library.exception(f"Exception in callback f({CANARY!r})")
    assert CANARY not in logs.getvalue()
    lines = logs.getvalue().splitlines()
    assert lines[0] == f"WARNING {name} Error handling request from %s: %r"
    assert "ValueError at test_logs.py" in lines[3]
    assert all("test_logs.py:" in line for line in lines[1:])


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
    assert logs.getvalue().count("asyncio at base_events.py") == 2


def test_a_level_that_python_does_not_know_is_named() -> None:
    with pytest.raises(ValueError, match="LOG_LEVEL=LOUD"):
        set_up_logs("LOUD")
