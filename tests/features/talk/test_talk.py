"""What people say in their own words: pages by name, small talk, and three things for words that nobody knows."""

from __future__ import annotations

import pytest

from bot.chat.matching import Matcher, Utterance, is_mashed
from bot.features.talk import views
from tests.roles import SETTLED
from tests.talk import House, Person
from tests.understanding.judging import topics_led_to

WHO_SEES = {
    "topics lessons stories quizzes drills rounds campaigns country topic/accounts": SETTLED,
    # The packs of the tests teach no small talk; a newcomer is greeted first, and then what they type is answered.
    "understood/nothing": SETTLED,
    "understood/perhaps": SETTLED,
    "maybe/2a0dd741": "g x x x . x x .",  # the topic of passwords may be meant, where there is something in it
    "said/lamp/lamp:x": "g . . . . . . .",
}


@pytest.fixture
def pupil(ours: House) -> Person:
    person = Person(ours)
    person.settles_in("9-11")
    return person


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("MENU!", "What would you like?"),
        ("quiz me pls", "Quizzes"),
        ("test me", "Quizzes"),
        ("setings", "Settings"),
        ("English please", "language"),
        ("delete my data", "forget"),
        ("i want to show my mum what i have finished", "show one adult"),
        ("дуэль с мамой", "show one adult"),
        ("меню", "What would you like?"),
        ("vty.", "What would you like?"),
    ],
)
def test_a_page_opens_by_its_name_in_plain_words(pupil: Person, words: str, seen: str) -> None:
    pupil.types(words)
    assert seen.casefold() in pupil.sees.casefold()


def test_a_reply_has_a_way_on_and_the_menu(pupil: Person) -> None:
    pupil.types("tell me a joke")
    assert pupil.labels == ["❓ Quizzes", "☰ Menu"]
    pupil.types("can u tell me who made you")
    assert "I was made so that" in pupil.sees


@pytest.mark.parametrize(
    ("language", "words", "kind", "quiet"),
    [
        ("en", "idiot", "I didn't help", "OK. The menu's here."),
        ("ru", "дурак", "Похоже, я не помог", "Хорошо. Меню рядом."),
    ],
)
def test_an_insult_is_answered_kindly_once_and_then_quietly(
    ours: House, language: str, words: str, kind: str, quiet: str
) -> None:
    pupil = Person(ours, language=language)
    pupil.settles_in("9-11")
    for _ in range(2):
        pupil.types(words)
        assert kind in pupil.sees
        for _ in range(2):
            pupil.types(words)
            assert quiet in pupil.sees
            assert kind not in pupil.sees
        pupil.types("/menu")  # it begins anew after anything else


@pytest.mark.parametrize("words", ["parol", "kak pridumat parol", "gfhjkm"])
def test_russian_in_latin_letters_or_on_the_other_keyboard_is_understood(ours: House, words: str) -> None:
    pupil = Person(ours, language="ru")
    pupil.settles_in("9-11")
    pupil.types(words)
    assert "Дракон, тапок и суп" in pupil.sees


@pytest.mark.parametrize(
    ("words", "reply"), [("im telling my dad", "Good idea"), ("i feel better now", "glad to hear")]
)
def test_who_does_the_right_thing_is_told_so(pupil: Person, words: str, reply: str) -> None:
    pupil.types(words)
    assert reply in pupil.sees


def test_a_reply_fits_its_reader(ours: House) -> None:
    small, grown = Person(ours, 1), Person(ours, 2)
    small.settles_in("6-8")
    grown.settles_in("parent")
    small.types("be my friend")
    grown.types("hello")
    assert "someone to play with" in small.sees
    assert "children and adults" in grown.sees


def test_in_text_mode_the_numbers_of_a_reply_count_until_the_next_screen(pupil: Person) -> None:
    pupil.visits("set/text/on")
    pupil.visits("habits")
    pupil.types("tell me a joke")
    assert pupil.labels == ["1. Quizzes", "2. Menu"]
    pupil.types("2")
    assert "What would you like?" in pupil.sees
    pupil.types("2")
    assert "What would you like?" not in pupil.sees


def test_who_wants_people_gets_help(pupil: Person) -> None:
    pupil.types("help lines please")
    assert "8-800-2000-122" in pupil.sees, "the numbers themselves"


def test_words_of_distress_are_heard_first(pupil: Person) -> None:
    pupil.types("i want to die")
    assert pupil.see().text.plain.startswith("🆘")


def test_what_nobody_knows_leads_to_three_things(pupil: Person) -> None:
    pupil.types("qwrt zxcv plmk")
    assert "I do not know that" in pupil.sees
    assert len(pupil.see().rows) == 4
    assert pupil.labels[-2:] == ["☰ Menu", "🆘 Help"]


def test_small_talk_leaves_the_place_and_stores_nothing(ours: House, pupil: Person) -> None:
    pupil.visits("lesson/basics/accounts/9-11")
    pupil.types("you are stupid")
    dump = (ours.folder / "bot.sqlite").read_bytes()
    assert b"said/" not in dump
    pupil.types("next")
    assert "2 of" in pupil.sees


@pytest.mark.parametrize(
    ("command", "seen"),
    [
        ("/check", "heck"),
        ("/drill", "Practice"),
        ("/drills", "Practice"),
        ("/lessons", "Lessons"),
        ("/quiz", "Quizzes"),
        ("/settngs", "Settings"),
    ],
)
def test_a_command_that_there_is_not_leads_where_its_word_does(pupil: Person, command: str, seen: str) -> None:
    pupil.types(command)
    assert seen in f"{pupil.sees} {' '.join(pupil.labels)}"


@pytest.mark.parametrize("command", ["/frobnicate", "/x"])
def test_an_unknown_command_is_said_to_be_one(pupil: Person, command: str) -> None:
    pupil.types(command)
    assert "I have no such command" in pupil.sees
    assert {*pupil.labels} == {"☰ Menu", "🆘 Help"}


def test_what_is_not_understood_is_said_in_differing_words(ours: House, pupil: Person) -> None:
    said = set()
    for _ in range(9):
        said.add(pupil.types("qwrt zxcv plmk").text.plain)
        ours.later(seconds=1)
    assert len(said) == 3


@pytest.mark.parametrize("words", ["qwrt zxcv plmk", "qwrt help zxcv!!!"])
def test_in_a_language_without_lists_numbers_and_help_come_first(
    pupil: Person, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(views, "has_lists", {"kk"}.__contains__)
    pupil.types(words)
    if "🆘" not in pupil.sees.partition("\n")[0]:  # a word of help opens Help itself
        assert "I cannot yet read what is typed in this language" in pupil.sees
        assert pupil.labels[0] == "🆘 I need help"
    assert "112" in pupil.sees


def test_a_stranger_who_talks_is_greeted_first(ours: House) -> None:
    stranger = Person(ours)
    stranger.types("tell me a joke")
    assert "Mayak" in stranger.sees


def test_a_forged_reply_leads_on(pupil: Person) -> None:
    pupil.visits("said/talk/chat:nothing")
    assert "☰ Menu" in pupil.labels


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        ("низнаю", "не знаю"),
        ("низнаю што делать", "не знаю что делать"),
        ("хачу дамой", "хочу домой"),
        ("дамой", "домой"),
        ("раскажи скаску", "расскажи сказку"),
        ("пачему", "почему"),
        ("мне скушно", "мне скучно"),
        ("непанимаю", "не понимаю"),
        ("пакажи настройки", "покажи настройки"),
        ("давай паиграем", "давай поиграем"),
        ("хачу учица", "хочу учиться"),
    ],
)
def test_words_spelt_by_ear_are_those_that_are_meant(ours: House, words: str, spelt: str) -> None:
    child = Person(ours, language="ru")
    child.settles_in("6-8")
    meant = child.types(spelt).text.plain
    assert "Этого я не знаю" not in meant
    child.types("/menu")
    assert child.types(words).text.plain == meant


@pytest.mark.parametrize(
    ("words", "spelt"),
    [("setings", "settings"), ("tel me a joak", "tell me a joke"), ("wot is a pasword", "what is a password")],
)
def test_english_spelt_by_ear(pupil: Person, words: str, spelt: str) -> None:
    meant = pupil.types(spelt).rows
    pupil.types("/menu")
    assert pupil.types(words).rows == meant


UTTERANCES = [
    "hello",
    "change the settings",
    "play … with me",
    "{letters}",
    "{emoji}",
    "😂",
    "привет",
    "i am a mum",
    "bloody",
    "what is up",
    "store/keep + data/answers + pupil* ! print",
    "how long + lesson",
    "i am {number}",
]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("HELLO!!!", "hello"),
        ("helo", "hello"),
        ("how do i change my settings please", "change the settings"),
        ("play football with me", "play … with me"),
        ("asdfgh", "{letters}"),
        ("🦊", "{emoji}"),
        ("😂😂", "😂"),
        ("ghbdtn", "привет"),
        ("privet", "привет"),
        ("приветтт", "привет"),
        ("i like my mum", None),
        ("buddy", None),
        ("what is ai", None),
        ("which data of my pupils do you keep here", "store/keep + data/answers + pupil* ! print"),
        ("do pupils' answers get stored", "store/keep + data/answers + pupil* ! print"),
        ("print the data that you keep of my pupils", None),
        ("so how long will a lesson take us today", "how long + lesson"),
        ("a long story about how a lesson was so boring that everybody fell asleep long before the end", None),
        ("im 12", "i am {number}"),
        ("Good morning, my class waits. How long is a lesson?", "how long + lesson"),
        ("Hello! Please change the settings.", "change the settings"),
        ("Hello! My grandmother bakes the best cake of our whole street.", None),
        ("the capital of France", None),
        ("", None),
    ],
)
def test_words_are_matched(words: str, meant: str | None) -> None:
    found = Matcher(Utterance(said, at) for at, said in enumerate(UTTERANCES)).find(words)
    assert (None if found is None else UTTERANCES[found]) == meant


def test_mashed_keys_are_no_word() -> None:
    assert is_mashed("фывапр")
    assert is_mashed("kjkjkj")
    assert not is_mashed("password")
    assert not is_mashed("мама")


@pytest.mark.parametrize(
    ("language", "who", "words", "topics"),
    [
        ("ru", "9-11", "во сколько лет можно дискорд", {"rules"}),
        ("ru", "12-15", "со скольки лет тикток", {"rules"}),
        ("ru", "parent", "сколько лет надо, чтобы завести инстаграм", {"rules", "privacy"}),
        ("en", "9-11", "what age is snapchat for", {"rules", "privacy"}),
        ("en", "parent", "from what age is youtube allowed", {"rules"}),
        ("en", "parent", "can my nine year old have whatsapp", {"rules", "privacy"}),
        ("ru", "parent", "сын потратил две тысячи на скины", {"money"}),
        ("ru", "parent", "дочь слила деньги на кейсы в игре", {"money"}),
        ("ru", "12-15", "сколько нормально тратить на донат", {"money"}),
        ("en", "parent", "my daughter spent 90 on loot boxes", {"money"}),
        ("en", "parent", "my boy used my card for robux", {"money"}),
        ("en", "12-15", "how much should i spend on skins", {"money"}),
    ],
)
def test_from_what_age_and_money_in_games_lead_to_what_fits(
    ours: House, language: str, who: str, words: str, topics: set[str]
) -> None:
    person = Person(ours, language=language)
    person.settles_in(who)
    screen = person.types(words)
    assert not screen.text.plain.startswith("🆘")
    assert topics & topics_led_to(ours.packs, screen, language), screen.text.plain


@pytest.mark.parametrize("place", ["where/settings:0", "where/tips:0"])
def test_a_short_name_of_a_country_is_one_where_it_is_asked_for(ours: House, place: str) -> None:
    person = Person(ours, language="ru")
    person.settles_in_nowhere()
    person.visits(place)
    person.types("рф")
    assert person.labels[0] == "Россия"


def test_a_country_that_nobody_asked_for_is_offered_to_be_set(ours: House) -> None:
    person = Person(ours, language="ru")
    person.settles_in("9-11")
    person.types("рф")
    assert person.labels[0] == "Россия"


@pytest.mark.parametrize(
    ("who", "language", "words", "seen"),
    [
        ("12-15", "en", "what is sextortion", "threatens to show it"),
        ("12-15", "en", "sexting", "you don't owe anyone a picture"),
        ("12-15", "en", "how do recruiters work", "easy money"),
        ("16-17", "en", "what is bullying", "hurt on purpose"),
        ("parent", "en", "may i share pictures of my children?", "Ask the child first"),
        ("12-15", "ru", "что такое секс-шантаж", "грозит"),
        ("parent", "ru", "как вербуют подростков на поджоги", "Лёгкие деньги"),
        ("16-17", "ru", "груминг", "входит в доверие"),
        ("16-17", "ru", "вербовка", "тёмное дело"),
        ("9-11", "ru", "наркотики", "ставит ловушку"),
        ("6-8", "ru", "почему нельзя планшет перед сном", "кран"),
    ],
)
def test_who_asks_about_a_danger_gets_an_answer_and_help_quietly_below(
    ours: House, who: str, language: str, words: str, seen: str
) -> None:
    person = Person(ours, language=language)
    person.settles_in(who)
    person.types(words)
    assert seen in f"{person.sees} {' '.join(person.labels)}"
    assert [label for label in person.labels if "🆘" in label] == ["🆘 Help" if language == "en" else "🆘 Помощь"]
