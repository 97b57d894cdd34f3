"""Finds and checks the picture file of a card in a locale."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from bot.packs.digest import file_key
from bot.packs.parser.source import Report, did_you_mean
from bot.packs.upload.image_file import IMAGE_FORMATS, damage_in, flaw_in
from bot.values.phrases import phrase
from bot.values.screen import Picture

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.packs.parser.cards.parts import PictureLink
    from bot.packs.problem import Problem
    from bot.values.screen_block import ScreenBlock

PICTURE_BYTES = 10 * 1024 * 1024
"""Largest picture that Telegram accepts as a photo."""

_PATH = re.compile(r"img/[A-Za-z0-9_.-]{1,80}")


def candidates(path: str, locale: str) -> tuple[str, str]:
    """Return the two possible paths of `img/x.png`, the one for the locale first: `img/x.ru.png`."""
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}.{locale}{dot}{suffix}", path


def find_picture(drawing: PictureLink, folder: Path, locale: str, report: Report) -> Picture | None:
    """Return the picture of a card in `folder`, the item's folder; None if none can be shown."""
    suffix = "." + drawing.path.rpartition(".")[2].lower()
    if not _PATH.fullmatch(drawing.path) or ".." in drawing.path:
        what = phrase("the picture '{path}' does not stand in the item's img/", path=drawing.path[:60])
        report.add(
            "E114", drawing.line, what, phrase("put it beside the text: img/name.png, Latin letters and digits")
        )
        return None
    if suffix not in IMAGE_FORMATS:
        report.add(
            "E116",
            drawing.line,
            phrase("a picture of the kind '{suffix}'", suffix=suffix),
            phrase("save it as .png or .jpg"),
        )
        return None
    file = next((folder / name for name in candidates(drawing.path, locale) if (folder / name).is_file()), None)
    if file is None:
        there = [f"img/{other.name}" for other in sorted((folder / "img").glob("*"))]
        fix = did_you_mean(drawing.path, there) or phrase("put the file there: {path}", path=drawing.path)
        report.add("E114", drawing.line, phrase("the picture '{path}' does not exist", path=drawing.path), fix)
        return None
    content = _read(file, drawing, report)
    if content is None:
        return None
    flaw = flaw_in(content, suffix)
    if flaw:
        report.add(
            flaw.code,
            drawing.line,
            phrase("the picture '{path}' {what}", path=drawing.path, what=flaw.what),
            flaw.fix,
        )
        return None
    return Picture(file, drawing.alt, file_key(content))


def screen_picture(block: ScreenBlock) -> Picture:
    """Return the picture of a phone's screen, which is drawn when it is sent."""
    return Picture(Path(f"screen-{block.key}.png"), block.in_words().plain, f"screen-{block.key}", block)


def _read(file: Path, drawing: PictureLink, report: Report) -> bytes | None:
    if file.is_symlink() or file.parent.is_symlink():
        what = phrase("the picture '{path}' is a link to another file", path=drawing.path)
        report.add("E311", drawing.line, what, phrase("put the file itself there"))
        return None
    if file.stat().st_size > PICTURE_BYTES:
        what = phrase("the picture is larger than {most} MiB", most=PICTURE_BYTES // 2**20)
        report.add("E310", drawing.line, what, phrase("save it smaller"))
        return None
    return file.read_bytes()


def draw_all(folder: Path, shown: str, told: Collection[str]) -> Iterator[Problem]:
    """Draw each picture of the pack in `folder` (`shown` in problems) and yield its problems. `told`: the pictures
    on cards, by their paths in the pack; for these, flaws visible without drawing are reported elsewhere.
    """
    for file in sorted(file for file in folder.rglob("*") if file.suffix.lower() in IMAGE_FORMATS):
        if file.is_symlink() or not file.is_file() or file.stat().st_size > PICTURE_BYTES:
            continue  # reported with its card
        content, name = file.read_bytes(), file.relative_to(folder).as_posix()
        flaw = damage_in(content, file.suffix)
        if flaw and not (name in told and flaw_in(content, file.suffix)):
            report = Report(f"{shown}/{name}")
            report.add(flaw.code, 1, phrase("the picture {what}", what=flaw.what), flaw.fix)
            yield from report.problems
