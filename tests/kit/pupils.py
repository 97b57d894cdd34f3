"""A pupil without Telegram who joins a class in the browser."""

from __future__ import annotations

import re

from bot.db.codes import LETTERS
from tests.doors.web.browsing import Browser, Opened

AGREE = "I agree, remember me here"


async def joins_here(door: Opened, code: str, who: str = "9–11", language: str = "en") -> tuple[Browser, str]:
    """Join a class in a browser; return it, and the return code that was told."""
    browser = door.browser(language)
    await browser.opens("/")
    await browser.taps(who)
    await browser.opens("/p/join")
    await browser.types(" ".join(re.findall("....", code)).lower())
    await browser.taps(AGREE if language == "en" else "запомни меня здесь")
    return browser, own_code(browser)


async def comes_back(door: Opened, code: str) -> Browser:
    """Come back by a return code in a new browser."""
    browser = door.browser()
    await browser.opens("/pupil/back")
    form = browser.see().typing
    assert form is not None
    await browser.sends("/pupil/back", form | {"words": code})
    return browser


def own_code(browser: Browser) -> str:
    found = re.search(rf"((?:[{LETTERS}]{{4}} ){{3}}[{LETTERS}]{{4}})", browser.see().words)
    assert found, browser.see().words
    return found[1]
