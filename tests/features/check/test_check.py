"""Check it with me: a message is shown before it is answered, its signs are pointed at, and nothing stays."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.incoming import Words
from bot.features.check.domain import QUOTE, Checker, sign_of
from bot.features.check.quoted import is_pasted
from bot.features.check.tokens import LONGEST
from bot.packs.model import Kind
from bot.values.audience import Audience
from bot.values.signs import SIGNS
from tests.roles import ALL
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    import io

    from bot.values.screen import Screen

WHO_SEES = {"check check/read check/offer check/saw/urgency.code check/adult/urgency sign/urgency": ALL}

SCAM = "This is the Roblox support team. Send me your password before 18:00 or your account will be deleted!"
РОЗЫГРЫШ = "Поздравляем, ты победитель розыгрыша! Забери приз до 18:00, только маме не говори: bit.ly/3xK9a"
CANARY = "canarybird"


@pytest.fixture
def pupil(ours: House) -> Person:
    person = Person(ours)
    person.settles_in("9-11")
    return person


@pytest.fixture
def ученик(ours: House) -> Person:
    person = Person(ours, 1002, "ru")
    person.settles_in("9-11")
    return person


def checks(person: Person, message: str) -> Screen:
    person.visits("check")
    return person.types(message)


def forwards(person: Person, message: str, *links: str) -> Screen:
    return person.does(Words(message, forwarded=True, links=links))


def test_a_pasted_message_is_pointed_at_in_its_own_words(pupil: Person) -> None:
    pupil.types("/menu")
    pupil.taps("🔎 Check a message")
    assert "I keep nothing of it" in pupil.sees
    pupil.types(SCAM)
    assert "“Send me your password” — They ask for a password" in pupil.sees
    assert "How to check" in pupil.sees
    assert sum(label.startswith("💡") for label in pupil.labels) == 3
    assert len(pupil.labels) <= Audience.TIER_9_11.most_buttons


def test_the_same_in_russian(ученик: Person) -> None:
    checks(ученик, РОЗЫГРЫШ)
    assert "Просят хранить тайну" in ученик.sees
    assert "«bit.ly/3xK9a» — Ссылка спрятана" in ученик.sees
    assert "Как проверить" in ученик.sees


def test_each_sign_tells_why_it_works_and_leads_to_practice(pupil: Person) -> None:
    for sign in SIGNS:
        pupil.visits(f"sign/{sign}")
        assert "How to check" in pupil.sees, sign
        assert any("Practise: " in label for label in pupil.labels), sign
        assert "🆘 Help" in pupil.labels


@pytest.mark.parametrize("reader", list(Audience))
@pytest.mark.parametrize("locale", ["en", "ru"])
def test_every_sign_has_a_lesson_of_its_topic_for_every_reader(locale: str, reader: Audience) -> None:
    library = our_library()
    for name in SIGNS:
        sign = sign_of(library, name, locale)
        assert sign, name
        found = library.listing(Kind.LESSON, reader, locale, sign.place.removeprefix("topic/"))
        assert any(not lesson.first and lesson.locale == locale for lesson in found), (name, reader)


def test_a_sign_is_practised_where_it_is_used(ours: House) -> None:
    """A friend's stolen account by a drill in which a friend writes, links by a round of phone screens."""
    person = Person(ours)
    person.settles_in("12-15")
    person.visits("sign/friend-hacked")
    person.taps("🎯 Practise: Help me out until Friday")
    person.visits("sign/link")
    person.taps("🕵 Practise: ")
    assert "Real or trap?" in person.sees
    person.visits("sign/secrecy")
    person.taps("🎯 Practise: ")


def test_a_child_may_show_it_to_an_adult(pupil: Person) -> None:
    checks(pupil, SCAM)
    pupil.taps("👪 Show it to my adult")
    assert "For the adult beside me" in pupil.sees
    assert "They ask for a password" in pupil.sees
    assert "Send me your password" not in pupil.sees
    pupil.taps("◀ Back")
    assert "Look here before you answer" in pupil.sees


@pytest.mark.parametrize("who", ["parent", "educator"])
def test_adults_are_told_in_their_words_and_have_no_adult_to_ask(ours: House, who: str) -> None:
    adult = Person(ours, 7)
    adult.settles_in(who)
    checks(adult, "Send me your password, quick")
    assert "Don't type your password after following a link" in adult.sees
    assert not any("my adult" in label for label in adult.labels)


def test_the_youngest_see_few_buttons(ours: House) -> None:
    small = Person(ours, 6)
    small.settles_in("6-8")
    for message in (SCAM, "Mum, I got to school, all fine", "hi", РОЗЫГРЫШ):
        checks(small, message)
        assert len(small.labels) <= Audience.TIER_6_8.most_buttons


@pytest.mark.parametrize("who", [*Audience])
@pytest.mark.parametrize(("language", "label"), [("en", "Check a message"), ("ru", "🔎 Проверить")])
def test_everybody_finds_it_in_the_menu(ours: House, who: Audience, language: str, label: str) -> None:
    person = Person(ours, language=language)
    person.settles_in(who)
    seen = set(person.labels)
    while more := next((one for one in person.labels if one.startswith("➡")), ""):
        person.taps(more)
        seen |= {*person.labels}
    assert any(label in one for one in seen)


@pytest.mark.parametrize(
    "words", ["is this message real", "check this link", "проверь сообщение", "это мошенники?"]
)
def test_it_opens_by_its_name(pupil: Person, words: str) -> None:
    pupil.types(words)
    assert "Forward or paste it here" in pupil.sees


def test_an_honest_message_gets_an_honest_answer_and_no_promise(pupil: Person) -> None:
    checks(pupil, "Mum, I got to school, all fine. See you at four")
    assert "I see none of the signs" in pupil.sees
    assert "no promise" in pupil.sees
    assert "It asks for nothing" in pupil.sees
    checks(pupil, "Look at this cat https://www.youtube.com/watch?v=abc123")
    assert "“www.youtube.com” — The address of a real site" in pupil.sees


@pytest.mark.parametrize(
    "words",
    [
        "Ваш аккаунт Госуслуг взломан. На вас оформляют кредит. Позвоните в поддержку: 8 (495) 123-45-67",
        "Hello, I have lost your letter. Call me back on +44 20 7946 0958 tomorrow",
    ],
)
def test_what_wants_to_be_called_is_not_said_to_ask_for_nothing(words: str) -> None:
    reading = Checker(our_library()).read(words)
    assert "asks-nothing" not in {one.sign for one in reading.speaks_for}


def test_without_a_sign_it_leads_to_a_number_known_before_not_to_the_sender(pupil: Person) -> None:
    checks(pupil, "Hello, I have lost your letter, get back to me about it tomorrow")
    assert "I see none of the signs" in pupil.sees
    assert "Ask the one it is said to come from" in pupil.sees
    assert "not by one that stands in the message" in pupil.sees


def test_it_never_says_safe(pupil: Person) -> None:
    for message in (
        SCAM,
        "Mum, I got to school, all fine",
        "https://ru.wikipedia.org/wiki/Cat",
        "hello there you",
    ):
        checks(pupil, message)
        assert pupil.sees.count("safe") == pupil.sees.count("I never say “safe”")


def test_too_little_is_said_to_be_too_little(pupil: Person) -> None:
    checks(pupil, "hi")
    assert "too little" in pupil.sees


def test_after_a_check_words_are_said_to_the_bot_again(pupil: Person, ученик: Person) -> None:
    """A child who has seen the answer talks on: a greeting is no message of a stranger."""
    checks(pupil, SCAM)
    pupil.types("tell me a joke")
    assert "signs" not in pupil.sees
    assert "too little" not in pupil.sees
    checks(ученик, РОЗЫГРЫШ)
    for words in ("а ты кто", "привет как дела", "мне скучно"):
        ученик.types(words)
        assert "Как проверить" not in ученик.sees
        assert "слишком мало" not in ученик.sees


def test_another_message_is_one_tap_away_from_every_answer(pupil: Person) -> None:
    for message in (SCAM, "Mum, I got to school, all fine. See you at four"):
        checks(pupil, message)
        pupil.taps("🔎 Check another one")
        pupil.types(SCAM)
        assert "Look here before you answer" in pupil.sees


def test_what_was_too_little_may_be_shown_whole_at_once(pupil: Person) -> None:
    checks(pupil, "hi")
    pupil.types("Send me your password, quick")
    assert "Look here before you answer" in pupil.sees


def test_a_forwarded_message_is_checked_wherever_one_is(pupil: Person) -> None:
    pupil.types("/menu")
    forwards(pupil, SCAM)
    assert "Look here before you answer" in pupil.sees
    pupil.types("menu")
    assert "What would you like?" in pupil.sees


def test_a_link_that_is_pasted_is_checked_and_a_question_is_not(pupil: Person) -> None:
    pupil.types("/menu")
    pupil.types("look at this https://vk.com.login-id.ru/free")
    assert "The link looks like another" in pupil.sees
    pupil.types("/menu")
    pupil.types("what is a password")
    assert "Look here before" not in pupil.sees


def test_a_question_that_is_open_comes_again_below(house: House, child: Person) -> None:
    child.visits("lesson/lamp/light/9-11")
    while not child.see().choices:
        child.taps("Next")
    asked = child.see().choices
    forwards(child, "Mum, I got to school, all fine")
    assert "I see none of the signs" in child.sees
    assert child.see().choices == asked
    assert house


def test_a_code_that_is_forwarded_where_one_is_asked_for_is_a_code(house: House, child: Person) -> None:
    child.visits("join")
    assert child.see().asks
    before = child.types("WRONGCODE123").text
    child.visits("join")
    assert forwards(child, "WRONGCODE123").text == before
    assert house


@pytest.mark.parametrize(
    "message",
    [
        "Send me $200 or I will leak your nudes",
        "i want to die",
        "Если не скинешь деньги, я выложу твои голые фото",
    ],
)
def test_distress_is_heard_first(pupil: Person, message: str) -> None:
    forwards(pupil, message)
    assert "🆘" in pupil.see().text.plain or any("🆘" in label for label in pupil.labels[:1])
    pupil.visits("check")
    pupil.types(message)
    assert "🆘" in pupil.see().text.plain or any("🆘" in label for label in pupil.labels)


@pytest.mark.parametrize("message", ["lets meet in the park tomorrow, dont tell your mum", "send me a pic of you"])
def test_what_may_hurt_leads_to_help_above_the_menu(pupil: Person, message: str) -> None:
    forwards(pupil, message)
    labels = pupil.labels
    assert "🆘 Help" in labels
    assert "help" in pupil.sees.casefold()


def test_who_has_not_said_who_they_are_is_answered_too(ours: House) -> None:
    stranger = Person(ours, 99)
    forwards(stranger, SCAM)
    assert "They ask for a password" in stranger.sees
    visitor = Person(ours, 98)
    visitor.settles_in(agrees=False)
    checks(visitor, SCAM)
    assert "They ask for a password" in visitor.sees


def test_nothing_of_a_message_is_stored_logged_or_in_a_path(ours: House, pupil: Person, logs: io.StringIO) -> None:
    message = f"{CANARY} send me the code now https://{CANARY}.example.com/{CANARY} {CANARY}"
    for screen in (checks(pupil, message), forwards(pupil, message, f"https://{CANARY}.net/x")):
        paths = [button.page.path for row in screen.rows for button in row if hasattr(button, "page")]
        assert not any(CANARY in path for path in paths)
    ours.close()
    stored = b"".join(file.read_bytes() for file in ours.folder.glob("bot.sqlite*"))
    ours.restart()
    assert CANARY.encode() not in stored
    assert b"check/saw" not in stored
    assert CANARY not in logs.getvalue()


def test_nothing_is_asked_of_the_net(pupil: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("a socket was opened")

    pupil.visits("check")
    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    pupil.types("Log in here: https://sberbank-login.top/x and http://1.2.3.4/y")
    assert "The link looks like another" in pupil.sees


def test_a_path_without_words_asks_for_them(pupil: Person) -> None:
    pupil.visits("check/read")
    assert "Forward or paste it here" in pupil.sees


def test_who_wants_to_go_back_goes_to_the_menu(pupil: Person) -> None:
    checks(pupil, "back")
    assert "What would you like?" in pupil.sees


def test_a_message_may_be_as_long_as_telegram_lets_it_be(pupil: Person) -> None:
    checks(pupil, ("all is well here today. " * 400)[: LONGEST - 30] + " send me your password")
    assert "They ask for a password" in pupil.sees
    checks(pupil, "send " * 900)
    assert pupil.see()


@pytest.mark.parametrize(
    ("message", "sign"),
    [
        ("http://185.22.14.9/video", "link"),
        ("https://vk.com.login-id.ru/x", "lookalike"),
        ("https://sberbnak.ru", "lookalike"),
        ("https://paypa1.com/x", "lookalike"),
        ("https://аpple.com", "lookalike"),
        ("https://xn--pple-43d.com/id", "lookalike"),
        ("https://telegram.org@evil.example.net/", "lookalike"),
        ("https://discord-nitro.gift/a", "lookalike"),
        ("https://clck.ru/abc", "shortened"),
        ("bit.ly/abc", "shortened"),
    ],
)
def test_an_address_that_is_odd(message: str, sign: str) -> None:
    reading = Checker(our_library()).read(message)
    assert sign in [found.sign for found in reading.signs]


@pytest.mark.parametrize(
    "message",
    [
        "https://www.sberbank.ru/ru/person",
        "online.sberbank.ru",
        "https://t.me/mychannel",
        "https://ru.wikipedia.org/wiki/Маяк",
        "https://www.bbc.co.uk/newsround",
        "https://www.gov.uk/browse",
        "https://school12.example.org/news",
        "https://amazon.co.uk/dp/1",
    ],
)
def test_an_address_that_is_not(message: str) -> None:
    assert Checker(our_library()).read(message).signs == ()


def test_words_that_promise_another_address_are_told(pupil: Person) -> None:
    forwards(pupil, "Your photos are at vk.com, look", "https://evil.example.net/x")
    assert "The link leads elsewhere" in pupil.sees
    assert "evil.example.net" in pupil.sees


def test_an_address_is_shown_so_that_it_cannot_be_tapped(pupil: Person) -> None:
    checks(pupil, "your parcel waits, pay now: https://royalmail-fee.top/pay")
    text = pupil.see().text
    at = text.plain.index("royalmail-fee.top")
    assert any(span.style == "code" and span.start <= at < span.end for span in text.spans)


@pytest.mark.parametrize(
    "honest", ["Never give anybody your code", "Никому не говори код", "we do not ask for your password"]
)
def test_what_is_denied_is_no_sign(honest: str) -> None:
    assert not {"code", "password"} & {found.sign for found in Checker(our_library()).read(honest).signs}


@pytest.mark.parametrize("hidden", ["скинь кoд из смс", "ск\u200bинь код из смс", "ＳＥＮＤ me the ｃｏｄｅ"])
def test_letters_that_only_look_alike_hide_nothing(hidden: str) -> None:
    assert "code" in [found.sign for found in Checker(our_library()).read(hidden).signs]


def test_a_quotation_is_short() -> None:
    words = "send " + "x" * 90 + " code"
    assert all(len(found.quote) <= QUOTE for found in Checker(our_library()).read(words).signs)


@pytest.mark.parametrize(
    ("words", "pasted"),
    [
        ("https://vk.cc/abc", True),
        ("look www.site.net", True),
        ("what is roblox.com", False),
        ("hello. how are you", False),
        ("https://t.me/mayak_test_bot?start=class_ABC", False),
        ("Congratulations you have won a prize come to prize.top and get it", True),
    ],
)
def test_what_is_clearly_pasted(words: str, *, pasted: bool) -> None:
    assert is_pasted(words, "mayak_test_bot") is pasted
