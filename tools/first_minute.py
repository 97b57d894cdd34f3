"""Film the first minute of Mayak in the demo, as the moving picture that opens README.md.

`python tools/first_minute.py` starts the demo, walks from Start to the first answer at a phone's width, and writes
`docs/pictures/first-minute.gif`. Needs Chromium: `CHROMIUM=<its path>` where it is not /usr/bin/chromium,
and a font with emoji (Debian: fonts-noto-color-emoji).
"""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

ROOT = Path(__file__).resolve().parent.parent
FILM = ROOT / "docs/pictures/first-minute.gif"
LARGEST = 600_000
"""Bytes of the film: README opens quickly."""

READER = 5_000_007
"""The seeded child of ten whose app is in English, the language of README."""

WIDTH, HEIGHT = 390, 760
COLOURS = 256
READ_MS, TAP_MS = 3200, 500
"""How long a screen stands to be read, and how long a tap is shown."""

SETTLES_MS = 500
"""How long the page may still move after a tap: it scrolls to what is new."""

FINGER = 22
"""Radius in pixels of the spot that shows a tap."""


@contextmanager
def demo() -> Iterator[str]:
    """Run the demo on a free port; yields its address."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own
        try:
            found = re.search(r"http://127\.0\.0\.1:\d+", running.stdout.readline() if running.stdout else "")
            if not found:
                message = "the demo did not start"
                raise RuntimeError(message)
            yield found[0]
        finally:
            running.send_signal(signal.SIGTERM)


class Film:
    """Frames of a page, each with the time in milliseconds that it stands."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frames: list[Image.Image] = []
        self.times: list[int] = []

    def tap(self, button: Locator) -> None:
        """Show the page to be read, then the spot that is tapped, and tap it."""
        button.wait_for()
        self.shoot(READ_MS)
        box = button.bounding_box()
        if box is None:
            message = f"this button is not on the page: {button}"
            raise RuntimeError(message)
        spot = Image.new("RGBA", (WIDTH, HEIGHT))
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        ImageDraw.Draw(spot).circle((x, y), FINGER, fill=(244, 177, 62, 150), outline=(200, 130, 20, 255), width=2)
        self.frames.append(Image.alpha_composite(self.frames[-1].convert("RGBA"), spot).convert("RGB"))
        self.times.append(TAP_MS)
        button.tap()

    def shoot(self, milliseconds: int) -> None:
        """Take the page as it is now."""
        self.page.wait_for_function("[...document.images].every(each => each.complete)")
        self.page.wait_for_timeout(SETTLES_MS)
        self.frames.append(Image.open(io.BytesIO(self.page.screenshot())).convert("RGB"))
        self.times.append(milliseconds)

    def write(self, path: Path) -> int:
        """Write the frames as a GIF that repeats; return its size in bytes."""
        sheet = Image.new("RGB", (WIDTH, HEIGHT * len(self.frames)))
        for number, frame in enumerate(self.frames):
            sheet.paste(frame, (0, HEIGHT * number))
        palette = sheet.quantize(COLOURS, kmeans=2)  # one for all frames: nothing may flicker
        small = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in self.frames]
        small[0].save(path, save_all=True, append_images=small[1:], duration=self.times, loop=0, optimize=True)
        return path.stat().st_size


def play(page: Page) -> Film:
    """Walk from Start through the greeting to the first card and an answer."""
    film = Film(page)
    bottom = page.locator("#stream .row.theirs").last
    film.tap(page.get_by_role("button", name="Start", exact=True))
    film.tap(bottom.get_by_role("button", name="9–11 years"))
    bottom.get_by_text("1 of ").wait_for()
    film.tap(bottom.get_by_role("button", name="A vote needs your phone number"))
    bottom.get_by_role("button", name="Next ▶").wait_for()
    film.shoot(READ_MS)
    return film


def main() -> int:
    """Film and write; return 1 when the film is too large."""
    with demo() as address, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            is_mobile=True,
            has_touch=True,
            locale="en-GB",
            color_scheme="light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(f"{address}/#person={READER}&chat={READER}")
        page.locator("#field").wait_for()
        size = play(page).write(FILM)
        browser.close()
    print(f"{size / 1000:6.1f} kB  {FILM.relative_to(ROOT)}")
    return int(size > LARGEST)


if __name__ == "__main__":
    sys.exit(main())
