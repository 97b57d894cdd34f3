"""The page as a small world: people and languages, groups, blocking, links, clock, journal, faults, transcript."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.simulator.page.conftest import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from playwright.sync_api import Page

    from simulator import Simulator
    from tests.simulator.page.conftest import LittleBot

pytestmark = pytest.mark.slow
CHILD, TEEN, PARENT = 5_000_001, 5_000_003, 5_000_004


def chat_menu(page: Page, item: str) -> None:
    page.get_by_role("button", name="Ещё").click()
    page.get_by_role("menuitem", name=item).click()


def test_people_take_turns_and_unread_messages_are_counted(
    page: Page, bot: LittleBot, shot: Callable[..., None]
) -> None:
    page.get_by_role("button", name="Писать от имени: Родитель").click()
    expect(page.locator("#me-card")).to_contain_text("Родитель")
    expect(page.locator("#stream .row")).to_have_count(0)
    page.get_by_role("button", name="Начать", exact=True).click()
    expect(page.locator("#stream").get_by_text("С чего начнём?")).to_be_visible()
    bot.say(CHILD, "Совет дня")
    child = page.get_by_role("button", name="Писать от имени: Ребёнок 7")
    expect(child.locator(".count")).to_have_text("1")
    shot(page, "unread")
    child.click()
    expect(page.locator("#stream").get_by_text("Совет дня")).to_be_visible()
    assert page.url.endswith(f"#person={CHILD}&chat={CHILD}")


def test_a_press_is_not_lost_when_a_message_comes_meanwhile(page: Page, bot: LittleBot) -> None:
    child = page.get_by_role("button", name="Писать от имени: Ребёнок 7")
    page.get_by_role("button", name="Писать от имени: Родитель").click()
    expect(page.locator("#me-card")).to_contain_text("Родитель")
    child.hover()
    page.mouse.down()
    bot.say(CHILD, "Совет дня")
    expect(child.locator(".count")).to_have_text("1")
    page.mouse.up()
    expect(page.locator("#me-card")).to_contain_text("Ребёнок 7")


def test_somebody_new_moves_in(page: Page, bot: LittleBot) -> None:
    page.get_by_role("button", name="Новый человек").click()
    dialog = page.get_by_role("dialog", name="Новый человек")
    dialog.get_by_label("Имя").fill("Бабушка")
    dialog.get_by_label("Язык приложения").select_option("en")
    dialog.get_by_role("button", name="Создать").click()
    expect(page.locator("#me-card")).to_contain_text("Бабушка")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator("#stream").get_by_text("С чего начнём?")).to_be_visible()
    newcomer = bot.heard[-1]["message"]["from"]
    assert (newcomer["first_name"], newcomer["language_code"]) == ("Бабушка", "en")


def test_language_of_a_person_changes_the_commands_and_the_page(page: Page) -> None:
    page.get_by_role("combobox", name="Язык приложения").select_option("en")
    field = page.get_by_role("textbox", name="Message")
    commands = page.get_by_role("listbox", name="Commands of the bot")
    field.press_sequentially("/h")
    expect(commands).to_contain_text("Help is near")


def test_group_is_founded_and_people_join_and_leave(page: Page, shot: Callable[..., None]) -> None:
    page.get_by_role("button", name="Новая группа").click()
    dialog = page.get_by_role("dialog", name="Новая группа")
    dialog.get_by_label("Название").fill("Класс 5Б")
    dialog.get_by_label("Педагог").check()
    dialog.get_by_role("button", name="Создать").click()
    expect(page.locator("#title")).to_have_text("Класс 5Б")
    expect(page.locator("#subtitle")).to_contain_text("3 участника")
    page.get_by_role("textbox", name="Сообщение").fill("/menu")
    page.keyboard.press("Enter")
    expect(page.locator("#stream .theirs .text").last).to_have_text("С чего начнём?")
    expect(page.locator("#stream .sender").last).to_have_text("Local bot")
    shot(page, "group")
    page.get_by_role("button", name="Писать от имени: Родитель").click()
    page.locator("#chats").get_by_role("button", name="Класс 5Б").click()
    page.get_by_role("button", name="Вступить в группу").click()
    expect(page.locator("#stream").get_by_text("Родитель вступает в группу")).to_be_visible()
    chat_menu(page, "Участники группы")
    line = page.get_by_role("listitem").filter(has_text="Родитель")
    line.get_by_role("button", name="Убрать").click()
    expect(line.get_by_role("button", name="Добавить")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Вступить в группу")).to_be_visible()


def test_blocked_bot_hears_no_until_it_is_unblocked(page: Page, bot: LittleBot, shot: Callable[..., None]) -> None:
    chat_menu(page, "Заблокировать бота")
    expect(page.get_by_role("button", name="Разблокировать бота")).to_be_visible()
    with pytest.raises(RefusedError, match="Forbidden"):
        bot.say(CHILD, "ау")
    shot(page, "blocked")
    page.get_by_role("button", name="Разблокировать бота").click()
    expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()
    bot.say(CHILD, "снова тут")
    expect(page.locator("#stream").get_by_text("снова тут")).to_be_visible()


def test_deep_link_box_takes_payloads_and_links(page: Page) -> None:
    for typed, sent in (("lesson_1", "/start lesson_1"), ("https://t.me/local_sim_bot?start=abc", "/start abc")):
        chat_menu(page, "Открыть ссылку на бота")
        page.get_by_role("dialog").get_by_role("textbox").fill(typed)
        page.get_by_role("button", name="Открыть").click()
        expect(page.locator("#stream .own .text").last).to_have_text(sent)
    chat_menu(page, "Открыть ссылку на бота")
    page.get_by_role("dialog").get_by_role("textbox").fill("нельзя так")
    page.get_by_role("button", name="Открыть").click()
    expect(page.get_by_role("alert")).to_contain_text("не длиннее 64")


def test_clock_moves_by_hour_and_day_and_to_the_next_delivery(
    page: Page, world: tuple[Simulator, LittleBot]
) -> None:
    simulator = world[0]
    before, began = simulator.clock.now(), time.monotonic()
    for name in ("+1 час", "+1 день"):
        with page.expect_response("**/_sim/clock"):
            page.get_by_role("button", name=name).click()
    expect(page.locator(".toast").last).to_contain_text("Сейчас")
    moved = (simulator.clock.now() - before).total_seconds() - 25 * 3600
    assert 0 <= moved <= time.monotonic() - began + 1
    page.get_by_role("button", name="К следующей рассылке").click()
    expect(page.get_by_text("Впереди ничего не запланировано")).to_be_visible()
    due = simulator.clock.now() + timedelta(hours=9)

    async def next_due() -> datetime:
        return due

    simulator.world.next_due = next_due
    page.get_by_role("button", name="К следующей рассылке").click()
    expect(page.locator(".toast").last).to_contain_text("Сейчас")
    assert due <= simulator.clock.now() < due + timedelta(minutes=5)


def test_journal_shows_calls_filters_and_marks_red(page: Page, bot: LittleBot, shot: Callable[..., None]) -> None:
    page.get_by_role("button", name="За кулисами").click()
    journal = page.locator("#behind")
    expect(journal.locator(".entry b", has_text="sendMessage").first).to_be_visible()
    with pytest.raises(RefusedError, match="501"):
        bot.call("sendDice", chat_id=CHILD)
    red = journal.locator(".entry.red")
    expect(red).to_contain_text("sendDice")
    expect(journal.get_by_text("Журнал красный")).to_be_visible()
    red.locator("summary").click()
    expect(red.locator(".json").first).to_contain_text("chat_id")
    journal.get_by_role("searchbox").fill("setMyCommands")
    expect(journal.locator(".entry")).to_have_count(2)
    journal.get_by_role("searchbox").fill("")
    journal.get_by_label("только отказы").check()
    expect(journal.locator(".entry")).to_have_count(1)
    shot(page, "red")
    assert "a-token-of-tests" not in page.content()
    page.keyboard.press("Escape")
    expect(journal).to_be_hidden()
    expect(page.get_by_role("button", name=re.compile("За кулисами.*красный"))).to_be_focused()


def test_ordered_fault_befalls_the_next_call(page: Page, bot: LittleBot, shot: Callable[..., None]) -> None:
    page.get_by_role("button", name="За кулисами").click()
    page.get_by_role("tab", name="Сбои").click()
    page.get_by_role("spinbutton", name="Секунд").fill("7")
    page.get_by_role("button", name="429, слишком часто").click()
    expect(page.locator(".faults-on li")).to_contain_text("429")
    shot(page, "faults")
    with pytest.raises(RefusedError, match="Too Many Requests") as caught:
        bot.say(CHILD, "рано")
    assert caught.value.headers["Retry-After"] == "7"
    expect(page.get_by_text("Сбоев нет, всё работает.")).to_be_visible()


def test_transcript_and_address_go_to_the_clipboard(page: Page, open_page: Callable[..., Page]) -> None:
    page.get_by_role("button", name="Дальше").click()
    expect(page.locator("#stream").get_by_text("Экран второй")).to_be_visible()
    chat_menu(page, "Скопировать как запись")
    expect(page.get_by_text("Запись беседы скопирована")).to_be_visible()
    words = page.evaluate("navigator.clipboard.readText()")
    assert words.startswith("> /start\n")
    assert "\n> [Дальше]\n" in words
    chat_menu(page, "Скопировать адрес беседы")
    expect(page.get_by_text("Адрес беседы скопирован")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    other = open_page(address.partition("/#")[2].join(("#", "")))
    expect(other.locator("#stream").get_by_text("Экран второй")).to_be_visible()


def test_shared_address_opens_another_persons_chat(open_page: Callable[..., Page]) -> None:
    page = open_page(f"#person={TEEN}&chat={TEEN}")
    expect(page.locator("#me-card")).to_contain_text("Подросток 14")


def test_deleted_chat_begins_anew(page: Page) -> None:
    chat_menu(page, "Удалить переписку")
    page.get_by_role("dialog").get_by_role("button", name="Удалить переписку").click()
    expect(page.get_by_role("button", name="Начать", exact=True)).to_be_visible()
    expect(page.get_by_text("Что умеет этот бот?")).to_be_visible()
