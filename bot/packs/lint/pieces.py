"""The pieces of a draft's words that a person may read, each with its role and place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.packs import follow_ups
from bot.packs.model import Kind
from bot.packs.rounds import said
from bot.packs.talk import reply_of, shown
from bot.values.text import Text, join, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.parser.cards.parts import Parts

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"\n]*\"")


def without_quotes(words: str) -> str:
    """Return words with blanks in place of quoted ones."""
    return _QUOTED.sub(lambda found: " " * len(found.group()), words)


@dataclass(slots=True)
class Piece:
    """A stretch of words. `role`: head, title, body, note, option, feedback, source …; `parts`: the card that it
    belongs to; `line` and `end`: its first and last line.

    `words` excludes code, which is shown but not said, and is in `code`; `unquoted` also excludes quotations, in
    quotation marks or as blocks (the bubbles of a drill): they are somebody else's words.
    """

    role: str
    parts: Parts
    line: int
    end: int
    words: str
    unquoted: str
    code: str = ""

    @classmethod
    def of(cls, role: str, text: Text, parts: Parts, line: int, end: int) -> Piece:
        """Make a piece from a text."""
        words = text.plain
        code: list[str] = []
        for span in reversed(text.spans):
            if span.style in ("code", "pre"):
                code.append(text.plain[span.start : span.end])
                words = words[: span.start] + " " * (span.end - span.start) + words[span.end :]
        said = words
        for span in text.spans:
            if span.style == "quote":
                said = said[: span.start] + " " * (span.end - span.start) + said[span.end :]
        # On a phone's screen other people speak.
        unquoted = "" if role == "screen" else without_quotes(said)
        return cls(role, parts, line, end, words, unquoted, "\n".join(code))


CALLOUT_ROLES = {
    "IMPORTANT": "remember",
    "TIP": "hint",
    "NOTE": "note",
    "WARNING": "warning",
    "CAUTION": "adult_note",
}


def _as_it_is(body: Text) -> Text:
    return body


def _to_readers(callout: Text) -> Text:
    """Return a callout without the readers named in its paragraphs."""
    return join(reply_of(part).text for part in paragraphs(callout))


_SHOWN = {Kind.TALK: shown, Kind.SIGNS: shown, Kind.ROUND: said, Kind.NEXT: follow_ups.shown}
"""The visible words of a card, for kinds in which some words are only for the author."""

_Found = tuple[str, Text, "Parts", int, int]
"""The values of a piece."""


@lru_cache(maxsize=1)
def pieces(draft: Draft) -> tuple[Piece, ...]:
    """Return all words of a draft in the order of the file, the head first, footnotes last. Cached, because
    several rules use one draft in a row.
    """
    return tuple(Piece.of(role, text, parts, line, end) for role, text, parts, line, end in _pieces(draft) if text)


def _pieces(draft: Draft) -> Iterator[_Found]:
    intro = draft.split.intro
    for key in ("title", "objective", "misconceptions"):
        value = getattr(draft.front, key, "")
        line = draft.place(key)[0]
        for words in value.values() if isinstance(value, dict) else [value]:
            yield ("head", Text(words), intro, line, max(line, intro.line - 1))
    for parts in (intro, *draft.split.cards):
        yield ("title", Text(parts.title), parts, parts.line, parts.line)
        yield ("body", _SHOWN.get(draft.context.kind, _as_it_is)(parts.body), parts, parts.line, parts.end)
        for seen in parts.block.lines if parts.block else ():
            yield ("screen", Text(seen.words), parts, parts.block_line, parts.end)
        for word, text in parts.callouts.items():
            said = _to_readers(text) if draft.context.kind is Kind.SIGNS else text
            yield (CALLOUT_ROLES[word], said, parts, parts.line, parts.end)
        if parts.drawing:
            yield ("alt", Text(parts.drawing.alt), parts, parts.drawing.line, parts.drawing.line)
        yield from _listed(parts)
    for name, text in draft.split.footnotes.items():
        yield ("source", text, intro, draft.split.footnote_lines[name], len(draft.source.lines))


def _listed(parts: Parts) -> Iterator[_Found]:
    for box in parts.boxes:
        yield ("option", box.text, parts, box.line, parts.end)
        yield ("feedback", box.feedback, parts, box.line, parts.end)
    for step in parts.steps:
        yield ("option", step.text, parts, step.line, parts.end)
    for choice in parts.choices:
        yield ("choice", choice.text, parts, choice.line, parts.end)
        yield ("consequence", choice.consequence, parts, choice.line, parts.end)


@dataclass(frozen=True, slots=True)
class Remark:
    """The finding of a rule of style: code, the words, what, fix."""

    code: str
    words: str
    what: str
    fix: str


def note(draft: Draft, piece: Piece, remark: Remark) -> None:
    """Report a remark at the place of its words in a piece."""
    line, column = draft.source.find(remark.words, piece.line, piece.end)
    draft.report.add(remark.code, line, remark.what, remark.fix, column)


def is_for_adults(draft: Draft) -> bool:
    """Whether only parents and educators read the draft."""
    return bool(draft.audiences) and not any(audience.is_child for audience in draft.audiences)
