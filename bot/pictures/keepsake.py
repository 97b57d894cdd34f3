"""Draws the keepsake of a campaign: the house's lighthouse, its title and days, pictures from them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageOps
from PIL.Image import Dither, Quantize, Resampling

from bot.pictures.plan import CREAM, INK, NIGHT, WIDTH, font, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL.ImageFont import FreeTypeFont

EDGE, GAP = 60, 24
"""Pixels at the sides of the picture, and between two pictures of days."""

ACROSS = 3
"""Pictures of days in one row, at most."""

SMALL = ((WIDTH - 2 * EDGE - (ACROSS - 1) * GAP) // ACROSS, 171)
"""Pixels of a picture of a day: 16 to 9, as packs have them."""

ROUND = 22
"""Radius of its corners in pixels."""


@dataclass(frozen=True, slots=True)
class KeepsakeWords:
    """What is on a keepsake: words in the reader's language, and files of pictures. Nothing of one person."""

    title: str
    when: str
    lighthouse: Path
    days: tuple[Path, ...] = ()


def draw_keepsake(words: KeepsakeWords) -> bytes:
    """Draw the keepsake as a PNG of 1080 pixels width.

    Errors: OSError when a picture cannot be read.
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
    draw = ImageDraw.Draw(picture)
    for line in lines:
        draw.text((WIDTH / 2, top), line, NIGHT, title, anchor="ma")
        top += 74
    draw.text((WIDTH / 2, top + 6), words.when, INK, days, anchor="ma")
    for place, row in enumerate(rows):
        _row(picture, row, below + place * (SMALL[1] + GAP))
    drawn = BytesIO()
    # Packs draw in flat colours: 256 do, refined in two rounds (`kmeans`), and a small file is sent fast.
    picture.quantize(256, method=Quantize.MAXCOVERAGE, kmeans=2, dither=Dither.NONE).save(
        drawn, "PNG", optimize=True
    )
    return drawn.getvalue()


def _balanced(words: str, shape: FreeTypeFont) -> Sequence[str]:
    """Break words into as few lines as they need, each about as long as the others."""
    width = WIDTH - 2 * EDGE
    lines = wrapped(words, shape, width)
    if len(lines) == len(words.split()):
        return lines
    while len(narrower := wrapped(words, shape, width := width - GAP)) == len(lines) > 1:
        lines = narrower
    return lines


def _even_rows(files: tuple[Path, ...]) -> list[tuple[Path, ...]]:
    """Deal pictures out to as few rows as they need: four are two and two."""
    if not files:
        return []
    across = ceil(len(files) / ceil(len(files) / ACROSS))
    return [files[at : at + across] for at in range(0, len(files), across)]


def _row(picture: Image.Image, files: Sequence[Path], top: int) -> None:
    """Paste pictures side by side, in the middle."""
    left = (WIDTH - len(files) * SMALL[0] - (len(files) - 1) * GAP) // 2
    corners = Image.new("L", (SMALL[0] * 4, SMALL[1] * 4))
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, SMALL[0] * 4 - 1, SMALL[1] * 4 - 1), ROUND * 4, fill=255)
    mask = corners.resize(SMALL, Resampling.LANCZOS)
    for file in files:
        with Image.open(file) as day:
            picture.paste(ImageOps.fit(day.convert("RGB"), SMALL, Resampling.LANCZOS), (left, top), mask)
        left += SMALL[0] + GAP
