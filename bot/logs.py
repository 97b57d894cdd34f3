"""Logs: structured lines with ids and counts, never with content. Messages of exceptions are left out, because a
library may quote a person in them; the exception's type and lines of code are logged.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from types import TracebackType


def set_up_logs(level: str, to: TextIO | None = None) -> None:
    """Write logs of this level as JSON lines to standard error.

    Libraries are held at WARNING: at DEBUG some write whole requests, the token in their address. A line that
    cannot be written (a full disk, a reader that has gone) fails nobody.

    Errors: ValueError for a level that Python does not know.
    """
    number = logging.getLevelNamesMapping().get(level.upper())
    if number is None:
        raise ValueError(f"LOG_LEVEL={level} is not one of DEBUG, INFO, WARNING, ERROR")
    stream = Lines(to or sys.stderr)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            errors_without_words,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", stream)),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutWords())
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)
    logging.captureWarnings(capture=True)  # Python would print them unchanged, even with a file name from a form


class Lines:
    """A stream of log lines that never fails: else a full disk at the log would end whatever wanted to say
    something, be it an answer to a person or the look whether Redis is back. How often it could not be written is
    told as soon as it can.
    """

    def __init__(self, to: TextIO) -> None:
        self._to = to
        self._failed = 0
        self._lost = False
        """Whether a part of the line in hand was lost: standard error has no buffer that would keep it."""

    def write(self, words: str) -> int:
        """Take words; what does not fit is lost."""
        try:
            self._to.write(words)
        except OSError:
            self._lost = True
        return len(words)

    def flush(self) -> None:
        """Write what was taken."""
        try:
            self._to.flush()
        except OSError:
            self._lost = True
        if self._lost:
            self._failed, self._lost = self._failed + 1, False
        elif self._failed:
            times, self._failed = self._failed, 0
            now = datetime.now(UTC).isoformat().replace("+00:00", "Z")  # noqa: TID251 - the time of a line
            line = {"event": "the log could not be written", "times": times, "level": "error", "timestamp": now}
            self.write(f"{json.dumps(line)}\n")
            self.flush()


class WithoutWords(logging.Formatter):
    """Formats what libraries log as JSON lines like our own. Of the values only those are filled in that cannot be
    a person's words: numbers, times, the names of our jobs, errors by their type.

    A message without values may have been formatted already (asyncio quotes arguments and results of failed tasks,
    Python's warnings what was given): of these the place in the code is logged.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "logger": record.name,
            "event": _event_of(record),
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z"),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = describe_error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


NAMED_BY_CODE = ("psycopg.pool", "bot.")
"""Loggers whose strings are all given by programs or the operator: names of pools and tasks, paths."""

_WARNING = re.compile(r"(?P<file>.*?):(?P<line>\d+): (?P<kind>\w+): ")


def _event_of(record: logging.LogRecord) -> str:
    if record.name == "py.warnings" and (found := _WARNING.match(record.getMessage())):
        return f"{found['kind']} at {Path(found['file']).name}:{found['line']}"
    if not record.args or not isinstance(record.msg, str):
        return f"at {record.filename}:{record.lineno} {record.funcName}"
    named = record.name.startswith(NAMED_BY_CODE)
    if isinstance(record.args, Mapping):
        values: object = {name: _shown(value, named=named) for name, value in record.args.items()}
    else:
        values = tuple(_shown(value, named=named) for value in record.args)
    try:
        return record.msg % values
    except (TypeError, ValueError, KeyError):
        return record.msg  # a number was asked for where words were given


class _Bare(str):
    """A value that stands in a line as it is, also where its `repr` is asked for."""

    __slots__ = ()
    __repr__ = str.__str__


def _shown(value: object, *, named: bool) -> object:
    """Return a value as it may be logged. `named`: whether strings were given by programs alone."""
    if isinstance(value, str):
        return value if named else _Bare("…")
    if value is None or isinstance(value, int | float | date | timedelta):
        return value
    if isinstance(value, BaseException):
        why = f" ({os.strerror(value.errno)})" if isinstance(value, OSError) and value.errno else ""
        return _Bare(type(value).__name__ + why)
    if type(value).__module__ == "apscheduler.job":  # by name: its import would cost each command 0.03 s
        return _Bare(getattr(value, "name", "a job"))
    return _Bare(f"<{type(value).__name__}>")


def errors_without_words(_: object, __: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Replace `exc_info` by the error's type and its lines of code."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = describe_error(error)
    return event


def describe_error(error: BaseException) -> str:
    """Return an error's type, cause and lines of code, without its message."""
    return " ← ".join(_chain(error))


def _chain(error: BaseException) -> list[str]:
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < 5:  # noqa: PLR2004 - deeper causes add nothing
        parts.append(f"{type(seen).__name__} at {_lines(seen.__traceback__)}")
        seen = seen.__cause__ or seen.__context__
    return parts


def _lines(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-6:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
