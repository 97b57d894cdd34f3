"""Logs: structured lines with ids and counts, never with content. What an exception says is left out, because a
library may quote a person in it; its type and the lines of code it came through are kept.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from types import TracebackType


def set_up_logs(level: str, to: TextIO | None = None) -> None:
    """Write logs of this level as JSON lines to standard error.

    Libraries are held at WARNING: at DEBUG some write whole requests, the token in their address.

    Errors: ValueError for a level that Python does not know.
    """
    number = logging.getLevelNamesMapping().get(level.upper())
    if number is None:
        raise ValueError(f"LOG_LEVEL={level} is not one of DEBUG, INFO, WARNING, ERROR")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            errors_without_words,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(to or sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(WithoutWords("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)


class WithoutWords(logging.Formatter):
    """Formats what libraries log: the message's template unfilled, an exception by its type and lines only.

    Words that come without values may have been filled in already (asyncio quotes arguments and results of what
    failed): of those only the place in the code is told.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = record.msg if record.args else f"at {record.filename}:{record.lineno} {record.funcName}"
        line = f"{record.levelname} {record.name} {said}"
        return f"{line} {describe_error(record.exc_info[1])}" if record.exc_info and record.exc_info[1] else line


def errors_without_words(_: object, __: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Replace `exc_info` by the error's type and the code it came through."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = describe_error(error)
    return event


def describe_error(error: BaseException) -> str:
    """Return an error's type, cause and lines of code, without a word of what it says."""
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
