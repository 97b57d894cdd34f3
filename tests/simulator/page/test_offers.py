"""What is typed behind the bot's name in a chat of the page: offered to its writer alone, sent when chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from simulator import LIFTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

    from simulator import Simulator
    from tests.simulator.page.conftest import Json, LittleBot

NAME = "@local_sim_bot"
LAMP = {
    "type": "article",
    "id": "lamp",
    "title": "Лампа",
    "description": "Светит",
    "input_message_content": {"message_text": "Вот <b>лампа</b>", "parse_mode": "HTML"},
}
BUTTON = {"text": "Что в нём не так?", "start_parameter": "check_x"}


@pytest.fixture
def with_inline(world: tuple[Simulator, LittleBot]) -> Iterator[tuple[Simulator, LittleBot]]:
    """The little bot's Telegram, where BotFather has turned inline mode on."""
    telegram, bot = world
    telegram.world.rules = replace(LIFTED, inline=True)
    yield telegram, bot
    telegram.world.rules = LIFTED


def opened(browser: Browser, telegram: Simulator, person: int, chat: int) -> Page:
    page = browser.new_page(locale="ru-RU")
    page.goto(f"{telegram.url}/#person={person}&chat={chat}")
    expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()
    return page


def offers(page: Page) -> Locator:
    return page.get_by_role("group", name="Что предлагает бот")


def query_for(bot: LittleBot, text: str) -> Json:
    """Wait for the query with this text."""
    assert bot.hears(lambda update: update.get("inline_query", {}).get("query") == text)
    return next(u["inline_query"] for u in reversed(bot.heard) if u.get("inline_query", {}).get("query") == text)


def test_what_is_offered_is_seen_by_who_typed_and_sent_when_chosen(
    browser: Browser, with_inline: tuple[Simulator, LittleBot], shot: Callable[..., None]
) -> None:
    telegram, bot = with_inline
    writer, other = telegram.person("child-10"), telegram.person("child-14")
    group = telegram.new_group("Кружок", [other.id, writer.id], supergroup=True)
    mine, theirs = (opened(browser, telegram, who.id, group.id) for who in (writer, other))
    field = mine.get_by_role("textbox", name="Сообщение")
    field.fill(NAME)
    field.fill(f"{NAME.upper()} лампа")
    asked = query_for(bot, "лампа")
    assert (asked["from"]["id"], asked["chat_type"]) == (writer.id, "supergroup")
    bot.call("answerInlineQuery", inline_query_id=asked["id"], results=[LAMP], button=BUTTON, cache_time=0)
    expect(offers(mine).get_by_role("button")).to_have_text(["Что в нём не так?", "ЛампаСветит"])
    expect(offers(theirs)).to_be_hidden()
    shot(mine, "offers")
    offers(mine).get_by_role("button", name="Лампа").click()
    for page in (mine, theirs):
        sent = page.locator("#stream .row").last
        expect(sent).to_contain_text("Вот лампа")
        expect(sent).to_contain_text(f"через {NAME}")
    expect(field).to_have_value("")
    expect(offers(mine)).to_be_hidden()
    for page in (mine, theirs):
        page.close()


def test_the_button_opens_the_private_chat(browser: Browser, with_inline: tuple[Simulator, LittleBot]) -> None:
    telegram, bot = with_inline
    writer = telegram.person("child-14")
    group = telegram.new_group("Секция", [writer.id])
    page = opened(browser, telegram, writer.id, group.id)
    page.get_by_role("textbox", name="Сообщение").fill(f"{NAME} срочно код")
    bot.call("answerInlineQuery", inline_query_id=query_for(bot, "срочно код")["id"], results=[], button=BUTTON)
    offers(page).get_by_role("button", name=BUTTON["text"]).click()
    expect(page.locator("#stream")).to_contain_text("/start")
    assert bot.hears(lambda update: update.get("message", {}).get("text") == "/start check_x")
    assert page.url.endswith(f"chat={writer.id}")
    page.close()


def test_only_the_last_words_are_answered(browser: Browser, with_inline: tuple[Simulator, LittleBot]) -> None:
    telegram, bot = with_inline
    writer = telegram.person("child-10")
    group = telegram.new_group("Хор", [writer.id])
    page = opened(browser, telegram, writer.id, group.id)
    field = page.get_by_role("textbox", name="Сообщение")
    field.fill(f"{NAME} первое")
    first = query_for(bot, "первое")
    field.fill(f"{NAME} второе")
    second = query_for(bot, "второе")
    late = {"text": "о первом", "start_parameter": "one"}
    bot.call("answerInlineQuery", inline_query_id=first["id"], results=[], button=late)
    new = {"text": "о втором", "start_parameter": "two"}
    bot.call("answerInlineQuery", inline_query_id=second["id"], results=[], button=new)
    expect(offers(page).get_by_role("button")).to_have_text(["о втором"])
    field.fill("просто слова")
    expect(offers(page)).to_be_hidden()
    page.close()


def test_where_it_is_off_nothing_is_asked(browser: Browser, world: tuple[Simulator, LittleBot]) -> None:
    telegram, bot = world
    writer = telegram.person("child-10")
    group = telegram.new_group("Театр", [writer.id])
    page = opened(browser, telegram, writer.id, group.id)
    page.get_by_role("textbox", name="Сообщение").fill(f"{NAME} тишина")
    page.wait_for_timeout(800)
    assert not any(update.get("inline_query", {}).get("query") == "тишина" for update in bot.heard)
    page.close()
