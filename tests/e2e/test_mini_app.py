"""The desk from the local Telegram: one tap opens the person's own screens, as the demo shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.chat import EDUCATOR, PARENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.chat import Chat

pytestmark = pytest.mark.slow

ORGANISER = 5_000_012
ORGANISERS = str(ORGANISER)


def opens_desk(chat: Chat) -> Page:
    with chat.page.context.expect_page() as waiting:
        chat.page.get_by_role("link", name="Открыть стол").click()
    desk = waiting.value
    desk.wait_for_url(lambda url: not url.partition("#")[0].endswith("/app"))
    return desk


@pytest.mark.parametrize("who", [EDUCATOR, ORGANISER])
def test_a_tap_opens_ones_own_screens(chat_of: Callable[..., Chat], who: int) -> None:
    chat = chat_of(who)
    chat.settles_in("Педагог")
    desk = opens_desk(chat)
    assert "Вход был из чата" in desk.locator("footer").inner_text()
    desk.goto(desk.url.partition("/p/")[0] + "/p/invite")
    organises = "Редактор" in desk.locator(".ways").inner_text()
    assert organises == (who == ORGANISER)
    desk.close()


def test_whom_nobody_remembers_reads_as_any_visitor(chat_of: Callable[..., Chat]) -> None:
    chat = chat_of(PARENT)
    desk = opens_desk(chat)
    assert "Я Маяк" in desk.locator("main").inner_text()
    assert "ничего не записывается" in desk.locator("footer").inner_text()
    desk.close()
