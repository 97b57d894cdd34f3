"""Editors and organisers at the page of the local Telegram: invited, a file sent, every change read, approved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload

from tests.e2e.chat import PAGE

if TYPE_CHECKING:
    from tests.e2e.chat import Chat


def goes(chat: Chat, *steps: tuple[str, str]) -> None:
    """Tap and see, step by step."""
    for label, seen in steps:
        chat.taps(label)
        chat.sees(seen)


def invites(organiser: Chat, duty: str) -> str:
    """Return the link for somebody of this duty, as the phrase names it."""
    say = organiser.say
    organiser.writes("/menu")
    goes(
        organiser,
        (say("🛠 Run campaigns"), say("Run campaigns")),
        (say("➕ Invite to the studio"), say("Invite to the studio")),
        (say(duty), "start=edit_"),
    )
    found = re.search(r"start=(edit_\w+)", organiser.screen.inner_text())
    assert found
    return found[1]


def joins(chat: Chat, payload: str) -> None:
    """Open a link of `invites`, and agree."""
    chat.writes(f"/start {payload}")
    chat.taps(chat.say("I agree, let me in"))
    chat.sees(chat.say("🛠 Studio").partition(" ")[2])


def sends(chat: Chat, name: str, content: bytes, caption: str = "") -> None:
    """Type a caption, choose a file in the page and send it to the bot."""
    words = PAGE[chat.language]
    chat.page.locator("#field").fill(caption)
    with chat.page.expect_file_chooser() as choosing:
        chat.page.get_by_role("button", name=words["attach"]).click()
        chat.page.get_by_role("menuitem", name=words["file"]).click()
    choosing.value.set_files(FilePayload(name=name, mimeType="application/zip", buffer=content))


def reads_every_change(reviewer: Chat) -> None:
    """Begin to read what an edition changes, and turn page after page; only the last one lets them approve."""
    reviewer.taps(reviewer.say("👀 What changes, word for word"))
    reviewer.sees("· 1 ")
    found = re.search(r"· 1 \w+ (\d+)", reviewer.screen.inner_text())
    assert found
    for number in range(2, int(found[1]) + 1):
        assert reviewer.say("✅ Approve and publish") not in reviewer.labels()
        reviewer.taps(reviewer.say("Next page ▶"))
        reviewer.sees(f"· {number} ")
