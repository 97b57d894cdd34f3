"""Pieces: every stretch of words that a person may read in a draft, with what it is and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.cards.parts import Parts
    from bot.packs.draft import Draft

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"\n]*\"")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: `role` says what it is (head, title, body, note, option, feedback, source …),
    `parts` whose it is, `line` and `end` between which lines it stands.
    """

    role: str
    text: Text
    parts: Parts
    line: int
    end: int

    @property
    def words(self) -> str:
        """The words without code, which is shown but not said."""
        plain = self.text.plain
        for span in reversed(self.text.spans):
            if span.style in ("code", "pre"):
                plain = plain[: span.start] + " " * (span.end - span.start) + plain[span.end :]
        return plain

    @property
    def unquoted(self) -> str:
        """The words without code and without what stands in quotation marks: somebody else's words."""
        return _QUOTED.sub(lambda found: " " * len(found.group()), self.words)


CALLOUT_ROLES = {
    "IMPORTANT": "remember",
    "TIP": "hint",
    "NOTE": "note",
    "WARNING": "warning",
    "CAUTION": "adult_note",
}


def pieces(draft: Draft) -> Iterator[Piece]:
    """Go through all words of a draft in the order of the file; the head's first, footnotes last."""
    intro = draft.split.intro
    for key in ("title", "objective", "misconceptions"):
        value = getattr(draft.front, key, "")
        line = draft.place(key)[0]
        for words in value.values() if isinstance(value, dict) else [value]:
            yield Piece("head", Text(words), intro, line, max(line, intro.line - 1))
    for parts in (intro, *draft.split.cards):
        yield Piece("title", Text(parts.title), parts, parts.line, parts.line)
        yield Piece("body", parts.body, parts, parts.line, parts.end)
        for word, text in parts.callouts.items():
            yield Piece(CALLOUT_ROLES[word], text, parts, parts.line, parts.end)
        if parts.drawing:
            yield Piece("alt", Text(parts.drawing.alt), parts, parts.drawing.line, parts.drawing.line)
        yield from _listed(parts)
    for name, text in draft.split.footnotes.items():
        yield Piece("source", text, intro, draft.split.footnote_lines[name], len(draft.source.lines))


def _listed(parts: Parts) -> Iterator[Piece]:
    for box in parts.boxes:
        yield Piece("option", box.text, parts, box.line, parts.end)
        yield Piece("feedback", box.feedback, parts, box.line, parts.end)
    for step in parts.steps:
        yield Piece("option", step.text, parts, step.line, parts.end)
    for way in parts.ways:
        yield Piece("choice", way.text, parts, way.line, parts.end)
        yield Piece("consequence", way.consequence, parts, way.line, parts.end)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule of style has to say: code, the words it is about, what, fix."""

    code: str
    words: str
    what: str
    fix: str


def note(draft: Draft, piece: Piece, remark: Remark) -> None:
    """Report a remark where its words stand in a piece."""
    line, column = draft.source.find(remark.words, piece.line, piece.end)
    draft.report.add(remark.code, line, remark.what, remark.fix, column)


def is_for_adults(draft: Draft) -> bool:
    """Whether only parents and educators read the draft."""
    return bool(draft.audiences) and not any(audience.is_child for audience in draft.audiences)
