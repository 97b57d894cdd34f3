"""Render the pictures of packs and docs: each SVG is the source of the PNG of the same name beside it.

`python tools/render_pictures.py` renders those whose SVG is newer than their PNG, or the SVG files that are named.
Needs Chromium: `CHROMIUM=<its path>` where it is not /usr/bin/chromium.
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("content", "quizzes", "docs/pictures", "bot/features")
LARGEST = 120_000
"""Bytes of one PNG: a lesson opens quickly on a slow phone line."""


def changed() -> list[Path]:
    """Return the SVG files that are newer than their PNG, or have none."""
    found = sorted(svg for folder in FOLDERS for svg in (ROOT / folder).rglob("*.svg"))
    pairs = [(svg, svg.with_suffix(".png")) for svg in found]
    return [svg for svg, png in pairs if not png.exists() or png.stat().st_mtime < svg.stat().st_mtime]


def render(page: Page, svg: str) -> bytes:
    """Return the SVG as a PNG of at most 256 colours, as large as its viewBox says.

    Errors: ValueError when it has no viewBox.
    """
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    if not found:
        message = "a picture has a viewBox"
        raise ValueError(message)
    page.set_viewport_size({"width": int(found[1]), "height": int(found[2])})
    page.set_content(f'<body style="margin:0">{svg}</body>')
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = shot.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def main(names: list[str]) -> int:
    """Render the named files, or those that have changed; return 1 when a PNG is too large."""
    failed = 0
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page()
        for svg in [Path(name).resolve() for name in names] or changed():
            png = render(page, svg.read_text("utf-8"))
            svg.with_suffix(".png").write_bytes(png)
            failed |= len(png) > LARGEST
            print(f"{len(png) / 1000:6.1f} kB  {svg.with_suffix('.png').relative_to(ROOT)}")
        browser.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
