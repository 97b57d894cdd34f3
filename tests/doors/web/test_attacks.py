"""Attacks on every address of the site at once: foreign hosts and sites, hostile words in all that is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from bot.doors.web.clients import RateLimit
from tests.doors.web.household import furnished
from tests.kit.desk import door_of, sits_down
from tests.kit.pupils import joins_here
from tests.kit.site import NASTY, addresses, begins
from tests.kit.uploads import sends_file

if TYPE_CHECKING:
    from tests.doors.web.browsing import Browser, Opened, Seen
    from tests.talk import House

FIELDS = ("words", "csrf", "step", "init_data", "place")
"""All that our forms hold."""

MARKUP = ("<script>alert", "<img src=x", "<svg/onload", "' onmouseover='", 'href="javascript:', ">49")


def holds(page: Seen, told: object) -> None:
    assert page.status < 500, told
    for sign in MARKUP:
        assert sign not in page.html, (told, sign)


SEEN = {
    # By axe and by the crawler: tests/e2e/test_web_accessibility.py and test_web_crawler.py.
    *("/", "/menu", "/p/menu", "/offline", "/pupil/back", "/app", "/desk", "/desk/waiting"),
    *("/teacher", "/teacher/pin"),
    *("/desk/ABCDEFGH2345", "/edit"),
    *("/own/ABCDEFGH2345", "/own/ABCDEFGH2345/ABCDEFGH2345", "/own/ABCDEFGH2345/ABCDEFGH2345/drop"),
}
"""The site's own addresses that are pages to be read; whoever adds one looks at it there, then names it."""


async def test_no_page_of_the_site_is_added_without_being_looked_at(house: House) -> None:
    async with door_of(house) as door:
        known = {path for method, path in addresses(door) if method == "GET"}
    files = {
        path
        for path in known
        if path.startswith(("/static/", "/file/", "/edit/picture/", "/edit/empty/"))
        or "/file/" in path
        or "." in path
    }
    assert known - files == SEEN


async def test_no_address_answers_a_foreign_host_or_site(house: House) -> None:
    async with door_of(house) as door:
        reader = await begins(door)
        form = reader.see().typing
        assert form
        known = addresses(door)
        assert {"/", "/words", "/app", "/end", "/send", "/pupil/back", "/pupil/code"} <= {
            path for _, path in known
        }
        for method, path in known:
            for foreign in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
                if method == "GET":
                    assert (await reader.gets(path, **foreign))[0] == 403, (path, foreign)
                else:
                    assert (await reader.sends(path, form, **foreign)).status == 403, (path, foreign)
            if method == "POST":
                for site in ("cross-site", "same-site"):
                    assert (await reader.sends(path, form, **{"Sec-Fetch-Site": site})).status == 403, (path, site)


async def test_no_form_without_its_proof_does_anything(house: House) -> None:
    async with door_of(house) as door:
        people = furnished(house)
        # What Telegram has signed is its own proof; who is remembered is led on to the page that asks.
        apart = {"/app", "/pupil/join/ABCDEFGH2345"}
        for browser in (await begins(door), await sits_down(door, people.educator)):
            cookies = dict(browser.cookies)
            for method, path in addresses(door):
                if method == "POST" and path not in apart:
                    browser.cookies = dict(cookies)
                    # 404: a file for a class that is nobody's is not even read.
                    refused = {403, 404} if path.startswith("/own/") else {403, 415}
                    assert (await browser.sends(path, {"words": "lamp"})).status in refused, path
            browser.cookies = dict(cookies)
            await browser.opens("/p/settings")
            assert "Who are you?" not in browser.sees


@pytest.mark.parametrize("words", NASTY)
async def test_hostile_words_are_words_wherever_they_stand(house: House, words: str) -> None:
    """In each address, each field of each form, each head that is read: of a visitor, a teacher and a pupil."""
    async with door_of(house) as door:
        door.site.guard._pages = door.site.guard.codes = RateLimit(1_000_000, 1.0)
        people = furnished(house)
        pupil, _ = await joins_here(door, people.code)
        told = quote(words, safe="")
        paths = [
            f"/p/{told}",
            f"/p/lesson/{told}/light/9-11",
            f"/?start={told}",
            f"/?{told}={told}",
            f"/desk/{told}",
        ]
        paths += [f"/p/menu?file={told}", f"/p/menu?offline={told}", f"/pupil/join/{told}", f"/p/join/{told}"]
        for browser in (await begins(door), await sits_down(door, people.educator), pupil):
            cookies = dict(browser.cookies)
            for path in paths:
                holds(await browser.opens(path), path)
                browser.cookies = dict(cookies)
            for name in ("Accept-Language", "Referer", "User-Agent", "X-Forwarded-For"):
                holds(await browser.opens("/p/menu", **{name: words}), name)
            await hostile_forms(door, browser, words)


async def hostile_forms(door: Opened, browser: Browser, words: str) -> None:
    cookies = dict(browser.cookies)
    for path in ("/words", "/pupil/back", "/p/menu", "/app", "/desk/x", f"/pupil/join/{quote(words, safe='')}"):
        for field in FIELDS:
            browser.cookies = dict(cookies)
            await browser.opens("/p/menu")
            form = browser.see().typing
            assert form
            holds(await browser.sends(path, form | {field: words}), (path, field))
    browser.cookies = dict(cookies)
    await browser.opens("/p/menu")
    form = browser.see().typing
    assert form
    holds(await sends_file(browser, form | {"place": words}, words, words.encode()), "a file")
    assert door.house.stores.durable.is_open
