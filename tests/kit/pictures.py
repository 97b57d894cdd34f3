"""Pictures of a pack."""

from __future__ import annotations

import io

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    """A picture with something on it."""
    drawn = Image.new(mode, size)
    for x in range(0, min(size[0], 60), 3):
        drawn.putpixel((x, x % size[1]), 255 if mode in {"1", "L"} else (255, x, 9))
    written = io.BytesIO()
    drawn.save(written, kind, **options)
    return written.getvalue()
