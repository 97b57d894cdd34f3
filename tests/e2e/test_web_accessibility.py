"""Accessibility of the web door by axe: WCAG 2.2 AA on every kind of page, narrow and wide, light and dark,
and readable at four times its size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.doors.web.household import Household, furnished
from tests.e2e.serving import serving
from tests.kit.accessibility import BUSY, DESK, EDITED, PHONE, THEIRS, Desks, faults, opened
from tests.talk import House, our_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


READ = (
    *("/", "/p/who", "/p/who/9-11", "/p/menu", "/p/more", "/p/nowhere", "/offline", "/pupil/back", "/app"),
    *("/desk", "/desk/waiting"),
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


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of our own packs, to be read by anybody."""
    with serving(lambda: House(tmp_path_factory.mktemp("reading"), packs=our_library())) as served:
        yield served.address


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


@pytest.mark.parametrize("language", ["ru-RU", "en-US"])
def test_whoever_reads_finds_no_barrier(browser: Browser, reading: str, language: str) -> None:
    context = opened(browser, DESK, locale=language)
    page, found = context.new_page(), []
    paths = list(READ)
    for at, path in enumerate(paths):
        page.goto(reading + path)
        found += faults(page, f"{language} {path}")
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


def test_nobody_finds_a_barrier_at_their_desk(browser: Browser, desks: Desks) -> None:
    found = []
    for who in THEIRS:
        context = opened(browser, DESK)
        desks.sits_down(who, context, look=True)
        page = context.new_page()
        for path in desks.paths(who):
            page.goto(desks.address + path)
            found += faults(page, f"{who} {path}")
            if path in EDITED[1:]:
                page.locator("#written").fill(page.locator("#written").input_value() + "\n### A mistake\n")
                page.locator('button[value="show"]').click(timeout=BUSY)
                page.locator("#found li").first.wait_for(timeout=BUSY)
                found += faults(page, f"{who} {path}, with a mistake")
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


@pytest.mark.parametrize("language", ["ru-RU", "en-US"])
def test_a_teacher_without_telegram_finds_no_barrier(browser: Browser, reading: str, language: str) -> None:
    """What is asked for, a weak PIN, the return code, and the PIN once more in another browser."""
    context = opened(browser, PHONE, locale=language)
    page = context.new_page()
    page.goto(f"{reading}/p/who/educator")
    page.goto(f"{reading}/teacher")
    found = faults(page, f"{language} /teacher")
    for pin in ("111111", "harbour 7"):
        for field in ("pin", "again"):
            page.locator(f"[name={field}]").fill(pin)
        with page.expect_navigation():
            page.locator("main form button").first.click()
        found += faults(page, f"{language} /teacher, {pin} typed")
    code = page.locator("main code").first.inner_text()
    context.close()
    context = opened(browser, PHONE, locale=language)
    page = context.new_page()
    page.goto(f"{reading}/pupil/back")
    page.locator("#words").fill(code)
    with page.expect_navigation():
        page.locator("main form button").first.click()
    page.goto(f"{reading}/teacher/pin?to=class")
    page.locator("[name=pin]").wait_for()
    found += faults(page, f"{language} /teacher/pin")
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
