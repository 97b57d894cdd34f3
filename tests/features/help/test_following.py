"""Help hears a conversation: what is typed after a help page is read within it, for ten minutes."""

from __future__ import annotations

import pytest

from bot.chat import textmode
from bot.chat.aftercare import REMEMBERS
from bot.chat.incoming import Incoming, Words
from bot.help import pages
from bot.values.screen import Copy
from tests.features.help.talks import answered, someone
from tests.talk import House, Person

BLACKMAIL = {
    "ru": "мне угрожают слить мои фото если не заплачу",
    "en": "he will send my nudes to everyone if i dont pay",
}
NEXT = {"ru": ("что делать", "и что", "ок", "дальше?"), "en": ("what do i do", "and then", "ok", "now what")}
LINE = "8-800-2000-122"


def paths(person: Person) -> list[str]:
    return [link.page.path for link in textmode.links(person.see())]


@pytest.fixture
def frightened(ours: House) -> Person:
    """A child of twelve who has just told of blackmail."""
    person = someone(ours, "en", "12-15", 71)
    assert answered(person, BLACKMAIL["en"]) == "page:blackmail"
    return person


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("who", ["6-8", "9-11", "12-15", "16-17", "parent", "educator"])
def test_a_follow_up_is_answered_within_the_page(ours: House, language: str, who: str) -> None:
    for number, words in enumerate(NEXT[language], 60):
        person = someone(ours, language, who, number)
        assert answered(person, BLACKMAIL[language]) == "page:blackmail"
        page = person.see()
        assert answered(person, words) == "next"
        assert person.see().text.plain.startswith("🆘")
        group = {"parent": 30, "educator": 50}.get(who, 10)
        assert {f"help/{group + 4}", "help-fine", "onward", "help", "menu"} <= {*paths(person)}
        assert person.see() != page


def test_the_answer_has_a_sentence_to_copy_with_one_tap(frightened: Person) -> None:
    assert answered(frightened, "what do i say to my mum") == "say"
    copied = [button.words for row in frightened.see().rows for button in row if isinstance(button, Copy)]
    assert copied[0] in frightened.see().text.plain
    assert "help" in copied[0].lower()


def test_it_is_forgotten_after_ten_minutes(frightened: Person) -> None:
    frightened.house.clock += REMEMBERS
    assert answered(frightened, "what if my mum doesnt believe me") != "believed"


@pytest.mark.parametrize("way", ["help-fine", "onward", "misheard", "forget/now"])
def test_it_is_gone_with_the_ways_out(frightened: Person, way: str) -> None:
    frightened.visits(way)
    assert answered(frightened, "and then").startswith("path:")


def test_letting_go_in_words_is_kind_and_shows_no_eraser_first(ours: House) -> None:
    for number, words in enumerate(("never mind", "its fine now", "неважно", "всё хорошо"), 80):
        person = someone(ours, "en", "9-11", number)
        answered(person, BLACKMAIL["en"])
        assert answered(person, words) in {"never", "fine"}
        assert not paths(person)[0].startswith("wipe/")
        assert "forget/now" not in paths(person)


def test_a_crisis_comes_before_everything(frightened: Person) -> None:
    assert answered(frightened, "i want to kill myself") == "page:no-wish-to-live"
    assert answered(frightened, "what do i do") == "next"
    assert "help/13" in paths(frightened), "Help is about that now"


def test_what_sounds_like_the_same_trouble_stays_in_its_page(frightened: Person) -> None:
    assert answered(frightened, "i already sent him a nude") == "sent"


def test_another_subject_leads_out_and_one_way_back_stays_on_its_screen(frightened: Person) -> None:
    assert answered(frightened, "menu") == "path:menu"
    assert frightened.labels[-1].startswith("📷 Back to: ")
    assert paths(frightened)[-1] == "help/14"
    frightened.visits("menu")
    assert not any("Back to" in label for label in frightened.labels)


def test_a_question_on_a_subject_that_packs_answer_leads_out_too(frightened: Person) -> None:
    """It is listed among short answers, and surely one: "sexting" is no cry, and small talk is no subject."""
    frightened.types("sexting")
    assert "private" in frightened.sees.lower()
    assert frightened.labels[-1].startswith("📷 Back to: ")


def test_later_in_these_minutes_a_follow_up_is_still_known(frightened: Person) -> None:
    frightened.visits("menu")
    assert answered(frightened, "what if my mum doesnt believe me") == "believed"


@pytest.mark.parametrize("words", ["asdkjhg", "the moon is made of cheese", "tell me a joke"])
def test_what_nothing_understands_is_answered_kindly_and_with_a_number(frightened: Person, words: str) -> None:
    assert answered(frightened, words) == "stay"
    assert "help/14" in paths(frightened)
    assert LINE in frightened.sees


def test_a_page_of_another_trouble_takes_over(frightened: Person) -> None:
    frightened.visits("help/17")
    answered(frightened, "what do i do")
    assert "help/17" in paths(frightened)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_it_works_without_consent_and_in_text_mode(ours: House, language: str) -> None:
    stranger = Person(ours, 90, language)
    assert answered(stranger, BLACKMAIL[language]) == "page:blackmail"
    assert answered(stranger, NEXT[language][0]) == "next"
    reader = someone(ours, language, "12-15", 91)
    reader.visits("set/text/on")
    answered(reader, BLACKMAIL[language])
    assert answered(reader, NEXT[language][0]) == "next"
    place = next(place for place, path in enumerate(paths(reader), 1) if path == "help/14")
    assert any(label.startswith(f"{place}. ") for label in reader.labels)
    assert answered(reader, str(place)) == "page:blackmail"


def test_it_works_while_the_database_is_away(ours: House) -> None:
    child = someone(ours, "en", "12-15", 92)
    answered(child, BLACKMAIL["en"])
    conversation, clock = ours.conversation, ours.clock
    ours.stores.durable.close()
    assert answered(child, "will they believe me") == "believed"
    assert answered(child, "give me a number") == "number"
    told = conversation.apology(Incoming(1, 92, "en", Words("qwrtzp")), clock)
    assert told.path == pages.HelpHere(14).path


NUMBERS = {
    "en": ("give me a number", "helpline number", "who do i call", "whats the number", "number"),
    "ru": ("дай номер", "телефон доверия", "номер", "куда звонить", "кому позвонить"),
}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_who_asks_for_a_number_gets_it_at_once_from_any_place(ours: House, language: str) -> None:
    for number, words in enumerate(NUMBERS[language], 100):
        person = someone(ours, language, "9-11", number)
        for place in ("menu", "topics", "lesson/basics/phishing/9-11", "settings", "help"):
            person.visits(place)
            assert answered(person, words) == "number", (place, words)
            told = person.see().text.plain
            assert told.index(LINE) < told.index("112"), "the children's line comes first"
            assert f"Copy {LINE}" in person.labels or f"Скопировать {LINE}" in person.labels


@pytest.mark.parametrize("language", ["ru", "en"])
def test_where_the_country_is_not_known_it_is_112_and_911_and_six_countries(ours: House, language: str) -> None:
    person = Person(ours, 120, language)
    assert answered(person, NUMBERS[language][0]) == "number"
    told = person.see().text.plain
    assert "112:" in told
    assert "911:" in told
    countries = [path for path in paths(person) if path.startswith("help/") and path.endswith("004")]
    assert len(countries) == 6
    person.visits(countries[0])
    assert person.see().text.plain != told
    assert "112:" not in person.see().text.plain


def test_a_parent_and_an_educator_get_lines_that_fit(ours: House) -> None:
    told = {}
    for number, who in enumerate(("9-11", "parent", "educator"), 130):
        person = someone(ours, "ru", who, number)
        assert answered(person, "дай номер") == "number"
        told[who] = person.see().text.plain
    assert "опасно" in told["9-11"]
    assert "кому-то" in told["parent"].lower()


def test_the_privacy_page_tells_it(ours: House) -> None:
    for number, (language, words) in enumerate(
        (("en", "for ten minutes which help page"), ("ru", "десять минут")), 140
    ):
        person = someone(ours, language, "9-11", number)
        assert words in person.types("/privacy").text.plain


def test_somebody_else_on_the_phone_does_not_find_it(ours: House) -> None:
    aftercare = ours.conversation.first_aid.aftercare
    child = someone(ours, "en", "12-15", 150)
    answered(child, BLACKMAIL["en"])
    assert aftercare.talk(150, ours.clock)
    child.types("/forget")
    child.visits("forget/now")
    assert aftercare.talk(150, ours.clock) is None
