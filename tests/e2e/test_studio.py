"""The studio in Chromium: the preview follows what is typed, by keyboard alone, on a phone, without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.e2e.serving import serving
from tests.e2e.test_web_accessibility import BUSY, DESK, PHONE, Desks, opened
from tests.simulator.browser import SHOTS
from tests.talk import House
from tests.web.household import Household, furnished

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.slow

LESSON = "/edit?file=boats/9-11/lesson.en.md"


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    found: list[Household] = []

    def furnish() -> House:
        house = House(tmp_path_factory.mktemp("studio"))
        found.append(furnished(house))
        return house

    with serving(furnish) as served:
        yield Desks(served.address, found[0])


def studio(context: BrowserContext, desks: Desks) -> tuple[Page, list[str]]:
    """Open the lesson in a browser; what the browser complains of is listed."""
    desks.sits_down("editor", context)
    page, complaints = context.new_page(), []
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_default_timeout(BUSY)
    page.goto(desks.address + LESSON)
    return page, complaints


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/studio-{name}.png", full_page=True)


def test_the_preview_follows_what_is_typed(browser: Browser, desks: Desks) -> None:
    context = opened(browser, DESK)
    page, complaints = studio(context, desks)
    page.locator("#written").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type('\n## A new boat <a id="boat"></a>\n\nIt *floats* on **water**.\n')
    page.locator("#preview", has_text="It floats on water.").wait_for()
    assert page.locator("#preview b", has_text="water").count() == 1
    assert page.locator("#preview a.way, #preview button, #preview form").count() == 0, (
        "nothing there can be tapped"
    )
    shot(page, "wide")
    page.locator("#audience").select_option("parent")
    page.locator("#told", has_text=re.compile("No errors|hint")).wait_for()

    page.locator("#written").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n### Wrong\n")
    page.locator("#found li.error").first.wait_for()
    assert "It floats on water." in page.locator("#preview").inner_text(), "the last state without errors stays"
    page.locator("#found a").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "written"
    assert page.evaluate("getSelection().toString()") == "### Wrong"
    assert complaints == []
    context.close()


def test_an_editor_works_by_keyboard_alone(browser: Browser, desks: Desks) -> None:
    context = opened(browser, DESK)
    page, _ = studio(context, desks)
    page.locator("#written").focus()
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.value"))
    for one in ("audience", "locale", "show", "preview", "version", "send"):
        assert one in seen, f"{one} is reached by Tab: {seen}"
    context.close()


def test_on_a_phone_the_preview_stands_below(browser: Browser, desks: Desks) -> None:
    context = opened(browser, PHONE)
    page, _ = studio(context, desks)
    page.locator('button[value="show"]').click()
    page.locator("#preview li").first.wait_for()
    written, drawn = page.locator("#written").bounding_box(), page.locator("#preview").bounding_box()
    assert written
    assert drawn
    assert drawn["y"] >= written["y"] + written["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shot(page, "phone")
    page.set_viewport_size(DESK)
    written, drawn = page.locator("#written").bounding_box(), page.locator("#preview").bounding_box()
    assert written
    assert drawn
    assert drawn["x"] >= written["x"] + written["width"], "wide, it stands beside"
    context.close()


def test_without_scripts_a_button_shows_it_and_another_sends_it(browser: Browser, desks: Desks) -> None:
    context = opened(browser, DESK, java_script_enabled=False)
    page, _ = studio(context, desks)
    words = page.locator("#written").input_value()
    page.locator("#written").fill(words.replace("## The lock", "## The big lock", 1))
    page.locator('button[value="show"]').click()
    page.locator("#preview", has_text="The big lock").wait_for()
    page.locator('button[value="send"]').click()
    page.locator("main", has_text="Your draft is here: Harbour").wait_for()
    context.close()
