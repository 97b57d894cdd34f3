"""Sheets of A4 to print: a canvas with the bundled font, and its pages as PNG or PDF."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from bot.pictures.pen import Pen, font, wrapped
from bot.pictures.plan import INK

if TYPE_CHECKING:
    from collections.abc import Sequence

A4 = (1240, 1754)
"""Pixels of a page: 150 per inch, sharp enough for a code that phones read from a wall."""

DPI = 150.0
MARGIN = 90


class Sheet:
    """One page, written from top to bottom. `top`: where the next line begins, in pixels; `rtl`: it is read from
    right to left.
    """

    def __init__(self, *, rtl: bool = False) -> None:
        self.picture = Image.new("RGB", A4, "white")
        self.draw = Pen(self.picture, rtl=rtl)
        self.top = MARGIN

    def write(  # noqa: PLR0913 - how words look
        self, words: str, size: int, *, bold: bool = False, colour: str = INK, gap: int = 0, centred: bool = False
    ) -> None:
        """Write words below the existing ones, broken into lines; `gap` pixels follow."""
        shape = font(size, bold=bold)
        for line in wrapped(words, shape, A4[0] - 2 * MARGIN):
            left, anchor = (A4[0] / 2, "ma") if centred else (MARGIN, "la")
            self.draw.text((left, self.top), line, colour, shape, anchor)
            self.top += round(size * 1.35)
        self.top += gap


def side_by_side(sheets: Sequence[Sheet]) -> Image.Image:
    """Return pages side by side as one picture."""
    whole = Image.new("RGB", (A4[0] * len(sheets), A4[1]), "white")
    for place, sheet in enumerate(sheets):
        whole.paste(sheet.picture, (A4[0] * place, 0))
    return whole


def png(picture: Image.Image) -> bytes:
    """Return a picture as PNG."""
    file = BytesIO()
    picture.save(file, "PNG", dpi=(DPI, DPI))
    return file.getvalue()


def pdf(sheets: Sequence[Sheet]) -> bytes:
    """Return pages as one PDF of A4, in shades of grey and colour as drawn."""
    file = BytesIO()
    first, *others = (sheet.picture for sheet in sheets)
    first.save(file, "PDF", resolution=DPI, save_all=True, append_images=others)
    return file.getvalue()
