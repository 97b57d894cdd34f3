"""Reviewing at a desk, in a real browser: words side by side where there is room, below each other on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.doors.web.household import Household, furnished
from tests.e2e.serving import serving
from tests.kit.accessibility import DESK, PHONE, Desks, faults, opened
from tests.kit.comparing import raised, sent
from tests.kit.reviewing import published
from tests.kit.studio import PACK, changed, zipped
from tests.kit.translating import BOTH
from tests.simulator.browser import SHOTS
from tests.talk import House

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, FloatRect, Page

pytestmark = pytest.mark.slow

MORE = " A lock that nobody else can open keeps it yours, also when you are asleep."


@pytest.fixture(scope="module", params=["ru", "en"])
def desks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """A house in which a second version of a pack waits for a reviewer."""
    folder = tmp_path_factory.mktemp("review")
    found: list[Household] = []

    def furnish() -> House:
        house = House(folder)
        people = furnished(house)
        published(people.editor, people.reviewer, zipped(PACK))
        sent(people.editor, raised(changed("A boat has a lock.", "Every boat has a lock." + MORE)), 2)
        pier = {**BOTH, "pack.yml": BOTH["pack.yml"].replace("id: harbour", "id: pier")}
        people.editor.sends_pack(zipped(pier))
        people.organiser.visits("spaces/new")
        people.organiser.types("Lighthouse School")
        for person in people.people.values():
            person.visits(f"set/locale/{request.param}")
            person.language = request.param
        found.append(people)
        return house

    with serving(furnish) as served:
        yield Desks(served.address, found[0])


def cells(page: Page) -> list[FloatRect]:
    """The boxes of the cells that hold the text of a card, as it was and as it is."""
    row = page.locator(".texts tr", has=page.locator("ins"))
    return [box for at in range(2) if (box := row.first.locator("td").nth(at).bounding_box()) is not None]


def test_a_reviewer_reads_side_by_side_and_on_a_phone_one_below_the_other(browser: Browser, desks: Desks) -> None:
    context = opened(browser, DESK)
    desks.sits_down("reviewer", context)
    page = context.new_page()
    page.goto(desks.address + "/p/edition/2/changes:0")
    while not page.locator(".texts ins", has_text="Every").count():
        page.locator(".ways a", has_text="▶").click()
    found = faults(page, "compared")
    page.set_viewport_size(DESK)
    was, now = cells(page)
    assert was["y"] == now["y"]
    assert was["x"] + was["width"] <= now["x"] + 1
    assert page.locator("ins").first.evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
    assert page.locator("del").first.evaluate("one => getComputedStyle(one).textDecorationLine") == "line-through"
    page.set_viewport_size(PHONE)
    was, now = cells(page)
    assert was["y"] + was["height"] <= now["y"] + 1
    assert was["x"] == now["x"]
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/compared-phone.png")
    page.goto(desks.address + "/p/compare/2")
    found += faults(page, "compare with")
    page.goto(desks.address + "/p/compare/1:2/0")
    found += faults(page, "two versions")
    for path in ("edition/2", "edition/2/cards:0", "edition/2/note:0", "edition/2/remark"):
        page.goto(desks.address + "/p/" + path)
        found += faults(page, path)
    context.close()
    context = opened(browser, DESK)
    desks.sits_down("organiser", context)
    page = context.new_page()
    for path in ("waiting:0", "ask/2", "spaces:0", "space/1", "space/1/reach/0", "space/1/invite/lead"):
        page.goto(desks.address + "/p/" + path)
        found += faults(page, path)
    context.close()
    assert not found, "\n".join(found)


def test_a_translator_writes_beside_the_source_and_on_a_phone_below_it(browser: Browser, desks: Desks) -> None:
    context = opened(browser, DESK)
    desks.sits_down("editor", context)
    page = context.new_page()
    found = []
    for path in ("edition/3/words", "edition/3/words/ru:0", "edition/3/words/ru/0"):
        page.goto(desks.address + "/p/" + path)
        found += faults(page, path)
    for size, beside in ((DESK, True), (PHONE, False)):
        page.set_viewport_size(size)
        about, text = page.locator("#about-3").bounding_box(), page.locator("#text-3").bounding_box()
        assert about
        assert text
        assert (about["x"] + about["width"] <= text["x"]) is beside
        assert (about["y"] + about["height"] <= text["y"]) is not beside
    page.locator("#text-1").fill("Своя лодка")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "text-2", "text after text by keyboard alone"
    page.locator(".texts-form button[value=send]").click()
    page.locator(".alert").wait_for()
    assert page.locator("#text-1").input_value() == "Своя лодка", "what was written is not lost"
    found += faults(page, "what is missing")
    context.close()
    assert not found, "\n".join(found)
