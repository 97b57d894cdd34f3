"""Somebody else's message is seen wherever it is typed, and a person's own telling is never taken for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.incoming import Thing
from bot.features.check.domain import Checker
from bot.features.check.quoted import is_shown, quoted
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from collections.abc import Sequence

SEEN = {"en": "Look here before you answer", "ru": "Посмотри сюда, прежде чем отвечать"}

PASTED = {
    "en": (
        "Hi mum it's me, I dropped my phone, this is my new number. Can you send 200 today, I will explain later",
        "This is your bank's security team. A code will come to you now, read it out to me to stop the transfer",
        "you're so mature for your age. don't tell your parents about us ok? send me a pic of you",
    ),
    "ru": (
        "Мам, это я, разбила телефон, пишу с чужого номера. Скинь 5000 на эту карту, потом всё объясню",
        "Здравствуйте, это служба безопасности банка. Сейчас придёт код, назовите код, чтобы отменить перевод",
        "Ваша посылка задержана на таможне. Оплатите 149 рублей сегодня, иначе она вернётся отправителю",
    ),
}


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(our_library())


def who(house: House, locale: str, reader: str = "12-15") -> Person:
    person = Person(house, 31 if locale == "en" else 32, locale)
    person.settles_in(reader)
    return person


def is_read(person: Person, locale: str) -> bool:
    return SEEN[locale] in person.sees or any("🆘" in label for label in person.labels[:1])


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_what_is_pasted_is_read_in_the_menu_and_as_a_first_message(ours: House, locale: str) -> None:
    person = who(ours, locale)
    for at, message in enumerate(PASTED[locale]):
        person.types("/menu")
        person.types(message)
        assert is_read(person, locale), message
        stranger = Person(ours, 900 + at, locale)
        stranger.types(message)
        assert is_read(stranger, locale), message


def test_what_is_pasted_in_a_lesson_is_read_and_the_question_stays(house: House, child: Person) -> None:
    child.visits("lesson/lamp/light/9-11")
    while not child.see().choices:
        child.taps("Next")
    asked = child.see().choices
    child.types("is this a scam: your parcel waits, pay the fee today at parcel-fee.example")
    assert "I see none of the signs" in child.sees or SEEN["en"] in child.sees
    assert child.see().choices == asked
    assert house


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "is this a scam: your aunt says that the cake is ready at four"),
        ("en", "Your aunt says that the cake is ready at four. Is this real?"),
        ("ru", "это развод? тётя пишет, что пирог будет готов в четыре"),
        ("ru", "Тётя пишет, что пирог будет готов в четыре, это правда?"),
    ],
)
def test_who_asks_whether_it_is_a_trap_always_gets_an_answer(ours: House, locale: str, words: str) -> None:
    person = who(ours, locale)
    person.types(words)
    told = {"en": "I see none of the signs", "ru": "не вижу ни одного"}[locale]
    assert told in person.sees or SEEN[locale] in person.sees


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("is this a scam: you have won a phone", "you have won a phone"),
        ("You have won a phone. is this real?", "You have won a phone"),
        ("мне пишут: ваша карта заблокирована, позвоните", "ваша карта заблокирована, позвоните"),
        ("someone wrote to my mum: hi it is me, new number", "hi it is me, new number"),
    ],
)
def test_only_the_message_is_read(words: str, message: str) -> None:
    found = quoted(words)
    assert found
    assert found.message == message


@pytest.mark.parametrize("words", ["is this a scam", "это развод?", "проверь сообщение", "they wrote me a lot"])
def test_a_question_without_a_message_is_no_message(words: str) -> None:
    assert quoted(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "a man I know from a game asks me for a picture and says he will pay me money for it",
        "he told me not to tell my parents and now he wants to meet me after school",
        "someone has my password and now they write to all my friends and ask them for money",
        "мне один знакомый пишет, просит прислать фото и обещает за это денег",
        "он просит не говорить родителям и зовёт меня встретиться после школы",
        "я отправила ему код из смс и теперь он вошёл в мой аккаунт",
    ],
)
def test_who_tells_what_others_do_is_not_taken_for_them(checker: Checker, words: str) -> None:
    assert not is_shown(words, checker)


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize("thing", ["photo", "video", "voice"])
def test_words_of_what_is_not_opened_may_be_written(ours: House, locale: str, thing: str) -> None:
    person = who(ours, locale)
    person.does(Thing(thing))
    person.taps("🔎")
    person.types(PASTED[locale][0])
    assert is_read(person, locale)


def test_a_sticker_leads_to_no_check(ours: House) -> None:
    person = who(ours, "en")
    person.does(Thing("sticker"))
    assert not any("🔎" in label for label in person.labels)


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_the_youngest_have_it_on_the_first_part_of_the_menu(ours: House, locale: str) -> None:
    small = who(ours, locale, "6-8")
    small.types("/menu")
    assert any("🔎" in label for label in small.labels)


@pytest.mark.parametrize(
    "cut",
    [
        "y.ou.r pac.kage is on ho.ld, con.firm yo.ur ad.dress at pkg-hold.example/us",
        "Нyжны люди нa удaлёнкy, дoxoд oт 90$ в дeнь, пишитe в лc",
        "ᴨиɯиᴛᴇ ʙ ᴧс, дохоᴅ оᴛ 5000 ʙ ᴅᴇнь, обʏчиʍ",
        "с р о ч н о переведите деньги на эту карту, я потом верну",
    ],
)
def test_words_that_are_cut_or_look_alike_hide_nothing(checker: Checker, cut: str) -> None:
    assert checker.read(cut).signs


def test_an_unknown_address_is_named(ours: House) -> None:
    person = who(ours, "en")
    person.visits("check")
    person.types("The photos of the trip are at https://pictures.schooltrip-photos.net/may as always")
    assert "schooltrip-photos.net" in person.sees
    assert "I do not know this address" in person.sees or "The link leads elsewhere" in person.sees


def test_a_space_that_is_missing_makes_no_address(checker: Checker) -> None:
    assert checker.read("Thanks for today.see you tomorrow at school.it was fun").hosts == ()


def names(some: Sequence[str]) -> list[str]:
    return [label for label in some if label.startswith(("👪", "💡", "🎯", "🕵", "📘"))]


def test_showing_it_to_an_adult_stands_before_practice(ours: House) -> None:
    person = who(ours, "en")
    person.visits("check")
    person.types("Send me your password before 18:00 or your account will be deleted!")
    assert names(person.labels)[0].startswith("👪")
