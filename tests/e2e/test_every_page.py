"""Every page of the web door by axe: WCAG 2.2 AA on each kind and shape, in each language, theme and width."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.doors.web.site import files
from bot.doors.web.site.guard import HEADERS
from bot.values.page import every_page
from tests.doors.web.every_page import Kept, at_desks, at_home, readers
from tests.kit.accessibility import COLOURS, DESK, FOUR_TIMES, PHONE, RULES, look_for, sideways
from tests.talk import House, our_library

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from playwright.sync_api import Browser, Page, Route, ViewportSize

    Walk = Callable[[House, Kept, str], Coroutine[None, None, None]]

pytestmark = pytest.mark.slow

LEADS_ON = {
    *("class/make", "class/give", "class/print", "class/results", "topics", "topic/{topic}", "typed", "onward"),
    *("campaigns", "lessons", "stories", "quizzes", "drills", "rounds", "country", "who/{audience}"),
    *("where/{purpose}/{country}/sure", "consent/{switch}", "clock/{zone}", "lost", "family/make/{icon}/{link}"),
    *("family/plan/{rules}", "family/{link}/topic/{topic}/{switch}", "family/{link}/plan/off"),
    *("adult/{code}/yes", "my-picture/none", "my-picture/is/{picture}", "my-icons", "my-icons/{taps}/on"),
    *("sets/{room}/new/{topic}/{own}", "put/{room}/{own}/{over}/{mark}", "lack/{room}/{own}/{mark}"),
    *("owner/{pack}/to:{number}", "checking", "arrived", "arrived/{edition}", "edition/{edition}/sent"),
    *("edition/{edition}/approved", "edition/{edition}/note:{number}/off", "edition/{edition}/remark/off"),
    *("edition/{edition}/return", "edition/{edition}/served/{switch}", "edition/{edition}/again"),
    *("edition/{edition}/dropped", "edition/{edition}/recalled", "edition/{edition}/file/{mark}/off"),
    "edition/{edition}/file/{mark}",
    *("ask/{edition}/{number}:{switch}", "space/{space}/owner/{pack}/to:{editor}"),
    *("duel/{link}/{of}/{topic}/{duel}", "duel/{link}/{duel}/{number}/{marks}"),
}
"""Pages that lead on to another one, which is looked at."""

OF_THE_CHAT = {
    "class/{room}/own/in",
    *("profiles/new", "profiles/new/{picture}", "profiles/nobody", "profiles/erase", "profile/{picture}"),
    *("profile/{picture}/{taps}", "profile-of/{picture}", "profile-open/{picture}", "wipe/{message}"),
}
"""Pages that no browser shows."""

NOT_COME_TO = {
    *(
        "class/{room}/stop",
        "class/{room}/stopped",
        "teach/{code}/yes",
        "task/{task}/swap",
        "task/{task}/swap/{till}",
    ),
    *("cross/{room}/{pack}/{item}", "cross/{room}/{pack}/{item}:{till}", "delayed", "delayed/begin"),
    *("live/{task}/over", "live/{task}/{number}:{marks}", "sets/{room}/{own}/share", "setof/{code}/{own}"),
    *("bank/{room}/{own}/{over}/find", "checking/busy", "checking/broken-off", "edition/{edition}/back"),
    *("duel/{link}/{duel}/known/{number}", "said/{pack}/{item}:{card}", "open/{pack}/{item}:{day}"),
    *("keepsake/{pack}/{item}", "keepsake-file/{pack}/{item}"),
}
"""Pages that need more than this walk does: two versions of a set, a week that passed, a second teacher."""

WIDE_PICTURE = b"""<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"></svg>"""
"""In the place of every picture: none may widen its page."""


class Looks:
    """A browser's page in which pages that were kept are looked at; nothing is asked from any server."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(viewport=DESK, reduced_motion="reduce")
        self.context.route("**/*", self._answer)
        self.page: Page = self.context.new_page()
        self.html = ""
        self.scripts = True

    def at(self, html: str, *, scripts: bool = True) -> None:
        """Open a page, as it is where its scripts run or do not."""
        self.html, self.scripts = html, scripts
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(DESK)
        self.page.goto("http://mayak.test/kept")

    def faults(self, name: str, sizes: tuple[ViewportSize, ...], themes: tuple[str, ...]) -> list[str]:
        """Return what is found in all these looks, and where it scrolls sideways, also at four times its size."""
        found = []
        for theme in themes:
            self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            for size in sizes:
                self.page.set_viewport_size(size)
                rules = RULES if theme == themes[0] else COLOURS
                found += [f"{name}, {theme}, {size['width']}: {one}" for one in look_for(self.page, rules)]
                found += sideways(self.page, name, size)
        self.page.set_viewport_size(FOUR_TIMES)
        found += sideways(self.page, name, FOUR_TIMES)
        return found if self.page.locator("header a.sos").is_visible() else [*found, f"{name}: no help"]

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix("http://mayak.test")
        name = path.rpartition("/")[2]
        if path == "/kept":
            route.fulfill(body=self.html, headers=HEADERS | {"Content-Type": "text/html; charset=utf-8"})
        elif path.startswith("/file/"):
            route.fulfill(body=WIDE_PICTURE, content_type="image/svg+xml")
        elif path.startswith("/static/") and (self.scripts or not name.endswith(".js")):
            route.fulfill(path=Path(files.HERE) / name, content_type=files.STATIC[name])
        else:
            route.abort()


@pytest.fixture(scope="module")
def looks(browser: Browser) -> Iterator[Looks]:
    looks = Looks(browser)
    yield looks
    looks.context.close()


def walked(folder: Path, language: str, *walks: Walk) -> Kept:
    """Return what these walks find, in a thread of its own: in this one Playwright runs its loop."""
    kept = Kept()

    async def live() -> None:
        for place, walk in enumerate(walks):
            house = House(folder / str(place), our_library() if walk is at_home else None)
            await walk(house, kept, language)
            house.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, live()).result()
    return kept


@pytest.fixture(scope="module", params=["ru", "en"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """One page of each kind and shape of the whole door."""
    return walked(tmp_path_factory.mktemp("whole"), request.param, readers, at_desks, at_home)


BARRIERS = {
    "image-alt": '<img src="/file/x">',
    "color-contrast": '<font color="#999999">Pale</font>',
    "label": "<input>",
    "wide at": '<img src="/file/x" alt="x">',
    "no help": "<p>Words</p>",
}


@pytest.mark.parametrize("sign", BARRIERS)
def test_a_barrier_is_found(looks: Looks, sign: str) -> None:
    looks.at(
        f'<!doctype html><html lang="en"><title>x</title><body bgcolor="#aaaaaa"><main>{BARRIERS[sign]}</main>'
    )
    assert any(sign in fault for fault in looks.faults("x", (PHONE,), ("light",)))


def test_what_is_read_has_no_barrier(looks: Looks, tmp_path: Path) -> None:
    """Each kind once, as on a phone at night."""
    kept = walked(tmp_path, "ru", readers)
    found, kinds = [], set()
    for (kind, _), (name, html) in kept.pages.items():
        if kind not in kinds:
            kinds.add(kind)
            looks.at(html)
            found += looks.faults(name, (PHONE,), ("dark",))
    assert len(kinds) > 60
    assert not found, "\n".join(found)


@pytest.mark.soak
def test_no_page_has_a_barrier(looks: Looks, whole: Kept) -> None:
    """Whoever it is for, narrow and wide, light and dark, with scripts and without."""
    found = []
    for name, html in whole.pages.values():
        looks.at(html)
        found += looks.faults(name, (DESK, PHONE), ("light", "dark"))
        if "data-copy" in html or "data-studio" in html:
            looks.at(html, scripts=False)
            found += looks.faults(f"{name} without scripts", (PHONE,), ("light",))
    assert not found, "\n".join(found)


@pytest.mark.soak
def test_every_kind_of_page_is_looked_at(whole: Kept) -> None:
    """Whoever adds a page lets the walk come to it."""
    drawn = {kind.template for kind in every_page() if kind in whole.drawn}
    assert {kind.template for kind in every_page()} - drawn <= LEADS_ON | OF_THE_CHAT | NOT_COME_TO
