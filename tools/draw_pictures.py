"""Draw the pictures of lessons, stories and README: SVG sources into docs/pictures/svg, PNGs beside the texts.

Run `python tools/draw_pictures.py` for all, or name some: `python tools/draw_pictures.py house bait`. Needs
Chromium: `CHROMIUM=<its path>` where it is not /usr/bin/chromium.
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pictures import covers, scenes_accounts, scenes_balance, scenes_checking, scenes_phishing, scenes_stories
from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "docs/pictures/svg"
LARGEST = 120_000
"""Bytes of one PNG: a lesson opens quickly on a slow phone line."""

BASICS = "content/basics"
PICTURES: dict[str, tuple[Callable[[], str], str]] = {
    "house": (scenes_accounts.house, f"{BASICS}/accounts/6-8/img"),
    "three-words": (scenes_accounts.three_words, f"{BASICS}/accounts/9-11/img"),
    "two-locks": (scenes_accounts.two_locks, f"{BASICS}/accounts/12-15/img"),
    "stop": (scenes_phishing.stop, f"{BASICS}/phishing/6-8/img"),
    "bait": (scenes_phishing.bait, f"{BASICS}/phishing/9-11/img"),
    "own-roads": (scenes_phishing.own_roads, f"{BASICS}/phishing/12-15/img"),
    "win": (scenes_stories.win, f"{BASICS}/phishing/prize/img"),
    "big-cat": (scenes_checking.big_cat, f"{BASICS}/checking/6-8/img"),
    "giraffe": (scenes_checking.glued_giraffe, f"{BASICS}/checking/9-11/img"),
    "sideways": (scenes_checking.sideways, f"{BASICS}/checking/12-15/img"),
    "hen": (scenes_balance.hen, f"{BASICS}/balance/6-8/img"),
    "plan": (scenes_balance.plan, f"{BASICS}/balance/9-11/img"),
    "phone-sleeps": (scenes_balance.phone_sleeps, f"{BASICS}/balance/12-15/img"),
    "couch": (scenes_stories.couch, f"{BASICS}/balance/one-more/img"),
    "mayak": (covers.avatar, "docs/pictures"),
    "banner": (covers.banner, "docs/pictures"),
}
"""Each picture: what draws it, and the folder of its PNG."""


def render(page: Page, svg: str) -> bytes:
    """Return the SVG as a PNG of at most 256 colours."""
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
    """Draw the named pictures, or all; return 1 when one is too large."""
    SOURCES.mkdir(parents=True, exist_ok=True)
    failed = 0
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page()
        for name in names or PICTURES:
            draw, folder = PICTURES[name]
            svg = draw()
            (SOURCES / f"{name}.svg").write_text(svg, encoding="utf-8")
            png = render(page, svg)
            target = ROOT / folder / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(png)
            failed |= len(png) > LARGEST
            print(f"{len(png) / 1000:6.1f} kB  {target.relative_to(ROOT)}")
        browser.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
