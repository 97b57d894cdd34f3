"""Charts for organisers: bars beside names, and a calendar of bars with a limit line.

Colour never carries information alone: each bar has words beside it, and a bar above the limit crosses the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from bot.pictures.pen import Pen, font, wrapped
from bot.pictures.plan import CORAL, CREAM, INK, MARGIN, NIGHT, SEA, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.ImageFont import FreeTypeFont

ROW = 64
"""Pixels from one bar to the next."""

GAP = 36
"""Pixels below a group of bars."""

NAME = 200
"""Pixels for the name of a bar, left of it."""

PLOT = 420
"""Height of a calendar's bars in pixels."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length (0 to 1; None: not shown, which is not zero), the words at its end, and
    perhaps the interval in which the length lies.
    """

    name: str
    length: float | None
    told: str
    between: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts from one day of a calendar to another (both within it), and its name."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A calendar of bars: a title, one value a day, labels below some of them, the unit of the values, and
    perhaps a limit line with its meaning.
    """

    title: str
    values: Sequence[float]
    labels: Sequence[str]
    unit: str
    limit: float | None = None
    meaning: str = ""
    heading: str = ""
    """Replaces the title with the highest value above it."""


def draw_bars(title: str, groups: Sequence[tuple[str, Sequence[Bar]]], *, rtl: bool = False) -> bytes:
    """Draw named groups of bars as a PNG 1080 pixels wide."""
    rows = sum(len(bars) + 1 for _, bars in groups)
    picture, draw = _sheet(title, 200 + ROW * rows + GAP * len(groups), rtl=rtl)
    top = 200
    for heading, bars in groups:
        draw.text((MARGIN, top), heading, SEA, font(30, bold=True))
        top += ROW
        for bar in bars:
            _bar(draw, bar, top)
            top += ROW
        top += GAP
    return _png(picture)


def _bar(draw: Pen, bar: Bar, top: int) -> None:
    left, width = MARGIN + 210, WIDTH - 2 * MARGIN - 210 - 250

    def at(share: float) -> int:
        return left + round(width * min(1.0, max(0.0, share)))

    _name(draw, bar.name, top)
    if bar.length is None:
        draw.text((left, top + 6), bar.told, "#6b6455", font(26))
        return
    draw.rectangle((left, top, left + width, top + 40), fill="#efe6d2")
    if at(bar.length) > left:
        draw.rectangle((left, top, at(bar.length), top + 40), fill=SEA)
    if bar.between:
        low, high = map(at, bar.between)
        draw.line((low, top + 20, high, top + 20), fill=INK, width=4)
        for end in (low, high):
            draw.line((end, top + 10, end, top + 30), fill=INK, width=4)
    draw.text((left + width + 16, top + 6), bar.told, INK, font(26))


def _name(draw: Pen, name: str, top: int) -> None:
    """Write the name of a bar to its left: a long name in small letters on two lines, then cut off."""
    if font(26).getlength(name) <= NAME:
        draw.text((MARGIN, top + 6), name, INK, font(26))
        return
    small = font(19)
    first, *others = wrapped(name, small, NAME)
    for place, line in enumerate((first, " ".join(others))):
        draw.text((MARGIN, top - 2 + 23 * place), _cut(line, small), INK, small)


def _cut(line: str, shape: FreeTypeFont) -> str:
    if shape.getlength(line) <= NAME:
        return line
    while line and shape.getlength(line + "…") > NAME:
        line = line[:-1]
    return line + "…"


def draw_calendar(title: str, panels: Sequence[Panel], spans: Sequence[Span] = (), *, rtl: bool = False) -> bytes:
    """Draw calendars below each other as a PNG 1080 pixels wide, spans of several days first."""
    head = 180 + 60 * len(spans)
    picture, draw = _sheet(title, head + len(panels) * (PLOT + 190), rtl=rtl)
    days = max((len(panel.values) for panel in panels), default=1)
    for place, span in enumerate(spans):
        _span(draw, span, 180 + 60 * place, days)
    for place, panel in enumerate(panels):
        _panel(draw, panel, head + 20 + place * (PLOT + 190))
    return _png(picture)


def _across(days: int) -> tuple[int, int, float]:
    """Return the left edge of a calendar, its width and the width of a day, in pixels."""
    left, width = MARGIN + 20, WIDTH - 2 * MARGIN - 20
    return left, width, width / max(1, days)


def _span(draw: Pen, span: Span, top: int, days: int) -> None:
    left, width, each = _across(days)
    begins, ends = left + each * span.first, left + each * (span.last + 1)
    draw.rectangle((begins, top + 30, ends, top + 42), fill=NIGHT)
    shape = font(20)
    draw.text((min(begins, left + width - shape.getlength(span.name)), top), span.name, INK, shape)


def _panel(draw: Pen, panel: Panel, top: int) -> None:
    highest = f"{max(panel.values, default=0):,.0f} {panel.unit}"
    draw.text((MARGIN, top), panel.heading or f"{panel.title}: at most {highest}", SEA, font(26, bold=True))
    most = max([*panel.values, panel.limit or 0.0, 1e-9])
    left, width, each = _across(len(panel.values))
    floor = top + 80 + PLOT
    for day, value in enumerate(panel.values):
        high = round(PLOT * value / most)
        over = panel.limit is not None and value > panel.limit
        x = left + each * day
        if high:
            draw.rectangle((x, floor - high, x + max(1.0, each - 2), floor), fill=CORAL if over else SEA)
        if panel.labels[day]:
            draw.line((x, floor, x, floor + 10), fill=INK, width=2)
            room = WIDTH - font(20).getlength(panel.labels[day]) - 8
            draw.text((min(x, room), floor + 14), panel.labels[day], INK, font(20))
    draw.line((left, floor, left + width, floor), fill=INK, width=3)
    if panel.limit is not None:
        line = floor - round(PLOT * panel.limit / most)
        for x in range(left, left + width, 18):
            draw.line((x, line, x + 10, line), fill=INK, width=3)
        words = f"{panel.limit:,.0f} {panel.unit}: {panel.meaning}"
        end = left + width - font(20).getlength(words)
        draw.rectangle((end - 6, line - 30, left + width, line - 4), fill=CREAM)
        draw.text((end, line - 28), words, INK, font(20))


def _sheet(title: str, height: int, *, rtl: bool) -> tuple[Image.Image, Pen]:
    picture = Image.new("RGB", (WIDTH, height), CREAM)
    draw = Pen(picture, rtl=rtl)
    draw.rectangle((0, 0, WIDTH, 140), fill=NIGHT)
    size = next((size for size in (40, 34, 28) if font(size, bold=True).getlength(title) <= WIDTH - MARGIN), 24)
    draw.text((MARGIN, 86 - size), title, CREAM, font(size, bold=True))
    return picture, draw


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
