"""A school behind one address: what one pupil floods with shuts out nobody else, seated or with a code in hand."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.doors.web.clients import RateLimit
from bot.doors.web.site import visitors
from bot.doors.web.site.guard import OF_A_VISIT
from tests.doors.web.household import furnished
from tests.kit.desk import door_of, sits_down
from tests.kit.pupils import comes_back, joins_here
from tests.kit.site import begins
from tests.kit.studio import editor, invited, organiser
from tests.kit.uploads import sending, sends_file
from tests.talk import NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

    from tests.doors.web.browsing import Opened
    from tests.talk import House, Person

__all__ = ["editor", "invited", "organiser"]

WRONG = "0000 0000 0000 0001"


async def without_a_cookie(door: Opened, path: str, many: int) -> list[int]:
    """Ask for a page as somebody new each time; return the statuses."""
    return [(await door.browser().opens(path)).status for _ in range(many)]


@asynccontextmanager
async def slow_forms(
    door: Opened, path: str, many: int, head: str, then: str = "", **heads: str
) -> AsyncIterator[None]:
    """Forms that begin and never end, while the block lasts."""
    host, port = door.address.removeprefix("http://").split(":")
    told = "".join(f"{name}: {value}\r\n" for name, value in heads.items())
    writers = []
    for _ in range(many):
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\n{told}{head}".encode())
        writers.append(writer)
    await asyncio.sleep(0.3)
    for _ in range(6 if then else 0):  # the reader of forms waits for what follows each field
        for writer in writers:
            writer.write(then.encode())
        await asyncio.sleep(0.05)
    try:
        yield
    finally:
        for writer in writers:
            writer.close()


WORDS = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nwo"
FILE = "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n--b\r\n"


async def test_wrong_return_codes_of_one_pupil_keep_no_classmate_out(house: House) -> None:
    async with door_of(house) as door:
        people = furnished(house)
        codes = [(await joins_here(door, people.code))[1] for _ in range(3)]
        guesser = door.browser()
        await guesser.opens("/pupil/back")
        form = guesser.see().typing
        assert form is not None
        told = [(await guesser.sends("/pupil/back", form | {"words": WRONG})).status for _ in range(30)]
        assert told[:10] == [404] * 10
        assert set(told[10:]) == {429}
        stranger = door.browser()
        for _ in range(320):
            stranger.cookies = {}
            await stranger.sends("/pupil/back", {"words": WRONG})
        for code in codes:
            door.site.guard._pages = RateLimit(300, 30)  # the morning after: pages are not what is tested
            assert (await comes_back(door, code)).see().heading == "Classes"


async def test_a_flood_of_pages_keeps_nobody_seated_from_reading(house: House) -> None:
    async with door_of(house) as door:
        people = furnished(house)
        pupil, _ = await joins_here(door, people.code)
        await pupil.opens("/p/menu")
        reader = await begins(door)
        door.site.guard._pages = RateLimit(20, 0.01)
        assert (await without_a_cookie(door, "/p/menu", 40))[-1] == 429
        for browser in (pupil, reader):
            assert [(await browser.opens("/p/menu")).status for _ in range(20)] == [200] * 20


async def test_a_flood_keeps_no_pupil_out_who_comes_back_after_a_pause(house: House) -> None:
    """Memory has forgotten whose browser it is, or the bot was started anew: the cookie is as good as before."""
    async with door_of(house) as door:
        people = furnished(house)
        pupil, _ = await joins_here(door, people.code)
        door.site.desks._seen.clear()
        door.site.guard._pages = RateLimit(20, 0.01)
        assert (await without_a_cookie(door, "/p/menu", 40))[-1] == 429
        assert (await pupil.opens("/p/menu")).status == 200


async def test_a_visit_that_floods_is_slowed_and_nobody_else(house: House) -> None:
    async with door_of(house) as door:
        reader, flooder = await begins(door), await begins(door)
        door.site.guard._pages = RateLimit(20, 0.01)
        told = [(await flooder.opens("/p/menu")).status for _ in range(OF_A_VISIT + 30)]
        assert told[-1] == 429
        assert (await reader.opens("/p/menu")).status == 200


async def test_who_takes_a_new_cookie_each_time_drives_out_nobody_who_reads(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitors, "OF_A_CLIENT", 10)
    async with door_of(house) as door:
        reader = await begins(door)
        await reader.opens("/p/settings")
        await without_a_cookie(door, "/", 30)
        await reader.opens("/p/settings")
        assert "Who are you?" not in reader.see().heading


def test_those_who_never_came_back_give_way_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "OF_A_CLIENT", 3)
    known = visitors.Visitors()
    reads, again = (known.welcome("school", NOW)[0] for _ in range(2))
    for visitor in (reads, again):
        known.find(visitor.token, NOW)
    once, _ = known.welcome("school", NOW)
    assert known.welcome("school", NOW)[1] is once
    known.find(next(reversed(known._known)), NOW)
    assert known.welcome("school", NOW)[1] is reads


async def test_slow_forms_keep_nobody_from_answering(house: House) -> None:
    async with door_of(house) as door:
        people = furnished(house)
        classmate, _ = await joins_here(door, people.code)
        await classmate.opens("/p/menu")
        newcomer = door.browser()
        async with slow_forms(door, "/words", 130, WORDS):
            assert (await classmate.types("lamp")).status == 200
            form = classmate.see().typing
            assert form is not None
            assert "112" in (await classmate.sends("/p/help", form)).words, "Help by a form holds no place at all"
            await newcomer.opens("/pupil/back")
            assert (await newcomer.sends("/words", {"words": "lamp"})).status == 403
            newcomer.cookies = {}
            assert (await newcomer.sends("/words", {"words": "lamp"})).status == 200


async def test_slow_files_of_nobody_and_of_pupils_keep_no_editor_from_sending(
    house: House, editor: Person
) -> None:
    async with door_of(house) as door:
        people = furnished(house)
        browser = await sits_down(door, editor)
        pupil, _ = await joins_here(door, people.code)
        await browser.opens("/p/studio")
        for path in ("/send", "/edit/file", "/own/1/1/file", "/own/1/1/brought"):
            async with slow_forms(door, path, 10, FILE), slow_forms(door, path, 10, FILE, **pupil.cookie):
                page = await sends_file(browser, sending(browser), "x.zip", b"no zip")
                assert page.status == 200, path
                await browser.opens("/p/studio")


async def test_a_pupils_whole_form_that_brings_a_slow_file_holds_no_place(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        people = furnished(house)
        browser = await sits_down(door, editor)
        pupil, _ = await joins_here(door, people.code)
        await pupil.opens("/p/menu")
        form = pupil.see().typing
        assert form is not None
        fields = "".join(
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in form.items()
        )
        begun = FILE.removesuffix("--b\r\n") + fields
        begun += '--b\r\nContent-Disposition: form-data; name="file"; filename="x.zip"\r\n\r\nPK'
        await browser.opens("/p/studio")
        async with slow_forms(door, "/send", 10, begun, "PK" * 50, **pupil.cookie):
            assert (await sends_file(browser, sending(browser), "x.zip", b"no zip")).status == 200
