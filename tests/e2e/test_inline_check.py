"""A text pasted behind the bot's name in a group of the page: its signs stand on a button, for one alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.demo import USERNAME
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from simulator import Simulator

pytestmark = pytest.mark.slow

SCAM = "Твой аккаунт заблокирован! Срочно пришли код из смс, иначе штраф"
BLACKMAIL = "он грозит выложить мои фото, если я не заплачу"


def make_packs(folder: Path) -> Path:
    """The signs of the house."""
    shutil.copytree(ROOT / "content" / "check", folder / "check")
    return folder


def test_signs_stand_on_a_button_that_leads_to_the_private_chat(
    telegram: Simulator, open_window: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    writer, other = telegram.new_person("Ребёнок", "ru"), telegram.new_person("Сосед", "ru")
    group = telegram.new_group("Двор", [other.id, writer.id], supergroup=True)
    mine, theirs = (open_window(f"{telegram.url}/#person={who.id}&chat={group.id}") for who in (writer, other))
    offers = mine.get_by_role("group", name="Что предлагает бот")
    field = mine.locator("#field")
    field.fill(f"@{USERNAME} {BLACKMAIL}")
    expect(offers.get_by_role("button")).to_contain_text("🆘")
    field.fill(f"@{USERNAME} {SCAM}")
    expect(offers.get_by_role("button")).to_contain_text("👀")
    shot(mine, "signs")
    offers.get_by_role("button").click()
    expect(mine).to_have_url(f"{telegram.url}/#person={writer.id}&chat={writer.id}")
    screen = mine.locator("#stream .row.theirs").last
    expect(screen).to_contain_text("💡")
    shot(mine, "checked")
    expect(theirs.locator("body")).not_to_contain_text("👀")
    assert not [message for message in group.see() if "text" in message], "nothing was sent into the group"
