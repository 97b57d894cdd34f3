"""QR codes: a link as a square that cameras find, sharp at any size."""

from __future__ import annotations

from io import BytesIO

import segno
from PIL import Image

QUIET = 4
"""Modules of white around the code that ISO/IEC 18004 asks for, so that cameras find it."""


def qr(link: str, pixels: int, dark: str = "black") -> Image.Image:
    """Draw a link as a code of at most so many pixels a side, error correction M; each module is a whole number of
    pixels, so it stays sharp in print.
    """
    code = segno.make_qr(link, error="m")
    scale = max(1, pixels // code.symbol_size(border=QUIET)[0])
    drawn = BytesIO()
    code.save(drawn, kind="png", scale=scale, border=QUIET, dark=dark, light="#ffffff")
    with Image.open(drawn) as square:
        return square.convert("RGB")


def qr_svg(link: str) -> str:
    """Return a link as an inline SVG without a size of its own, which a page's style sheet gives it."""
    return segno.make_qr(link, error="m").svg_inline(border=QUIET, omitsize=True, light="#ffffff")
