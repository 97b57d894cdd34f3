"""The Mini App: Telegram's signature opens the person's own screens, for an hour, once; nothing else does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

import pytest

from bot.doors.web.site.mini_app import opened_by
from tests.doors.web.browsing import TOKEN, Browser, Opened, Seen, opened
from tests.kit.mini_app import signed
from tests.talk import NOW

if TYPE_CHECKING:
    from tests.talk import House, Person


async def opens(door: Opened, init_data: str, browser: Browser | None = None) -> tuple[Browser, Seen]:
    """Open the page as Telegram does, and hand over what it signed, as its script does."""
    browser = browser or door.browser()
    page = await browser.opens("/app")
    assert "data-mini-app" in page.html
    return browser, await browser.sends("/app", {"init_data": init_data})


async def test_who_is_remembered_sees_their_own_screens(house: House, educator: Person) -> None:
    async with opened(house) as door:
        browser, page = await opens(door, signed(educator.number))
        assert page.status == 200
        educator.types("/menu")
        assert page.labels == educator.labels
        await browser.opens("/p/settings")
        assert "I am: Educator" in browser.sees


async def test_its_link_names_the_first_page(house: House, child: Person) -> None:
    async with opened(house) as door:
        _, page = await opens(door, signed(child.number, start_param="lesson_lamp_light_9-11"))
        assert page.heading == "The secret of the lamp"


async def test_whom_nobody_knows_reads_as_any_visitor(house: House) -> None:
    async with opened(house) as door:
        browser, page = await opens(door, signed(987_654_321))
        assert page.heading == "Who are you?"
        assert not browser.cookies["mayak"].startswith("desk.")
        assert await browser.opens("/p/settings")


async def test_whom_nobody_knows_does_not_sit_down_at_somebodys_desk(house: House, educator: Person) -> None:
    async with opened(house) as door:
        browser, _ = await opens(door, signed(educator.number))
        cookies = dict(browser.cookies)
        _, page = await opens(door, signed(987_654_321), browser)
        assert page.heading == "Who are you?"
        assert browser.cookies != cookies
        browser.cookies = cookies
        await browser.opens("/p/settings")
        assert "Who are you?" in browser.sees, "that browser is closed"


async def test_it_opens_once(house: House, educator: Person) -> None:
    async with opened(house) as door:
        told = signed(educator.number)
        await opens(door, told)
        thief, page = await opens(door, told)
        assert page.status == 403
        assert "open it from the chat again" in page.words
        assert not thief.cookies["mayak"].startswith("desk.")


@pytest.mark.parametrize(
    "forge",
    [
        lambda _: "",
        lambda _: "hash=",
        lambda _: "a" * 5000,
        lambda told: told.replace("1001", "1002"),
        lambda told: told.replace("auth_date=1", "auth_date=2"),
        lambda told: urlencode({**dict(parse_qsl(told)), "hash": "0" * 64}),
        lambda told: urlencode({**dict(parse_qsl(told)), "hash": "ключ"}),
        lambda told: urlencode({**dict(parse_qsl(told)), "user": '{"id": 1001, "first_name": "x"}'}),
        lambda told: told + "&user=%7B%22id%22%3A1%2C%22first_name%22%3A%22x%22%7D",
        lambda told: "&".join(part for part in told.split("&") if not part.startswith("hash")),
        lambda _: signed(1001, token="424242:of-somebody-else"),
        lambda _: signed(1001, token=""),
        lambda _: signed(1001, NOW - timedelta(minutes=61)),
        lambda _: signed(1001, NOW + timedelta(minutes=2)),
        lambda _: signed(1001, user="null"),
        lambda _: signed(1001, user="{}"),
        lambda _: signed(1001, user='{"id": 1001, "is_bot": true, "first_name": "x"}'),
        lambda _: signed(1001, auth_date="soon"),
    ],
)
async def test_what_telegram_did_not_sign_opens_nothing(house: House, educator: Person, forge: object) -> None:
    assert educator.number
    async with opened(house) as door:
        assert callable(forge)
        browser, page = await opens(door, forge(signed(1001)))
        assert page.status == 403
        assert not browser.cookies["mayak"].startswith("desk.")


async def test_another_site_cannot_hand_it_over(house: House, educator: Person) -> None:
    async with opened(house) as door:
        browser = door.browser()
        page = await browser.sends("/app", {"init_data": signed(educator.number)}, Origin="https://evil.example")
        assert page.status == 403
        assert not browser.cookies


async def test_forget_closes_it(house: House, educator: Person) -> None:
    async with opened(house) as door:
        browser, _ = await opens(door, signed(educator.number))
        educator.types("/forget")
        educator.taps("Yes, forget me")
        await browser.opens("/p/settings")
        assert "Who are you?" in browser.sees


def test_an_hour_is_counted_from_telegrams_own_time() -> None:
    assert opened_by(TOKEN, signed(1, NOW - timedelta(minutes=59)), NOW)
    assert opened_by(TOKEN, signed(1, NOW - timedelta(minutes=61)), NOW) is None
    assert opened_by("", signed(1, token=""), NOW) is None, "a bot without a token believes nobody"
    told = opened_by(TOKEN, signed(1, start_param="class_<x>"), NOW)
    assert told is not None
    assert told.start == ""
