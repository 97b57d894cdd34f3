"""From phone to computer: six digits that a computer shows and the chat is told, once, for that computer alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.db import waiting_screens
from bot.db.schema import metadata
from tests.kit.desk import door_of
from tests.talk import Person

if TYPE_CHECKING:
    from tests.doors.web.browsing import Browser, Opened
    from tests.talk import House


async def shows_digits(door: Opened, language: str = "en") -> tuple[Browser, str]:
    """Open /desk on a computer and let it show its digits."""
    browser = door.browser(language)
    await browser.opens("/desk")
    await browser.taps("🖥")
    found = re.search(r"\d{3} \d{3}", browser.see().heading)
    assert found
    return browser, found[0]


async def goes_on(browser: Browser) -> str:
    """Look whether the digits were typed, as the page does by itself; return the cookie."""
    await browser.opens("/desk/waiting")
    return browser.cookies["mayak"]


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_digits_that_are_typed_and_agreed_to_open_that_computer_once(house: House, language: str) -> None:
    teacher = Person(house, 90, language)
    teacher.settles_in("educator")
    async with door_of(house) as door:
        other, _ = await shows_digits(door, language)
        browser, digits = await shows_digits(door, language)
        assert door.address + "/desk" in teacher.types("/desk").text.plain
        teacher.types(digits)
        assert digits in teacher.sees
        assert not (await goes_on(browser)).startswith("desk."), "nothing opens before the person says Yes"
        teacher.taps("✅")
        assert (await goes_on(browser)).startswith("desk.")
        assert browser.see().heading == {"en": "Classes", "ru": "Классы"}[language]
        assert not (await goes_on(other)).startswith("desk."), "the computer that showed them and no other"
        late = Person(house, 91, language)
        late.settles_in("educator")
        late.types("/desk")
        late.types(digits)
        assert "✅" not in "".join(late.labels), "one use"


async def test_a_scanned_code_asks_the_same_and_no_leads_away(house: House, educator: Person) -> None:
    async with door_of(house) as door:
        browser, digits = await shows_digits(door)
        assert "<svg" in browser.see().html
        educator.types(f"/start screen_{digits.replace(' ', '')}")
        assert "If somebody sent you these digits or this link, press No" in educator.sees
        educator.taps("No")
        assert not (await goes_on(browser)).startswith("desk.")
        assert browser.see().heading.endswith(digits), "they go on waiting"


async def test_digits_are_heard_anywhere_in_the_chat_but_only_while_a_computer_shows_them(
    house: House, educator: Person
) -> None:
    async with door_of(house) as door:
        _, digits = await shows_digits(door)
        educator.types("/menu")
        educator.types(digits.replace(" ", ""))
        assert "Does the computer in front of you show" in educator.sees
        educator.types("/menu")
        other = "000000" if digits != "000 000" else "111111"
        educator.types(other)
        assert "Does the computer" not in educator.sees


async def test_digits_are_over_after_five_minutes_and_nothing_of_them_stays(
    house: House, educator: Person
) -> None:
    async with door_of(house) as door:
        browser, digits = await shows_digits(door)
        house.later(minutes=5)
        educator.types("/desk")
        educator.types(digits)
        assert "No computer shows these digits" in educator.sees
        await browser.opens("/desk/waiting")
        assert "These digits are over" in browser.sees
        await browser.taps("🖥")
        assert digits not in browser.see().heading
        house.later(minutes=6)
        house.conversation.sweep(house.clock)
        with house.stores.durable.transaction() as db:
            assert db.scalar(select(func.count()).select_from(metadata.tables["waiting_screens"])) == 0


async def test_a_thief_of_the_digits_opens_nothing_without_that_computers_cookie(
    house: House, educator: Person
) -> None:
    async with door_of(house) as door:
        browser, digits = await shows_digits(door)
        educator.types("/desk")
        educator.types(digits)
        educator.taps("✅")
        thief = door.browser()
        await thief.opens("/desk/waiting")
        assert not thief.cookies.get("mayak", "").startswith("desk.")
        elsewhere = await browser.opens("/desk/waiting", **{"Sec-Fetch-Site": "cross-site"})
        assert not browser.cookies["mayak"].startswith("desk."), "another site's link opens nothing"
        assert elsewhere.status == 200
        assert (await goes_on(browser)).startswith("desk.")


async def test_guessing_digits_ends_like_guessing_codes(house: House, educator: Person) -> None:
    async with door_of(house) as door:
        _, digits = await shows_digits(door)
        for number in range(30):
            educator.visits(f"desk/screen/{number:06}")
        educator.visits(f"desk/screen/{digits.replace(' ', '')}")
        assert "No computer shows these digits" in educator.sees


async def test_one_computer_asks_for_few_digits_and_all_together_for_not_too_many(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with door_of(house) as door:
        browser, digits = await shows_digits(door)
        await browser.opens("/desk")
        assert digits in (await browser.taps("🖥")).heading, "the same while they last"
        monkeypatch.setattr(waiting_screens, "MOST", 1)
        second = door.browser()
        await second.opens("/desk")
        page = await second.taps("🖥")
        assert page.status == 429
        assert "/desk in the chat" in page.words


async def test_an_adult_who_reads_as_a_visitor_finds_the_way_in_the_menu(house: House) -> None:
    async with door_of(house) as door:
        browser = door.browser()
        await browser.opens("/p/who/educator")
        await browser.opens("/p/menu")
        assert "🖥 My screens from the chat" in browser.see().labels
        await browser.taps("🖥")
        assert "Type the digits in the chat" in browser.sees
