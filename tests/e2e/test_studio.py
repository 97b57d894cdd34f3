"""The studio in Chromium: the preview follows what is typed, by keyboard alone, on a phone, without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.doors.web.household import Household, furnished
from tests.e2e.serving import serving
from tests.kit.accessibility import BUSY, DESK, PHONE, Desks, faults, opened
from tests.simulator.browser import SHOTS
from tests.talk import House

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


PASTES = """
async (kind) => {
  const named = 'xmlns="http://www.w3.org/2000/svg"';
  const svg = `<svg ${named} width="40" height="20"><rect width="40" height="20"/></svg>`;
  const held = new DataTransfer();
  held.items.add(new File([svg], "hook.svg", { type: "image/svg+xml" }));
  const told = kind === "paste" ? { clipboardData: held } : { dataTransfer: held };
  const Kind = kind === "paste" ? ClipboardEvent : DragEvent;
  const event = new Kind(kind, { ...told, bubbles: true, cancelable: true });
  document.getElementById("written").dispatchEvent(event);
}
"""


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_drawing_is_pasted_or_dragged_into_the_card_that_is_written(
    browser: Browser, desks: Desks, way: str
) -> None:
    context = opened(browser, DESK)
    page, complaints = studio(context, desks)
    page.locator("#written").focus()
    page.keyboard.press("Control+End")
    page.evaluate(PASTES, way)
    expect(page.locator("#alt")).to_be_focused()
    assert page.evaluate("document.getElementById('drawing').files[0].name") == "drawing.png"
    page.keyboard.type(f"A hook, by {way}")
    shot(page, f"picture-{way}")
    page.locator("button[formaction='/edit/drawing']").click()
    page.locator(f"#preview img[alt='A hook, by {way}']").wait_for()
    assert f"![A hook, by {way}](img/" in page.locator("#written").input_value()
    shot(page, f"picture-{way}-seen")
    assert complaints == []
    context.close()


def test_a_closed_window_loses_no_words_and_one_button_throws_them_away(browser: Browser, desks: Desks) -> None:
    context = opened(browser, PHONE)
    page, complaints = studio(context, desks)
    assert not page.locator("[data-unsent]").is_visible()
    page.locator("#written").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("Kept for later.")
    page.locator("[data-in-browser]", has_text="at most two weeks").wait_for()
    page.goto(desks.address + LESSON)
    page.locator("[data-unsent]", has_text="did not send").wait_for()
    assert "Kept for later." not in page.locator("#written").input_value()
    assert faults(page, "unsent") == []
    shot(page, "unsent")
    page.locator("[data-take-up]").focus()
    page.keyboard.press("Enter")
    assert "Kept for later." in page.locator("#written").input_value()
    page.goto(desks.address + LESSON)
    page.locator("[data-unsent] [data-throw]").click()
    assert not page.locator("[data-unsent]").is_visible()
    page.goto(desks.address + LESSON)
    page.locator("#preview li").first.wait_for()
    assert not page.locator("[data-unsent]").is_visible()
    assert complaints == []
    context.close()


def test_the_form_and_the_text_stay_in_step(browser: Browser, desks: Desks) -> None:
    context = opened(browser, DESK)
    page, complaints = studio(context, desks)
    page.locator("#preview li").first.wait_for()
    page.locator("[name='f.0.title']").fill("The biggest lock")
    page.locator("[name='f.0.words']").focus()
    page.locator("#preview", has_text="The biggest lock").wait_for()
    assert "## The biggest lock" in page.locator("#written").input_value()
    page.locator("[name='f.0.words']").fill("Written in the form.")
    page.keyboard.press("Tab")
    page.locator("#preview", has_text="Written in the form.").wait_for()
    words = page.locator("#written").input_value().replace("The biggest lock", "A small lock")
    page.locator("#written").fill(words)
    expect(page.locator("[name='f.0.title']")).to_have_value("A small lock")
    assert faults(page, "form") == []
    assert complaints == []
    context.close()
