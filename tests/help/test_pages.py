"""The words of the pages: limits, readability, equal languages; requirements 8–13, 15 and 24 of the protocol."""

import re
from collections.abc import Iterator

import pytest

from bot.help.help_book import package_book
from bot.help.situations import Group, Situation
from bot.packs.lint.readability import measure, sentences
from bot.packs.model import Item
from bot.values.audience import TIERS, Audience
from bot.values.limits import LABEL_CHARACTERS
from tests.help.reading import LOCALES, all_items, item_words, unquoted, words_of
from tests.talk import the_phrases

EVERY = [(locale, group, situation) for locale in LOCALES for group in Group for situation in Situation]
CHILDREN = [(locale, situation) for locale in LOCALES for situation in Situation]
TWO_AGES = (Situation.HURT, Situation.NO_WISH_TO_LIVE)
"""Situations on which children of twelve or more read other words than younger ones."""

WHO_READS = {Group.CHILD: TIERS, Group.PARENT: (Audience.PARENT,), Group.EDUCATOR: (Audience.EDUCATOR,)}
EASE = {("ru", True): 75, ("en", True): 85, ("ru", False): 50, ("en", False): 50}

THANKS = {"ru": r"Спасибо|Хорошо, что|Здорово, что", "en": r"Thank you for|It's good that|You're right to"}
NOT_YOUR_FAULT = {"ru": r"[Нн]е твоя вина|[Вв]ина на том|не из-за тебя", "en": r"not your fault|to blame, not you"}
A_PERSON = {"ru": r"взросл|детск\w+ лини|учител", "en": r"grown-up|child line|teacher"}
A_LINE = {"ru": r"[Нн]омер|лини", "en": r"number|line"}
HOPE = {
    "ru": r"легче|может стать меньше|слабеет|рады жить|[Пп]омощь",
    "en": r"easier|better|get less|gets less|glad|[Hh]elp",
}


def items_of(locale: str, group: Group, situation: Situation) -> list[Item]:
    """The pages of a situation: one, or one for each age."""
    return [item for of, about, item in all_items(locale) if (of, about) == (group, situation)]


def item_of(locale: str, group: Group, situation: Situation) -> Item:
    return items_of(locale, group, situation)[0]


def child_cards(locale: str) -> Iterator[str]:
    for group, _, item in all_items(locale):
        if group is Group.CHILD:
            yield from map(words_of, item.cards)


def small_childrens_cards(locale: str) -> Iterator[str]:
    for group, _, item in all_items(locale):
        if group is Group.CHILD and Audience.TIER_6_8 in item.audiences:
            yield from map(words_of, item.cards)


@pytest.mark.parametrize(("locale", "group", "situation"), EVERY)
def test_08_a_page_is_short_and_easy_to_read(locale: str, group: Group, situation: Situation) -> None:
    items = items_of(locale, group, situation)
    assert [who for item in items for who in item.audiences] == [*WHO_READS[group]], "each reader has one page"
    assert (len(items) > 1) is (group is Group.CHILD and situation in TWO_AGES)
    for item in items:
        assert 1 <= len(item.cards) <= 3
        assert all(len(words_of(card)) <= 500 for card in item.cards)
        assert len(item.title) <= LABEL_CHARACTERS
        found = measure(sentences(item_words(item)), locale)
        assert found is not None
        assert found.ease is not None
        assert found.ease >= EASE[locale, group is Group.CHILD]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("situation", TWO_AGES)
def test_who_is_twelve_reads_other_words_under_the_same_address(locale: str, situation: Situation) -> None:
    small, big = items_of(locale, Group.CHILD, situation)
    for audience in (None, *Audience):
        shown = package_book().page(locale, Group.CHILD, situation, audience)
        assert shown == (big if audience in (Audience.TIER_12_15, Audience.TIER_16_17) else small)
    assert small.audiences == (Audience.TIER_6_8, Audience.TIER_9_11)
    assert package_book().titled(big.title, Group.CHILD) == package_book().titled(small.title, Group.CHILD)


@pytest.mark.parametrize("locale", LOCALES)
def test_08_a_child_of_six_meets_no_long_card_and_no_long_sentence(locale: str) -> None:
    for words in small_childrens_cards(locale):
        assert len(words) <= 300, words
        assert max(map(len, sentences(words))) <= 11, words


@pytest.mark.parametrize(("locale", "situation"), CHILDREN)
def test_08_a_child_is_thanked_believed_and_led_to_a_person(locale: str, situation: Situation) -> None:
    for item in items_of(locale, Group.CHILD, situation):
        words = item_words(item)
        assert re.search(THANKS[locale], words_of(item.cards[0]))
        assert re.search(A_PERSON[locale], words)
        if situation is not Situation.REGRET:
            assert re.search(NOT_YOUR_FAULT[locale], words)


@pytest.mark.parametrize("locale", LOCALES)
def test_08_nobody_is_blamed_shocked_or_lectured(locale: str) -> None:
    unkind = (
        r"ужас|кошмар|сам\w* виноват|зачем ты|надо было|как ты мог|навсегда|сломает|шок"
        r"|horrib|terribl|disgust|shock|your own fault|why did you|should have|how could you|forever|ruin"
    )
    for group, _, item in all_items(locale):
        if group is Group.CHILD:
            assert not re.search(unkind, item_words(item), re.IGNORECASE), item.title


@pytest.mark.parametrize("locale", LOCALES)
def test_09_no_page_promises_what_it_cannot_keep(locale: str) -> None:
    promises = (
        r"никому не скаж|я обещаю|помощь (?:уже )?(?:едет|идёт|близко)|я рядом с тобой|сохраню тайну|тебя спасут"
        r"|вс[её] будет хорошо|тебе обязательно помогут|я человек|мы уже"
        r"|i promise|help is (?:coming|on its way)|i will keep|i told|will be fine|will be ok|i am a person"
    )
    for _, _, item in all_items(locale):
        found = re.search(promises, unquoted(item_words(item)), re.IGNORECASE)
        assert not found, (item.title, found)


@pytest.mark.parametrize("locale", LOCALES)
def test_10_a_child_is_asked_nothing(locale: str) -> None:
    for words in child_cards(locale):
        assert "?" not in words, words
        assert not re.search(r"пришли|покажи мне|расскажи мне|send me|show me|tell me", unquoted(words)), words


@pytest.mark.parametrize("locale", LOCALES)
def test_10_adults_are_told_not_to_question_a_child(locale: str) -> None:
    no_questions = {"ru": "выспрашивайте|расспрашивайте|Не просите", "en": "press for details|question|Do not ask"}
    for group in (Group.PARENT, Group.EDUCATOR):
        assert re.search(no_questions[locale], item_words(item_of(locale, group, Situation.HURT)))


@pytest.mark.parametrize(("locale", "situation"), CHILDREN)
def test_12_no_page_sends_a_child_to_the_parents(locale: str, situation: Situation) -> None:
    words = " ".join(map(item_words, items_of(locale, Group.CHILD, situation)))
    parents = r"\b(?:мам\w*|пап[аыуе]\w*|родител\w*|отц\w*|матер\w*|parents?|m[uo]ms?|dads?|mother|father)\b"
    assert not re.search(parents, words, re.IGNORECASE)


@pytest.mark.parametrize("locale", LOCALES)
def test_12_a_hurt_child_hears_of_another_adult(locale: str) -> None:
    for words in map(item_words, items_of(locale, Group.CHILD, Situation.HURT)):
        assert {"ru": "Не того, кто делает больно", "en": "Not the one who hurts you"}[locale] in words
        assert {"ru": "иди к другому", "en": "go to the next one"}[locale] in words
    outside = {"ru": ("вне её", "может быть дома"), "en": ("outside it", "may be at home")}[locale]
    for group, expected in zip((Group.PARENT, Group.EDUCATOR), outside, strict=True):
        assert expected in item_words(item_of(locale, group, Situation.HURT))


BLACKMAIL = {
    "ru": (
        *("не твоя вина", "Не плати", "не шли", "не отвечай", "Не стирай чат", "слова", "Сами фото не снимай"),
        *("заблокируй", "Пожаловаться", "Take It Down", "мне не шли"),
    ),
    "en": (
        *("not your fault", "Don't pay", "Don't send anything else", "Stop writing back", "Don't delete the chat"),
        *("words", "Not of the photos", "block", "Report", "Take It Down", "Don't send them to me"),
    ),
}


@pytest.mark.parametrize("locale", LOCALES)
def test_13_the_page_on_blackmail_says_all_that_it_must(locale: str) -> None:
    words = item_words(item_of(locale, Group.CHILD, Situation.BLACKMAIL))
    assert [part for part in BLACKMAIL[locale] if part not in words] == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("group", [Group.PARENT, Group.EDUCATOR])
def test_13_adults_neither_copy_nor_send_the_pictures(locale: str, group: Group) -> None:
    words = item_words(item_of(locale, group, Situation.BLACKMAIL))
    assert re.search({"ru": "не копируйте", "en": r"Don't (?:look at the photos, )?copy"}[locale], words)
    assert {"ru": "Мне тоже не шлите", "en": "Don't send them to me"}[locale] in words


METHODS = (
    r"таблет|лекарств|крыш|верёвк|петл|лезви|\bнож|\bвен[аыу]|порез|рельс|передоз|записк|поконч|суицид"
    r"|роскомнадзор|\bpill|medicine|\broof|\brope|noose|blade|knife|\bcut\b|wrist|overdose"
    r"|committed|successful"
)


@pytest.mark.parametrize(("locale", "group", "situation"), EVERY)
def test_15_no_page_names_a_method_or_speaks_of_death_without_hope_and_a_line(
    locale: str, group: Group, situation: Situation
) -> None:
    items = items_of(locale, group, situation)
    assert not re.search(METHODS, " ".join(map(item_words, items)), re.IGNORECASE)
    grave = (
        r"не хо(?:чется|чешь|чет|чу) жить|о смерти|самоубийств|сделать себе больно|навредить себе"
        r"|n['o]t want to live|about death|suicid|end(?:ing)? (?:your|my) life|hurt(?:ing)? yourself"
    )
    for card in (card for item in items for card in item.cards):
        if re.search(grave, words_of(card), re.IGNORECASE):
            assert re.search(A_LINE[locale], words_of(card)), card.title
            assert re.search(HOPE[locale], words_of(card)), card.title


PLAIN_QUESTION = {
    "ru": "«У тебя бывают мысли о самоубийстве?»",
    "en": "“Are you thinking about ending your life?”",
}
"""Safe-messaging guides ask for plain words: asking does not put the idea into a head, hinting closes a door."""


@pytest.mark.parametrize("locale", LOCALES)
def test_15_adults_ask_about_suicide_in_plain_words(locale: str) -> None:
    asked = {
        (group, situation)
        for group, situation, item in all_items(locale)
        if PLAIN_QUESTION[locale] in item_words(item)
    }
    assert asked == {
        (Group.PARENT, Situation.NO_WISH_TO_LIVE),
        (Group.PARENT, Situation.BLACKMAIL),
        (Group.PARENT, Situation.WORRY),
        (Group.EDUCATOR, Situation.NO_WISH_TO_LIVE),
    }
    hints = r"[Дд]умаешь о смерти|не думаешь ли|(?:think|thinking) of (?:dying|not living)"
    for _, _, item in all_items(locale):
        assert not re.search(hints, item_words(item)), item.title


@pytest.mark.parametrize("locale", LOCALES)
def test_15_nobody_tells_a_child_that_they_are_able_to_hurt_themselves(locale: str) -> None:
    for words in child_cards(locale):
        assert not re.search(r"(?:можешь|способ\w+) сделать себе больно|can hurt yourself", words), words


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("group", list(Group))
def test_a_stolen_account_is_won_back_in_the_order_that_works(locale: str, group: Group) -> None:
    """In a messenger: the other sessions first, from a device logged in for longer than a day; then a password."""
    chat = next(card for card in item_of(locale, group, Situation.ACCOUNT).cards if card.id == "chat")
    words = words_of(chat)
    order = {
        "ru": ("был раньше", "Завершить другие сеансы", "облачный пароль", "через сутки"),
        "en": ("ogged in", "Terminate all other sessions", "Two-Step Verification", r"after (?:a day|24 hours)"),
    }[locale]
    places = [found.start() if (found := re.search(part, words)) else -1 for part in order]
    assert places == sorted(places), words
    assert -1 not in places, words


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("group", list(Group))
@pytest.mark.parametrize("situation", [Situation.BLACKMAIL, Situation.FAKE_PICTURE])
def test_take_it_down_is_not_promised_where_it_does_not_work(
    locale: str, group: Group, situation: Situation
) -> None:
    words = item_words(item_of(locale, group, situation))
    where = {
        "ru": r"с части сайтов|с площадок, которые с ним работают",
        "en": r"some sites|sites that have joined",
    }
    elsewhere = {"ru": r"[Вв] других местах|[Нн]а других площадках", "en": r"Anywhere else|Elsewhere"}
    assert re.search(where[locale], words)
    assert re.search(elsewhere[locale], words)


def test_24_every_language_has_every_page_with_the_same_cards() -> None:
    assert set(LOCALES) == set(the_phrases())
    ids = {locale: [[card.id for card in item.cards] for _, _, item in all_items(locale)] for locale in LOCALES}
    assert ids["ru"] == ids["en"]
    assert package_book().problems == ()


def test_a_page_says_the_same_thing_once() -> None:
    for locale in LOCALES:
        titles = [item.title for _, _, item in all_items(locale)]
        assert len(set(titles)) == len(titles)
        bodies = [card.body.plain for _, _, item in all_items(locale) for card in item.cards]
        assert len(set(bodies)) == len(bodies)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_child_is_given_a_gender(locale: str) -> None:
    past = "сделал|сказал|увидел|написал|отправил|хотел|смог|один|одна|должен|должна|виноват|прав"
    gendered = rf"\bты (?:\w+ )?(?:{past})\w*\b"
    for words in child_cards(locale):
        assert not re.search(gendered, words, re.IGNORECASE), words


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("group", list(Group))
def test_nobody_looks_at_copies_or_sends_a_fake_picture_of_a_child(locale: str, group: Group) -> None:
    words = item_words(item_of(locale, group, Situation.FAKE_PICTURE))
    leave_it = {
        "ru": r"[Сс]ам[ио] фото не сним|не копируйте",
        "en": r"Not the picture|Don't copy|[Dd]on't look at it, copy it",
    }
    assert re.search(leave_it[locale], words)
    assert re.search({"ru": r"[Мм]не (?:тоже )?не шл", "en": r"Don't send it to me"}[locale], words)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("group", list(Group))
def test_who_was_drawn_into_a_crime_stops_tells_and_has_a_right_to_a_lawyer(locale: str, group: Group) -> None:
    """No promise, no blame: telling early, with an adult and a lawyer beside, is the way out."""
    words = item_words(item_of(locale, group, Situation.TASK))
    for part in {"ru": ("право", "адвокат", "полици"), "en": ("right to a lawyer", "police")}[locale]:
        assert part in words
    assert not re.search(r"ничего не будет|не накажут|посадят|тюрьм|no one will be punished|prison|jail", words)
