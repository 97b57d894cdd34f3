"""What the bot sends looks as in Telegram: words with entities, pictures, files, polls; never as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.packs.recordings import recording
from tests.simulator.page.conftest import HTML, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.simulator.page.conftest import LittleBot

pytestmark = pytest.mark.slow
CHILD = 5_000_001


def test_nested_entities_after_emoji_stand_where_they_belong(page: Page, bot: LittleBot) -> None:
    bot.say(CHILD, "👩‍👧 <b>жирно <i>и косо</i></b> 👋🏽 <u>линия</u> <s>нет</s> <code>код</code>", **HTML)
    text = page.locator("#stream .row").last.locator(".text")
    expect(text.locator("em")).to_have_text("и косо")
    assert "".join(text.locator("strong").all_text_contents()) == "жирно и косо"
    expect(text.locator("u")).to_have_text("линия")
    expect(text.locator("s")).to_have_text("нет")
    expect(text.locator("code")).to_have_text("код")
    expect(text).to_have_text("👩‍👧 жирно и косо 👋🏽 линия нет код")


def test_overlapping_entities_are_split(page: Page, bot: LittleBot) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    bot.say(CHILD, "абвгде", entities=entities)
    text = page.locator("#stream .row").last.locator(".text")
    expect(text).to_have_text("абвгде")
    assert "".join(text.locator("strong").all_text_contents()) == "абвг"
    assert "".join(text.locator("em").all_text_contents()) == "вгде"


def test_markup_in_a_text_stays_text(page: Page, bot: LittleBot) -> None:
    words = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    bot.say(CHILD, words)
    expect(page.locator("#stream .row").last.locator(".text")).to_have_text(words)
    expect(page.locator("#stream img[src=x]")).to_have_count(0)
    assert page.title().endswith("местный Телеграм")


def test_the_page_runs_no_script_but_its_own(page: Page, complaints: list[str]) -> None:
    with page.expect_console_message(lambda line: "Content Security Policy" in line.text):
        page.evaluate(
            """() => {
                const script = document.createElement("script");
                script.textContent = "window.foreign = true";
                document.body.append(script);
            }"""
        )
    assert page.evaluate("window.foreign") is None
    assert "Content Security Policy" in complaints.pop()


def test_spoiler_hides_until_it_is_pressed(page: Page, bot: LittleBot, shot: Callable[..., None]) -> None:
    bot.say(CHILD, "Ответ: <tg-spoiler>три слова</tg-spoiler>, <tg-spoiler>и ещё</tg-spoiler>", **HTML)
    hidden = page.get_by_role("button", name="Скрытый текст. Нажмите, чтобы показать")
    expect(hidden).to_have_count(2)
    expect(page.locator("#chats")).not_to_contain_text("слова")
    shot(page, "hidden")
    hidden.first.press("Enter")
    expect(hidden).to_have_count(0)
    expect(page.locator(".spoiler.shown")).to_have_count(2)
    expect(page.locator(".spoiler.shown").first).to_have_text("три слова")


def test_long_quote_unfolds_and_a_short_one_needs_not(page: Page, bot: LittleBot) -> None:
    lines = "\n".join(f"строка {n}" for n in range(1, 8))
    bot.say(CHILD, f"<blockquote expandable>{lines}</blockquote>", **HTML)
    bot.say(CHILD, "<blockquote expandable>коротко</blockquote>", **HTML)
    quotes = page.locator("blockquote")
    unfold = page.get_by_role("button", name="Развернуть цитату")
    expect(quotes).to_have_count(2)
    expect(unfold).to_have_count(1)
    folded = quotes.first.bounding_box()
    unfold.click()
    expect(page.get_by_role("button", name="Свернуть цитату")).to_have_attribute("aria-expanded", "true")
    unfolded = quotes.first.bounding_box()
    assert folded is not None
    assert unfolded is not None
    assert unfolded["height"] > folded["height"] + 40


def test_photo_has_the_caption_as_alt_and_opens_large(
    page: Page, bot: LittleBot, shot: Callable[..., None]
) -> None:
    bot.upload("sendPhoto", "photo", "lighthouse.png", picture(), chat_id=CHILD, caption="Маяк ночью")
    image = page.get_by_role("img", name="Маяк ночью")
    expect(image).to_be_visible()
    expect(page.locator(".photo img")).to_have_js_property("naturalWidth", 640)
    shot(page, "photo")
    page.get_by_role("button", name="Маяк ночью", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("img")).to_be_visible()


def test_document_downloads_under_its_name(page: Page, bot: LittleBot) -> None:
    data = b"%PDF-1.4 " + b"x" * 2000
    bot.upload("sendDocument", "document", "Памятка.pdf", data, chat_id=CHILD)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Скачать: Памятка.pdf").click()
    assert waiting.value.suggested_filename == "Памятка.pdf"
    assert waiting.value.path().read_bytes() == data


def test_a_recording_of_the_bot_is_played_in_its_bubble(
    page: Page, bot: LittleBot, shot: Callable[..., None]
) -> None:
    bot.upload("sendVoice", "voice", "door.ru.ogg", recording(3), chat_id=CHILD, duration=3, caption="🔊 Дверь")
    bubble = page.locator(".voice").last
    expect(bubble).to_contain_text("0:03")
    expect(page.get_by_text("🔊 Дверь", exact=True)).to_be_visible()
    shot(page, "voice")
    with page.expect_response(lambda answer: "/_sim/files/" in answer.url) as waiting:
        bubble.get_by_role("button").click()
    assert waiting.value.ok
    assert waiting.value.headers["content-type"].startswith("audio/ogg")


def test_quiz_shows_the_right_answer_only_after_voting(
    page: Page, bot: LittleBot, shot: Callable[..., None]
) -> None:
    quiz = {"type": "quiz", "correct_option_ids": [1], "is_anonymous": False}
    options = [{"text": "Другу"}, {"text": "Никому"}, {"text": "Вежливому"}]
    bot.call(
        "sendPoll", chat_id=CHILD, question="Кому сказать пароль?", options=options, explanation="Никому.", **quiz
    )
    poll = page.locator(".poll")
    expect(poll).to_contain_text("Викторина")
    expect(poll.locator(".solution, .good")).to_have_count(0)
    poll.get_by_role("radio", name="Другу").click()
    expect(poll.locator(".bad")).to_contain_text("Другу")
    expect(poll.locator(".good")).to_contain_text("Никому")
    expect(poll.locator(".solution")).to_contain_text("Никому.")
    expect(poll.locator(".poll-count")).to_have_text("1 ответ")
    shot(page, "voted")
    assert bot.hears(lambda update: update.get("poll_answer", {}).get("option_ids") == [0])


def test_poll_with_several_answers_waits_for_the_vote_button(page: Page, bot: LittleBot) -> None:
    options = [{"text": "утром"}, {"text": "днём"}, {"text": "вечером"}]
    bot.call("sendPoll", chat_id=CHILD, question="Когда?", options=options, allows_multiple_answers=True)
    vote = page.get_by_role("button", name="Проголосовать")
    expect(vote).to_be_disabled()
    page.get_by_role("checkbox", name="утром").click()
    page.get_by_role("checkbox", name="вечером").click()
    vote.click()
    expect(page.locator(".poll .option.mine")).to_have_count(2)


def test_a_person_attaches_one_of_everything(page: Page, shot: Callable[..., None]) -> None:
    items = {
        "Фото (готовое)": ".photo",
        "Голосовое сообщение": ".voice",
        "Стикер": ".sticker",
        "Документ": ".file",
        "Контакт": ".file",
        "Геопозиция": ".place",
    }
    own = page.locator("#stream .own")
    for number, (item, shown) in enumerate(items.items(), start=2):
        page.get_by_role("button", name="Прикрепить").click()
        page.get_by_role("menuitem", name=item).click()
        expect(own).to_have_count(number)
        expect(own.last.locator(shown)).to_be_visible()
    shot(page, "sent")


def test_a_person_sends_a_file_of_their_own(page: Page, bot: LittleBot) -> None:
    page.locator("#field").fill("Это мой кот")
    page.get_by_role("button", name="Прикрепить").click()
    with page.expect_file_chooser() as waiting:
        page.get_by_role("menuitem", name="Файл с этого компьютера…").click()
    waiting.value.set_files({"name": "Рисунок.png", "mimeType": "image/png", "buffer": picture()})
    expect(page.locator("#stream .own .photo img")).to_be_visible()
    expect(page.locator("#stream .own").last).to_contain_text("Это мой кот")
    expect(page.locator("#field")).to_have_value("")
    assert bot.hears(lambda update: update.get("message", {}).get("caption") == "Это мой кот")
