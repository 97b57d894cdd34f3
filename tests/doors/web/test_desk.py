"""A big screen: a link from the chat opens the same person's screens in a browser, once, until it is closed."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tests.doors.telegram.servers import own_seconds
from tests.doors.web.browsing import Browser
from tests.kit.desk import door_of, link_of, sits_down

if TYPE_CHECKING:
    from tests.talk import House, Person


async def test_the_same_person_goes_on_in_a_browser(house: House, educator: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        assert browser.see().status == 200
        educator.types("/class")
        assert browser.see().labels == educator.labels, "a teacher's desk begins with the classes"
        educator.types("/menu")
        await browser.opens("/p/menu")
        assert browser.see().labels == educator.labels
        await browser.opens("/p/set/text/on")
        educator.types("/settings")
        assert "Text mode: on" in educator.sees
        educator.visits("set/text/off")
        await browser.opens("/p/settings")
        assert "Text mode: off" in browser.sees
        assert "what you do here counts there" in browser.see().html


async def test_a_link_opens_once(house: House, educator: Person) -> None:
    async with door_of(house) as door:
        link = link_of(educator)
        looks = door.browser()
        for _ in range(3):
            assert "opens somebody's own screens" in (await looks.opens(link)).words, "looking does not use it up"
        first, second = door.browser(), door.browser()
        await first.opens(link)
        await second.opens(link)
        pages = await asyncio.gather(first.taps("🖥"), second.taps("🖥"))
        assert sorted(page.status for page in pages) == [200, 410]
        late = door.browser()
        await late.opens(link)
        assert (await late.taps("🖥")).status == 410
        assert "used up" in late.sees


async def test_a_link_is_old_after_five_minutes_and_a_newer_one_replaces_it(
    house: House, educator: Person
) -> None:
    async with door_of(house) as door:
        browser = door.browser()
        old, new = link_of(educator), link_of(educator)
        await browser.opens(old)
        assert (await browser.taps("🖥")).status == 410
        house.later(minutes=5)
        await browser.opens(new)
        assert (await browser.taps("🖥")).status == 410
        await browser.opens("/desk/" + "x" * 32)
        assert (await browser.taps("🖥")).status == 410


async def test_another_site_cannot_open_a_link_in_somebodys_browser(house: House, educator: Person) -> None:
    async with door_of(house) as door:
        victim = door.browser()
        await victim.opens("/p/who/9-11")
        link = link_of(educator)
        form = victim.see().typing
        assert form
        for foreign in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
            assert (await victim.sends(link, form, **foreign)).status == 403
        assert (await victim.sends(link, {})).status == 403
        assert not victim.cookies["mayak"].startswith("desk.")


@pytest.mark.parametrize("way", ["button", "chat", "forget here", "forget in the chat", "time"])
async def test_a_stolen_cookie_opens_nothing_once_it_is_closed(house: House, educator: Person, way: str) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        thief = door.browser()
        thief.cookies = dict(browser.cookies)
        await thief.opens("/p/settings")
        assert "I am: Educator" in thief.sees
        thief.cookies = dict(browser.cookies)
        form = browser.see().typing
        assert form
        if way == "button":
            await browser.sends("/end", form)
        elif way == "chat":
            educator.types("/desk")
            educator.taps("Close every browser")
        elif way == "forget here":
            await browser.opens("/p/forget")
            await browser.taps("Yes, forget me")
            assert not browser.cookies
        elif way == "forget in the chat":
            educator.types("/forget")
            educator.taps("Yes, forget me")
        else:
            house.later(hours=12)
        await thief.opens("/p/settings")
        assert "Who are you?" in thief.sees
        assert not thief.cookies["mayak"].startswith("desk.")


@pytest.mark.parametrize("cookie", ["desk.", "desk.AAAA", "desk." + "x" * 32, "desk.' OR 1=1 --"])
async def test_a_forged_cookie_opens_nobodys_screens(house: House, educator: Person, cookie: str) -> None:
    async with door_of(house) as door:
        link_of(educator)
        thief = door.browser()
        thief.cookies = {"mayak": cookie}
        await thief.opens("/p/settings")
        assert "Who are you?" in thief.sees


async def test_a_link_that_waits_is_no_cookie(house: House, educator: Person) -> None:
    async with door_of(house) as door:
        thief = door.browser()
        thief.cookies = {"mayak": "desk." + link_of(educator).removeprefix("/desk/")}
        await thief.opens("/p/settings")
        assert "Who are you?" in thief.sees


async def makes_a_class(browser: Browser) -> list[str]:
    """Make a class; return the addresses that its page leads to."""
    await browser.opens("/p/class")
    await browser.taps("Make a class")
    await browser.follows(browser.see().ways[0])
    return [way.target for way in browser.see().ways if re.search(r"\d{3,}", way.target)]


async def test_a_teacher_makes_a_class_in_the_browser_and_finds_it_in_the_chat(
    house: House, educator: Person
) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        assert await makes_a_class(browser)
        here = await browser.opens("/p/class")
        educator.types("/class")
        assert here.labels == educator.labels
        assert len(here.labels) > 2


async def test_pages_of_other_people_stay_theirs(house: House, educator: Person, child: Person) -> None:
    async with door_of(house) as door:
        teacher, pupil = await sits_down(door, educator), await sits_down(door, child)
        theirs = await makes_a_class(teacher)
        assert theirs
        for target in theirs:
            mine, seen = await teacher.opens(target), await pupil.opens(target)
            assert "Something broke" not in seen.words
            assert seen.words != mine.words, target
            assert not {way.target for way in seen.ways} & set(theirs), target


async def test_a_browser_that_was_opened_from_the_chat_keeps_nothing(house: House, child: Person) -> None:
    async with door_of(house) as door:
        visitor, browser = door.browser(), await sits_down(door, child)
        page = await visitor.opens("/")
        picture = page.html.partition('class="picture" src="')[2].partition('"')[0]
        assert (await visitor.gets(picture))[1]["X-Offline"] == "keep"
        _, headers, _ = await browser.gets(picture)
        assert headers["Cache-Control"] == "no-store"
        assert "X-Offline" not in headers
        page = await browser.opens("/p/lesson/lamp/light/9-11")
        assert "X-Offline" not in page.headers
        assert "data-keeps" not in page.html


async def test_help_is_shown_and_nobody_is_sent_away_while_the_database_is_gone(
    house: House, educator: Person
) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        cookies = dict(browser.cookies)
        house.stores.durable.is_open = False
        assert "112" in (await browser.opens("/p/help")).words
        assert "Something broke on my side" in (await browser.opens("/p/menu")).words
        assert browser.cookies == cookies
        house.stores.durable.is_open = True
        await browser.opens("/p/settings")
        assert "I am: Educator" in browser.sees


async def test_help_is_shown_though_the_database_is_broken(house: House, educator: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        with house.stores.durable.transaction() as db:
            db.execute(text("ALTER TABLE desks RENAME TO lost"))
        assert "112" in (await browser.opens("/p/help")).words
        assert "Something broke on my side" in (await browser.opens("/p/menu")).words


async def test_help_does_not_wait_for_a_database_that_hangs(house: House, child: Person) -> None:
    """Somebody else holds the file, as a frozen server would: neither a tap nor words wait for it."""
    async with door_of(house) as door:
        browser = await sits_down(door, child)
        assert "8-800-2000-122" in (await browser.opens("/p/help")).words
        await browser.opens("/p/settings")
        with closing(sqlite3.connect(house.folder / "bot.sqlite", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            other_tab = door.browser()
            other_tab.cookies = browser.cookies
            waiting = asyncio.create_task(other_tab.opens("/p/menu"))
            await asyncio.sleep(0.1)
            async with own_seconds() as passed:
                tapped = await browser.opens("/p/help")
                typed = await browser.types("помогите")
                assert passed() < 2.0
            assert not waiting.done(), "the database still hangs"
            for told in (tapped, typed):
                assert told.heading.startswith("🆘")
                assert "8-800-2000-122" in told.words, "the line of their own country"
            other.execute("ROLLBACK")
            await waiting
        await browser.opens("/p/settings")
        assert "I am: 9–11" in browser.sees


async def test_whose_browser_it_is_goes_from_memory_with_the_hour_and_with_its_end(
    house: House, child: Person
) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, child)
        await browser.opens("/p/menu")
        assert len(door.site.desks._seen) == 1
        house.later(minutes=61)
        await door.site.sweep()
        assert not door.site.desks._seen
        await browser.opens("/p/menu")
        child.types("/forget")
        child.taps("Yes, forget")
        await browser.opens("/p/menu")
        assert not door.site.desks._seen


async def test_help_called_in_the_browser_holds_back_what_comes_unasked(house: House, child: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, child)
        await browser.types("помогите")
        assert "🆘" in browser.see().heading
        child.types("/menu")
        assert house.conversation.first_aid.aftercare.lasts(child.number, house.clock)


async def test_a_browser_of_one_who_shares_a_phone_is_closed_when_used_while_another_has_it(
    house: House, parent: Person
) -> None:
    async with door_of(house) as door:
        parent.visits("my-picture/is/owl")
        browser = await sits_down(door, parent)
        await browser.opens("/p/settings")
        assert "I am: Parent" in browser.sees
        await browser.opens("/p/profiles")
        assert "chosen in the chat" in browser.sees
        parent.visits("profiles/new/bee")
        await browser.opens("/p/settings")
        assert "I am: Parent" not in browser.sees, "somebody new is at the phone"
        parent.visits("who/6-8")
        parent.visits("consent/on")
        await browser.opens("/p/set/text/on")
        await browser.opens("/p/settings")
        assert "I am: Parent" not in browser.sees
        parent.types("/settings")
        assert "Text mode: off" in parent.sees, "of the child, which nobody has touched"
        parent.visits("profile/owl")
        parent.types("/settings")
        assert "Text mode: off" in parent.sees
        assert not browser.cookies["mayak"].startswith("desk."), "the browser is anybody's again"
        again = await sits_down(door, parent)
        await again.opens("/p/settings")
        assert "I am: Parent" in again.sees


async def test_a_campaigns_picture_to_keep_is_shown_and_given_as_a_file(house: House, child: Person) -> None:
    async with door_of(house) as door:
        child.visits("part/lamp-days/week:on")
        child.waits(3)
        browser = await sits_down(door, child)
        page = await browser.opens("/p/campaign/lamp-days/week")
        assert 'class="picture"' in page.html
        page = await browser.taps("A picture to keep")
        assert "Below: “Lamp week”" in page.html, "in words, for who does not see it"
        source = page.html.partition('class="picture" src="')[2].partition('"')[0]
        status, headers, content = await browser.gets(source)
        assert (status, headers["Content-Type"]) == (200, "image/png")
        page = await browser.taps("Save it as a file")
        assert [file.label for file in page.files] == ["⬇ mayak-week.png"]
        assert (await browser.gets(page.files[0].target))[2] == content
