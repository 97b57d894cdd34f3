"""Split: the blocks of a file, cut at its headings into the parts of the intro and of each card."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.packs import markup
from bot.packs.cards.gather import Gatherer
from bot.packs.cards.parts import Parts

if TYPE_CHECKING:
    from bot.packs.markup import Block
    from bot.packs.source import Report, Source
    from bot.values.text import Text

CARD_ID = re.compile(r"[a-z0-9-]{1,11}")
"""An anchor; its length is that of a path (bot.values.page)."""

CARDS = 60
"""Most cards of one item."""


@dataclass(slots=True)
class Split:
    """A file cut into parts: the intro (what stands under `#`), the cards, the footnotes by id."""

    intro: Parts
    cards: list[Parts] = field(default_factory=list)
    footnotes: dict[str, Text] = field(default_factory=dict)
    footnote_lines: dict[str, int] = field(default_factory=dict)


def split(source: Source, body: str, first_line: int, report: Report, *, numbered: bool) -> Split:
    """Cut the Markdown `body`, which begins at `first_line` of `source`, into parts.

    `numbered`: a numbered list asks for an order (in a quiz).
    """
    blocks = markup.blocks(body, first_line)
    if markup.depth(blocks) > markup.NESTING:
        deep = next(block for block in blocks if markup.depth([block]) > markup.NESTING)
        report.add("E308", deep.line, "lists or quotations nested too deep", "write them flatter")
        return Split(Parts(line=first_line))
    found = Split(Parts(line=first_line))
    notes = [block for block in blocks if block.kind == "footnote"]
    rest = [block for block in blocks if block.kind != "footnote"]
    starts = [place for place, block in enumerate(rest) if block.kind == "heading" and block.level <= 2]  # noqa: PLR2004 - `##`
    titled = False
    if not starts or starts[0] > 0:
        line = rest[0].line if rest else first_line
        report.add("E101", line, "words before the title", "begin with one `# Title`, cards with `## Title`")
    for start, after in zip(starts, [*starts[1:], len(rest)], strict=True):
        heading = rest[start]
        if heading.level == 1 and titled:
            report.add("E101", heading.line, "a second `#` title", "write `## …`: each is one message")
        parts = _part(source, report, heading, rest[start + 1 : after], numbered=numbered)
        if heading.level == 1 and not titled:
            found.intro, titled = parts, True
        else:
            found.cards.append(parts)
    if starts and not titled:
        report.add("E101", rest[starts[0]].line, "no `# Title` above the first card", "write `# Title` above it")
    if len(found.cards) > CARDS:
        report.add("E309", found.cards[CARDS].line, f"more than {CARDS} cards", "split the item")
    _ids(found, report)
    _ends(found, source)
    for note in notes:
        _footnote(found, note, source, report)
    return found


def _part(source: Source, report: Report, heading: Block, blocks: list[Block], *, numbered: bool) -> Parts:
    parts = Parts(line=heading.line)
    gatherer = Gatherer(source, report, parts, numbered=numbered and heading.level > 1)
    title = gatherer.inline(heading)
    parts.title = title.text.plain
    if not parts.title:
        report.add("E102", heading.line, "a heading without words", "write its title")
    if title.anchors:
        parts.id = title.anchors[0]
        if not CARD_ID.fullmatch(parts.id):
            line, column = source.find(parts.id, heading.line, heading.end)
            what = f"the anchor '{parts.id[:40]}' cannot be used"
            report.add("E106", line, what, "use at most 11 of a–z, 0–9 and -", column)
    if len(title.anchors) > 1:
        report.add("E106", heading.line, "two anchors in one heading", "keep one")
    gatherer.gather(blocks)
    return parts


def _ids(found: Split, report: Report) -> None:
    """Report missing and repeated anchors; give cards without one a passing id, so that checks can go on."""
    seen: dict[str, int] = {}
    for number, parts in enumerate(found.cards, start=1):
        if not parts.id:
            fix = 'add <a id="short-name"></a> at the end of the line (`check --fix` does)'
            report.add("E105", parts.line, "a card without an anchor", fix)
            parts.id = f"card-{number}"
        elif parts.id in seen:
            what = f"the anchor '{parts.id}' stands at line {seen[parts.id]} already"
            report.add("E107", parts.line, what, "give this card another")
        seen.setdefault(parts.id, parts.line)


def _ends(found: Split, source: Source) -> None:
    """Set where each part ends: before the next one begins."""
    parts = [found.intro, *found.cards]
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        part.end = max(part.line, after.line - 1 if after else len(source.lines))


def _footnote(found: Split, note: Block, source: Source, report: Report) -> None:
    if note.name in found.footnotes:
        what = f"the footnote [^{note.name}] is given twice"
        report.add("E113", note.line, what, "keep one of them")
        return
    # A link in a footnote is the card's link as well: the rules of safety look through all parts.
    gatherer = Gatherer(source, report, found.intro, numbered=False)
    found.footnotes[note.name] = gatherer.inline(note).text
    found.footnote_lines[note.name] = note.line
