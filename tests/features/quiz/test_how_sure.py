"""How sure are you: asked where a case is judged, from 12 on; the result tells hits and false alarms apart."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import pytest

from bot.chat import textmode
from bot.features.quiz.judging import Judged, judged
from tests.packs.pack_kit import PACK
from tests.talk import House, Person, library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.values.page import Page

QUIZ = "quiz/demo/letters"
CASES = ("trap", "trap", "honest", "honest", "")
"""What the five questions of the quiz judge, in order; the last one asks for a fact."""

HEAD = {
    "en": "---\ntitle: Letters\ntiers: [TIER]\nage_mark: MARK\ntopics: [phishing]\nobjective: Tell them apart.\n"
    "minutes: 2\nstatus: approved\n---\n# Letters\n\nFive letters.\n\n",
    "ru": '---\ntitle: Письма\nobjective: Различать их.\ntranslation: {of: en, hash: ""}\n---\n'
    "# Письма\n\nПисьма.\n\n",
}
CARD = {
    "en": '## Letter {at} <a id="c{at}"></a>\n{marker}\nWhat is it?\n\n'
    "- [{honest}] All right\n- [{trap}] A trap\n\n"
    "> [!NOTE]\n> So it is, letter {at}.\n",
    "ru": '## Письмо {at} <a id="c{at}"></a>\n\nЧто это?\n\n- [{honest}] Всё честно\n- [{trap}] Ловушка\n\n'
    "> [!NOTE]\n> Так и есть, письмо {at}.\n",
}


def pack(folder: Path, tier: str = '"12-15"', mark: str = "12+") -> Path:
    """Write a pack with a quiz of five letters, in two languages."""
    item = folder / "demo" / "letters"
    item.mkdir(parents=True)
    (folder / "demo" / "pack.yml").write_text(PACK.replace("[en]", "[en, ru]"), "utf-8")
    for locale, head in HEAD.items():
        cards = [
            CARD[locale].format(
                at=at,
                marker=f"<!-- case: {case} -->\n" if case else "",
                honest=" " if case == "trap" else "x",
                trap="x" if case == "trap" else " ",
            )
            for at, case in enumerate(CASES)
        ]
        words = head.replace("TIER", tier).replace("MARK", mark) + "\n".join(cards)
        (item / f"quiz.{locale}.md").write_text(words, "utf-8")
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "house", library(pack(tmp_path / "packs")))
    yield house
    house.close()


def reader(house: House, language: str = "en", who: str = "12-15", number: int = 1001) -> Person:
    person = Person(house, number, language)
    person.settles_in(who)
    return person


def begins(person: Person) -> None:
    person.visits(QUIZ)
    person.visits(next(page.path for page in ways(person) if page.path.startswith("begin/")))


def ways(person: Person) -> list[Page]:
    return [link.page for link in textmode.links(person.see())]


def plays(person: Person, rights: str, *, words: tuple[str, str, str] = ("All right", "A trap", "Sure")) -> None:
    """Answer the five letters, right (`+`) or wrong (`-`), and look how it went."""
    honest, trap, sure = words
    begins(person)
    for case, sign in zip(CASES, rights, strict=True):
        person.taps(trap if (case == "trap") is (sign == "+") else honest)
        if case:
            person.taps(sure)
        last = next(page for page in ways(person) if page.path.startswith(("question/", "result/")))
        person.visits(last.path)


def test_two_taps_answer_a_case_and_one_a_fact(house: House) -> None:
    person = reader(house)
    begins(person)
    person.taps("A trap")
    assert "How sure are you?" in person.sees
    assert "You chose: A trap" in person.sees
    assert "So it is" not in person.sees, "nothing is told before"
    person.taps("Sure")
    assert "So it is, letter 0." in person.sees
    assert "You were sure, and rightly." in person.sees
    for _ in range(3):
        person.taps("Next")
        person.taps("All right")
        person.taps("Not quite sure")
    person.taps("Next")
    person.taps("All right")
    assert "So it is, letter 4." in person.sees
    assert "How sure" not in person.sees


@pytest.mark.parametrize(
    ("answer", "sureness", "told"),
    [
        ("A trap", "Sure", "You were sure, and rightly."),
        ("A trap", "Not quite sure", "You were not sure, yet your look was right."),
        ("All right", "Sure", "such surprises are remembered best"),
        ("All right", "Not quite sure", "a good moment to check"),
    ],
)
def test_being_sure_is_answered_at_once(house: House, answer: str, sureness: str, told: str) -> None:
    person = reader(house)
    begins(person)
    person.taps(answer)
    person.taps(sureness)
    assert told in person.sees


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("en", "sure", "You were sure, and rightly."),
        ("en", "yes", "You were sure, and rightly."),
        ("en", "i'm sure", "You were sure, and rightly."),
        ("en", "1", "You were sure, and rightly."),
        ("en", "the second", "You were not sure, yet your look was right."),
        ("en", "not quite sure", "You were not sure, yet your look was right."),
        ("en", "not sure", "You were not sure, yet your look was right."),
        ("en", "idk", "You were not sure, yet your look was right."),
        ("en", "nope", "You were not sure, yet your look was right."),
        ("ru", "да", "Уверенность была к месту."),
        ("ru", "не знаю", "Сомнения были, но взгляд не подвёл."),
        ("ru", "не уверена", "Сомнения были, но взгляд не подвёл."),
    ],
)
def test_how_sure_is_typed_too(house: House, language: str, words: str, told: str) -> None:
    person = reader(house, language)
    begins(person)
    person.types("b")
    assert "?" in person.sees
    person.types(words)
    assert told in person.sees


def test_next_waits_back_asks_again_and_stop_leaves(house: House) -> None:
    person = reader(house)
    begins(person)
    person.types("a trap")
    person.types("next")
    assert "First choose an answer" in person.sees
    assert "How sure are you?" in person.sees
    person.types("back")
    assert "How sure are you?" not in person.sees
    person.types("a trap")
    person.types("stop")
    assert "Your place is kept" in person.sees


def test_another_answer_can_be_taken_before_it_counts(house: House) -> None:
    person = reader(house)
    begins(person)
    person.taps("All right")
    person.taps("Another answer")
    person.taps("A trap")
    person.taps("Sure")
    assert "You were sure, and rightly." in person.sees


def stored(house: House) -> list[str]:
    """Every value of every row of the database."""
    with house.stores.durable.transaction() as db:
        tables = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        rows = [row for name in tables for row in db.exec_driver_sql(f'SELECT * FROM "{name}"')]  # noqa: S608 - our own
    return [str(cell) for row in rows for cell in row]


@pytest.mark.parametrize("word", ["Sure", "Not quite sure"])
def test_how_sure_somebody_was_is_stored_nowhere(house: House, word: str) -> None:
    person = reader(house)
    begins(person)
    person.taps("A trap")
    person.taps(word)
    assert "howsure/1/1/b" in stored(house), "the place is that of the question"
    assert not [cell for cell in stored(house) if cell.endswith(("/sure", "/unsure"))]


@pytest.mark.parametrize(
    ("rights", "seen", "trusted", "lean"),
    [
        ("+++++", 2, 2, "You tell the two apart well."),
        ("--+++", 0, 2, "This time you trusted more easily than needed."),
        ("-++++", 1, 2, "This time you trusted more easily than needed."),
        ("+++-+", 2, 1, "This time you suspected more than needed."),
        ("++---", 2, 0, "This time you suspected more than needed."),
        ("+-+-+", 1, 1, ""),
        ("-----", 0, 0, ""),
    ],
)
def test_the_result_tells_hits_from_false_alarms_and_which_way_somebody_leans(
    house: House, rights: str, seen: int, trusted: int, lean: str
) -> None:
    person = reader(house)
    plays(person, rights)
    assert f"Traps seen: {seen} of 2. Honest ones trusted: {trusted} of 2." in person.sees
    told = [words for words in ("apart well", "more easily", "more than needed") if words in person.sees]
    assert told == [words for words in ("apart well", "more easily", "more than needed") if words in lean]
    assert not re.search(r"\d[.,]\d", person.sees), "no estimate is shown as a number"


def test_in_russian_it_is_the_same_walk(house: House) -> None:
    child, parent = reader(house, "ru"), reader(house, "ru", "educator", 1002)
    for person in (child, parent):
        begins(person)
        person.taps("Ловушка")
        assert "Точно или есть сомнения?" in person.sees
        person.taps("Есть сомнения")
        assert "взгляд не подвёл" in person.sees
    other = reader(house, "ru", number=1003)
    plays(other, "-++++", words=("Всё честно", "Ловушка", "Точно"))
    assert "Замечено ловушек: 1 из 2. Честное принято за честное: 2 из 2." in other.sees
    assert "В этот раз доверия было больше, чем нужно." in other.sees


@pytest.mark.parametrize(("tier", "mark"), [('"9-11"', "6+"), ('"9-11", "12-15"', "6+")])
def test_younger_readers_are_not_asked(tmp_path: Path, tier: str, mark: str) -> None:
    house = House(tmp_path / "house", library(pack(tmp_path / "packs", tier, mark)))
    person = reader(house, who="9-11")
    begins(person)
    person.taps("A trap")
    assert "So it is, letter 0." in person.sees
    for _ in range(4):
        person.taps("Next")
        person.taps("All right")
    person.taps("See how it went")
    assert "Traps seen" not in person.sees
    house.close()


def test_a_forged_or_old_way_changes_nothing(house: House) -> None:
    person = reader(house)
    begins(person)
    attempt = next(page.path.split("/")[1] for page in ways(person) if page.path.startswith("result/"))
    assert "What is it?" in person.visits(f"howsure/{attempt}/1/z").text.plain
    assert "How sure" not in person.sees
    person.visits(f"howsure/{attempt}/1/b")
    person.visits(f"answer/{attempt}/1/b/sure")
    person.visits(f"howsure/{attempt}/1/a")
    assert "So it is, letter 0." in person.sees, "what was answered stays answered"
    person.visits("howsure/99/1/a")
    assert "So it is" not in person.sees


def test_d_prime_and_bias_are_those_of_the_book() -> None:
    """Rates with the log-linear correction: 2.5 of 3, 0.5 of 3; their z-scores are ±0.967."""
    both = judged([("trap", True), ("trap", True), ("honest", True), ("honest", True)])
    assert both == Judged(2, 2, 2, 2)
    assert math.isclose(both.apart, 2 * 0.9674, abs_tol=1e-3)
    assert math.isclose(both.bias, 0, abs_tol=1e-9)
    assert Judged(0, 2, 2, 2).bias > 0 > Judged(2, 2, 0, 2).bias
    assert math.isclose(Judged(1, 2, 1, 2).apart, 0, abs_tol=1e-9)


@pytest.mark.parametrize("trusts", [True, False])
def test_who_always_trusts_or_always_refuses_tells_nothing_apart(*, trusts: bool) -> None:
    found = judged([("trap", not trusts)] * 4 + [("honest", trusts)] * 4)
    assert math.isclose(found.apart, 0, abs_tol=1e-9)
    assert (found.bias > 0) is trusts
