"""A person at the page: taps, writes and sees; whatever is asserted is read from what the browser shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

CHILD_7, CHILD_10, TEEN, PARENT, EDUCATOR = range(5_000_001, 5_000_006)


class Chat:
    """The chat with the bot in one window. `screen` is the newest message of the bot."""

    def __init__(self, page: Page) -> None:
        self.page = page
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

    def taps(self, label: str) -> None:
        """Tap a button under the newest message whose label begins or ends with these words."""
        self.screen.get_by_role("button", name=re.compile(rf"^{re.escape(label)}|{re.escape(label)}$")).click()

    def tap_all(self, *labels: str) -> None:
        for label in labels:
            self.taps(label)

    def presses(self, label: str) -> None:
        """Press a button of the bottom keyboard."""
        self.page.locator(".keys.bottom").get_by_role("button", name=label).click()

    def writes(self, words: str) -> None:
        self.page.locator("#field").fill(words)
        self.page.keyboard.press("Enter")
        expect(self.stream.locator(".row.own .text").last).to_have_text(words)

    def labels(self) -> list[str]:
        """The labels under the newest message."""
        return self.screen.locator(".keys.inline .key").all_inner_texts()

    def downloads(self, name: str) -> Path:
        """Download the newest file of this name; return where it lies."""
        with self.page.expect_download() as waiting:
            self.stream.get_by_role("link", name=name).last.click()
        assert waiting.value.suggested_filename == name
        return waiting.value.path()
