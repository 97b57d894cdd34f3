"""A person at the page: taps, writes and sees; whatever is asserted is read from what the browser shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.talk import the_phrases

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

PAGE = {
    "ru": {
        "start": "Начать",
        "more": "Ещё",
        "link": "Открыть ссылку на бота",
        "payload": "Параметр или ссылка",
        "open": "Открыть",
        "attach": "Прикрепить",
        "file": "Файл с этого компьютера…",
    },
    "en": {
        "start": "Start",
        "more": "More",
        "link": "Open a link to the bot",
        "payload": "A payload or a t.me link",
        "open": "Open",
        "attach": "Attach",
        "file": "A file from this computer…",
    },
}
"""What the page itself says."""

CHILD_7, CHILD_10, TEEN, PARENT, EDUCATOR = range(5_000_001, 5_000_006)
EDUCATOR_EN = 5_000_010

TAPPED = """() => {
  const tap = {};
  addEventListener("click", ({ target }) => (tap.key = target.closest(".key")), { capture: true, once: true });
  return tap;
}"""
ANSWERED = """before => {
  const rows = [...document.querySelectorAll("#stream .row")];
  return rows.findLast((row) => row.matches(".own"))?.dataset.id > before && rows.at(-1).matches(".theirs");
}"""
BELOW_THE_FOLD = """() => {
  const stream = document.querySelector("#stream").getBoundingClientRect();
  const screen = [...document.querySelectorAll("#stream .row.theirs")].at(-1).getBoundingClientRect();
  return Math.max(stream.top - screen.top, screen.bottom - stream.bottom);
}"""
"""Pixels of the newest message of the bot that stand outside what is seen; a tenth of one is rounding."""


class Chat:
    """The chat with the bot in one window, of somebody who reads `language`. `screen` is the newest message of the
    bot.
    """

    def __init__(self, page: Page, language: str = "ru") -> None:
        self.page = page
        self.language = language
        self.stream = page.locator("#stream")

    @property
    def screen(self) -> Locator:
        return self.stream.locator(".row.theirs").last

    def sees(self, *words: str) -> None:
        """Wait until the newest message of the bot holds all these words."""
        for each in words:
            expect(self.screen).to_contain_text(each)

    def leaves(self, *words: str) -> None:
        """Wait until the newest message of the bot holds none of these words any more."""
        for each in words:
            expect(self.screen).not_to_contain_text(each)

    def is_seen_whole(self) -> None:
        """Assert that the newest message of the bot and all its buttons are seen without scrolling."""
        assert self.page.evaluate(BELOW_THE_FOLD) < 1, self.screen.inner_text()

    def opens_link(self, payload: str) -> None:
        """Open a link to the bot, as a tap on t.me/… does, also before the first Start."""
        word = PAGE[self.language]
        self.page.get_by_role("button", name=word["more"], exact=True).click()
        self.page.get_by_role("menuitem", name=word["link"]).click()
        self.page.get_by_role("textbox", name=word["payload"]).fill(payload)
        self.page.get_by_role("button", name=word["open"], exact=True).click()

    def settles_in(self, role: str) -> None:
        """Press Start, say who it is, and agree to be remembered."""
        self.page.get_by_role("button", name=PAGE[self.language]["start"], exact=True).click()
        self.sees(self.say("Who are you?"))
        self.taps(role)
        self.sees("1 из " if self.language == "ru" else "1 of ")
        self.writes("/settings")
        self.taps("💾")
        self.sees("/forget")
        self.taps(self.say("I agree, remember me"))
        self.sees("помню" if self.language == "ru" else "I remember you")

    def say(self, phrase: str) -> str:
        """The bot's own phrase, as a child reads it in this language."""
        return the_phrases()[self.language].say(phrase)

    def taps(self, label: str) -> None:
        """Tap a button under the newest message whose label begins or ends with these words, and wait as a person
        does while it shimmers: the bot answers a press last, after all that it shows.
        """
        key = self.screen.get_by_role("button", name=re.compile(rf"^{re.escape(label)}|{re.escape(label)}$"))
        # The very key that was hit, for by then another one may stand in its place.
        tap = self.page.evaluate_handle(TAPPED)
        key.click()
        self.page.wait_for_function("tap => tap.key && !tap.key.ariaBusy", arg=tap)

    def tap_all(self, *labels: str) -> None:
        for label in labels:
            self.taps(label)

    def presses(self, label: str) -> None:
        """Press a button of the bottom keyboard."""
        before = self._newest()
        self.page.locator(".keys.bottom").get_by_role("button", name=label).click()
        self.page.wait_for_function(ANSWERED, arg=before)

    def writes(self, words: str) -> None:
        """Write, and wait until the bot has said something to it."""
        before = self._newest()
        self.page.locator("#field").fill(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(ANSWERED, arg=before)
        expect(self.stream.locator(".row.own .text").last).to_have_text(words)

    def _newest(self) -> int:
        """The number of the newest message."""
        rows = self.stream.locator(".row")
        return max(map(int, rows.evaluate_all("rows => rows.map(row => row.dataset.id)")), default=0)

    def labels(self) -> list[str]:
        """The labels under the newest message."""
        return self.screen.locator(".keys.inline .key").all_inner_texts()

    def downloads(self, name: str) -> Path:
        """Download the newest file of this name; return where it lies."""
        with self.page.expect_download() as waiting:
            self.stream.get_by_role("link", name=name).last.click()
        assert waiting.value.suggested_filename == name
        return waiting.value.path()
