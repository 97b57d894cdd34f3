"""A lesson written in Word in a browser, from its file through two approvals to a child's card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import EDUCATOR, EDUCATOR_EN, Chat
from tests.kit.studio_chat import invites, joins, reads_every_change, sends
from tests.packs.word_kit import WordFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from simulator import Simulator

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Words:
    """A lesson on what weighs on children, so that two have to approve it; whose account organises; who reads."""

    organiser: int
    adult: str
    child: str
    title: str
    heading: str
    card: str
    given_by: str


SPOKEN = {
    "ru": Words(EDUCATOR, "Педагог", "9–11 лет", "Тихий вечер", "Лодка", "У лодки есть якорь.", "Кружок «Гавань»"),
    "en": Words(
        EDUCATOR_EN, "Educator", "9–11 years", "A quiet evening", "A boat", "A boat has an anchor.", "Harbour club"
    ),
}
ORGANISERS = ",".join(str(words.organiser) for words in SPOKEN.values())


def lesson(words: Words) -> bytes:
    file = WordFile()
    file.add(words.title, style="1")
    file.add(words.heading, style="2")
    file.add(words.card)
    return file.content()


@pytest.mark.parametrize("language", SPOKEN)
def test_a_word_lesson_reaches_a_childs_card_after_two_approvals(
    telegram: Simulator, chat_of: Callable[..., Chat], shot: Callable[[Page, str], None], language: str
) -> None:
    words = SPOKEN[language]
    locale = {"ru": "ru-RU", "en": "en-US"}[language]

    def comes(role: str, account: int = 0) -> Chat:
        chat = chat_of(account or telegram.new_person("Somebody", language).id, language, locale=locale)
        chat.settles_in(role)
        return chat

    organiser = comes(words.adult, words.organiser)
    say = organiser.say
    editor, reviewer, psychologist = (comes(words.adult) for _ in range(3))
    for somebody, duty in ((editor, "Editor"), (reviewer, "Reviewer"), (psychologist, "Psychologist")):
        joins(somebody, invites(organiser, duty))
    child = comes(words.child)

    sends(editor, "evening.docx", lesson(words), "wellbeing/9-11")
    editor.sees(words.title)
    editor.taps(say("📤 Send it to a reviewer"))
    editor.sees(say("⚠️ The whole pack is marked as a draft: no reader would see anything of it."))
    shot(editor.page, "1-draft")
    editor.taps(say("✅ Make all of it ready"))
    editor.writes(words.given_by)
    editor.taps(say("📤 Yes, send it"))
    editor.sees(say("📤 waits for a reviewer"))

    for who, label in (
        (reviewer, say("✅ Approve, somebody else has to as well")),
        (psychologist, say("✅ Approve and publish")),
    ):
        finds_nothing(child, words)
        who.writes("/menu")
        who.taps(say("🛠 Studio"))
        who.taps(f"📥 {words.title} 1.0.0")
        reads_every_change(who)
        who.taps(label)
        shot(who.page, f"2-{label[2:12]}")
        who.taps(say("✅ Yes, publish it") if who is psychologist else say("✅ Yes, approve it"))

    finds_the_card(child, words)
    shot(child.page, "3-card")


def finds_nothing(child: Chat, words: Words) -> None:
    """Before both have approved, what is searched for is not there."""
    child.writes(words.title)
    assert not any(words.title in label for label in child.labels())


def finds_the_card(child: Chat, words: Words) -> None:
    """Search for the lesson until it serves (each process looks every two seconds), and open it."""
    for _ in range(20):
        child.writes(words.title)
        if any(words.title in label for label in child.labels()):
            break
        child.page.wait_for_timeout(500)
    child.taps(next(label for label in child.labels() if words.title in label))
    expect(child.stream).to_contain_text(words.card)
