"""Teachers without Telegram: they agree in the browser, come back by a code, and change things by a PIN."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.chat.browser_people import Who, remembered_as
from bot.db import retention
from bot.db.codes import LETTERS
from bot.db.schema import metadata
from bot.doors.web.clients import RateLimit
from bot.doors.web.site.chatless_talk import before_the_tap
from bot.doors.web.site.visit import Visit
from bot.doors.web.site.visitors import Visitor
from bot.features.classes import browser_teaching, pages
from bot.features.classes.browser_teaching import is_good_pin
from bot.features.classes.return_codes import number_of, return_code, typed_return_code
from bot.features.tips.pages import TipWish
from bot.values.page import every_page
from bot.values.screen import Address, Link, Screen
from bot.values.text import Text
from tests.doors.web.browsing import Browser, Opened, opened
from tests.kit.pupils import joins_here
from tests.kit.site import begins as visitor
from tests.kit.site import stored

if TYPE_CHECKING:
    import pytest

    from tests.talk import House, Person

PIN = "7kite3"

OVER = "I keep nothing of a visit that is over"


def proof_of(browser: Browser) -> dict[str, str]:
    """What a form of the page carries."""
    typing = re.search(
        r'name="csrf" value="(\w+)"><input type="hidden" name="step" value="(\d+)"', browser.see().html
    )
    assert typing, browser.see().html
    return {"csrf": typing[1], "step": typing[2]}


def own_code(browser: Browser) -> str:
    found = re.search(rf"((?:[{LETTERS}]{{4}} ){{4}}[{LETTERS}]{{4}})", browser.see().words)
    assert found, browser.see().words
    return found[1]


async def agrees(door: Opened, pin: str = PIN, again: str = PIN) -> Browser:
    browser = await visitor(door, "Educator")
    await browser.opens("/p/class/new")
    await browser.taps("Teach here, without Telegram")
    await browser.sends("/teacher", proof_of(browser) | {"pin": pin, "again": again})
    return browser


async def comes_back(door: Opened, code: str) -> Browser:
    browser = door.browser()
    await browser.opens("/pupil/back")
    await browser.sends("/pupil/back", proof_of(browser) | {"words": code})
    return browser


async def types_pin(browser: Browser, pin: str, to: str = "class") -> int:
    await browser.opens(f"/teacher/pin?to={to}")
    return (await browser.sends("/teacher/pin", proof_of(browser) | {"pin": pin, "to": to})).status


async def makes_class(browser: Browser) -> int:
    """Make a class; return its number."""
    await browser.opens("/p/class/new")
    page = await browser.taps("5 (age 11)")
    assert "Your class is ready" in page.heading
    found = re.search(r"/p/class/(\d+)", " ".join(way.target for way in page.ways))
    assert found
    return int(found[1])


def people_left(house: House) -> dict[str, int]:
    with house.stores.durable.transaction() as db:
        counted = {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if "person" in table.c or table.name == "people"
        }
    return {name: number for name, number in counted.items() if number}


async def test_a_teacher_begins_and_makes_a_class_that_a_pupil_joins(house: House) -> None:
    async with opened(house) as door:
        browser = await visitor(door, "Educator")
        await browser.opens("/p/class/new")
        await browser.taps("Teach here, without Telegram")
        assert "/forget wipes all of it at once" in browser.see().words, "the same words as in the chat"
        assert "scrambled" in browser.see().words
        await browser.sends("/teacher", proof_of(browser) | {"pin": PIN, "again": PIN})
        code = own_code(browser)
        assert "cannot show it again" in browser.see().words
        room = await makes_class(browser)
        page = await browser.opens(f"/p/class/{room}")
        pupil, _ = await joins_here(door, code_on_page(page.words))
        assert "You are" in pupil.sees
        assert "1 pupil has joined" in (await browser.opens(f"/p/class/{room}")).words
        back = await comes_back(door, code.lower())
        assert "1 pupil has joined" in (await back.opens(f"/p/class/{room}")).words


def code_on_page(words: str) -> str:
    found = re.search(rf"Code: ((?:[{LETTERS}]{{4}} ?){{3}})", words)
    assert found, words
    return found[1].replace(" ", "").strip()


async def test_the_code_alone_changes_nothing_and_the_pin_goes_on_where_it_was_asked(house: House) -> None:
    async with opened(house) as door:
        first = await agrees(door)
        code = own_code(first)
        room = await makes_class(first)
        finder = await comes_back(door, code)
        of_class = [f"class/{room}/{what}" for what in ("closed", "code/2", "stopped", "joining/off", "invite")]
        before = stored(house)
        for path in (*of_class, "class/new", "forget/now"):
            await finder.opens(f"/p/{path}")
            await finder.sends(f"/p/{path}", proof_of(finder))
            assert "🔒 Type my PIN" in finder.see().labels, path
        for path in ("who/6-8", "set/audience/parent"):
            assert "Here you are a teacher" in (await finder.opens(f"/p/{path}")).words
        assert (await finder.opens(f"/own/{room}")).heading == "🔒 Your PIN"
        after = {table: rows for table, rows in stored(house).items() if table not in {"updates", "planned"}}
        assert after == {table: before[table] for table in after}
        await finder.opens(f"/p/class/{room}/code")
        await finder.taps("Type my PIN")
        form = proof_of(finder)
        assert (await finder.sends("/teacher/pin", form | {"pin": "wrong1", "to": ""})).status == 403
        cookie = dict(finder.cookies)
        page = await finder.sends("/teacher/pin", proof_of(finder) | {"pin": PIN, "to": f"class/{room}/code"})
        assert "code" in page.words
        assert "🔒 Type my PIN" not in page.labels
        assert finder.cookies != cookie, "a cookie that somebody knew before opens no more than before"
        thief = door.browser()
        thief.cookies = cookie
        assert OVER in (await thief.opens("/p/settings")).words, "the cookie from before is closed"


def count(house: House, name: str) -> int:
    with house.stores.durable.transaction() as db:
        return db.scalar(select(func.count()).select_from(metadata.tables[name])) or 0


async def test_no_page_that_changes_something_is_only_shown(house: House) -> None:
    views = house.conversation.services.views.by_page
    shown = {page for page in every_page() if page.only_shows}
    assert pages.Classroom in shown
    assert shown <= views.keys()
    assert not any(page.acts for page in shown)


async def test_a_pin_is_guessed_five_times_an_hour(house: House) -> None:
    async with opened(house) as door:
        finder = await comes_back(door, own_code(await agrees(door)))
        told = [await types_pin(finder, f"guess{at}") for at in range(6)]
        assert told == [403] * 5 + [429]
        other = await comes_back(door, "0000 0000 0000 0000 0001")
        assert other.see().status == 404
        assert await types_pin(finder, PIN) == 429, "the right one, too, waits"
        house.later(minutes=61)
        assert await types_pin(finder, PIN) == 200


async def test_a_code_is_guessed_slowly(house: House) -> None:
    async with opened(house) as door:
        door.site.guard.codes = RateLimit(4, 0.001)
        browser = door.browser()
        await browser.opens("/")
        await browser.opens("/pupil/back")
        form = proof_of(browser)
        told = [
            (await browser.sends("/pupil/back", form | {"words": f"0000 0000 0000 0000 000{at}"})).status
            for at in range(6)
        ]
        assert told == [404] * 4 + [429] * 2


async def test_one_address_begins_twenty_times_a_day(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_teaching, "FROM_ONE_ADDRESS", 2)
    monkeypatch.setattr(browser_teaching, "_begun", type(browser_teaching._begun)())
    async with opened(house) as door:
        told = [(await agrees(door)).see().status for _ in range(3)]
        assert told == [200, 200, 429]
        assert count(house, "browser_teachers") == 2


async def test_a_bad_pin_is_said_and_stores_nothing(house: House) -> None:
    async with opened(house) as door:
        for pin, again, why in (("7kite3", "7kite4", "not the same"), ("123456", "123456", "guessed at once")):
            browser = await agrees(door, pin, again)
            assert (browser.see().status, why in browser.see().words) == (400, True)
        assert people_left(house) == {}


async def test_a_form_that_comes_again_makes_one_teacher(house: House) -> None:
    async with opened(house) as door:
        browser = await visitor(door, "Educator")
        await browser.opens("/teacher")
        before, form = dict(browser.cookies), proof_of(browser) | {"pin": PIN, "again": PIN}
        told = set()
        for _ in range(2):
            browser.cookies = dict(before)
            await browser.sends("/teacher", form)
            told.add(own_code(browser))
        assert len(told) == 1
        assert count(house, "people") == 1
        browser.cookies = dict(before)
        wrong = await browser.sends("/teacher", form | {"pin": "9other9", "again": "9other9"})
        assert wrong.status != 200, "who has the form but not the PIN is let in nowhere"


async def test_forms_of_another_site_do_nothing(house: House) -> None:
    async with opened(house) as door:
        teacher = await agrees(door)
        mine = proof_of(teacher)
        stranger = await visitor(door, "Educator")
        theirs = proof_of(stranger)
        for path in ("/teacher", "/teacher/pin", "/teacher/code", "/teacher/lost"):
            sent = {"pin": PIN, "again": PIN}
            for foreign in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
                assert (await stranger.sends(path, theirs | sent, **foreign)).status == 403
            assert (await stranger.sends(path, mine | sent)).status == 403
            assert (await teacher.sends(path, theirs | sent)).status == 403
        assert count(house, "browser_teachers") == 1


async def test_a_pupil_opens_nothing_of_a_teacher(house: House) -> None:
    async with opened(house) as door:
        teacher = await agrees(door)
        room = await makes_class(teacher)
        code = code_on_page((await teacher.opens(f"/p/class/{room}")).words)
        pupil, _ = await joins_here(door, code)
        for path in (f"class/{room}", f"class/{room}/pupils", f"class/{room}/closed", f"class/{room}/code/2"):
            page = await pupil.opens(f"/p/{path}")
            assert "1 pupil" not in page.words
            assert code not in page.html.replace(" ", "")
        for path in ("/teacher/pin", "/teacher/code", "/teacher/lost"):
            assert (await pupil.sends(path, proof_of(pupil) | {"pin": PIN})).status == 403
        assert (await pupil.opens("/teacher")).heading != "🖥 Teach here, without Telegram"
        other = await agrees(door)
        assert "1 pupil" not in (await other.opens(f"/p/class/{room}")).words, "nor does another teacher"


async def test_forgetting_leaves_nothing(house: House) -> None:
    async with opened(house) as door:
        browser = await agrees(door)
        code = own_code(browser)
        await makes_class(browser)
        await browser.types("/forget")
        await browser.taps("Yes, forget me")
        assert not browser.cookies
        assert people_left(house) == {}
        assert (await comes_back(door, code)).see().status == 404


async def test_who_lost_the_pin_is_forgotten_a_week_later_unless_it_is_found(house: House) -> None:
    async with opened(house) as door:
        code = own_code(await agrees(door))
        finder = await comes_back(door, code)
        await finder.opens("/teacher/pin")
        page = await finder.sends("/teacher/lost", proof_of(finder))
        assert "calls it off" in page.words
        owner = await comes_back(door, code)
        assert await types_pin(owner, PIN) == 200
        house.later(minutes=60 * 24 * 8)
        sweeps(house)
        assert count(house, "people") == 1, "whoever had the PIN stays"
        finder = await comes_back(door, code)
        await finder.opens("/teacher/pin")
        await finder.sends("/teacher/lost", proof_of(finder))
        house.later(minutes=60 * 24 * 8)
        sweeps(house)
        assert people_left(house) == {}


def sweeps(house: House) -> None:
    with house.stores.durable.transaction() as db:
        while retention.sweep(db, house.clock):
            pass


async def test_a_new_code_takes_the_place_of_the_old_one(house: House) -> None:
    async with opened(house) as door:
        browser = await agrees(door)
        old = own_code(browser)
        finder = await comes_back(door, old)
        assert (await finder.sends("/teacher/code", proof_of(finder))).heading == "🔒 Your PIN"
        await browser.opens("/p/class")
        await browser.taps("🔑 A new return code")
        new = own_code(browser)
        assert new != old
        assert (await browser.opens("/p/class")).status == 200
        assert OVER in (await finder.opens("/p/settings")).words, "all other browsers are closed"
        assert (await comes_back(door, old)).see().status == 404
        assert (await comes_back(door, new)).see().status == 200


async def test_neither_code_nor_pin_stands_in_the_store(house: House) -> None:
    async with opened(house) as door:
        browser = await agrees(door)
        code = own_code(browser).replace(" ", "")
        await browser.opens("/p/class")
        for file in house.folder.iterdir():
            if file.is_file():
                kept = file.read_bytes()
                for trace in (code, str(number_of(code)), PIN, browser.cookies["mayak"]):
                    assert trace.encode() not in kept, file


async def test_what_needs_telegram_says_so_before_the_tap(house: House) -> None:
    house.conversation.services.instance.bot = "mayak_bot"
    async with opened(house) as door:
        browser = await agrees(door)
        page = await browser.opens("/p/teach/K7M2XW4ZQ9HD")
        assert "https://t.me/mayak_bot?start=teach_K7M2XW4ZQ9HD" in [way.target for way in page.ways]
        services = house.conversation.services
        reader = door.site.reader_of(Visit(Visitor("", -5, "", house.clock), "", "en"))
        screen = Screen(Text(""), ((Link("Tips", TipWish()),), (Link("Code", pages.Teach("K7M2XW4ZQ9HD")),)))
        (tips,), (code,) = before_the_tap(reader, screen, services.instance).rows
        assert tips == Address("Tips (in Telegram)", "https://t.me/mayak_bot")
        assert code == Address("Code (in Telegram)", "https://t.me/mayak_bot?start=teach_K7M2XW4ZQ9HD")


async def test_a_russian_teacher(house: House) -> None:
    async with opened(house) as door:
        browser = door.browser("ru")
        await browser.opens("/")
        await browser.taps("Педагог")
        await browser.opens("/teacher")
        page = await browser.sends("/teacher", proof_of(browser) | {"pin": PIN, "again": PIN})
        assert page.heading == "Ваш код возврата"
        assert page.lang == "ru"


def test_a_teacher_in_the_chat_has_nothing_of_it(educator: Person) -> None:
    educator.types("/class")
    assert "Teach here" not in educator.sees


def test_pins_and_codes() -> None:
    assert is_good_pin("7kite3")
    assert is_good_pin("482915")
    for bad in ("12345", "123456", "987654", "111111", "121212", "x" * 70):
        assert not is_good_pin(bad), bad
    code = return_code(bytes(range(16)), 20)
    assert len(code) == 20
    assert typed_return_code(code.lower()) == code
    assert remembered_as(number_of(code)) is Who.TEACHER
    assert remembered_as(number_of(return_code(bytes(range(16))))) is Who.PUPIL
    assert remembered_as(-5) is Who.VISITOR
