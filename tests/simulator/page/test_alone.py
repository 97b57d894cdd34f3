"""A message that one member of a group sees alone: two people look at the same group side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.simulator.page.conftest import inline, key

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from simulator import Simulator
    from tests.simulator.page.conftest import LittleBot


def test_two_people_look_at_one_group(
    browser: Browser, world: tuple[Simulator, LittleBot], shot: Callable[..., None]
) -> None:
    telegram, bot = world
    asker, other = telegram.person("child-10"), telegram.person("child-14")
    group = telegram.new_group("Класс 5Б", [other.id, asker.id], supergroup=True)
    help_alone = [{"command": "help", "description": "Помощь", "is_ephemeral": True}]
    bot.call("setMyCommands", commands=help_alone, scope={"type": "all_group_chats"})
    pages: list[Page] = []
    for who in (asker, other):
        page = browser.new_page(locale="ru-RU")
        page.goto(f"{telegram.url}/#person={who.id}&chat={group.id}")
        expect(page.locator("#title")).to_have_text("Класс 5Б")
        pages.append(page)
    mine, theirs = pages
    mine.get_by_role("textbox", name="Сообщение").fill("/help")
    mine.keyboard.press("Enter")
    expect(mine.locator("#stream").get_by_text("/help", exact=True)).to_be_visible()
    assert bot.hears(lambda update: update.get("message", {}).get("text") == "/help")
    asked = next(update["message"] for update in bot.heard if update.get("message", {}).get("text") == "/help")
    assert asked["message_id"] == 0
    alone = {"receiver_user_id": asker.id}
    sent = bot.say(
        group.id,
        "Помощь рядом, и видно её только здесь.",
        ephemeral_message_parameters=alone,
        reply_parameters={"ephemeral_message_id": asked["ephemeral_message_id"]},
        **inline([key("Скрыть", "hide")]),
    )
    told = mine.locator("#stream").get_by_text("Помощь рядом, и видно её только здесь.")
    expect(told).to_be_visible()
    expect(mine.locator("#stream .alone").last).to_have_text("👁 Видно только тебе")
    shot(mine, "alone")
    mine.reload()
    expect(told).to_be_visible()
    mine.get_by_role("button", name="Скрыть").click()
    assert bot.hears(lambda update: update.get("callback_query", {}).get("data") == "hide")
    mark = {
        "chat_id": group.id,
        "receiver_user_id": asker.id,
        "ephemeral_message_id": sent["ephemeral_message_id"],
    }
    bot.call("deleteEphemeralMessage", **mark)
    expect(told).to_have_count(0)
    bot.say(group.id, "Это для всех.")
    for page in pages:
        expect(page.locator("#stream").get_by_text("Это для всех.")).to_be_visible()
    expect(theirs.locator("#stream").get_by_text("/help", exact=True)).to_have_count(0)
    expect(theirs.locator("#stream .alone")).to_have_count(0)
    theirs.reload()
    expect(theirs.locator("#stream").get_by_text("Это для всех.")).to_be_visible()
    expect(theirs.locator("body")).not_to_contain_text("Помощь рядом, и видно")
    for page in pages:
        page.close()
