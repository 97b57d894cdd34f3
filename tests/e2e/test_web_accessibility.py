"""Accessibility of the web door by axe: WCAG 2.2 AA on every kind of page, narrow and wide, light and dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it says no types

from tests.e2e.serving import serving
from tests.simulator.browser import SHOTS
from tests.talk import House, our_library
from tests.web.household import Household, furnished

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

pytestmark = pytest.mark.slow

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
FOUR_TIMES: ViewportSize = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %

READ = (
    *("/", "/p/who", "/p/who/9-11", "/p/menu", "/p/more", "/p/nowhere", "/offline", "/pupil/back", "/app"),
    *("/p/help", "/p/help/1", "/p/help/12", "/p/help-in/RU", "/p/topics/9-11:0", "/p/items/lesson/9-11:0"),
    *("/p/items/story/9-11:0", "/p/items/quiz/9-11:0", "/p/items/drill/9-11:0", "/p/items/round/9-11:0"),
    *("/p/settings", "/p/privacy", "/p/export", "/p/forget", "/p/forget/now", "/p/where/settings:0", "/p/check"),
    *(
        "/nowhere",
        "/p/sign/urgency",
        "/p/tip",
        "/p/class",
        "/p/join",
        "/p/join/ABCDEFGH2345",
        "/p/habits",
        "/p/paths",
    ),
)
"""Pages of open reading; those of a library's items are found from its lists."""

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
    "reviewer": ("studio", "edition/1", "edition/1/changes:0", "edition/1/cards:0"),
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


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of our own packs, to be read by anybody."""
    with serving(lambda: House(tmp_path_factory.mktemp("reading"), packs=our_library())) as served:
        yield served.address


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
        page.wait_for_url("**/p/menu")
        page.close()

    def paths(self, who: str) -> list[str]:
        told = self.household
        paths = ["/p/" + path.format(room=told.room, task=told.task, link=told.link) for path in THEIRS[who]]
        return paths + list(EDITED if who == "editor" else ())


@pytest.fixture(scope="module", params=["ru", "en"])
def desks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    folder: Path = tmp_path_factory.mktemp("desks")
    found: list[Household] = []

    def furnish() -> House:
        house = House(folder)
        found.append(furnished(house, request.param))
        return house

    with serving(furnish) as served:
        yield Desks(served.address, found[0])


def opened(browser: Browser, size: ViewportSize, **wishes: Any) -> BrowserContext:
    context = browser.new_context(viewport=size, **wishes)
    context.set_default_timeout(20_000)
    return context


def faults(page: Page, name: str) -> list[str]:
    """What axe finds on a page, narrow and wide, and whether it scrolls sideways. With `PAGE_SHOTS` a picture of
    it is kept for who looks at it.
    """
    found = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        told = Axe().run(page, options=RULES).response
        found += [
            f"{name}: {one['id']}: {node['html'][:200]}" for one in told["violations"] for node in one["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append(f"{name}: scrolls sideways at {size['width']}")
        if not page.locator("header a.sos").is_visible():
            found.append(f"{name}: no help")
        if SHOTS:
            kept = re.sub(r"\W+", "-", f"{name} {size['width']}")
            page.screenshot(path=f"{SHOTS}/{kept}.png", full_page=True)
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ru-RU", "en-US"])
def test_whoever_reads_finds_no_barrier(browser: Browser, reading: str, theme: Any, language: str) -> None:
    context = opened(browser, DESK, color_scheme=theme, locale=language)
    page, found = context.new_page(), []
    paths = list(READ)
    for at, path in enumerate(paths):
        page.goto(reading + path)
        found += faults(page, f"{language} {theme} {path}")
        if path.startswith("/p/items/") and at < len(READ):
            way = page.locator(".ways a.way").first.get_attribute("href")
            assert way
            paths.append(way)
            page.goto(reading + way)
            if "/quiz/" in path or "/round/" in path or "/drill/" in path:
                page.locator(".ways .way").first.click()
                found += faults(page, f"{way}, begun")
                page.locator(".ways .way").first.click()
                found += faults(page, f"{way}, answered")
    page.goto(reading + "/p/check")
    page.locator("#words").fill("Поздравляем, ты победитель! Забери приз до 18:00, маме не говори: bit.ly/3xK9a")
    page.locator(".words button").click()
    found += faults(page, "a checked message")
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_finds_a_barrier_at_their_desk(browser: Browser, desks: Desks, theme: Any) -> None:
    found = []
    for who in THEIRS:
        context = opened(browser, DESK, color_scheme=theme)
        desks.sits_down(who, context, look=True)
        page = context.new_page()
        for path in desks.paths(who):
            page.goto(desks.address + path)
            found += faults(page, f"{who} {theme} {path}")
            if path in EDITED[1:]:
                page.locator("#written").fill(page.locator("#written").input_value() + "\n### A mistake\n")
                page.locator('button[value="show"]').click(timeout=BUSY)
                page.locator("#found li").first.wait_for(timeout=BUSY)
                found += faults(page, f"{who} {theme} {path}, with a mistake")
        context.close()
    assert not found, "\n".join(found)


def test_a_pupil_without_telegram_finds_no_barrier(browser: Browser, desks: Desks) -> None:
    context = opened(browser, PHONE, locale="en-US")
    page = context.new_page()
    page.goto(desks.address + "/p/who/9-11")
    page.goto(f"{desks.address}/p/join/{desks.household.code}")
    page.locator(".ways button").first.click()
    page.locator("main code").first.wait_for()
    found = faults(page, "the return code")
    page.locator(".ways a").first.click()
    found += faults(page, "the class")
    context.close()
    assert not found, "\n".join(found)


def test_a_teachers_own_questions_have_no_barrier(browser: Browser, desks: Desks) -> None:
    """The list, an empty set, one with a question that is to be mended, and its form filled in."""
    context = opened(browser, DESK)
    desks.sits_down("educator", context)
    page = context.new_page()
    page.goto(f"{desks.address}/own/{desks.household.room}")
    found = faults(page, "own questions")
    page.locator("#title").fill("Fruit")
    page.locator("form#write button").click()
    page.locator("#stem").wait_for()
    found += faults(page, "an empty set")
    page.locator("#stem").fill("Which tangerine is ripe?")
    page.locator("#option-0").fill("The orange one")
    page.locator("form#write button").click()
    page.locator("section.own").wait_for()
    found += faults(page, "a question to mend")
    page.locator("section.own a.way").click()
    page.locator("#option-0[aria-invalid]").wait_for()
    found += faults(page, "its form")
    page.locator(".ways a.way[href$='/drop']").click()
    page.locator("form[action$='/dropped']").wait_for()
    found += faults(page, "asked before it is erased")
    context.close()
    assert not found, "\n".join(found)


def test_every_page_is_read_at_four_times_its_size(browser: Browser, reading: str, desks: Desks) -> None:
    context = opened(browser, FOUR_TIMES, locale="ru-RU")
    page, wide = context.new_page(), []
    for path in READ:
        page.goto(reading + path)
        if page.evaluate("document.documentElement.scrollWidth") > FOUR_TIMES["width"]:
            wide.append(path)
    context.close()
    for who in THEIRS:
        context = opened(browser, FOUR_TIMES)
        desks.sits_down(who, context)
        page = context.new_page()
        for path in desks.paths(who):
            page.goto(desks.address + path)
            if page.evaluate("document.documentElement.scrollWidth") > FOUR_TIMES["width"]:
                wide.append(f"{who}: {path}")
        context.close()
    assert not wide


def test_a_teacher_works_by_keyboard_alone(browser: Browser, desks: Desks) -> None:
    context = opened(browser, DESK)
    desks.sits_down("educator", context)
    page = context.new_page()
    page.goto(f"{desks.address}/p/class")
    for href in (f"/p/class/{desks.household.room}", f"/p/class/{desks.household.room}/tasks:0"):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.getAttribute('href')") == href:
                break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", href
        page.keyboard.press("Enter")
        page.wait_for_url("**" + href)
    page.goto(f"{desks.address}/p/task/{desks.household.task}/paper")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id"))
    assert {"words", "file"} <= seen, "a file can be chosen, too"
    context.close()
