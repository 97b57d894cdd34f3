"""Pupils without Telegram: they join by the class's code, come back by a code of their own, count as all do."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, select

from bot.chat.browser_people import Who, remembered_as
from bot.db import mydata, people, retention
from bot.db.codes import LETTERS
from bot.db.schema import deliveries, metadata
from bot.db.schema import people as people_table
from bot.doors.web.clients import RateLimit
from bot.features.classes.return_codes import (
    LENGTH,
    number_of,
    return_code,
    typed_return_code,
)
from bot.features.classes.store import memberships
from bot.features.classes.tables import classrooms
from tests.doors.web.browsing import Browser, Opened, opened
from tests.kit.assignments import answers_all, gives
from tests.kit.classrooms import another, code_on, full_class, joins, makes_class
from tests.kit.desk import door_of, sits_down
from tests.kit.live_quiz import arrives, begins, seen_by_all
from tests.kit.pupils import AGREE, comes_back, joins_here, own_code
from tests.kit.site import begins as visitor
from tests.kit.site import stored

if TYPE_CHECKING:
    from tests.talk import House, Person


def came_with(door: Opened, cookies: dict[str, str]) -> Browser:
    browser = door.browser()
    browser.cookies = dict(cookies)
    return browser


async def asks_to_join(door: Opened, code: str, **headers: str) -> Browser:
    browser = door.browser("en", **headers)
    await browser.opens(f"/?start=class_{code}")
    return browser


def numbers(house: House, room: int) -> list[int]:
    with house.stores.durable.transaction() as db:
        return memberships.numbers(db, room)


def everything_of(house: House, sender: int) -> dict[str, list[dict[str, object]]]:
    with house.stores.durable.transaction() as db:
        person = people.find(db, house.conversation.services.lookups(sender), house.clock.date())
        return mydata.export(db, person.key) if person else {}


def bare(code: str) -> str:
    return code.replace(" ", "")


async def answers_here(browser: Browser, task: int) -> None:
    """Do an assigned set by what stands on the page."""
    page = await browser.opens(f"/p/due/{task}/begin")
    for _ in range(80):
        asked = [way for way in page.ways if re.search(r"/(answer|mark)s?/", way.target)]
        onward = next((way for way in page.ways if re.search(r"Next|Done|See how it went", way.label)), None)
        way = onward or (asked[0] if asked else None)
        if way is None:
            assert "Your own row" in page.words
            assert "🔔 Tips now and then" not in page.labels, "nobody can be written to here"
            return
        page = await browser.follows(way)
    raise AssertionError(page.words)


async def test_a_pupil_joins_with_the_classs_code_and_comes_back_with_their_own(
    house: House, educator: Person
) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser = door.browser()
        await browser.opens("/")
        await browser.taps("9–11")
        await browser.opens("/p/class")
        page = await browser.types(code)
        assert page.heading == "Join a class?"
        assert "Without Telegram you get a return code" in page.words
        assert "number of this chat" not in page.words
        assert "/forget wipes all of it at once" in page.words
        agree = page.ways[0]
        assert (agree.label, agree.target) == (AGREE, f"/pupil/join/{code}")
        assert agree.form, "nobody is let in by a link"
        assert any(way.target.startswith("https://t.me/") for way in page.ways)
        page = await browser.taps(AGREE)
        assert re.fullmatch(r"You are [A-Z]\w+ [A-Z]\w+ \d+", page.heading)
        alias = page.heading.removeprefix("You are ")
        own = own_code(browser)
        assert "I cannot show it again" in page.words
        assert "return code" in page.html.partition("<footer>")[2]
        page = await browser.taps("To the class")
        assert f"Here you are {alias}." in page.words
        assert len(numbers(house, room)) == 1
        other = await comes_back(door, own.lower().replace("0", "O"))
        page = await other.opens(f"/p/mine/{room}")
        assert f"Here you are {alias}." in page.words
        assert len(numbers(house, room)) == 1


async def test_who_has_a_code_finds_where_to_type_it(house: House) -> None:
    async with opened(house) as door:
        child = await visitor(door)
        await child.opens("/p/menu")
        await child.taps("🔑 I have a code")
        assert "Type the code of the class" in child.sees
        assert "🔑 I have a return code" in child.sees
        adult = await visitor(door, "Parent")
        assert "🔑 I have a code" not in (await adult.opens("/p/menu")).labels


async def test_a_code_is_typed_on_the_first_page(house: House, educator: Person) -> None:
    async with opened(house) as door:
        makes_class(educator)
        code = code_on(educator.see())
        browser = door.browser()
        page = await browser.opens("/")
        assert "Write to Mayak, or type a code" in page.html
        await browser.types(code)
        assert "Join a class?" in browser.sees


async def test_a_code_of_letters_alone_is_a_code_where_one_is_asked_for(house: House) -> None:
    async with opened(house) as door:
        browser = door.browser()
        await browser.opens("/")
        await browser.taps("9–11")
        await browser.opens("/p/join")
        page = await browser.types("ABCD EFGH JKMN")
        assert page.ways[0].target == "/pupil/join/ABCDEFGHJKMN"


async def test_a_link_with_the_code_and_a_russian_pupil(house: House, educator: Person) -> None:
    makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser = door.browser("ru")
        page = await browser.opens(f"/?start=class_{code}")
        assert "код возврата" in page.words
        await browser.taps("запомни меня здесь")
        assert browser.see().heading.startswith("Твоё имя в классе: ")
        page = await browser.taps("К классу")
        assert page.lang == "ru"
        assert "9–11" in (await browser.opens("/p/settings")).words, "who has not said their age has the class's"
        again = door.browser("en")
        await again.opens("/")
        await again.taps("9–11")
    async with opened(house) as door:
        assert (await (await comes_back(door, "x")).opens("/")).status == 200


async def test_same_tasks_same_totals(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    chatting = [another(house, 3000 + at) for at in range(3)]
    for pupil in chatting:
        joins(pupil, code)
    async with opened(house) as door:
        browsing = [(await joins_here(door, code))[0] for _ in range(2)]
        task = gives(educator, room)
        for browser in browsing:
            assert "📌" in "".join((await browser.opens("/p/menu")).labels)
        for pupil in chatting:
            answers_all(house, pupil, task)
        await answers_here(browsing[0], task)
        educator.visits(f"task/{task}/results")
        assert "fewer than 5" in educator.see().text.plain
        await answers_here(browsing[1], task)
        educator.visits(f"task/{task}/done")
        assert "Done: " + ", ".join(map(str, numbers(house, room))) in educator.sees
        educator.visits(f"task/{task}/results")
        assert any(sign in educator.see().text.plain for sign in "🟩🟨🟧🟥")


async def test_no_more_is_known_of_them_than_of_others(house: House, educator: Person) -> None:
    makes_class(educator)
    code = code_on(educator.see())
    joins(another(house, 3000), code)
    async with opened(house) as door:
        browser, own = await joins_here(door, code)
        await browser.opens("/p/menu")
        theirs = everything_of(house, number_of(bare(own)))
        usual = everything_of(house, 3000)
        assert theirs.keys() - usual.keys() == {"browser_pupils", "desks"}
        assert theirs["browser_pupils"] == [{"person": theirs["people"][0]["key"]}]
        assert theirs["memberships"][0]["chat"] is None
        assert usual["memberships"][0]["chat"] is not None
        assert theirs["people"][0]["agreed_text"] == usual["people"][0]["agreed_text"]
        assert theirs["people"][0]["country"] == "RU", "of the class, as with everybody who has not said"


async def test_the_code_stands_nowhere_but_on_paper(house: House, educator: Person) -> None:
    makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser, own = await joins_here(door, code)
        await browser.opens("/p/menu")
        number = number_of(bare(own))
        for file in house.folder.iterdir():
            if file.is_file():
                kept = file.read_bytes()
                for trace in (own, bare(own), str(number), browser.cookies["mayak"]):
                    assert trace.encode() not in kept, file
                assert number.to_bytes(8, "big", signed=True) not in kept


async def test_a_form_that_comes_again_lets_nobody_in_twice(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser = door.browser()
        await browser.opens("/")
        await browser.taps("9–11")
        before = dict(browser.cookies)
        page = await browser.opens(f"/p/join/{code}")
        agree = page.ways[0]
        told = set()
        for _ in range(3):
            browser.cookies = dict(before)  # the answer was lost on its way
            told.add((await browser.follows(agree)).words)
        assert len(told) == 1
        assert len(numbers(house, room)) == 1
        pages = await asyncio.gather(*(door.browser().opens("/") for _ in range(3)))
        assert len(pages) == 3


async def test_a_form_whose_answer_was_lost_at_a_restart_leaves_no_ghost(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser = door.browser()
        await browser.opens("/")
        await browser.taps("9–11")
        before = dict(browser.cookies)
        page = await browser.opens(f"/p/join/{code}")
        agree = page.ways[0]
        await browser.follows(agree)
        own = own_code(browser)
        late = door.browser()
        await late.opens("/")
        late_form = (await late.opens(f"/p/join/{code}")).ways[0]
    house.later(minutes=20)
    async with opened(house) as door:
        browser, late = came_with(door, before), came_with(door, late.cookies)
        page = await browser.follows(agree)  # the answer was lost, the browser sends the form again
        assert (page.status, own_code(browser)) == (200, own)
        assert len(numbers(house, room)) == 1
        await browser.taps("To the class")
        assert "Here you are" in browser.sees
        page = await late.follows(late_form)
        assert page.status == 403, "a form that has let nobody in is none of a visitor whom nobody knows"
        assert len(numbers(house, room)) == 1
        assert (await came_with(door, {}).follows(agree)).status == 403
        assert (await came_with(door, {"mayak": "x" * 43}).follows(agree)).status == 403
        educator.visits(f"class/{room}/pupils/{numbers(house, room)[0]}/out")
        browser = came_with(door, before)
        assert (await browser.follows(agree)).status == 403, "whoever was taken out comes with a new form"
        assert numbers(house, room) == []


async def test_the_answer_to_an_old_form_is_told_for_an_hour_or_two(house: House, educator: Person) -> None:
    makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser = await asks_to_join(door, code)
        before, agree = dict(browser.cookies), browser.see().ways[0]
        await browser.follows(agree)
        assert "You are" in browser.sees
    house.later(minutes=121)
    async with opened(house) as door:
        assert (await came_with(door, before).follows(agree)).status == 403


async def test_a_class_takes_forty_from_one_address(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house, "X-Forwarded-For") as door:
        here = {"X-Forwarded-For": "203.0.113.1"}
        for _ in range(40):
            page = await (await asks_to_join(door, code, **here)).taps(AGREE)
            assert page.status == 200
        late = await asks_to_join(door, code, **here)
        form = late.see().ways[0]
        for _ in range(6):
            page = await late.follows(form)
            assert page.status == 409
            assert "no more can join this class from this network" in page.words
        assert len(numbers(house, room)) == 40
        elsewhere = await asks_to_join(door, code, **{"X-Forwarded-For": "203.0.113.2"})
        await elsewhere.taps(AGREE)
        assert "You are" in elsewhere.sees
        joins(another(house, 3000), code)
        assert len(numbers(house, room)) == 42
        educator.visits(f"class/{room}/pupils")
        educator.taps("Choose all")
        educator.taps("Yes, take all 42 out")
        await late.taps("Try again")
        await late.taps(AGREE)
        assert "You are" in late.sees, "who has left takes no place"


async def test_the_teacher_holds_joining_and_takes_several_out_at_a_desk(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    joins(another(house, 3000), code)
    async with door_of(house) as door:
        for _ in range(3):
            await joins_here(door, code)
        screen = await sits_down(door, educator)
        await screen.opens(f"/p/class/{room}/pupils")
        await screen.taps("⏸ Hold joining")
        assert "Joining is held" in screen.sees
        late = await asks_to_join(door, code)
        page = await late.taps(AGREE)
        assert (page.status, "joining is on hold" in page.words) == (409, True)
        assert len(numbers(house, room)) == 4
        first, *others = numbers(house, room)
        await screen.types(", ".join(map(str, others)))
        assert "Take 3 pupils of" in screen.sees
        await screen.taps("Yes, take all 3 out")
        assert numbers(house, room) == [first]
        await screen.taps("▶ Let pupils join")
        await late.taps("Try again")
        await late.taps(AGREE)
        assert "You are" in late.sees
        full_class(house, room, but=2)
        page = await (await asks_to_join(door, code)).taps(AGREE)
        assert (page.status, "this class is full" in page.words) == (409, True)
        assert len(numbers(house, room)) == 60


async def test_a_wrong_code_stores_nothing(house: House, educator: Person) -> None:
    makes_class(educator)
    before = stored(house)
    async with opened(house) as door:
        browser = door.browser()
        await browser.opens("/")
        await browser.taps("9–11")
        page = await browser.types("0000 1111 2222")
        assert page.heading == "Join a class?", "right and wrong codes look alike"
        page = await browser.taps(AGREE)
        assert page.status == 404
        assert "opens no class" in page.words
        assert stored(house) == before


@pytest.mark.parametrize("way", ["leaves", "forgets", "taken out", "closed", "ended"])
async def test_nothing_is_left_of_who_is_in_no_class(house: House, educator: Person, way: str) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser, own = await joins_here(door, code)
        thief = door.browser()
        thief.cookies = dict(browser.cookies)
        assert everything_of(house, number_of(bare(own)))
        if way == "leaves":
            await browser.opens(f"/p/mine/{room}/leave")
            page = await browser.taps("Yes, leave")
            assert "You are not in that class" in page.words
            assert not browser.cookies
        elif way == "forgets":
            await browser.types("/forget")
            await browser.taps("Yes, forget me")
            assert not browser.cookies
        elif way == "taken out":
            educator.visits(f"class/{room}/pupils/{numbers(house, room)[0]}/out")
        elif way == "closed":
            educator.visits(f"class/{room}/closed")
        else:
            with house.stores.durable.transaction() as db:
                db.execute(delete(classrooms))
                while retention.sweep(db, house.clock):
                    pass
        assert everything_of(house, number_of(bare(own))) == {}
        with house.stores.durable.transaction() as db:
            rest = {
                table.name
                for table in metadata.sorted_tables
                if table.name in {"browser_pupils", "desks", "memberships", "handed"}
                and db.scalar(select(func.count()).select_from(table))
            }
            assert not rest
            assert db.scalar(select(func.count()).select_from(people_table)) == 1, "the teacher alone"
        await thief.opens("/p/settings")
        assert "Who are you?" in thief.sees
        back = await comes_back(door, own)
        assert back.see().status == 404
        assert "This code opens nothing" in back.sees


async def test_who_is_in_another_class_still_stays(house: House, educator: Person) -> None:
    first = makes_class(educator)
    code = code_on(educator.see())
    second = makes_class(educator)
    other = code_on(educator.see())
    async with opened(house) as door:
        browser, own = await joins_here(door, code)
        await browser.opens(f"/p/join/{other}")
        await browser.taps("Join")
        await browser.opens(f"/p/mine/{first}/left")
        assert browser.cookies
        assert "Here you are" in (await (await comes_back(door, own)).opens(f"/p/mine/{second}")).words


async def test_a_code_is_typed_anywhere(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        _, own = await joins_here(door, code)
        browser = door.browser()
        await browser.opens("/")
        await browser.types(own)
        assert (await browser.opens(f"/p/mine/{room}")).words.count("Here you are") == 1
        await browser.opens("/p/class")
        assert browser.see().status == 200


async def test_what_a_pupil_has_to_do_stands_above_the_code(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    task = gives(educator, room)
    assert task
    async with opened(house) as door:
        browser, _ = await joins_here(door, code)
        labels = (await browser.opens(f"/p/mine/{room}")).labels
        (due,) = (at for at, label in enumerate(labels) if label.startswith("📌"))
        assert due < labels.index("🔑 A new return code")


async def test_a_new_code_takes_the_old_ones_place(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser, own = await joins_here(door, code)
        thief = await comes_back(door, own)
        await browser.opens(f"/p/mine/{room}")
        page = await browser.taps("🔑 A new return code")
        new = own_code(browser)
        assert new != own
        assert page.status == 200
        assert "Here you are" in (await browser.opens(f"/p/mine/{room}")).words, "this browser goes on"
        assert "Here you are" not in (await thief.opens(f"/p/mine/{room}")).words
        assert (await comes_back(door, own)).see().status == 404
        assert "Here you are" in (await (await comes_back(door, new)).opens(f"/p/mine/{room}")).words
        assert len(numbers(house, room)) == 1


async def test_codes_are_tried_slowly(house: House, educator: Person) -> None:
    makes_class(educator)
    code = code_on(educator.see())
    async with opened(house, "X-Forwarded-For") as door:
        door.site.guard.codes = RateLimit(4, 0.001)
        fast, calm = (door.browser("en", **{"X-Forwarded-For": f"203.0.113.{at}"}) for at in (1, 2))
        for browser in (fast, calm):
            await browser.opens("/pupil/back")
        form = fast.see().typing
        assert form is not None
        pages = [await fast.sends("/pupil/back", form | {"words": "0000 0000 0000 0001"}) for _ in range(6)]
        assert [page.status for page in pages] == [404] * 4 + [429] * 2
        assert "a lot of codes" in pages[-1].words
        await fast.opens("/")
        await fast.taps("9–11")
        await fast.opens(f"/p/join/{code}")
        assert (await fast.taps(AGREE)).status == 429
        await fast.opens("/")
        assert (await fast.types("0000 0000 0000 0001")).status == 429, "also where words are typed"
        assert "112" in (await fast.opens("/p/help")).words
        form = calm.see().typing
        assert form is not None
        assert (await calm.sends("/pupil/back", form | {"words": "0000 0000 0000 0001"})).status == 404


async def test_one_visit_tries_five_codes_of_classes(house: House) -> None:
    async with opened(house) as door:
        browser = door.browser()
        await browser.opens("/")
        await browser.taps("9–11")
        told = []
        for at in range(7):
            await browser.types(f"0000 1111 222{at}")
            told.append((await browser.taps(AGREE)).status)
        assert told == [404] * 5 + [429] * 2


async def test_nobody_writes_to_them(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser, own = await joins_here(door, code)
        gives(educator, room)
        for path in ("tips/2", "tips/set/2-15", "invites/on", "part/lamp/autumn:on", "desk", "desk/close"):
            page = await browser.opens(f"/p/{path}")
            assert "from a browser I cannot write to you first" in page.words or page.status == 404, path
            assert page.ways
        await browser.types("/desk")
        assert "cannot write to you first" in browser.sees
        with house.stores.durable.transaction() as db:
            owed = db.scalars(select(deliveries.c.path)).all()
        assert all(path.endswith("/over") for path in owed), "the teacher alone is told, at the deadline"
        kept = everything_of(house, number_of(bare(own)))
        sealed = {table for table, rows in kept.items() for row in rows if row.get("chat")}
        assert sealed == {"desks"}


async def test_a_pupil_is_no_adult(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        adult = door.browser()
        await adult.opens("/")
        await adult.taps("Educator")
        page = await adult.opens(f"/p/join/{code}")
        assert "This code is for pupils" in page.words
        assert AGREE not in page.labels
        form = page.typing
        assert form is not None
        forged = await adult.sends(f"/pupil/join/{code}", form)
        assert "This code is for pupils" in forged.words
        assert numbers(house, room) == []
        browser, _ = await joins_here(door, code)
        for path in ("who/educator", "set/audience/parent", "who/parent"):
            await browser.opens(f"/p/{path}")
        await browser.opens("/p/settings")
        assert "9–11" in browser.sees
        assert "Make a class" not in "".join((await browser.opens("/p/class")).labels)


async def test_a_live_quiz_is_played_beside_the_chat(house: House, educator: Person) -> None:
    house.conversation.services.instance.projector = "https://mayak.example"
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser, _ = await joins_here(door, code)
        task = begins(educator, room)
        await browser.opens(f"/p/live/{task}")
        assert "Each question comes to this page" in browser.sees
        page = await browser.taps("Join in")
        assert "You are in." in page.words
        assert f'data-live="/p/live/{task}"' in page.html
        assert seen_by_all(house, task).lines[1] == "1 pupil takes part."
        educator.taps("How many by now?")
        educator.taps("First question")
        assert arrives(house) == []
        page = await browser.opens(f"/p/live/{task}")
        assert "What gives light?" in page.words
        assert "data-live" not in page.html, "nobody is interrupted while they answer"
        page = await browser.follows(page.ways[1])
        assert "Your answer is in" in page.words
        assert f'data-live="/p/live/{task}"' in page.html
        educator.visits(f"leading/{task}/over")
        await browser.opens(f"/p/live/{task}")
        assert "The live quiz is over" in browser.sees
        educator.visits(f"task/{task}/done")
        assert f"Done: {numbers(house, room)[0]}\n" in educator.sees


async def test_a_form_of_another_site_lets_nobody_in_or_out(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser, own = await joins_here(door, code)
        form = browser.see().typing
        assert form is not None
        visitor = door.browser()
        await visitor.opens("/")
        theirs = visitor.see().typing
        assert theirs is not None
        for path in (f"/pupil/join/{code}", "/pupil/back", "/pupil/code"):
            for foreign in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
                assert (await visitor.sends(path, theirs | {"words": own}, **foreign)).status == 403
            if path != "/pupil/back":
                assert (await door.browser().sends(path, {})).status == 403
            assert (await visitor.sends(path, {"csrf": form["csrf"], "words": own})).status == 403
        assert (await browser.sends("/pupil/code", {})).status == 403
        assert len(numbers(house, room)) == 1


async def test_while_the_database_is_gone(house: House, educator: Person) -> None:
    makes_class(educator)
    code = code_on(educator.see())
    async with opened(house) as door:
        browser, own = await joins_here(door, code)
        visitor = door.browser()
        await visitor.opens("/")
        await visitor.taps("9–11")
        await visitor.opens(f"/p/join/{code}")
        house.stores.durable.is_open = False
        assert "112" in (await browser.opens("/p/help")).words
        assert "Something broke on my side" in (await browser.opens("/p/menu")).words
        assert "Something broke on my side" in (await visitor.taps(AGREE)).words
        assert "Something broke on my side" in (await comes_back(door, own)).sees
        house.stores.durable.is_open = True
        assert (await comes_back(door, own)).see().status == 200


def test_codes_are_drawn_and_read() -> None:
    code = return_code(bytes(range(16)))
    assert len(code) == LENGTH
    assert set(code) <= set(LETTERS)
    assert len({return_code(at.to_bytes(16, "big")) for at in range(1000)}) == 1000
    assert all(return_code(at.to_bytes(16, "little"))[0].isdecimal() for at in range(1000))
    assert typed_return_code("0123 4567 89ab cdef") == "0123456789ABCDEF"
    assert typed_return_code("О12345б7 89АВ-СDЕF".replace("б", "6")) == "0123456789ABCDEF"
    assert typed_return_code("HAVE YOU SEEN THE") == ""
    assert typed_return_code("0123 4567 89AB") == "", "that is of a class"
    assert remembered_as(number_of(code)) is Who.PUPIL
    assert number_of(code) >= -(1 << 63)
    with pytest.raises(ValueError, match="too few"):
        return_code(b"123")
