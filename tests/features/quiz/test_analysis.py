"""How questions work: counted once an attempt, exactly, ten people at a time, without anybody in it."""

from __future__ import annotations

import itertools
import random
from statistics import correlation
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.db import people, retention
from bot.features.organiser.question_report import as_csv, as_text, lines
from bot.features.quiz import analysis
from bot.features.quiz.analysis import TELLS_FROM, Finding
from bot.features.quiz.store import findings
from bot.features.quiz.store.findings import Sums
from bot.features.quiz.tables import findings as table
from bot.features.quiz.tables import waiting_findings
from bot.features.quiz.totals import ANALYSED_FROM, Share, share_of
from bot.packs.model import Kind
from tests.kit.assignments import answers_all, classes_of, gives
from tests.kit.classrooms import another
from tests.kit.own_sets import makes_set
from tests.talk import TODAY, House, Person, fixture_library

if TYPE_CHECKING:
    from bot.packs.model import Item
    from bot.packs.question import Question

QUIZ = "lamp-sets/light/9-11"
PEOPLE = itertools.count(1)
"""Keys of made-up people: each answers once."""


def the_set() -> Item:
    found = fixture_library().find(Kind.QUIZ, "lamp-sets", "light/9-11", "en")
    assert found is not None
    return found


def question(card: str) -> Question:
    found = the_set().card(card)
    assert found is not None
    assert found.question is not None
    return found.question


def waiting(house: House) -> dict[str, list[str]]:
    """What waits, by the meaning of its question."""
    with house.stores.durable.transaction() as db:
        found: dict[str, list[str]] = {}
        for row in db.execute(select(waiting_findings).order_by(waiting_findings.c.person)):
            found.setdefault(row.meaning, []).append(row.answer)
        return found


def adds(house: House, of: Question, answers: list[str]) -> None:
    """Let answers come in as attempts bring them."""
    with house.stores.durable.transaction() as db:
        for answer in answers:
            number = next(PEOPLE)
            key = number.to_bytes(16, "big")
            people.add(db, key + b"-" * 17, people.Person(key), TODAY)
            for meaning, ten in findings.add(db, key, {of.meaning: answer}, TODAY):
                assert len(ten) == 10
                findings.settle(db, meaning, analysis.sums_of(of, ten), TODAY)


def finding(house: House, of: Question) -> Finding:
    with house.stores.durable.transaction() as db:
        return analysis.of(db, of)


def test_an_attempt_counts_with_its_last_answer_and_once(house: House, educator: Person) -> None:
    room, (one, _) = classes_of(house, educator, 2)
    task = gives(educator, room)
    one.visits(f"due/{task}/begin")
    one.visits("answer/1/1/b")
    assert waiting(house) == {}
    answers_all(house, one, task, {"truth": "a"})
    assert waiting(house)[question("choice").meaning] == ["b:75"]
    assert waiting(house)[question("truth").meaning] == ["a:100"]
    counted = waiting(house)
    assert len(counted) == 5, "own words and polls have no right answer"
    one.visits("answer/1/1/b")
    one.visits("result/1")
    assert waiting(house) == counted


def test_a_second_attempt_an_adults_and_one_after_help_do_not_count(house: House, child: Person) -> None:
    adult = another(house, 50, "educator")
    for person in (adult, child):
        person.visits(f"begin/{QUIZ}:1")
        if person is child:
            person.types("/help")
        for number in range(1, 6):
            person.visits(f"answer/1/{number}/a")
    assert waiting(house) == {}
    house.later(hours=2)
    child.visits(f"begin/{QUIZ}:2")
    for number in range(1, 6):
        for marks in ("a", "ab", "abc"):
            child.visits(f"answer/2/{number}/{marks}")
    assert waiting(house) == {}


def test_an_own_sets_answers_count_for_the_banks_questions(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    own = makes_set(educator, room)
    educator.visits(f"given/{room}/q/own/{own}-3:2530")
    page = educator.button("How it goes").page
    answers_all(house, pupil, int(page.path.split("/")[1]))
    assert {*waiting(house)} == {question("choice").meaning, question("truth").meaning}


def test_the_sums_are_exactly_those_of_a_scan(house: House) -> None:
    """Whatever comes in whichever order: what is kept equals what a scan of the answers gives, five by five."""
    chance = random.Random(7)  # noqa: S311 - made-up answers
    of = question("all")
    options = ["a", "b", "c", "ab", "ac", "bc", "abc"]
    answers = [f"{chance.choice(options)}:{chance.choice([0, 20, 25, 50, 100])}" for _ in range(333)]
    adds(house, of, answers)
    whole = [answer.split(":") for answer in answers[:330]]
    rights = [of.fits(marks) for marks, _ in whole]
    with house.stores.durable.transaction() as db:
        sums = findings.of(db, of.meaning)
    assert waiting(house)[of.meaning] == answers[330:]
    share = share_of([sum(rights[at : at + 5]) for at in range(0, 330, 5)])
    assert share == Share(sums.least, sums.most, sums.answers)
    rests = [int(rest) for _, rest in whole]
    assert (sums.pairs, sums.rights, sums.rests) == (330, sum(rights), sum(rests))
    told = finding(house, of)
    assert told.share == share
    assert told.tells == pytest.approx(correlation(rights, rests))


def test_nothing_is_told_below_thirty_and_no_discrimination_below_a_hundred(house: House) -> None:
    of = question("choice")
    adds(house, of, ["b:100", "a:0"] * ((ANALYSED_FROM - 2) // 2))
    assert finding(house, of) == Finding()
    adds(house, of, ["b:100", "a:0"])
    told = finding(house, of)
    assert told.share == Share(15, 15, 30)
    assert told.idle == "c", "nobody chose the spoon"
    assert told.tells is None
    adds(house, of, ["b:100", "a:0"] * ((TELLS_FROM - 30) // 2))
    assert finding(house, of).tells == pytest.approx(1.0)


def test_who_all_answer_alike_are_not_told_apart(house: House) -> None:
    of = question("truth")
    adds(house, of, ["b:50"] * 120)
    assert finding(house, of).tells is None
    assert finding(house, of).share == Share(96, 120, 120), "never 'all of them'"


def test_it_is_shown_with_the_question_in_the_table_and_to_editors(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    adds(house, question("choice"), ["b:100", "a:0"] * 50)
    adds(house, question("truth"), ["b:0", "a:100"] * 50)
    makes_set(educator, room, ())
    educator.taps("More questions")
    educator.taps("What is bright")
    assert "Everywhere: 50 % right, 100 answers." in educator.sees
    assert "a question that tells well" in educator.sees
    assert "hardly chosen by anybody: A spoon" in educator.sees
    educator.taps("⬆ Questions")
    educator.taps("A lamp eats soup")
    assert "read it once more" in educator.sees
    with house.stores.durable.transaction() as db:
        told = lines(db, house.packs, "en")
    assert [line.id for line in told] == [f"{QUIZ}:truth", f"{QUIZ}:choice"], "the weakest first"
    assert f"{QUIZ}:choice  50–50 % of 100 right, tells 1.0, hardly chosen: c" in as_text(told)
    assert f"{QUIZ}:truth,A lamp eats soup,100,50,50,-1.0," in as_csv(told)
    assert as_text([]) == "no question has 30 answers yet"


def test_wordings_that_are_no_more_go_after_half_a_year(house: House) -> None:
    adds(house, question("choice"), ["b:100"])
    house.later(days=179)
    with house.stores.durable.transaction() as db:
        assert retention.sweep(db, house.clock, 100) == 0
    house.later(days=2)
    with house.stores.durable.transaction() as db:
        assert retention.sweep(db, house.clock, 100) == 1
        assert findings.of(db, question("choice").meaning) == Sums()


def test_what_waits_goes_with_its_person_and_what_ten_answered_stays(house: House, child: Person) -> None:
    child.visits(f"begin/{QUIZ}:1")
    for number in range(1, 6):
        for marks in ("b", "ab", "abc", ""):
            child.visits(f"answer/1/{number}/{marks}")
    of = question("choice")
    answered = len(waiting(house).get(of.meaning, ()))  # an attempt asks some of the questions
    adds(house, of, ["b:100"] * 12)
    with house.stores.durable.transaction() as db:
        before = findings.of(db, of.meaning)
        left = [bytes(row.person) for row in db.execute(select(waiting_findings)) if row.meaning == of.meaning]
    assert before.answers == 10
    assert len(left) == 2 + answered
    childs = sum(any(key[:8]) for key in left)  # which ten are taken hangs on the keys: random for the child
    child.visits("forget/now")
    with house.stores.durable.transaction() as db:
        assert findings.of(db, of.meaning) == before
    assert {meaning: len(answers) for meaning, answers in waiting(house).items()} == {
        of.meaning: len(left) - childs
    }
    assert not any("person" in column.name for column in table.c)
