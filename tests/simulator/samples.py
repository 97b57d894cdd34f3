"""Bytes that tests send: a small picture and a bigger one."""

from __future__ import annotations

import io

from PIL import Image


def picture(width: int, height: int, form: str = "PNG") -> bytes:
    """Return a plain picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#336699").save(out, form)
    return out.getvalue()


PICTURE = picture(40, 30)
