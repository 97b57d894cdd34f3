"""Drawn anew: a stranger's picture as a smaller one, so that nothing but what it shows comes over."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from PIL import Image, ImageOps

from bot.packs.upload.image_file import PIXELS, RATIO

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import Protocol

    class Node(Protocol):
        """A picture of a document."""

        def open(self) -> AbstractContextManager[IO[bytes]]:
            """Return its content."""


SIDE = 1280
"""Pixels of the longer side: what Telegram shows of a photo."""

PNG_BYTES = 300 * 1024
"""A larger picture without see-through parts becomes a JPEG: people open it over a telephone's network."""

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture as a file: the ending of its name, its bytes."""

    suffix: str
    content: bytes


def of_document(node: Node) -> DrawnPicture | None:
    """Return the picture of a document's node; None if it cannot be drawn: a drawing of vectors, a damaged or
    linked file, or as in `drawn_anew`.
    """
    try:
        with node.open() as opened:
            return drawn_anew(opened.read())
    except Exception:  # noqa: BLE001 - any error of the library on a stranger's file; it is listed as left behind
        return None


def drawn_anew(content: bytes) -> DrawnPicture | None:
    """Return a picture without the notes on where and when it was taken; None if it cannot be drawn: a damaged
    file, too many pixels, a shape that Telegram does not show.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            width, height = image.size
            if width * height > PIXELS or max(width, height) > RATIO * min(width, height):
                return None
            return _saved(ImageOps.exif_transpose(image))
    except Exception:  # noqa: BLE001 - any error of the library on a stranger's file; its sender is told
        return None


def _saved(image: Image.Image) -> DrawnPicture:
    bare = image.convert("RGBA" if image.has_transparency_data else "RGB")
    bare.thumbnail((SIDE, SIDE))
    bare.info.clear()
    png = io.BytesIO()
    bare.save(png, "PNG", optimize=True)
    if bare.mode == "RGBA" or len(png.getvalue()) <= PNG_BYTES:
        return DrawnPicture(".png", png.getvalue())
    jpeg = io.BytesIO()
    bare.save(jpeg, "JPEG", quality=85)
    return DrawnPicture(".jpg", jpeg.getvalue())
