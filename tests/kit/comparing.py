"""Versions of a pack that are sent and compared."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from tests.kit.studio import zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.talk import Person


def raised(files: Mapping[str, str | bytes], version: str = "1.1.0") -> dict[str, str | bytes]:
    return {**files, "pack.yml": str(files["pack.yml"]).replace("1.0.0", version)}


def sent(editor: Person, files: Mapping[str, str | bytes], edition: int) -> None:
    editor.sends_pack(zipped(files))
    assert "Your draft is here" in editor.sees, editor.sees
    editor.visits(f"edition/{edition}/sent")


def drawn(colour: str) -> bytes:
    """A picture of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (640, 360), colour).save(made, "PNG")
    return made.getvalue()
