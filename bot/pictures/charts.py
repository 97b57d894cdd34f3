"""Charts for organisers: bars beside names, and a calendar of bars with a line that they should stay below."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from bot.pictures.plan import CORAL, CREAM, INK, MARGIN, NIGHT, SEA, WIDTH, font

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = 64
"""Pixels from one bar to the next."""

PLOT = 420
"""Pixels of the height of a calendar's bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length (0 to 1 of the whole), and what is written at its end."""

    name: str
    length: float
    told: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A calendar of bars: a title, one value a day, labels below some of them, the unit of the values, and perhaps
    a line that days should stay below.
    """

    title: str
    values: Sequence[float]
    labels: Sequence[str]
    unit: str
    limit: float | None = None


def draw_bars(title: str, groups: Sequence[tuple[str, Sequence[Bar]]]) -> bytes:
    """Draw named groups of bars as a PNG of 1080 pixels width."""
    rows = sum(len(bars) + 1 for _, bars in groups)
    picture, draw = _sheet(title, 200 + ROW * rows + 40)
    top = 200
    left, width = MARGIN + 210, WIDTH - 2 * MARGIN - 210 - 250
    for heading, bars in groups:
        draw.text((MARGIN, top), heading, SEA, font(30, bold=True))
        top += ROW
        for bar in bars:
            draw.text((MARGIN, top + 6), bar.name, INK, font(26))
            long = round(width * min(1.0, max(0.0, bar.length)))
            draw.rectangle((left, top, left + width, top + 40), fill="#efe6d2")
            if long:
                draw.rectangle((left, top, left + long, top + 40), fill=SEA)
            draw.text((left + width + 16, top + 6), bar.told, INK, font(26))
            top += ROW
    return _png(picture)


def draw_calendar(title: str, panels: Sequence[Panel]) -> bytes:
    """Draw calendars above one another as a PNG of 1080 pixels width."""
    picture, draw = _sheet(title, 200 + len(panels) * (PLOT + 190))
    for place, panel in enumerate(panels):
        _panel(draw, panel, 200 + place * (PLOT + 190))
    return _png(picture)


def _panel(draw: ImageDraw.ImageDraw, panel: Panel, top: int) -> None:
    highest = f"{max(panel.values, default=0):,.0f} {panel.unit}"
    draw.text((MARGIN, top), f"{panel.title}: at most {highest}", SEA, font(26, bold=True))
    most = max([*panel.values, panel.limit or 0.0, 1e-9])
    floor, left, width = top + 60 + PLOT, MARGIN + 20, WIDTH - 2 * MARGIN - 20
    each = width / max(1, len(panel.values))
    for day, value in enumerate(panel.values):
        high = round(PLOT * value / most)
        over = panel.limit is not None and value > panel.limit
        x = left + each * day
        if high:
            draw.rectangle((x, floor - high, x + max(1.0, each - 2), floor), fill=CORAL if over else SEA)
        if panel.labels[day]:
            draw.line((x, floor, x, floor + 10), fill=INK, width=2)
            draw.text((x, floor + 14), panel.labels[day], INK, font(20))
    draw.line((left, floor, left + width, floor), fill=INK, width=3)
    if panel.limit is not None:
        line = floor - round(PLOT * panel.limit / most)
        draw.line((left, line, left + width, line), fill=CORAL, width=3)
        draw.text((left + width - 260, line - 28), f"{panel.limit:,.0f} {panel.unit}", CORAL, font(20, bold=True))


def _sheet(title: str, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (WIDTH, height), CREAM)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, WIDTH, 140), fill=NIGHT)
    draw.text((MARGIN, 46), title, CREAM, font(40, bold=True))
    return picture, draw


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
