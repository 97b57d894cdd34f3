"""What a browser is spared: links back to the chat, hints to go where one is, words in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.values.screen import Copy
from tests.kit.desk import door_of, sits_down
from tests.talk import Person

if TYPE_CHECKING:
    from tests.talk import House


@pytest.mark.parametrize(
    ("language", "finish", "share"), [("en", "Finish", "Share it"), ("ru", "Закончить", "Поделиться")]
)
async def test_sharing_in_a_browser_gives_the_web_address_with_a_picture(
    house: House, language: str, finish: str, share: str
) -> None:
    async with door_of(house) as door:
        browser = door.browser(language)
        await browser.opens("/p/who/9-11")
        page = await browser.opens("/p/lesson/lamp/light/9-11")
        assert 'property="og:title"' in page.html
        assert f'content="{door.address}/static/preview.png"' in page.html
        await browser.opens("/p/lesson/lamp/light/9-11:lost")
        await browser.taps(finish)
        ways = [way.target for way in browser.see().ways if way.label == share]
        assert ways == [f"{door.address}/p/lesson/lamp/light/9-11"]


async def test_a_teacher_in_the_chat_gets_an_address_for_parents(house: House, educator: Person) -> None:
    async with door_of(house) as door:
        educator.visits("lesson/lamp/light/9-11:lost")
        educator.taps("Finish")
        copies = [button.words for row in educator.see().rows for button in row if isinstance(button, Copy)]
        assert copies == [f"{door.address}/p/lesson/lamp/light/9-11"]
        page = await door.browser().opens("/p/lesson/lamp/light/9-11")
        assert page.status == 200


@pytest.mark.parametrize(("language", "words"), [("en", "not here any more"), ("ru", "уже нет")])
async def test_an_address_that_is_nowhere_is_told_in_the_readers_language(
    house: House, language: str, words: str
) -> None:
    async with door_of(house) as door:
        stranger = door.browser(language)
        assert words in (await stranger.opens("/nowhere", Accept="text/html")).words
        teacher = Person(house, 90, language)
        teacher.settles_in("educator")
        browser = await sits_down(door, teacher)
        page = await browser.opens("/nowhere/at/all", Accept="text/html")
        assert (page.status, page.lang) == (404, language)
        assert words in page.words


async def test_nobody_is_led_to_the_big_screen_on_it(house: House, educator: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        await browser.opens("/p/class")
        await browser.taps("Make a class")
        await browser.follows(browser.see().ways[0])
        room = next(way.target for way in browser.see().ways if way.target.startswith("/p/class/")).split("/")[3]
        educator.visits(f"class/{room}/own")
        assert "open your screens in a browser" in educator.sees
        page = await browser.opens(f"/p/class/{room}/own")
        assert page.status == 200
        assert "it becomes a set" in page.words
        assert "open your screens in a browser" not in page.words
