"""Pictures: the file that a card's picture means in a locale, and what is wrong with it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from bot.packs.source import nearest
from bot.values.screen import Picture

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.cards.parts import Drawing
    from bot.packs.source import Report

PICTURE_BYTES = 10 * 1024 * 1024
"""Largest picture that Telegram takes as a photo."""

_BEGINNINGS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
_PATH = re.compile(r"img/[A-Za-z0-9_.-]{1,80}")


def candidates(path: str, locale: str) -> tuple[str, str]:
    """Return the two paths that `img/x.png` may mean, the one of the locale first: `img/x.ru.png`."""
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}.{locale}{dot}{suffix}", path


def find_picture(drawing: Drawing, folder: Path, locale: str, report: Report) -> Picture | None:
    """Return the picture of a card in `folder`, the item's; None when there is none that can be shown."""
    suffix = "." + drawing.path.rpartition(".")[2].lower()
    if not _PATH.fullmatch(drawing.path) or ".." in drawing.path:
        what = f"the picture '{drawing.path[:60]}' does not stand in the item's img/"
        report.add("E114", drawing.line, what, "put it beside the text: img/name.png, Latin letters and digits")
        return None
    if suffix not in _BEGINNINGS:
        report.add("E116", drawing.line, f"a picture of the kind '{suffix}'", "save it as .png or .jpg")
        return None
    file = next((folder / name for name in candidates(drawing.path, locale) if (folder / name).is_file()), None)
    if file is None:
        there = [f"img/{other.name}" for other in sorted((folder / "img").glob("*"))]
        fix = nearest(drawing.path, there) or f"put the file there: {drawing.path}"
        report.add("E114", drawing.line, f"the picture '{drawing.path}' does not exist", fix)
        return None
    content = _read(file, drawing, report)
    if content is None:
        return None
    if not content.startswith(_BEGINNINGS[suffix]):
        what = f"'{drawing.path}' holds no {suffix[1:]} picture"
        report.add("E116", drawing.line, what, "save it anew as .png or .jpg")
        return None
    return Picture(file, drawing.alt, hashlib.sha256(content).hexdigest()[:16])


def _read(file: Path, drawing: Drawing, report: Report) -> bytes | None:
    if file.is_symlink() or file.parent.is_symlink():
        what = f"the picture '{drawing.path}' is a link to another file"
        report.add("E311", drawing.line, what, "put the file itself there")
        return None
    if file.stat().st_size > PICTURE_BYTES:
        what = f"the picture is larger than {PICTURE_BYTES // 2**20} MiB"
        report.add("E310", drawing.line, what, "save it smaller")
        return None
    return file.read_bytes()
