"""What nobody has listed is understood by a learned model: at once where it is sure, else as one of three."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.chat.incoming import Incoming, Words
from bot.chat.intents import FILE, NOTHING, guesses
from bot.chat.linear import LinearModel, columns, lanes, models_of, read_model, written
from bot.features.talk import guessing
from bot.help.situations import Situation
from bot.packs.model import Kind
from bot.packs.talk import read_intent
from bot.values.locales import FOLDER, languages
from tests.talk import House, Person
from tests.tools import load_tool
from tests.understanding.judging import beside_hearing, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

ASKS = {
    "I am not sure what you mean. Perhaps one of these?",
    "Не совсем понятно, о чём речь. Может быть, об этом?",
}
BESIDE = 1.5
"""Most time that guessing may take beside hearing distress in the same words."""


@pytest.fixture(scope="module")
def learn() -> ModuleType:
    return load_tool("learn_intents")


@pytest.mark.parametrize(
    ("locale", "who", "words", "seen"),
    [
        ("en", "9-11", "dont message me so often, its annoying", "quiet"),
        ("ru", "12-15", "поставь другой язык интерфейса, а то мне неудобно читать", "Язык"),
        ("en", "parent", "our youngest sits at the tablet from morning till night, how much is normal", "screen"),
        ("ru", "educator", "как ученикам попасть ко мне в класс, если они уже в боте", "класс"),
    ],
)
def test_what_nobody_has_listed_is_understood(ours: House, locale: str, who: str, words: str, seen: str) -> None:
    person = Person(ours, language=locale)
    person.settles_in(who)
    person.types(words)
    assert seen.casefold() in f"{person.sees} {' '.join(person.labels)}".casefold()


def test_of_what_may_be_meant_one_is_chosen_by_a_tap(ours: House) -> None:
    person = Person(ours)
    person.settles_in("9-11")
    assert any(person.types(row.words).text.plain in ASKS for row in rows("dev", "en"))
    *guessed, menu, help_ = person.labels
    assert (menu, help_) == ("☰ Menu", "🆘 Help")
    assert 1 <= len(guessed) <= 3
    person.taps(guessed[0])
    assert person.see().text.plain not in ASKS


TEACHERS_AND_PARENTS = ("places:make-class", "places:give", "places:results", "places:look", "answers:sharenting")
SHORT = (
    "create a",
    "make a",
    "set up",
    "give my",
    "send something",
    "see progress",
    "show the",
    "a new",
    "register my",
)


@pytest.mark.parametrize("who", ["6-8", "9-11", "12-15", "16-17"])
def test_no_child_is_offered_what_is_for_adults(ours: House, who: str) -> None:
    child = Person(ours, language="en")
    child.settles_in(who)
    for label in TEACHERS_AND_PARENTS:
        child.visits(f"maybe/{guessing.mark(label)}")
        assert child.see().text.plain not in ASKS, label
    child.types("is there a worksheet")
    assert child.labels == ["☰ Menu"]


def test_half_a_message_means_a_teachers_pages_to_a_teacher_and_never_to_a_child(ours: House) -> None:
    child, teacher = Person(ours, 21), Person(ours, 22)
    child.settles_in("9-11")
    teacher.settles_in("educator")
    cards = [card for item in ours.packs.in_all_locales(Kind.TALK) if item.locale == "en" for card in item.cards]
    own = {card.title for card in cards if "educator" in read_intent(card.body).readers}
    firsts = set()
    for words in SHORT:
        child.visits("menu")
        child.types(words)
        assert own.isdisjoint(child.labels), words
        teacher.visits("menu")
        if teacher.types(words).text.plain in ASKS:
            places = [place for place, label in enumerate(teacher.labels) if label in own]
            assert places == [*range(len(places))], words
            firsts |= {teacher.labels[0]} & own
    assert firsts


def test_a_guess_carries_nothing_of_the_words(ours: House) -> None:
    person = Person(ours)
    person.settles_in("9-11")
    asked = []
    for row in rows("dev", "en"):
        incoming = Incoming(next(ours.updates), person.number, "en", Words(row.words))
        reply = ours.conversation.answer(incoming, ours.clock)
        if reply and reply.path.startswith("maybe"):
            asked.append(reply.path)
    assert asked
    for path in asked:
        assert re.fullmatch("maybe/[0-9a-f]{8}(-[0-9a-f]{8}){0,2}", path)


def test_an_old_guess_leads_nowhere_kindly(ours: House) -> None:
    person = Person(ours)
    person.settles_in("9-11")
    person.visits("maybe/00000000")
    assert person.labels


@pytest.mark.parametrize("other", ["en", "ru"])
def test_who_writes_in_another_language_is_understood(other: str) -> None:
    words = {"en": "please do not send me any more messages", "ru": "пожалуйста, не присылай мне больше сообщений"}
    [mine] = {"en", "ru"} - {other}
    assert guesses(words[other], mine)[0].label == guesses(words[other], other)[0].label == "places:quiet"


def test_letters_that_are_no_language_are_not_guessed() -> None:
    assert guesses("", "en") == []
    assert guesses("ქართული ენა", "en") == []


def test_a_model_is_read_as_it_was_written() -> None:
    model = LinearModel(("a:b", NOTHING), (0.5, -1.25), {"wor": lanes(bytes([130, 128, 9]))})
    there = read_model(written(model, ["a remark"]).splitlines())
    assert there == model
    assert columns(there.pieces["wor"], 3) == (130, 128, 9)


@pytest.mark.parametrize(
    "line", ["wor\tmany\t0081", "wor\t9\t0781", "wor\t9\t0181", "wor\t9\t00", "wor\t9\tzz", "wor", "=a:b"]
)
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2: "):
        read_model(["=a:b\t0.5", line])


@pytest.mark.parametrize("locale", [*languages()])
def test_every_label_leads_somewhere(ours: House, locale: str) -> None:
    """A card, a topic, a situation that is not there any more has to leave the phrases too."""
    model = models_of(FILE)[locale]
    people = [Person(ours, number, locale) for number in (11, 12, 13)]
    for person, who in zip(people, ("9-11", "parent", "educator"), strict=True):
        person.settles_in(who)
    helps = {label for label in model.labels if label.startswith("help:")}
    assert {label.partition(":")[2].upper() for label in helps} == set(Situation.__members__)
    for label in set(model.labels) - {NOTHING} - helps:
        led = [person.visits(f"maybe/{guessing.mark(label)}") for person in people]
        assert any(screen.text.plain in ASKS for screen in led), label


@pytest.mark.slow
@pytest.mark.parametrize("locale", [*languages()])
def test_the_file_was_fitted_to_the_phrases_of_now(learn: ModuleType, locale: str) -> None:
    """Who adds phrases, or cards of talk, fits anew: `python tools/learn_intents.py`."""
    teaching = learn.phrases(locale)
    head = (FOLDER / locale / FILE).read_text("utf-8").splitlines()[1]
    assert head == f"# {len(teaching)} phrases, sha256 {learn.digest(teaching)}"


@pytest.mark.slow
@pytest.mark.parametrize("locale", [*languages()])
def test_nothing_that_is_kept_for_measuring_teaches(learn: ModuleType, locale: str) -> None:
    assert not {one.words for one in learn.phrases(locale)} & learn.kept(locale)


@pytest.mark.slow
def test_the_same_phrases_make_the_same_model(learn: ModuleType) -> None:
    some = learn.phrases("en")[::40]
    first, second = (written(learn.learned(some, kept=200)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("locale", [*languages()])
def test_guessing_takes_no_longer_than_hearing(
    locale: str, record_property: Callable[[str, object], None]
) -> None:
    models_of(FILE)
    spent = beside_hearing(lambda said: guesses(said, locale), locale)
    record_property("guessing, p99 of processor time", f"{spent.p99 * 1000:.2f} ms")
    assert spent.answers <= BESIDE * spent.hearing
