"""The heat map of a class as a picture: a row per question with its share right and the misleading option."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from bot.pictures.pen import Pen, font, wrapped
from bot.pictures.plan import INK, NIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, MARGIN, ROW = 1080, 50, 80
BAR_LEFT, BAR_WIDTH = 620, 270
STEPS = ((40.0, "#c8453b"), (60.0, "#e08a2e"), (80.0, "#e3c23f"), (101.0, "#4f9d5d"))
"""Colours by the middle of the share, in percent; the words beside each bar give the same information."""

EMPTY = "#d9d9d9"


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One question: its title with its number, the bounds of its share in percent (None below five answers), the
    share in words, and the most chosen wrong option (may be empty).
    """

    title: str
    bounds: tuple[int, int] | None
    told: str
    stumble: str


def draw_heatmap(title: str, note: str, rows: Sequence[HeatRow], *, rtl: bool = False) -> bytes:
    """Draw the heat map as a PNG 1080 pixels wide."""
    notes = wrapped(note, font(24), WIDTH - 2 * MARGIN)
    heads = wrapped(title, font(40, bold=True), WIDTH - 2 * MARGIN)
    top = 40 + 54 * len(heads) + 6
    rows_top = top + 34 * len(notes) + 20
    picture = Image.new("RGB", (WIDTH, rows_top + ROW * len(rows) + 30), "white")
    draw = Pen(picture, rtl=rtl)
    for place, line in enumerate(heads):
        draw.text((MARGIN, 36 + 54 * place), line, NIGHT, font(40, bold=True))
    for place, line in enumerate(notes):
        draw.text((MARGIN, top + 34 * place), line, INK, font(24))
    for place, row in enumerate(rows):
        _row(draw, rows_top + ROW * place, row)
    file = BytesIO()
    picture.save(file, "PNG", compress_level=3)
    return file.getvalue()


def colour_of(bounds: tuple[int, int]) -> str:
    """Return the colour of a share by the middle of its bounds, in percent."""
    middle = sum(bounds) / 2
    return next(colour for below, colour in STEPS if middle < below)


def _row(draw: Pen, top: int, row: HeatRow) -> None:
    width = BAR_LEFT - MARGIN - 20
    size = next((size for size in range(28, 21, -1) if font(size).getlength(row.title) <= width), 0)
    if size:
        draw.text((MARGIN, top + 28 - size), row.title, INK, font(size))
    else:  # two lines of small letters
        first, *others = wrapped(row.title, font(21), width)
        draw.text((MARGIN, top - 6), first, INK, font(21))
        draw.text((MARGIN, top + 18), _cut(" ".join(others), 21, width), INK, font(21))
    if row.stumble:
        draw.text((MARGIN + 34, top + 44), _cut(row.stumble, 20, WIDTH - 2 * MARGIN - 34), "#6b4b2a", font(20))
    draw.rounded_rectangle((BAR_LEFT, top + 4, BAR_LEFT + BAR_WIDTH, top + 32), 6, fill=EMPTY)
    if row.bounds is not None:
        low, high = (BAR_LEFT + BAR_WIDTH * bound // 100 for bound in row.bounds)
        colour = colour_of(row.bounds)
        draw.rounded_rectangle((BAR_LEFT, top + 4, max(low, BAR_LEFT + 8), top + 32), 6, fill=colour)
        # The unknown stretch is striped.
        for x in range(low, high, 8):
            draw.line((x, top + 4, x, top + 32), fill=colour, width=3)
    draw.text((BAR_LEFT + BAR_WIDTH + 16, top + 4), row.told, INK, font(24))


def _cut(words: str, size: int, width: int) -> str:
    """Return the words, shortened with an ellipsis if they are wider than this many pixels."""
    shape = font(size)
    if shape.getlength(words) <= width:
        return words
    while words and shape.getlength(words + "…") > width:
        words = words[:-1]
    return words + "…"
