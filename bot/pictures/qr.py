"""QR codes: a link as a square that cameras can read, sharp at any size."""

from __future__ import annotations

from io import BytesIO

import segno
from PIL import Image

QUIET = 4
"""White modules around the code, required by ISO/IEC 18004 so that cameras find it."""


def qr(link: str, pixels: int, dark: str = "black") -> Image.Image:
    """Draw a link as a code with sides of at most this many pixels, error correction M. Each module is a whole
    number of pixels, so it stays sharp in print.
    """
    code = segno.make_qr(link, error="m")
    scale = max(1, pixels // code.symbol_size(border=QUIET)[0])
    drawn = BytesIO()
    code.save(drawn, kind="png", scale=scale, border=QUIET, dark=dark, light="#ffffff")
    with Image.open(drawn) as square:
        return square.convert("RGB")


def qr_svg(link: str) -> str:
    """Return a link as an inline SVG without a size: the page's style sheet sets it."""
    return segno.make_qr(link, error="m").svg_inline(border=QUIET, omitsize=True, light="#ffffff")
