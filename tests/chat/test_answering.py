"""Who types what stands on the screen has tapped it; an open question is answered in words, and never buried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.packs.pack_kit import PACK
from tests.talk import FIXTURES, ROOT, House, Person, library, our_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUIZ = "begin/asked/one:1"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with a quiz whose options stand in the author's order."""
    house = House(tmp_path, library(FIXTURES, ROOT / "tests" / "understanding" / "packs"))
    yield house
    house.close()


def asked(person: Person) -> str:
    """Open a question with three options."""
    person.visits(QUIZ)
    assert person.see().choices[1].label == "Three random words"
    return person.see().text.plain


@pytest.mark.parametrize(
    "words",
    [
        "Three random words",
        "three random words!",
        "random words",
        "B",
        "b)",
        "и",
        "2",
        "number 2",
        "№2",
        "the second",
        "second one",
        "I think the second one",
        "2nd",
        "maybe b",
        "it's three random words",
        "three rondom wrds",
    ],
)
def test_an_option_is_named_by_its_words_letter_number_or_place(child: Person, words: str) -> None:
    asked(child)
    child.types(words)
    assert "Long and easy" in child.sees


@pytest.mark.parametrize("words", ["b", "Б", ",", "думаю, второй"])
def test_a_letter_of_the_other_alphabet_and_keyboard_counts(ребёнок: Person, words: str) -> None:
    ребёнок.visits(QUIZ)
    ребёнок.types(words)
    assert "запомнить легко" in ребёнок.sees


@pytest.mark.parametrize("words", ["the middle one", "middle", "I think the middle one"])
def test_the_middle_one(child: Person, words: str) -> None:
    asked(child)
    child.types(words)
    assert "Long and easy" in child.sees


@pytest.mark.parametrize("words", ["средний", "я думаю, средний", "тот что посередине"])
def test_средний(ребёнок: Person, words: str) -> None:
    ребёнок.visits(QUIZ)
    ребёнок.types(words)
    assert "запомнить легко" in ребёнок.sees


def test_of_two_none_is_the_middle_one(child: Person) -> None:
    child.visits("lesson/lamp/light/9-11:check")
    before = child.see().text.plain
    child.types("the middle one")
    assert child.see().text.plain.endswith(before)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "because there was no link"),
        ("en", "there is no link"),
        ("en", "because it had no link at all"),
        ("ru", "потому что ссылки не было"),
        ("ru", "там нет ссылки"),
        ("ru", "нет ссылки на сайт"),
    ],
)
def test_a_reason_in_own_words_is_the_option_that_it_fits(tmp_path: Path, language: str, words: str) -> None:
    house = House(tmp_path, our_library())
    reader = Person(house, language=language)
    reader.settles_in("16-17")
    reader.visits("lesson/basics/first/16-17")
    option = next(link for link in reader.see().choices if "link" in link.label or "ссыл" in link.label)
    reader.visits(option.page.path)
    tapped = reader.see().text.plain
    reader.visits("lesson/basics/first/16-17")
    reader.types(words)
    assert reader.see().text.plain == tapped
    house.close()


def test_the_last_one(child: Person) -> None:
    asked(child)
    child.types("the last one")
    assert "Everybody tries it" in child.sees


def test_who_says_not_the_second_has_not_said_the_second(child: Person) -> None:
    before = asked(child)
    child.types("not the second")
    assert child.see().text.plain.endswith(before)


def test_who_does_not_know_gets_the_hint_and_may_guess(child: Person) -> None:
    asked(child)
    child.types("i don't know")
    assert "A guess is welcome" in child.sees
    assert "The longer, the better" in child.sees
    child.types("three random words")
    assert "Long and easy" in child.sees


def test_hint_next_and_stop_are_heard(child: Person) -> None:
    asked(child)
    child.types("hint")
    assert "The longer, the better" in child.sees
    child.types("next")
    assert "First choose an answer" in child.sees
    child.types("three random words")
    child.types("next")
    assert "stay secret" in child.sees
    child.types("stop")
    assert child.see().choices == ()
    assert "stay secret" not in child.sees


def test_all_that_fit_are_marked_one_by_one(child: Person) -> None:
    child.visits("begin/asked/all:1")
    child.types("a lock")
    child.types("3")
    child.types("done")
    assert "Yes, that is all of them." in child.sees


def test_other_words_are_answered_and_the_question_comes_again(child: Person) -> None:
    before = asked(child)
    child.types("what is the capital of France")
    assert child.see().text.plain.endswith(before)
    assert len(child.see().text.plain) > len(before)
    child.types("b")
    assert "Long and easy" in child.sees


def test_below_a_question_that_is_open_nothing_says_go_on(child: Person) -> None:
    """Its own quiz was offered as "Go on", below its own options."""
    asked(child)
    child.types("zzz qqq")
    assert not any(label.startswith("▶ Go on") for label in child.labels)
    assert "📚 Topics for me" in child.labels


@pytest.mark.parametrize("more", ["zzz qqq", "yyy www", ""])
def test_who_goes_on_talking_gets_a_button_back_and_not_the_card_again(child: Person, more: str) -> None:
    before = asked(child)
    child.types("zzz qqq")
    assert child.see().text.plain.endswith(before)
    child.types(more) if more else child.sends("sticker")
    assert before not in child.see().text.plain
    assert child.labels[0] == "↩ Back to the question"
    assert child.see().choices == ()
    child.types("hmm tell me more")
    assert before not in child.see().text.plain
    child.taps("Back to the question")
    assert child.see().text.plain == before
    child.types("b")
    assert "Long and easy" in child.sees


def test_after_the_way_back_or_a_pause_the_card_is_shown_once_more(house: House, child: Person) -> None:
    before = asked(child)
    child.types("zzz qqq")
    child.types("zzz qqq")
    child.taps("Back to the question")
    child.types("zzz qqq")
    assert child.see().text.plain.endswith(before)
    child.types("zzz qqq")
    assert before not in child.see().text.plain
    house.later(minutes=11)
    child.types("zzz qqq")
    assert child.see().text.plain.endswith(before)


def test_an_option_counts_also_where_only_the_button_stands(ребёнок: Person) -> None:
    ребёнок.visits(QUIZ)
    ребёнок.types("ыыы щщщ")
    ребёнок.types("ыыы щщщ")
    assert ребёнок.labels[0] == "↩ К вопросу"
    ребёнок.types("второй")
    assert "запомнить легко" in ребёнок.sees


def test_in_text_mode_a_number_stays_a_button(child: Person) -> None:
    child.visits("set/text/on")
    asked(child)
    child.types("zzz qqq")
    child.types("zzz qqq")
    child.types("2")
    assert "Long and easy" in child.sees


def test_the_check_question_of_a_lesson_and_the_choice_of_a_story(child: Person) -> None:
    child.visits("lesson/lamp/light/9-11:check")
    child.types("false")
    assert "The key is for you alone." in child.sees
    child.visits("story/lamp/night")
    child.types("begin")
    child.types("call a grown up")
    assert "The lamp is home." in child.sees


def test_a_button_is_tapped_by_its_words_anywhere(child: Person) -> None:
    child.visits("lesson/lamp/light/9-11")
    child.types("дальше")
    child.types("back")
    child.types("next")
    assert "You may give the key" in child.sees
    child.types("/menu")
    child.types("topiks for me")
    assert child.sees.startswith("Topics")


OPTIONS = ("Care", "Share it", "I would answer him at once", "I block them", "Read it out")


@pytest.fixture
def near(tmp_path: Path) -> Iterator[Person]:
    """A child before a question whose options are near to many other words."""
    item = tmp_path / "packs" / "demo" / "near"
    item.mkdir(parents=True)
    (tmp_path / "packs" / "demo" / "pack.yml").write_text(PACK, "utf-8")
    boxes = "".join(f"- [{' ' if at else 'x'}] {words}\n  > Told: {words}.\n" for at, words in enumerate(OPTIONS))
    head = (
        '---\ntitle: Near\ntiers: ["9-11"]\nage_mark: 6+\ntopics: [bullying]\nobjective: Choose.\n'
        "minutes: 1\nstatus: approved\n---\n# Near\n\nOne question.\n\n"
    )
    (item / "quiz.en.md").write_text(f'{head}## What <a id="what"></a>\n\nWhat now?\n\n{boxes}', "utf-8")
    house = House(tmp_path / "house", library(tmp_path / "packs"))
    person = Person(house)
    person.settles_in("9-11")
    person.visits("begin/demo/near:1")
    yield person
    house.close()


@pytest.mark.parametrize(
    "words",
    [
        "he is scared",
        "scared",
        "I am scared of him",
        "carpet",
        "scar",
        "square",
        "I would not answer him at once",
        "I do not block them",
        "we blog then",
        "bread",
        "thread it out",
    ],
)
def test_words_that_only_sound_like_an_option_are_not_taken_for_it(near: Person, words: str) -> None:
    near.types(words)
    assert "Told:" not in near.sees


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("care", "Care"),
        ("CARE!!", "Care"),
        ("I think care", "Care"),
        ("share it", "Share it"),
        ("shaer it", "Share it"),
        ("share", "Share it"),
        ("i would anser him at once", "I would answer him at once"),
        ("i blok them", "I block them"),
        ("blocking them", "I block them"),
        ("read", "Read it out"),
        ("reed it out", "Read it out"),
    ],
)
def test_whole_words_their_forms_and_slips_name_an_option(near: Person, words: str, option: str) -> None:
    near.types(words)
    assert f"Told: {option}." in near.sees


@pytest.mark.parametrize("words", ["stop", "enough", "Stop!"])
def test_stop_in_the_middle_ends_that_and_keeps_the_place(child: Person, words: str) -> None:
    asked(child)
    child.types("b")
    child.types(words)
    assert "Your place is kept" in child.sees
    assert "Nothing comes from me" not in child.sees
    child.taps("Go on")
    assert "stay secret" in child.sees
    child.visits("lesson/lamp/light/9-11")
    child.types(words)
    assert "Your place is kept" in child.sees
    assert child.labels[0].startswith("▶ Go on: ")


@pytest.mark.parametrize("words", ["/stop", "unsubscribe"])
def test_who_wants_no_more_messages_gets_none_and_the_place_is_kept(child: Person, words: str) -> None:
    asked(child)
    child.types(words)
    assert "Nothing comes from me any more" in child.sees
    assert "Your place is kept" in child.sees
    child.types("zzz qqq")
    assert "Which password" not in child.sees
    child.visits("menu")
    assert child.labels[0].startswith("▶ Go on: ")


def test_отписаться_и_хватит(ребёнок: Person) -> None:
    ребёнок.visits(QUIZ)
    ребёнок.types("отписаться")
    assert "Больше ничего не пришлю" in ребёнок.sees
    ребёнок.visits("menu")
    ребёнок.types("хватит")
    assert "На сегодня хватит" in ребёнок.sees
    assert "Больше мне не писать" not in ребёнок.sees
    ребёнок.visits("tip")
    for label in ("Советы время от времени", "Три раза в неделю"):
        ребёнок.taps(label)
    ребёнок.visits("menu")
    ребёнок.types("хватит")
    ребёнок.taps("Больше мне не писать")
    assert "Больше ничего не пришлю" in ребёнок.sees


def test_back_and_next_do_what_the_screen_offers(child: Person) -> None:
    child.visits("menu")
    child.types("back")
    assert child.sees.startswith("Menu")
    child.types("next")
    assert "You choose for the hero" in child.sees, "what comes next"
    child.visits("topics/9-11:0")
    child.types("back")
    assert child.sees.startswith("Menu")
    child.visits("items/quiz/9-11:0")
    child.types("more")
    assert "There is no timer" in child.sees
    child.visits("set/locale")
    child.visits("set/zone:0")
    child.types("back")
    assert child.sees.startswith("Settings")
    child.visits("menu")
    asked(child)
    child.types("back")
    assert "no step back from here" in child.sees
    child.types("b")
    assert "Long and easy" in child.sees
