"""Sheets of A4 to print: a canvas with the house's font, and its pages as PNG or PDF."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from bot.pictures.plan import INK, font, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

A4 = (1240, 1754)
"""Pixels of a page: 150 to the inch, sharp enough for a code that phones read from the wall."""

DPI = 150.0
MARGIN = 90


class Sheet:
    """One page that is written from top to bottom. `top` is where the next line begins, in pixels."""

    def __init__(self) -> None:
        self.picture = Image.new("RGB", A4, "white")
        self.draw = ImageDraw.Draw(self.picture)
        self.top = MARGIN

    def write(  # noqa: PLR0913 - how words look
        self, words: str, size: int, *, bold: bool = False, colour: str = INK, gap: int = 0, centred: bool = False
    ) -> None:
        """Write words below what is there, broken into lines; `gap` pixels follow."""
        shape = font(size, bold=bold)
        for line in wrapped(words, shape, A4[0] - 2 * MARGIN):
            left = (A4[0] - shape.getlength(line)) / 2 if centred else MARGIN
            self.draw.text((left, self.top), line, colour, shape)
            self.top += round(size * 1.35)
        self.top += gap


def side_by_side(sheets: Sequence[Sheet]) -> Image.Image:
    """Return pages beside one another as one picture."""
    whole = Image.new("RGB", (A4[0] * len(sheets), A4[1]), "white")
    for place, sheet in enumerate(sheets):
        whole.paste(sheet.picture, (A4[0] * place, 0))
    return whole


def png(picture: Image.Image) -> bytes:
    """Return a picture as PNG."""
    file = BytesIO()
    picture.save(file, "PNG", optimize=True, dpi=(DPI, DPI))
    return file.getvalue()


def pdf(sheets: Sequence[Sheet]) -> bytes:
    """Return pages as one PDF of A4, in shades of grey and colour as drawn."""
    file = BytesIO()
    first, *others = (sheet.picture for sheet in sheets)
    first.save(file, "PDF", resolution=DPI, save_all=True, append_images=others)
    return file.getvalue()
