"""A small child hears a card: the voice message stands above it, plays in the browser, and the lesson goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import CHILD_7, CHILD_10, Chat
from tests.packs.pack_kit import copied, edit
from tests.packs.recordings import LESSON, recording
from tests.simulator.browser import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.slow

SECONDS = 2
HEARD = "([sound, least]) => sound.ended || (!sound.paused && sound.currentTime > least)"


def make_packs(folder: Path) -> Path:
    """The fixture packs, with the smallest lesson read aloud in Russian by a person, in English by a machine."""
    packs = copied(folder)
    voices = "voices: {ru: {reader: R, licence: MIT}, en: {reader: R, licence: MIT, synthetic: true}}"
    edit(packs / "lamp" / "pack.yml", "link_hosts:", f"{voices}\nlink_hosts:")
    for locale in ("ru", "en"):
        for card in ("lamp", "check", "remember"):
            (packs / "lamp" / LESSON / f"{card}.{locale}.ogg").write_bytes(recording(SECONDS))
    return packs


def plays(chat: Chat, title: str) -> Locator:
    """The newest voice message: told by its card's title, as long as it is, played by a tap to its end."""
    message = chat.stream.locator(".row.theirs").filter(has=chat.page.locator(".voice")).last
    expect(message).to_contain_text(f"🔊 {title}")
    expect(message.locator(".voice")).to_contain_text(f"0:0{SECONDS}")
    button = message.get_by_role("button", name="Слушать", exact=True)
    button.tap()
    sound = message.locator("audio").element_handle()
    chat.page.wait_for_function(HEARD, arg=[sound, 0.3])
    assert chat.page.evaluate("sound => sound.error", sound) is None
    chat.page.wait_for_function("sound => sound.ended", arg=sound)
    assert chat.page.evaluate("sound => Math.round(sound.duration)", sound) == SECONDS
    expect(button).to_be_visible()
    return message


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_small_child_hears_every_card_of_a_lesson(
    chat_of: Callable[..., Chat], shot: Callable[[Page, str], None], locale: str
) -> None:
    if locale == "ru":
        age, listen, on, finish = "6–8 лет", "🔊 Послушать", "Дальше ▶", "Закончить ✓"
        titles = ("Вот лампа", "Реши", "Помни")
    else:
        age, listen, on, finish = "6–8", "🔊 Listen", "Next ▶", "Finish ✓"
        titles = ("Here is the lamp", "You choose", "Keep in mind")
    chat = chat_of(CHILD_7 if locale == "ru" else CHILD_10, **PHONE)
    chat.opens_link("lesson_lamp_light_6-8")
    if locale == "en":
        chat.taps("English")
    chat.taps(age)
    for number, title in enumerate(titles, 1):
        chat.sees(title)
        chat.taps(listen)
        message = plays(chat, title)
        assert ("Read by a machine." in message.inner_text()) is (locale == "en")
        chat.sees(title)
        expect(chat.screen.get_by_role("button", name=finish if title == titles[-1] else on)).to_be_in_viewport()
        shot(chat.page, f"{number}-heard")
        if title == titles[1]:
            chat.taps("Лампа" if locale == "ru" else "A lamp")
        if title != titles[-1]:
            chat.taps(on)
    chat.taps(finish)
    expect(chat.stream.locator(".voice")).to_have_count(len(titles))
