"""Splits the blocks of a file at its headings into the parts of the intro and of each card."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.packs.parser import markup
from bot.packs.parser.cards.gather import Gatherer
from bot.packs.parser.cards.parts import Parts
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.packs.parser.markup import Block
    from bot.packs.parser.source import Report, Source
    from bot.values.text import Text

CARD_ID = re.compile(r"[a-z0-9-]{1,11}")
"""An anchor; a path on a button leaves it 11 characters (`bot.values.page`)."""

SIGN_ID = re.compile(r"[a-z0-9-]{1,16}")
"""An anchor of a sign."""

CARD_LEVEL = 2
"""The level of a card's heading, `##`."""

CARDS = 60
"""Most cards of one item."""

BLOCKS = 2000
"""Most blocks of one item: 60 cards of 30 paragraphs and lines of lists each."""

LINES = 4000
"""Most lines of one item, empty ones included; longer files are not parsed."""


@dataclass(slots=True)
class Split:
    """A file cut into parts: the intro (the contents under `#`), the cards, the footnotes by id."""

    intro: Parts
    cards: list[Parts] = field(default_factory=list)
    footnotes: dict[str, Text] = field(default_factory=dict)
    footnote_lines: dict[str, int] = field(default_factory=dict)


def split(  # noqa: PLR0913 - a text, where it stands, and what its lists and lines mean
    source: Source,
    body: str,
    first_line: int,
    report: Report,
    *,
    asking: bool,
    senders: Sequence[str] | None = None,
    anchor: re.Pattern[str] = CARD_ID,
) -> Split:
    """Cut the Markdown `body`, which begins at `first_line` of `source`, into parts.

    `asking`: a list without boxes may be the question (in a quiz); `senders`: the senders of a drill, None in
    other kinds; `anchor`: the pattern of card ids.
    """
    found = Split(Parts(line=first_line))
    blocks = _blocks(body, first_line, report)
    notes = [block for block in blocks if block.kind == "footnote"]
    rest = [block for block in blocks if block.kind != "footnote"]
    starts = [place for place, block in enumerate(rest) if block.kind == "heading" and block.level <= CARD_LEVEL]
    if len(starts) > CARDS + 1:
        line = rest[starts[CARDS + 1]].line
        report.add("E309", line, phrase("more than {cards} cards", cards=CARDS), phrase("split the item"))
        rest, starts = rest[: starts[CARDS + 1]], starts[: CARDS + 1]
    if blocks and not (starts and starts[0] == 0 and rest[0].level == 1):
        fix = phrase("begin with one `# Title`, cards with `## Title`")
        report.add("E101", blocks[0].line, phrase("something else stands where the title should"), fix)
    for start, after in pairwise([*starts, len(rest)]):
        heading = rest[start]
        parts = Parts(line=heading.line)
        own = {"asking": asking and heading.level > 1, "intro": heading.level == 1}
        gatherer = Gatherer(source, report, parts, senders=senders, **own)
        _part(gatherer, heading, rest[start + 1 : after], anchor)
        if start == 0 and heading.level == 1:
            found.intro = parts
            continue
        found.cards.append(parts)
        if heading.level == 1:
            report.add(
                "E101", heading.line, phrase("a second `#` title"), phrase("write `## …`: each is one message")
            )
    _ids(found, report)
    _ends(found, source)
    for note in notes:
        _footnote(found, note, source, report)
    return found


def _blocks(body: str, first_line: int, report: Report) -> Sequence[Block]:
    """Read the body into blocks; none, with the reason in `report`, when it is too long or too deep to be read."""
    if body.count("\n") > LINES:
        report.add("E309", first_line, phrase("more than {lines} lines", lines=LINES), phrase("split the item"))
        return ()
    blocks = markup.blocks(body, first_line)
    extents = [markup.extent(block) for block in blocks]
    if sum(count for count, _ in extents) > BLOCKS:
        what = phrase("more than {blocks} paragraphs, headings and lines of lists", blocks=BLOCKS)
        report.add("E309", first_line, what, phrase("split the item"))
        return ()
    for block, (_, depth) in zip(blocks, extents, strict=True):
        if depth > markup.NESTING:
            report.add(
                "E308", block.line, phrase("lists or quotations nested too deep"), phrase("write them flatter")
            )
            return ()
    if not blocks:
        report.add(
            "E101",
            first_line,
            phrase("nothing stands below the head"),
            phrase("write `# Title`, then cards: `## Title`"),
        )
    return blocks


def _part(gatherer: Gatherer, heading: Block, blocks: list[Block], anchor: re.Pattern[str]) -> None:
    """Read a heading and what stands below it into the parts of the gatherer."""
    source, report, parts = gatherer.source, gatherer.report, gatherer.parts
    title = gatherer.inline(heading)
    parts.title = title.text.plain
    if not parts.title:
        report.add("E102", heading.line, phrase("a heading without words"), phrase("write its title"))
    if title.anchors:
        parts.id = title.anchors[0]
        if not anchor.fullmatch(parts.id):
            line, column = source.find(parts.id, heading.line, heading.end)
            what = phrase("the anchor '{id}' cannot be used", id=parts.id[:40])
            report.add("E106", line, what, phrase("use at most 11 of a–z, 0–9 and -"), column)
    if len(title.anchors) > 1:
        report.add("E106", heading.line, phrase("two anchors in one heading"), phrase("keep one"))
    gatherer.gather(blocks)


def _ids(found: Split, report: Report) -> None:
    """Report missing and repeated anchors; give cards without one a temporary id, so that checks can go on."""
    seen: dict[str, int] = {}
    for number, parts in enumerate(found.cards, start=1):
        if not parts.id:
            fix = phrase('add <a id="short-name"></a> at the end of the line (`check --fix` does)')
            report.add("E105", parts.line, phrase("a card without an anchor"), fix)
            parts.id = f"card-{number}"
        elif parts.id in seen:
            what = phrase("the anchor '{id}' stands at line {seen} already", id=parts.id, seen=seen[parts.id])
            report.add("E107", parts.line, what, phrase("give this card another"))
        seen.setdefault(parts.id, parts.line)


def _ends(found: Split, source: Source) -> None:
    """Set where each part ends: before the next one begins."""
    parts = [found.intro, *found.cards]
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        part.end = max(part.line, after.line - 1 if after else len(source.lines))


def _footnote(found: Split, note: Block, source: Source, report: Report) -> None:
    if note.name in found.footnotes:
        what = phrase("the footnote [^{name}] is given twice", name=note.name)
        report.add("E113", note.line, what, phrase("keep one of them"))
        return
    # # A link in a footnote also belongs to the card: the safety rules look at all parts.
    gatherer = Gatherer(source, report, found.intro)
    found.footnotes[note.name] = gatherer.inline(note).text
    found.footnote_lines[note.name] = note.line
