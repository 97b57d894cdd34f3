"""The machine's Chromium for tests that look at the page: one window on the desk, others as wished.

A conftest imports the fixtures that its tests need. They last a module at most: while Playwright's plain interface
is up, its thread counts as running a loop, and no coroutine test could run.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000
"""Milliseconds until what a person waits for counts as not coming: a slow machine is not a broken one."""

expect.set_options(timeout=PATIENCE)
SHOTS = os.environ.get("PAGE_SHOTS")
DESK: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800},
    "locale": "ru-RU",
    "timezone_id": "Europe/Moscow",
    "reduced_motion": "reduce",
}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def _context(browser: Browser, **wishes: Any) -> BrowserContext:
    context = browser.new_context(**(DESK | wishes))
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs Chromium at /usr/bin/chromium")
        pytest.skip("Chromium is not on this machine: tests of the page are skipped")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Page:
    """A window that a module's tests use in turn: a new one costs as much as a small test."""
    return _context(browser).new_page()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about."""
    return []


@pytest.fixture
def open_window(browser: Browser, desk: Page, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Open an address, on the desk or, with wishes or while that is taken, in a window of its own.

    A complaint of the browser that is left at the end fails the test.
    """
    contexts: list[BrowserContext] = []
    opened: list[Page] = []

    def on_error(error: object) -> None:
        complaints.append(str(error))

    def on_line(line: ConsoleMessage) -> None:
        # Chromium calls a refusal an error; 409 is the server's plain word that no delivery is planned.
        if line.type == "error" and "409 (Conflict)" not in line.text:
            complaints.append(line.text)

    def open_it(url: str, **wishes: Any) -> Page:
        page = desk
        if wishes or desk in opened:
            contexts.append(_context(browser, **wishes))
            page = contexts[-1].new_page()
        page.on("pageerror", on_error)
        page.on("console", on_line)
        opened.append(page)
        page.goto(url)
        expect(page.locator("#foot #field")).to_be_visible()
        return page

    yield open_it
    for context in contexts:
        context.close()
    if desk in opened:
        desk.evaluate("localStorage.clear()")
        desk.goto("about:blank")
        desk.mouse.move(0, 0)
        desk.remove_listener("pageerror", on_error)
        desk.remove_listener("console", on_line)
    assert not complaints, complaints


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keep a picture when PAGE_SHOTS names a folder."""

    def keep(page: Page, name: str) -> None:
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{request.node.name}-{name}.png")

    return keep
