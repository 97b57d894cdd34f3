"""The crawler walks the web: whatever a page of anybody's offers is answered with a page, and Help is on each."""

from __future__ import annotations

import re
from collections import Counter, deque
from concurrent.futures import Future
from functools import cache
from typing import TYPE_CHECKING

import pytest

from bot.doors.web.clients import RateLimit
from bot.features.habits import views as habits
from bot.pictures.plan import draw_plan
from tests.doors.web.browsing import Browser, Opened
from tests.doors.web.household import furnished
from tests.kit.crawler import CLOSED, FEW, KEPT_APART, LAST, MOST, PLAYED
from tests.kit.desk import door_of, sits_down
from tests.kit.pupils import joins_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.doors.web.browsing import Seen, Way
    from tests.talk import House

pytestmark = pytest.mark.slow

APART = tuple(f"/p/{path}" for path in KEPT_APART)


DESKS = ("educator", "organiser", "editor", "reviewer", "child", "parent")
BROKEN = ("Something broke", "У меня что-то сломалось")
OWN = re.compile(
    r"^/p/(class|task|paper|give|given|browse|lead|leading|due|mine|family|family-code|child|duel)/\d{4,}|^/p/(edition|judged)/\d"
)
"""Paths that name somebody's own class, assignment, family link or edition."""


once_drawn = cache(draw_plan)


@pytest.fixture(autouse=True)
def _each_plan_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody who chooses the same rules is given the same picture: all crawls of a process draw it once."""
    monkeypatch.setattr(habits, "draw_plan", once_drawn)


def holds(page: Seen, path: str) -> None:
    """Assert what holds for every page."""
    assert page.status in {200, 404}, (path, page.status)
    assert not any(words in page.words for words in BROKEN), path
    assert page.words or page.heading, path
    assert page.ways or page.files, f"{path} is a dead end"
    assert any("🆘" in way.label and way.target == "/p/help" for way in page.always), path
    assert any(way.target == "/p/menu" for way in page.always), path


async def walked(browser: Browser, begin: tuple[str, ...], *, to_the_end: bool = True) -> list[str]:
    """Follow every link and every form once, breadth first; return the paths of links that were seen."""
    seen: dict[str, None] = {}
    played: Counter[str] = Counter()
    waiting: deque[Way | str] = deque(begin)
    last: deque[Way | str] = deque()
    while waiting or (last and to_the_end):
        way = waiting.popleft() if waiting else last.popleft()
        path = way if isinstance(way, str) else way.target
        if path == CLOSED and last:
            last.append(way)  # nothing can be tapped after it
            continue
        bare = path.removeprefix("/p/")
        if path in seen or not path.startswith("/") or path.startswith(APART):
            continue
        if PLAYED.match(bare):
            word = bare.partition("/")[0]
            played[word] += 1
            if played[word] > FEW:
                continue
        seen[path] = None
        assert len(seen) < MOST, path
        page = await (browser.opens(path) if isinstance(way, str) else browser.follows(way))
        holds(page, path)
        for file in page.files:
            assert (await browser.gets(file.target))[0] == 200, file.target
        for found in (*page.ways, *page.always):
            (last if LAST.search(found.target) else waiting).append(found)
    return list(seen)


def unlimited(door: Opened) -> None:
    """Let one browser ask for any number of pages. Each is drawn where it is asked for: nobody else is served
    meanwhile, and a trip to another thread costs more than the page.
    """
    door.site.guard._pages = RateLimit(1_000_000, 1.0)
    of_visitors = door.site.reading.conversation.services.stores.visitors
    for store in (door.house.stores.durable, door.house.stores.visitors, of_visitors):
        setattr(store, "run", at_once)  # noqa: B010 - of this object alone


def at_once(function: Callable[..., object], *args: object) -> Future[object]:
    """Do what a store's thread would do, here and now."""
    done: Future[object] = Future()
    try:
        done.set_result(function(*args))
    except Exception as error:  # noqa: BLE001 - whoever asked gets it
        done.set_exception(error)
    return done


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("who", ["6-8", "9-11", "12-15", "16-17", "parent", "educator"])
async def test_whatever_a_visitor_taps_is_answered(house: House, language: str, who: str) -> None:
    async with door_of(house) as door:
        unlimited(door)
        browser = door.browser(language)
        await browser.opens("/")
        await browser.opens(f"/p/who/{who}")
        seen = await walked(
            browser, ("/", "/offline", "/pupil/back", "/p/menu", "/p/settings", "/p/export", "/p/tip")
        )
        words = {path.removeprefix("/p/").partition("/")[0].partition(":")[0] for path in seen}
        assert {"menu", "lesson", "help", "settings", "topics", "privacy"} <= words


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("who", DESKS)
async def test_whatever_is_tapped_at_a_desk_is_answered(house: House, language: str, who: str) -> None:
    async with door_of(house) as door:
        unlimited(door)
        people = furnished(house, language)
        browser = await sits_down(door, people.people[who])
        begin = ("/p/menu", "/p/settings", "/p/class", "/p/studio", "/p/organise/0", "/p/invite", "/p/export")
        seen = await walked(browser, begin)
        assert len(seen) > 40


async def test_whatever_a_pupil_without_telegram_taps_is_answered(house: House) -> None:
    async with door_of(house) as door:
        unlimited(door)
        people = furnished(house)
        browser, _ = await joins_here(door, people.code)
        seen = await walked(browser, ("/p/menu", "/p/class", f"/p/due/{people.task}/begin", "/p/desk", "/p/tips"))
        assert f"/p/mine/{people.room}" in seen
        assert "/pupil/code" in seen


async def test_what_is_somebodys_own_is_shown_to_nobody_else(house: House) -> None:
    """Every path that anybody's desk leads to, opened by everybody else."""
    async with door_of(house) as door:
        unlimited(door)
        people = furnished(house)
        browsers = {who: await sits_down(door, person) for who, person in people.people.items()}
        pupil, _ = await joins_here(door, people.code)
        visitor = door.browser()
        await visitor.opens("/p/who/educator")
        others = browsers | {"pupil": pupil, "visitor": visitor}
        shared = {"editor": {"reviewer"}, "reviewer": {"editor"}, "child": {"pupil"}}
        tried = 0
        for owner in ("educator", "editor", "child", "parent"):
            begin = ("/p/menu", "/p/class", "/p/studio", "/p/family")
            paths = [path for path in await walked(browsers[owner], begin, to_the_end=False) if OWN.search(path)]
            assert paths
            for path in paths:
                mine = await browsers[owner].opens(path)
                for who, other in others.items():
                    if who == owner or who in shared.get(owner, ()):
                        continue
                    seen = await other.opens(path)
                    tried += 1
                    assert seen.status in {200, 404}, (who, path)
                    assert not any(words in seen.words for words in BROKEN), (who, path)
                    if "about to change" in mine.words:
                        # What changes something asks everybody alike before it is done, and tells nothing yet.
                        assert seen.words == mine.words, (who, path)
                        continue
                    if "not here any more" not in mine.words:
                        assert seen.words != mine.words, (who, path)
                    theirs = {way.target for way in (*seen.ways, *seen.files) if OWN.search(way.target)}
                    known = {"pupil": ("/p/mine/", "/p/due/"), "child": ("/p/mine/", "/p/due/")}.get(who, ())
                    assert not {target for target in theirs & set(paths) if not target.startswith(known)}, (
                        who,
                        path,
                    )
        assert tried > 100
