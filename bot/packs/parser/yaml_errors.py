"""Explains errors of the YAML parser in plain words, for the mistakes that beginners make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml import MarkedYAMLError

Found = tuple[str, int, int, str, str]
"""Code, line from 0, column from 1, what, fix."""

_MASHED = re.compile(r"[a-z_]{2,20}:[^\s/:]")
_BROKEN_QUOTES = re.compile(r"[\w-]+:\s*(?:\".*\"|'.*')\s*[^\s#]")
_IN_QUOTES = phrase("put the words in quotes")


def explain(error: MarkedYAMLError, words: str) -> Found:
    """Return what is wrong in `words`, given the parser's `error`."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column + 1) if mark else (0, 1)
    return next(_likely(error, words.split("\n"), line, column))


def _likely(error: MarkedYAMLError, lines: list[str], line: int, column: int) -> Iterator[Found]:
    there = lines[line] if line < len(lines) else ""
    for place, text in enumerate(lines[: line + 1]):
        if _MASHED.match(text):
            yield "E002", place, 1, phrase("no space after the colon"), phrase("write `key: value`")
    if "mapping values are not allowed" in str(error.problem):
        yield _colon(there, line, column)
    if "\t" in there[: len(there) - len(there.lstrip())]:
        yield "E018", line, 1, phrase("a tab at the line's beginning"), phrase("use spaces")
    yield from _begun(error)
    # # The parser notices words behind quotes only at the start of the next line.
    for place in (line, line - 1):
        if 0 <= place < len(lines) and _BROKEN_QUOTES.match(lines[place]):
            yield (
                "E019",
                place,
                1,
                phrase("words go on after the closing quote"),
                phrase("put all of them in one pair of quotes"),
            )
    if re.match(r"[^:]*:\s*[@`%]", there):
        yield "E019", line, column, phrase("words begin with a character that YAML keeps for itself"), _IN_QUOTES
    yield "E002", line, column, phrase("this line cannot be read"), phrase("write `key: value`")


def _colon(there: str, line: int, column: int) -> Found:
    key, _, rest = there.partition(":")
    if re.fullmatch(r"\s+[\w-]+", key) and ": " not in rest:
        return "E002", line, 1, phrase("the line is moved in"), phrase("begin it at the margin")
    fix = (
        phrase('put them in quotes: {key}: "{rest}"', key=key.strip()[:40], rest=rest.strip()[:160])
        if rest.strip()
        else phrase("put them in quotes")
    )
    return "E017", line, column, phrase("a colon inside words that stand in no quotes"), fix


def _begun(error: MarkedYAMLError) -> Iterator[Found]:
    begun, context = error.context_mark, str(error.context or "")
    if begun and "tag" in context:
        yield (
            "E004",
            begun.line,
            begun.column + 1,
            phrase("`!` gives a value a type, which packs may not"),
            _IN_QUOTES,
        )
    if begun and ("quoted scalar" in context or "flow" in context):
        what = phrase("a quotation mark or bracket that is not closed")
        yield "E020", begun.line, begun.column + 1, what, phrase("close it on the same line")
