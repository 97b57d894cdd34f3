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

from pictures import (
    covers,
    scenes_accounts,
    scenes_ai,
    scenes_balance,
    scenes_bullying,
    scenes_checking,
    scenes_footprint,
    scenes_intimate,
    scenes_money,
    scenes_nights,
    scenes_phishing,
    scenes_privacy,
    scenes_recruitment,
    scenes_rules,
    scenes_stories,
    scenes_strangers,
    scenes_tales,
    scenes_wellbeing,
)
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
CARE = "content/care"
CITIZEN = "content/citizen"
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
    "funny-for-two": (scenes_bullying.funny_for_two, f"{CARE}/bullying/6-8/img"),
    "cactus": (scenes_bullying.cactus, f"{CARE}/bullying/9-11/img"),
    "three-windows": (scenes_bullying.three_windows, f"{CARE}/bullying/12-15/img"),
    "stone-secret": (scenes_strangers.stone_secret, f"{CARE}/strangers/6-8/img"),
    "five-hooks": (scenes_strangers.five_hooks, f"{CARE}/strangers/9-11/img"),
    "stairs-down": (scenes_strangers.stairs_down, f"{CARE}/strangers/12-15/img"),
    "no-secret-photos": (scenes_intimate.no_secret_photos, f"{CARE}/intimate/6-8/img"),
    "signal": (scenes_intimate.signal, f"{CARE}/intimate/9-11/img"),
    "five-stones": (scenes_intimate.five_stones, f"{CARE}/intimate/12-15/img"),
    "secret-task": (scenes_recruitment.secret_task, f"{CARE}/recruitment/6-8/img"),
    "three-signs": (scenes_recruitment.three_signs, f"{CARE}/recruitment/9-11/img"),
    "cut-strings": (scenes_recruitment.cut_strings, f"{CARE}/recruitment/12-15/img"),
    "shut-and-tell": (scenes_wellbeing.shut_and_tell, f"{CARE}/wellbeing/6-8/img"),
    "help-map": (scenes_wellbeing.help_map, f"{CARE}/wellbeing/9-11/img"),
    "two-messages": (scenes_wellbeing.two_messages, f"{CARE}/wellbeing/12-15/img"),
    "three-boxes": (scenes_privacy.three_boxes, f"{CITIZEN}/privacy/6-8/img"),
    "hamster-profile": (scenes_privacy.hamster_profile, f"{CITIZEN}/privacy/9-11/img"),
    "torch": (scenes_privacy.torch, f"{CITIZEN}/privacy/12-15/img"),
    "tracks": (scenes_footprint.tracks, f"{CITIZEN}/footprint/6-8/img"),
    "banana-dance": (scenes_footprint.banana_dance, f"{CITIZEN}/footprint/9-11/img"),
    "dig": (scenes_footprint.dig, f"{CITIZEN}/footprint/12-15/img"),
    "two-voices": (scenes_ai.two_voices, f"{CITIZEN}/ai/6-8/img"),
    "birch": (scenes_ai.birch, f"{CITIZEN}/ai/9-11/img"),
    "call-back": (scenes_ai.call_back, f"{CITIZEN}/ai/12-15/img"),
    "cake-advert": (scenes_money.cake_advert, f"{CITIZEN}/money/6-8/img"),
    "fair": (scenes_money.fair, f"{CITIZEN}/money/9-11/img"),
    "chest-and-dice": (scenes_money.chest_and_dice, f"{CITIZEN}/money/12-15/img"),
    "whose-sun": (scenes_rules.whose_sun, f"{CITIZEN}/rules/6-8/img"),
    "hamster-times": (scenes_rules.hamster_times, f"{CITIZEN}/rules/9-11/img"),
    "one-tap": (scenes_rules.one_tap, f"{CITIZEN}/rules/12-15/img"),
    "sleepy-bear": (scenes_tales.sleepy_bear, f"{BASICS}/balance/bear/img"),
    "choir": (scenes_tales.choir, f"{CARE}/bullying/choir/img"),
    "igloo": (scenes_tales.igloo, f"{CARE}/strangers/igloo/img"),
    "capybara": (scenes_bullying.capybara, f"{CARE}/bullying/chat/img"),
    "moon-cafe": (scenes_tales.moon_cafe, f"{CARE}/strangers/duo/img"),
    "the-call": (scenes_nights.the_call, f"{BASICS}/phishing/line/img"),
    "one-forty": (scenes_nights.one_forty, f"{CARE}/intimate/one-forty/img"),
    "mira": (scenes_nights.mira, f"{CARE}/intimate/pressure/img"),
    "grey-umbrella": (scenes_nights.grey_umbrella, f"{CARE}/recruitment/mission/img"),
    "last-ramp": (scenes_nights.last_ramp, f"{CARE}/recruitment/ramp/img"),
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
