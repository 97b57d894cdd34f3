"""What memory knows of people so that Help needs no database, and when it forgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.firstaid import KNOWN_PEOPLE
from bot.chat.incoming import Incoming, Words
from bot.help import pages as help_pages
from bot.help.help_book import package_book
from bot.help.situations import Group, Situation
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.conversation import Conversation


def shows_germany(conversation: Conversation, house: House, person: int) -> bool:
    call = Incoming(1, person, "en", Words("help"))
    return "Germany" in conversation.first_aid.answer(call, help_pages.Help(), house.clock).text.plain


def settles_in_germany(house: House, number: int, *, agrees: bool) -> Person:
    person = Person(house, number)
    for path in (
        "who",
        "who/9-11",
        "where/settings/DE",
        "where/settings/DE/sure",
        "consent/on" if agrees else "consent/off",
    ):
        person.visits(path)
    return person


@pytest.mark.parametrize("agrees", [True, False])
def test_a_visitor_is_forgotten_by_memory_after_an_hour(house: House, *, agrees: bool) -> None:
    settles_in_germany(house, 1, agrees=agrees)
    house.later(minutes=59)
    house.conversation.first_aid.forget_visitors(house.clock)
    assert shows_germany(house.conversation, house, 1)
    house.later(minutes=2)
    house.conversation.first_aid.forget_visitors(house.clock)
    assert shows_germany(house.conversation, house, 1) is agrees


def test_forget_forgets_what_memory_knows(house: House) -> None:
    person = settles_in_germany(house, 1, agrees=True)
    person.visits("forget/now")
    assert not house.conversation.first_aid.knows(1)
    assert not shows_germany(house.conversation, house, 1)


@pytest.mark.parametrize("agrees", [True, False])
def test_who_is_in_a_store_is_recalled(house: House, *, agrees: bool) -> None:
    settles_in_germany(house, 1, agrees=agrees)
    house.conversation.first_aid.forget(1)
    house.conversation.first_aid.recall(Incoming(1, 1, "en", Words("help")), house.clock)
    assert shows_germany(house.conversation, house, 1)


def test_the_longest_unseen_give_way(house: House, child: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    assert KNOWN_PEOPLE > 10_000
    monkeypatch.setattr("bot.chat.firstaid.KNOWN_PEOPLE", 3)
    child.visits("menu")
    for number in range(2001, 2004):
        Person(house, number).visits("menu")
    first_aid = house.conversation.first_aid
    assert [first_aid.knows(number) for number in (child.number, 2001, 2002, 2003)] == [False, True, True, True]


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize(
    "typed",
    [str, str.upper, str.lower, lambda title: f"«{title}»!!", lambda title: title.replace("ё", "е")],
)
def test_a_title_of_a_help_page_typed_leads_to_that_page(
    house: House, child: Person, locale: str, typed: Callable[[str], str]
) -> None:
    first_aid = house.conversation.first_aid
    for (of, group, situation), item in package_book().pages.items():
        if of == locale:
            page = first_aid.page(Incoming(1, child.number, locale, Words(typed(item.title))))
            assert page == help_pages.HelpPage(group + situation), item.title


def test_a_title_that_is_a_part_of_more_words_is_only_heard(house: House, child: Person) -> None:
    words = package_book().page("en", Group.CHILD, Situation.ACCOUNT)
    assert words
    page = house.conversation.first_aid.page(Incoming(1, child.number, "en", Words(words.title + " in the film")))
    assert not isinstance(page, help_pages.HelpPage)


def test_numbers_typed_at_help_in_text_mode_press_its_buttons(child: Person) -> None:
    child.visits("set/text/on")
    child.types("help")
    target = next(label for label in child.labels if "account" in label)
    child.types(target.partition(".")[0])
    assert "Get back in" in child.see().text.plain
    menu = next(label for label in child.labels if "Menu" in label)
    child.types(menu.partition(".")[0])
    assert "🆘" not in child.see().text.plain, "the menu is no help page, but its number works"
    menu_screen = child.see()
    child.types("1")
    assert child.see() != menu_screen
    assert "🆘" not in child.see().text.plain, "numbers belong to the last screen"


def test_numbers_at_help_are_forgotten_with_the_talk(house: House, child: Person) -> None:
    aftercare = house.conversation.first_aid.aftercare
    child.types("help")
    assert aftercare.offered(child.number) == (), "without text mode nothing is noted"
    child.visits("set/text/on")
    child.types("help")
    assert aftercare.offered(child.number)
    house.later(minutes=31)
    house.conversation.first_aid.forget_visitors(house.clock)
    assert aftercare.offered(child.number) == ()
    child.types("help")
    child.visits("wipe/7")
    assert aftercare.offered(child.number) == ()
