"""Reads the YAML of packs from the parser's events into plain values that know their lines; refuses dangerous
features.

Scalars stay the words of their author (`no`, `12:30`, `010`, `1.10`); the models in `head` decide what a field
means. An empty value is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import yaml
from yaml import events as happened

from bot.packs.parser.source import BREAKS, FILE_BYTES, report_hidden
from bot.packs.parser.yaml_errors import explain
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.error import Mark
    from yaml.events import Event

    from bot.packs.parser.source import Report, Source

DEPTH = 20
"""Deepest nesting (docs/design.md §3)."""

Path = tuple[str | int, ...]

_HALF = re.compile(r"[\ud800-\udfff]")
"""A surrogate: YAML's `\\ud83d` makes one, UTF-8 cannot write it."""


class Place(NamedTuple):
    """The place of a value: line and column from 1, and its start and end in the text."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document: mappings, lists and words, and the place of each by its path, `("partner", "url")`."""

    value: Any
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Return the place of the value at `path`, or of the closest value around it; a mapping's is its key's."""
        for length in range(len(path), 0, -1):
            found = self.keys.get(path[:length]) or self.values.get(path[:length])
            if found:
                return found
        return Place(1, 1, 0, 0)


class _Refused(Exception):
    """A refusal with its place: code, line, column, what, fix."""


def read_yaml(words: str, report: Report, first_line: int = 1) -> Document | None:
    """Read one YAML document; None if it was refused, with the reason in `report`.

    `first_line`: the number of the text's first line in its file. Refused are text over 64 KiB, nesting deeper
    than 20, duplicate keys, anchors, aliases, tags, and documents without a mapping. Hidden line breaks are read
    as blanks: `report_hidden` reports them.
    """
    if len(words.encode("utf-8", "surrogatepass")) > FILE_BYTES:
        report.add("E306", first_line, phrase("the file is larger than 64 KiB"), phrase("split it"))
        return None
    words = words.translate(BREAKS)
    try:
        try:
            return _Reader(words, first_line, yaml.CSafeLoader).read()
        except yaml.YAMLError:
            # # The C parser is ten times faster; the Python parser has the clearer errors.
            return _Reader(words, first_line, yaml.SafeLoader).read()
    except _Refused as refused:
        code, line, column, what, fix = refused.args
    except yaml.MarkedYAMLError as error:
        code, line, column, what, fix = explain(error, words)
        line += first_line
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        line = first_line + words.count("\n", 0, position if isinstance(position, int) else 0)
        code, column = "E002", 1
        what, fix = phrase("a character that YAML does not allow"), phrase("delete it or type it anew")
    report.add(code, line, what, fix, column)
    return None


def read_yaml_file(source: Source, report: Report) -> Document | None:
    """Read a file that is one YAML document, and report its hidden characters."""
    report_hidden(source, report)
    return read_yaml(source.text, report)


def _start(event: Event) -> Mark:
    """Return where an event begins; only events that no parser made have no marks."""
    return cast("Mark", event.start_mark)


class _Reader:
    """Walks the parser's events and stops at the first refusal."""

    def __init__(self, words: str, first_line: int, loader: type[yaml.CSafeLoader | yaml.SafeLoader]) -> None:
        self.events: Iterator[Event] = yaml.parse(words, Loader=loader)
        self.shift = first_line
        self.document = Document({})

    def read(self) -> Document:
        for event in self.events:
            if isinstance(event, happened.MappingStartEvent):
                self._check(event)
                value = self._mapping((), 1)
                self._end()
                return Document(value, self.document.keys, self.document.values)
            if isinstance(event, happened.NodeEvent):
                self._check(event)
                raise _Refused(
                    "E002", *self._at(event), phrase("here stands no `key: value`"), phrase("write `title: …`")
                )
        raise _Refused("E002", self.shift, 1, phrase("nothing stands here"), phrase("write at least `title: …`"))

    def _end(self) -> None:
        for event in self.events:
            if isinstance(event, happened.DocumentStartEvent):
                raise _Refused(
                    "E002",
                    *self._at(event),
                    phrase("a second document begins here"),
                    phrase("keep one, without `---` inside"),
                )

    def _at(self, event: Event) -> tuple[int, int]:
        mark = _start(event)
        return mark.line + self.shift, mark.column + 1

    def _place(self, event: Event) -> Place:
        return Place(*self._at(event), _start(event).index, cast("Mark", event.end_mark).index)

    def _check(self, event: Event) -> None:
        quotes = phrase("put the words in quotes")
        if isinstance(event, happened.AliasEvent):
            raise _Refused(
                "E004", *self._at(event), phrase("`*` refers to another value, which packs may not"), quotes
            )
        if getattr(event, "anchor", None):
            raise _Refused("E004", *self._at(event), phrase("`&` names a value, which packs may not"), quotes)
        if getattr(event, "tag", None):
            raise _Refused(
                "E004", *self._at(event), phrase("`!` gives a value a type, which packs may not"), quotes
            )
        if isinstance(event, happened.ScalarEvent) and _HALF.search(event.value):
            what = phrase("`\\ud…` is half of a character, which no file can hold")
            raise _Refused("E002", *self._at(event), what, phrase("type the character itself, such as 😀"))

    def _value(self, event: Event, path: Path, depth: int) -> Any:
        self._check(event)
        self.document.values[path] = self._place(event)
        if isinstance(event, happened.ScalarEvent):
            return event.value if event.value or event.style else None
        if depth >= DEPTH:
            raise _Refused(
                "E308",
                *self._at(event),
                phrase("nested deeper than {depth}", depth=DEPTH),
                phrase("write it flatter"),
            )
        if isinstance(event, happened.MappingStartEvent):
            return self._mapping(path, depth + 1)
        listed: list[Any] = []
        for inner in self.events:
            if isinstance(inner, happened.SequenceEndEvent):
                break
            listed.append(self._value(inner, (*path, len(listed)), depth + 1))
        return listed

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, happened.MappingEndEvent):
                break
            self._check(event)
            if not isinstance(event, happened.ScalarEvent):
                raise _Refused(
                    "E002", *self._at(event), phrase("a key must be a word"), phrase("write `key: value`")
                )
            key: str = event.value
            if key in found:
                raise _Refused(
                    "E003",
                    *self._at(event),
                    phrase("'{key}' is given twice", key=key[:40]),
                    phrase("keep one of them"),
                )
            self.document.keys[(*path, key)] = self._place(event)
            found[key] = self._value(next(self.events), (*path, key), depth)
        return found
