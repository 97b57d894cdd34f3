"""Word shapes: what paragraphs of a Word document mean by their look, where nobody gave them a style."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mammoth import documents

from bot.packs.exchange.word_runs import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HEADING_CHARACTERS = 100
"""A longer line in bold is not a heading: it is a warning, or a paragraph that somebody made loud."""

LARGER = 1.15
"""How much larger than most words of a document the words of a heading are, at least."""

OPTIONS = (2, 10)
"""Fewest and most options of a question."""

BULLET = re.compile(r"^[ \t]*[•●▪◦‣·][ \t\u00a0]+(?=\S)")
"""A bullet that was typed, where Word has made no list of it."""

DASH = re.compile(r"^[ \t]*\\?[–—*-][ \t\u00a0]+(?=\S)")
"""A dash in the place of a bullet. It may also begin what somebody says, so it makes no list by itself."""

_LETTER = re.compile(r"^[ \t]*\(?(?:[^\W\d_]|\d)[).][ \t\u00a0]+(?=\S)")
"""The letter or number of an option that was typed: `a) `, `1. `."""

_RIGHT = re.compile(r"^[ \t]*[✔✓✅☑][\ufe0f \t]*|[ \t]*[✔✓✅☑][\ufe0f \t]*$")

_ASKS = re.compile(r"[?؟？;:][\s*_»”\"]*$")
"""The end of a line that asks or introduces options; `;` is the Greek question mark."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a question: its words, whether it is the right one, the words below it."""

    words: str
    is_right: bool
    feedback: str = ""


def headings(blocks: Sequence[Any], is_heading: Callable[[Any], bool]) -> dict[int, int]:
    """Return the levels of lines that stand as headings by their look, by their place among the blocks: bold or
    larger, short, not in a list. Empty where a style names headings. The first line is the title (1) if another
    follows, the others begin cards (2).
    """
    if any(is_heading(block) for block in blocks):
        return {}
    most = _usual_size(blocks)
    found = [
        place
        for place, block in enumerate(blocks)
        if isinstance(block, documents.Paragraph) and _stands_out(block, most)
    ]
    words = [place for place, block in enumerate(blocks) if plain(block).strip()]
    has_title = len(found) > 1 and words[0] == found[0]
    return {place: 1 if has_title and place == found[0] else 2 for place in found}


def options_at(blocks: Sequence[Any], place: int, asked: str) -> list[Option]:
    """Return the options of the question that ends with `asked` and begin at `place`: lines of a list, or with a
    letter or bullet that was typed, some but not all of them with a tick or in bold; those are right. Empty where
    these lines are not options.
    """
    lines = [*_entries(blocks, place)] if _ASKS.search(asked) else []
    tops = [line for line in lines if not line.is_below]
    if not OPTIONS[0] <= len(tops) <= OPTIONS[1]:
        return []
    ticked = [line.is_ticked for line in tops]
    marks = ticked if any(ticked) else [line.is_bold for line in tops]
    if not any(marks) or all(marks):
        return []
    found: list[Option] = []
    rights = iter(marks)
    for line in lines:
        if line.is_below:
            found[-1] = Option(found[-1].words, found[-1].is_right, f"{found[-1].feedback} {line.words}".strip())
        else:
            found.append(Option(line.words, next(rights)))
    return found


def lines_of(options: Sequence[Option]) -> int:
    """Return how many blocks these options take."""
    return sum(1 + bool(option.feedback) for option in options)


@dataclass(frozen=True, slots=True)
class _Entry:
    words: str
    is_bold: bool
    is_ticked: bool
    is_below: bool


def _entries(blocks: Sequence[Any], place: int) -> Iterator[_Entry]:
    """Yield the lines from `place` on that may be options, and what stands below them in a list."""
    deepest: int | None = None
    for block in blocks[place:]:
        if not isinstance(block, documents.Paragraph) or any(map(_is_other, block.children)):
            return
        words = plain(block).strip()
        typed = next((one.sub("", words) for one in (BULLET, DASH, _LETTER) if one.match(words)), words)
        if not words or (not block.numbering and typed == words):
            return
        depth = int(block.numbering.level_index or 0) if block.numbering else 0
        deepest = depth if deepest is None else deepest
        said = " ".join(_RIGHT.sub("", typed).split())
        yield _Entry(said, _is_bold(block), bool(_RIGHT.search(typed)), depth > deepest)


def _is_other(node: Any) -> bool:
    """Whether a node is more than words: a box to tick, a picture, a note."""
    if isinstance(node, (documents.Checkbox, documents.Image, documents.NoteReference)):
        return True
    return any(map(_is_other, getattr(node, "children", ())))


def _runs(node: Any) -> Iterator[Any]:
    for one in getattr(node, "children", ()):
        if isinstance(one, documents.Run):
            yield one
        else:
            yield from _runs(one)


def _is_bold(block: Any) -> bool:
    said = [run for run in _runs(block) if plain(run).strip()]
    return bool(said) and all(run.is_bold for run in said)


def _size(block: Any) -> float:
    """Return the smallest size of a block's words in points; 0 where the document does not say."""
    return min((float(run.font_size or 0) for run in _runs(block) if plain(run).strip()), default=0.0)


def _usual_size(blocks: Sequence[Any]) -> float:
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[_size(block)] += len(plain(block))
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _stands_out(block: Any, usual: float) -> bool:
    words = plain(block).strip()
    if not words or block.numbering or len(words) > HEADING_CHARACTERS or BULLET.match(words):
        return False
    return _is_bold(block) or (usual > 0 and _size(block) >= usual * LARGER)
