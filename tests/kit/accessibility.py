"""Desks in Chromium, and what axe finds on a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it says no types

from tests.doors.web.household import Household
from tests.simulator.browser import SHOTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
"""All that the other theme may change: a stylesheet's `light-dark` holds nothing but colours."""

FAULTS = """
async (rules) => (await axe.run(rules)).violations.flatMap(
  (one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`))
"""

Shape = frozenset[tuple[str, str]]

TAGS = re.compile(r'<(\w+)((?: [\w-]+(?:="[^"]*")?)*)')
ATTRIBUTES = re.compile(r' ([\w-]+)(?:="([^"]*)")?')

LOOKED_AT: set[tuple[Shape, int]] = set()
"""The shapes that axe has looked at in a window of a width."""

PHONE: ViewportSize = {"width": 390, "height": 844}


DESK: ViewportSize = {"width": 1280, "height": 800}


FOUR_TIMES: ViewportSize = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %


HELD = ("family", "family/new", "family/{link}", "family/{link}/topics", "duel/{link}")


THEIRS = {
    "educator": (
        *("menu", "class", "class/{room}", "class/{room}/print", "class/{room}/pupils", "class/{room}/give"),
        *("class/{room}/tasks:0", "task/{task}", "task/{task}/results", "task/{task}/table", "task/{task}/done"),
        *("task/{task}/paper", "task/{task}/again", "paper/{room}/lamp-sets/light/9-11", "class/{room}/code"),
        *("class/new", "desk", "organise/0"),
    ),
    "organiser": (
        *("menu", "overview", "overview/calendar/0", "overview/forecast/0", "overview/forecast/files"),
        "organise/0",
        "invite",
        "invite/editor",
        "owners:0",
        "waiting:0",
        "spaces:0",
        "spaces/new",
    ),
    "editor": (
        *("menu", "studio", "studio/template", "edition/1", "edition/1/send", "edition/1/changes:0", "compare/1"),
    ),
    "reviewer": ("studio", "edition/1", "edition/1/changes:0", "edition/1/cards:0", "waiting:0", "serving:0"),
    "child": (
        "menu",
        "class",
        "mine/{room}",
        "due/{task}",
        "due/{task}/begin",
        "habits",
        "settings",
        "tips",
        *HELD,
    ),
    "parent": ("menu", "family", "child/{link}", "child/{link}/ask/accounts", "duel/{link}"),
}


EDITED = ("/edit", "/edit?file=boats/9-11/lesson.en.md", "/edit?new=lesson&place=privacy/12-15")
"""Where an editor writes."""


BUSY = 120_000
"""Milliseconds that a busy machine may take to draw what was written."""


class Desks:
    """Desks of everybody who has something, in one language."""

    def __init__(self, address: str, household: Household) -> None:
        self.address = address
        self.household = household

    def sits_down(self, who: str, context: BrowserContext, *, look: bool = False) -> None:
        """Open the desk of somebody in a browser; `look`: at the link's page with axe, which needs scripts."""
        found = re.search(r"/desk/\S+", self.household.people[who].types("/desk").text.plain)
        assert found
        page = context.new_page()
        page.goto(self.address + found[0])
        if look:
            assert not faults(page, "the link from the chat")
        page.locator(".ways button").first.click()
        page.wait_for_url("**/p/**")  # the menu, or where the owner works
        page.close()

    def paths(self, who: str) -> list[str]:
        told = self.household
        paths = ["/p/" + path.format(room=told.room, task=told.task, link=told.link) for path in THEIRS[who]]
        return paths + list(EDITED if who == "editor" else ())


def opened(browser: Browser, size: ViewportSize, **wishes: Any) -> BrowserContext:
    context = browser.new_context(viewport=size, **wishes)
    context.set_default_timeout(20_000)
    return context


def shape_of(html: str) -> Shape:
    """The tags of a page with their classes, the names of their attributes, and which of these are empty: two
    pages with the same look alike, and name alike what they show.
    """
    return frozenset(
        (tag, " ".join(sorted({_of_shape(*one) for one in ATTRIBUTES.findall(told)})))
        for tag, told in TAGS.findall(html)
    )


def _of_shape(name: str, value: str) -> str:
    return f"class={value}" if name == "class" else name if value else f"no {name}"


def look_for(page: Page, rules: dict[str, Any]) -> list[str]:
    """Return what axe finds on a page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    told: list[str] = page.evaluate(FAULTS, rules)
    return told


def faults(page: Page, name: str) -> list[str]:
    """Return what axe finds on a page, narrow and wide, light and dark, and whether it scrolls sideways, also at
    four times its size. Axe looks at the first page of each shape that this process comes to; whether it fits and
    shows Help is asked of each page. With `PAGE_SHOTS` a picture of it is kept for whoever reviews it.
    """
    found = []
    shape = shape_of(page.content())
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        if (shape, size["width"]) not in LOOKED_AT:
            LOOKED_AT.add((shape, size["width"]))
            for theme, rules in (("dark", COLOURS), ("light", RULES)):
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                found += [f"{name}, {theme}, {size['width']}: {one}" for one in look_for(page, rules)]
        found += sideways(page, name, size)
        if not page.locator("header a.sos").is_visible():
            found.append(f"{name}: no help")
        if SHOTS:
            kept = re.sub(r"\W+", "-", f"{name} {size['width']}")
            page.screenshot(path=f"{SHOTS}/{kept}.png", full_page=True)
    page.set_viewport_size(FOUR_TIMES)
    found += sideways(page, name, FOUR_TIMES)
    page.set_viewport_size(DESK)
    return found


def sideways(page: Page, name: str, size: ViewportSize) -> list[str]:
    """Tell if a page is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{name} is {wide} wide at {size['width']}"] if wide > size["width"] else []
