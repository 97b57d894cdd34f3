"""The web door in Chromium: by keyboard alone, narrow and wide, light and dark, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.e2e.serving import serving
from tests.kit.mini_app import signed
from tests.talk import House, our_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.slow

BYTES = 300_000
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
SEEN = (
    "/",
    "/p/who/9-11",
    "/p/menu",
    "/p/help",
    "/p/topics/9-11:0",
    "/p/settings",
    "/p/privacy",
    "/p/where/settings:0",
)

CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour, over) => {
    canvas.fillStyle = over; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (parts) => {
    const [r, g, b] = parts.map((one) => (one /= 255) <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|transparent/.test(found)) return found;
    }
    return "white";
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const below = ground(element);
    const both = [light(rgb(getComputedStyle(element).color, below)), light(rgb(below, "white"))];
    if ((Math.max(...both) + .05) / (Math.min(...both) + .05) < 4.5) poor.push(walker.currentNode.data.trim());
  }
  return poor;
}"""
"""The words whose contrast with what is behind them is less than WCAG 2.2 AA asks of small letters (1.4.3)."""

SMALL = """() => [...document.querySelectorAll("a.way, button, textarea, header a")].filter((one) => {
  const { height, width } = one.getBoundingClientRect();
  return one.checkVisibility() && (height < 24 || width < 24);
}).map((one) => one.outerHTML)"""
"""What is tapped and smaller than WCAG 2.2 AA allows (2.5.8)."""

NAMELESS = """() => [...document.querySelectorAll("a,button,textarea,input:not([type=hidden]),img,nav,audio")]
  .filter((one) => !(one.innerText?.trim() || one.ariaLabel || one.hasAttribute("alt") || one.labels?.length))
  .map((one) => one.outerHTML)"""
"""What a screen reader has no name for (WCAG 2.2, 4.1.2)."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The web door over our own packs, in a thread of its own."""
    with serving(lambda: House(tmp_path_factory.mktemp("house"), packs=our_library())) as served:
        yield served.address


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a window that fetches nothing from elsewhere and complains of nothing."""
    contexts, elsewhere, complaints = [], [], []

    def open_it(**wishes: Any) -> Page:
        context = browser.new_context(**wishes)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda asked: None if asked.url.startswith(address) else elsewhere.append(asked.url))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not elsewhere, elsewhere
    assert not complaints, complaints


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ru-RU", "en-US"])
def test_every_page_is_light_named_and_easy_to_read(
    window: Callable[..., Page], address: str, theme: str, language: str
) -> None:
    for size in (PHONE, DESK):
        page = window(viewport=size, color_scheme=theme, locale=language)
        for path in SEEN:
            page.goto(address + path, wait_until="load")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
            assert page.evaluate(CONTRAST) == [], path
            assert page.evaluate(SMALL) == [], path
            assert page.evaluate(NAMELESS) == [], path
            assert page.locator("h1").count() == 1, path
            assert (
                page.locator("main").count()
                == page.locator("header").count()
                == page.locator("footer").count()
                == 1
            )
            assert page.locator("header a", has_text="🆘").is_visible()
            told = page.evaluate("performance.getEntries().reduce((sum, one) => sum + (one.transferSize || 0), 0)")
            assert told < BYTES, path


def test_a_child_reads_by_keyboard_alone(window: Callable[..., Page], address: str) -> None:
    page = window(viewport=DESK, locale="ru-RU")
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if "9–11" in page.evaluate("document.activeElement.textContent"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/who/9-11")
    page.locator("#words").focus()
    page.keyboard.type("помогите")
    page.keyboard.press("Shift+Enter")
    assert page.locator("#words").input_value() == "помогите\n"
    page.keyboard.press("Enter")
    page.wait_for_url("**/words")
    assert "112" in page.locator("main").inner_text()
    for label in ("Меню", "Помощь"):
        page.keyboard.press("Home")
        assert page.locator("header nav a", has_text=label).evaluate(
            "one => (one.focus(), one.matches(':focus-visible'))"
        )


def test_all_of_it_is_read_without_scripts(window: Callable[..., Page], address: str) -> None:
    page = window(java_script_enabled=False, locale="en-US", viewport=PHONE)
    page.goto(address)
    page.locator(".ways a", has_text="Parent").click()
    assert page.locator("h1").count() == 1
    page.locator("#words").fill("phishing")
    page.locator(".words button").click()
    assert page.locator(".ways .way").count() > 0
    page.locator("header a", has_text="Help").click()
    assert "112" in page.locator("main").inner_text()


def test_a_page_is_read_at_four_times_its_size(window: Callable[..., Page], address: str) -> None:
    page = window(viewport={"width": 320, "height": 256}, locale="ru-RU")  # 1280 × 1024 at 400 %
    for path in SEEN:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_another_sites_link_opens_the_page_and_keeps_the_visit(window: Callable[..., Page], address: str) -> None:
    page = window(locale="en-US", viewport=PHONE)
    page.goto(address + "/p/who/parent")
    page.goto(address + "/p/settings")
    before = page.context.cookies()
    page.goto(f'data:text/html,<a id="go" href="{address}/?start=lesson_basics_accounts_9-11">go</a>')
    page.click("#go")
    page.locator("main h1").wait_for(state="attached")
    assert page.context.cookies() == before
    page.goto(address + "/p/settings")
    assert "I am: Parent" in page.locator("main").inner_text()


def test_a_mini_app_hands_over_what_telegram_signed(window: Callable[..., Page], address: str) -> None:
    page = window(locale="ru-RU", viewport=PHONE)
    told = urlencode({"tgWebAppData": signed(987_654_321), "tgWebAppVersion": "9.0"})
    page.goto(f"{address}/app#{told}")
    page.wait_for_url("**/?start=")
    assert "Кто ты?" in page.locator("main").inner_text()
    assert "tgWebAppData" not in page.url


def test_help_and_opened_lessons_are_read_without_a_connection(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="ru-RU", viewport=PHONE)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("caches.match('/language')")
    lesson = page.locator(".ways a", has_text="9–11")
    lesson.click()
    page.goto(address + "/p/lesson/basics/accounts/9-11")
    words = page.locator("main .said").inner_text()
    page.wait_for_function("caches.match('/p/lesson/basics/accounts/9-11')")
    context.set_offline(True)
    page.goto(address + "/p/lesson/basics/accounts/9-11")
    assert page.locator("main .said").inner_text() == words
    page.goto(address + "/p/menu")
    assert "Связи сейчас нет" in page.locator("main").inner_text()
    page.locator("header a.sos").click()
    assert "112" in page.locator("main").inner_text()
    page.locator(".ways a").nth(2).click()
    assert "Связи сейчас нет" not in page.locator("main").inner_text(), "the situations of Help are kept too"
    context.set_offline(False)
    page.goto(address)
    page.locator("footer button").click()
    page.wait_for_load_state("load")
    assert not page.evaluate("caches.match('/p/lesson/basics/accounts/9-11')"), (
        "nothing is left of a visit that ended"
    )
    context.close()
