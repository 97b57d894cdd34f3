"""Draws the keepsake of a campaign: the lighthouse, its title and days, pictures from them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageOps
from PIL.Image import Dither, Quantize, Resampling

from bot.pictures.pen import Pen, font, wrapped
from bot.pictures.plan import CREAM, INK, NIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL.ImageFont import FreeTypeFont

EDGE, GAP = 60, 24
"""Pixels at the sides of the picture, and between two pictures of days."""

ACROSS = 3
"""Most pictures of days in one row."""

SMALL = ((WIDTH - 2 * EDGE - (ACROSS - 1) * GAP) // ACROSS, 171)
"""Size of a day's picture in pixels: 16 to 9, as in packs."""

ROUND = 22
"""Radius of its corners in pixels."""


@dataclass(frozen=True, slots=True)
class KeepsakeWords:
    """The content of a keepsake: words in the reader's language, and files of pictures. Nothing personal."""

    title: str
    when: str
    lighthouse: Path
    days: tuple[Path, ...] = ()
    rtl: bool = False


def draw_keepsake(words: KeepsakeWords) -> bytes:
    """Draw the keepsake as a PNG 1080 pixels wide.

    Errors: OSError if a picture cannot be read.
    """
    with Image.open(words.lighthouse) as file:
        above = file.convert("RGB")
    above = above.resize((WIDTH, WIDTH * above.height // above.width), Resampling.LANCZOS)
    title, days = font(58, bold=True), font(36)
    lines = _balanced(words.title, title)
    rows = _even_rows(words.days)
    top = above.height + 50
    below = top + 74 * len(lines) + 90
    picture = Image.new("RGB", (WIDTH, below + len(rows) * (SMALL[1] + GAP) + 40), CREAM)
    picture.paste(above, (0, 0))
    draw = Pen(picture, rtl=words.rtl)
    for line in lines:
        draw.text((WIDTH / 2, top), line, NIGHT, title, "ma")
        top += 74
    draw.text((WIDTH / 2, top + 6), words.when, INK, days, "ma")
    for place, row in enumerate(rows):
        _row(picture, row, below + place * (SMALL[1] + GAP))
    drawn = BytesIO()
    # Packs use flat colours: 256 are enough, refined in two rounds (`kmeans`), and a small file is sent quickly.
    picture.quantize(256, method=Quantize.MAXCOVERAGE, kmeans=2, dither=Dither.NONE).save(
        drawn, "PNG", optimize=True
    )
    return drawn.getvalue()


def _balanced(words: str, shape: FreeTypeFont) -> Sequence[str]:
    """Break words into as few lines as possible, all of similar length."""
    width = WIDTH - 2 * EDGE
    lines = wrapped(words, shape, width)
    if len(lines) == len(words.split()):
        return lines
    while len(narrower := wrapped(words, shape, width := width - GAP)) == len(lines) > 1:
        lines = narrower
    return lines


def _even_rows(files: tuple[Path, ...]) -> list[tuple[Path, ...]]:
    """Distribute pictures over as few rows as possible: four become two and two."""
    if not files:
        return []
    across = ceil(len(files) / ceil(len(files) / ACROSS))
    return [files[at : at + across] for at in range(0, len(files), across)]


def _row(picture: Image.Image, files: Sequence[Path], top: int) -> None:
    left = (WIDTH - len(files) * SMALL[0] - (len(files) - 1) * GAP) // 2
    corners = Image.new("L", (SMALL[0] * 4, SMALL[1] * 4))
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, SMALL[0] * 4 - 1, SMALL[1] * 4 - 1), ROUND * 4, fill=255)
    mask = corners.resize(SMALL, Resampling.LANCZOS)
    for file in files:
        with Image.open(file) as day:
            picture.paste(ImageOps.fit(day.convert("RGB"), SMALL, Resampling.LANCZOS), (left, top), mask)
        left += SMALL[0] + GAP
