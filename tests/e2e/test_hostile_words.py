"""Hostile words in a real browser: nothing of them runs, also where no policy would hold it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.doors.web.site.guard import HEADERS
from tests.kit.hostile_words import HOSTILE, hostile_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

pytestmark = pytest.mark.slow


def opened(browser: Browser, html: str, headers: dict[str, str]) -> tuple[Page, list[str]]:
    """Open a page as a server would answer with it; return it, and what ran or was asked for."""
    page, ran = browser.new_page(), []

    def answer(route: Route) -> None:
        if route.request.url == "http://mayak.test/":
            route.fulfill(body=html, headers=headers | {"Content-Type": "text/html; charset=utf-8"})
            return
        if "/static/" not in route.request.url and "/file/key" not in route.request.url:
            ran.append(route.request.url)
        route.abort()

    def dismiss(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.route("**/*", answer)
    page.on("dialog", dismiss)
    page.goto("http://mayak.test/")
    for one in page.locator("main *").all()[:80]:
        one.dispatch_event("mouseover")
    return page, ran


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_runs_without_the_policy_either(browser: Browser, words: str) -> None:
    page, ran = opened(browser, hostile_page(words), {})
    assert page.title() == f"{words} · Mayak"
    page.close()
    assert not ran


@pytest.mark.parametrize("headers", [{}, HEADERS])
def test_what_would_run_is_noticed_and_the_policy_holds_it_back(browser: Browser, headers: dict[str, str]) -> None:
    html = "<main><script>alert(1)</script><p onmouseover=alert(2)>x</p><img src=//a.example onerror=alert(3)>"
    page, ran = opened(browser, html, headers)
    page.close()
    assert bool(ran) is not bool(headers)
