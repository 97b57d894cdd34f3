"""What people type is heard by the real phrase lists, in the chat, in both languages and in any state."""

from __future__ import annotations

import pytest

from bot.chat import textmode
from bot.help import pages as help_pages
from bot.help.situations import Group, Situation
from tests.talk import House, Person


def leads_to(person: Person, number: int) -> bool:
    """Whether the help page of this number is on the screen, or one tap away from it."""
    ways = [link.page for link in textmode.links(person.see())]
    title = person.house.book.page(person.language, Group.CHILD, Situation(number - Group.CHILD))
    assert title is not None
    return help_pages.HelpPage(number) in ways or title.cards[0].title in person.see().text.plain


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "я больше не хочу жить"),
        ("ru", "он угрожает выложить мои фото если не скину ещё"),
        ("ru", "папа меня бьёт"),
        ("en", "i want to kill myself"),
        ("en", "he says he will send my nudes to everyone"),
        ("en", "my stepdad hits me"),
        ("ru", "не знаю как дальше жить"),
        ("en", "i dont know how to go on"),
    ],
)
def test_a_crisis_brings_the_help_card_at_once(house: House, language: str, words: str) -> None:
    person = Person(house, language=language)
    assert person.types(words).text.plain.startswith("🆘")
    choices = {"▶ Go on", "You got me wrong"} if language == "en" else {"▶ Продолжить", "Меня не так поняли"}
    assert choices <= set(person.labels)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "надо мной смеётся весь класс"),
        ("ru", "меня бросил парень"),
        ("ru", "я беременна"),
        ("en", "everyone in my class laughs at me"),
        ("en", "im pregnant"),
    ],
)
def test_distress_brings_a_soft_offer(house: House, language: str, words: str) -> None:
    person = Person(house, language=language)
    told = person.types(words).text.plain
    assert told.startswith(("🆘 Похоже, сейчас трудно.", "🆘 That sounds hard."))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "пароль"),
        ("ru", "умираю со смеху"),
        ("ru", "меня убили в игре"),
        ("en", "password"),
        ("en", "this game is killing me lol"),
        ("en", "homework about bullying"),
        ("en", "kazakhstan"),
        ("en", "im telling my mum"),
        ("ru", "я расскажу маме"),
    ],
)
def test_everyday_words_bring_no_offer(house: House, language: str, words: str) -> None:
    person = Person(house, language=language)
    person.settles_in()
    assert not person.types(words).text.plain.startswith("🆘")


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("en", "someone stole my account", 17),
        ("en", "my account was stolen", 17),
        ("ru", "у меня украли аккаунт", 17),
        ("ru", "взломали мой акк", 17),
        ("ru", "меня травят в чате", 16),
        ("ru", "меня обижают в чате", 16),
        ("en", "they bully me in the chat", 16),
        ("en", "i am being bullied", 16),
        ("en", "I sent a photo and now they threaten me", 14),
        ("en", "i sent him a pic and now he threatens me", 14),
        ("ru", "я отправила фото и теперь мне угрожают", 14),
        ("ru", "скинул фотку а теперь он угрожает", 14),
        ("en", "i got scammed", 22),
        ("ru", "меня обманули мошенники", 22),
        ("en", "someone made a deepfake nude of me", 25),
        ("ru", "меня раздели нейросетью", 25),
        ("en", "i got doxxed", 26),
        ("ru", "меня задоксили", 26),
    ],
)
def test_clear_trouble_leads_to_its_own_card(ours: House, language: str, words: str, number: int) -> None:
    child = Person(ours, language=language)
    child.settles_in("12-15")
    child.types(words)
    assert leads_to(child, number)
    assert "Here is what I have" not in child.sees
    assert "Вот что у меня" not in child.sees


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "im going to kill my teacher lol"),
        ("en", "gonna kill my bro lol"),
        ("ru", "убью училку лол"),
        ("ru", "убью брата лол"),
    ],
)
def test_anger_that_laughs_gets_a_calm_reply_and_help_first(ours: House, language: str, words: str) -> None:
    child = Person(ours, language=language)
    child.settles_in("12-15")
    told = child.types(words).text.plain
    assert not told.startswith("🆘"), "no alarm"
    assert "🆘" in told
    assert textmode.links(child.see())[0].page == help_pages.Help()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "просит у них деньги"),
        ("ru", "пишет друзьям от моего имени"),
        ("en", "he writes to my friends"),
        ("en", "they ask my friends for money"),
        ("en", "someone is texting my friends as me"),
    ],
)
def test_what_comes_after_the_account_page_leads_back_to_it(ours: House, language: str, words: str) -> None:
    child = Person(ours, language=language)
    child.settles_in("12-15")
    child.visits("help/17")
    child.types(words)
    assert leads_to(child, 17)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "двухфакторка"), ("ru", "как включить двухфакторку"), ("en", "two-factor"), ("en", "2fa")],
)
def test_two_steps_lead_to_their_lesson(ours: House, language: str, words: str) -> None:
    child = Person(ours, language=language)
    child.settles_in("12-15")
    child.visits("help/17")
    child.visits("menu")
    child.types(words)
    assert "lesson/basics/accounts/12-15" in [link.page.path for link in textmode.links(child.see())]


@pytest.mark.parametrize(
    ("language", "words", "spelt"),
    [
        ("ru", "миня абижают", "меня обижают"),
        ("ru", "абижают", "обижают"),
        ("ru", "меня абижают в чяте", "меня обижают в чате"),
        ("ru", "миня травят в чати", "меня травят в чате"),
        ("ru", "низнаю што делать", "не знаю что делать"),
        ("ru", "украли акаунт", "украли аккаунт"),
        ("en", "im beeing bulied", "i am being bullied"),
        ("en", "sumone stole my acount", "someone stole my account"),
        ("en", "sumone is mean to me", "someone is mean to me"),
    ],
)
def test_trouble_is_heard_as_children_spell_it(house: House, language: str, words: str, spelt: str) -> None:
    child = Person(house, language=language)
    child.settles_in("9-11")
    meant = child.types(spelt)
    assert meant.text.plain.startswith("🆘")
    child.house.later(minutes=10)
    assert child.types(words) == meant


@pytest.mark.parametrize("words", ["памагите", "памагити", "Помагите!!", "памаги", "помащь"])
def test_a_call_for_help_counts_as_it_sounds(house: House, words: str) -> None:
    person = Person(house, language="ru")
    assert person.types(words).text.plain.startswith("🆘 Помощь")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "i want to kill myself lol jk"),
        ("en", "i wanna die haha"),
        ("en", "gonna kms lmao"),
        ("ru", "хочу сдохнуть ахах"),
        ("ru", "хочу умереть лол"),
        ("ru", "убью себя хахаха шучу"),
    ],
)
def test_a_joke_about_ones_life_shows_the_numbers_at_once_and_kindly(
    house: House, language: str, words: str
) -> None:
    person = Person(house, language=language)
    person.settles_in("12-15")
    told = person.types(words).text.plain
    assert told.startswith("🆘")
    assert "112" in told
    assert "8-800-2000-122" in told
    assert {"▶ Go on", "You got me wrong"} <= set(person.labels) or "Меня не так поняли" in person.labels


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "this homework is killing me lol"),
        ("en", "im dying of laughter lol"),
        ("en", "that joke killed me haha"),
        ("ru", "эта домашка меня убивает ахах"),
        ("ru", "умираю со смеху ахах"),
        ("ru", "я ору это убило лол"),
    ],
)
def test_a_joke_without_such_words_stays_a_joke(house: House, language: str, words: str) -> None:
    person = Person(house, language=language)
    person.settles_in("12-15")
    assert not person.types(words).text.plain.startswith("🆘")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "can't sleep, playing till 3am"),
        ("en", "i play until 3 in the morning"),
        ("en", "i stay up all night on tiktok"),
        ("ru", "играю до трёх ночи"),
        ("ru", "не могу уснуть, играю до трёх ночи"),
        ("ru", "сижу в тиктоке до утра"),
    ],
)
def test_play_at_night_is_a_habit_and_no_sorrow(ours: House, language: str, words: str) -> None:
    person = Person(ours, language=language)
    person.settles_in("12-15")
    person.types(words)
    assert "That sounds hard" not in person.sees
    assert "сейчас трудно" not in person.sees
    paths = [link.page.path for link in textmode.links(person.see())]
    assert any(path.startswith(("topic/balance/", "lesson/basics/balance/")) for path in paths)
    assert any(path.startswith("help") for path in paths)
    person.visits("topic/balance/12-15:0")
    assert "lesson/basics/balance/12-15" in [link.page.path for link in textmode.links(person.see())]
