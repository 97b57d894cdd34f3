"""Draws screen blocks of a Markdown file side by side: `python tools/screens.py FILE.ru.md TO.png 1 4 7`."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.packs.parser import markup
from bot.packs.parser.screens import read_screen
from bot.packs.parser.source import Report
from bot.pictures.screens import draw_screen

BLOCK = re.compile(r"^```(screen [a-z]+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
GAP, GROUND = 40, "#8b95a1"


def drawn(file: Path, chosen: list[int]) -> list[Image.Image]:
    """Return the chosen screens (from 1) of a file that is named like `lesson.ru.md`; all when none is chosen."""
    pictures = []
    for number, (kind, lines) in enumerate(BLOCK.findall(file.read_text("utf-8")), 1):
        if chosen and number not in chosen:
            continue
        report = Report(str(file))
        block = read_screen(markup.Block("code", 1, 1, lines, name=kind), report)
        for problem in report.problems:
            print(problem)
        if block:
            drawn_one = draw_screen(replace(block, locale=file.name.split(".")[-2]))
            pictures.append(Image.open(BytesIO(drawn_one)).convert("RGB"))
    return pictures


def main() -> None:
    """Draw the screens of a file."""
    file, to = Path(sys.argv[1]), Path(sys.argv[2])
    pictures = drawn(file, [int(number) for number in sys.argv[3:]])
    width = sum(one.width + GAP for one in pictures) - GAP
    whole = Image.new("RGB", (width, max(one.height for one in pictures)), GROUND)
    left = 0
    for one in pictures:
        whole.paste(one, (left, 0))
        left += one.width + GAP
    whole.resize((width // 2, whole.height // 2)).quantize(128).save(to, optimize=True)
    print(f"{to}: {len(pictures)} screens")


if __name__ == "__main__":
    main()
