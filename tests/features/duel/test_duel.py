"""A duel of two: the same five questions, each on their own phone; where they differ, and not who was right."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.db import people, retention
from bot.db.schema import metadata
from bot.features.duel import pages
from bot.features.duel import store as duels
from bot.features.duel.domain import QUESTIONS, meaning_of, pick, topics
from bot.features.duel.pages import DuelOf
from bot.features.family import store as links
from bot.packs.topics import SENSITIVE
from bot.values.audience import TIERS, Audience
from tests.kit.classrooms import another
from tests.kit.duels import begins, sides, two
from tests.kit.families import HIDDEN, LOST, nothing_left, rows
from tests.kit.forged import key_of
from tests.talk import NOW, House, Person, our_library

if TYPE_CHECKING:
    from bot.db.engine import Store

WHO_SEES = {
    "duel/1 duel/1/questions:0 duel/1/questions/accounts/1 duel/1/drill:0 duel/1/drill/accounts/1": HIDDEN,
    "duel/1/off duel/1/1/1 duel/1/1/1/a duel/1/1/known/1": HIDDEN,
}


def invites(child: Person, link: int, topic: str = "phishing") -> int:
    """Begin a duel of five questions; return its number."""
    child.visits(f"family/{link}")
    child.taps("👥 Duel of two")
    child.visits(begins(child, link, topic).path)
    asked = child.button("▶ Begin").page
    assert isinstance(asked, pages.DuelQuestion)
    return asked.duel


def answers(person: Person, link: int, letters: str) -> list[str]:
    """Answer every question with the option of this letter (its own letter, in the author's order); return the
    questions in the order in which they were asked.
    """
    person.visits(f"duel/{link}")
    person.taps("▶")
    asked = []
    for letter in letters:
        (page,) = [
            choice.page
            for choice in person.see().choices
            if isinstance(choice.page, pages.DuelAnswer) and choice.page.marks == letter
        ]
        asked.append(person.see().text.plain.split("\n\n")[1])
        person.visits(page.path)
    return asked


def test_two_answer_the_same_five_and_see_where_they_differ(ours: House) -> None:
    child, adult, link = two(ours)
    invites(child, link)
    child.visits(f"duel/{link}")
    assert "The invitation waits for the adult" in child.sees
    adult.visits("menu")
    adult.taps("👥 Duel of two: 🦊 fox")
    assert "The invitation waits" not in adult.sees
    assert "🎣 Scams and false gifts" in adult.sees
    mine = answers(child, link, "abcab")
    assert "You are done." in child.sees
    theirs = answers(adult, link, "aacbb")
    assert mine == theirs
    assert len(set(mine)) == QUESTIONS
    told = adult.sees
    assert "Here you think differently:\n2. " in told
    numbers = [line.split(".")[0] for line in told.splitlines() if line[:2] in {f"{n}." for n in range(1, 6)}]
    assert numbers == ["2", "4"]
    assert "Nobody has won." in told
    child.visits("menu")
    child.taps("👥 Duel of two")
    same = [part for part in child.see().text.plain.split("\n\n") if part[:1] != "N"]
    assert same == [part for part in adult.see().text.plain.split("\n\n") if part[:1] != "N"]


def test_a_link_tells_of_an_invitation_only_until_both_are_done(ours: House) -> None:
    child, adult, link = two(ours)
    invites(child, link)
    answers(child, link, "abcab")
    child.visits(f"family/{link}")
    assert "An invitation to a duel of two" in child.sees
    answers(adult, link, "aacbb")
    child.visits(f"family/{link}")
    adult.visits("menu")
    adult.taps("👪 My family")
    adult.taps("🦊 fox")
    for person in (child, adult):
        assert "A duel of two is done" in person.sees
        assert "An invitation" not in person.sees


def test_nothing_is_said_to_an_answer(ours: House) -> None:
    child, _, link = two(ours)
    invites(child, link)
    child.visits(f"duel/{link}")
    child.taps("▶")
    for number in range(2, QUESTIONS + 1):
        child.visits(child.see().choices[0].page.path)
        assert child.see().text.plain.startswith(f"{number} of 5\n\n"), (
            "the next question, and no word to the last"
        )


def test_the_result_is_the_same_whatever_the_other_one_chose(ours: House) -> None:
    """Where both differ in the same places, nobody can tell from it what was chosen, or that it was right."""
    child, adult, link = two(ours)
    begin = begins(child, link)
    seen = []
    for letters in ("aaaab", "ccccb", "acacb"):
        child.visits(f"duel/{link}/off")
        child.visits(begin.path)
        answers(child, link, letters)
        before = adult.visits(f"duel/{link}").text.plain
        answers(adult, link, "bbbbb")
        results = [person.visits(f"duel/{link}") for person in (adult, child)]
        seen.append((before, *((one.text.plain, one.rows) for one in results)))
    assert seen[0] == seen[1] == seen[2]


def test_answers_are_erased_the_moment_both_are_done(ours: House) -> None:
    child, adult, link = two(ours)
    invites(child, link)
    answers(child, link, "abcab")
    answers(adult, link, "aaca")
    assert sorted(sides(ours)) == ["aaca-", "abcab"]
    adult.visits(adult.see().choices[0].page.path)
    assert sides(ours) == []
    for person in (child, adult):
        exported = person.types("/export").documents[0].content
        assert isinstance(exported, bytes)
        assert b"abcab" not in exported
        assert b"aaca" not in exported


def test_the_result_goes_after_the_next_day_and_an_unfinished_one_after_a_week(ours: House) -> None:
    child, adult, link = two(ours)
    invites(child, link)
    answers(child, link, "aaaaa")
    answers(adult, link, "bbbbb")
    assert "Nobody has won." in adult.sees
    ours.clock = NOW.replace(hour=23, minute=59) + timedelta(days=1)
    assert "Nobody has won." in adult.visits(f"duel/{link}").text.plain
    ours.later(minutes=2)
    assert "There is no duel here just now." in adult.visits(f"duel/{link}").text.plain
    assert "👥 Duel of two: 🦊 fox" not in child.visits("menu").text.plain
    with ours.stores.durable.transaction() as db:
        retention.sweep(db, ours.clock)
    assert rows(ours)["duels"] == 0
    invites(child, link)
    answers(child, link, "aaaa")
    ours.later(days=7, minutes=1)
    with ours.stores.durable.transaction() as db:
        retention.sweep(db, ours.clock)
    assert (rows(ours)["duels"], rows(ours)["duel_sides"]) == (0, 0)
    assert rows(ours)["family_links"] == 1


def test_nobody_is_told_when_the_other_one_was_there(ours: House) -> None:
    """Result and export are the same, at whatever time of the day the last answer came."""
    child, adult, link = two(ours)
    seen = set()
    for hour in (9, 22):
        ours.clock = NOW.replace(hour=hour, minute=17)
        child.visits(f"duel/{link}/off")
        child.visits(begins(child, link).path)
        answers(child, link, "aaaaa")
        answers(adult, link, "aaaaa")
        ours.clock = NOW.replace(hour=23)
        shown = child.visits(f"duel/{link}").text.plain.partition("What is known")[0]
        with ours.stores.durable.transaction() as db:
            seen.add((shown, db.scalar(select(metadata.tables["duels"].c.until))))
    assert len({shown for shown, _ in seen}) == 1
    assert len({until for _, until in seen}) == 1


def test_a_link_on_which_two_go_on_with_duels_stays(ours: House) -> None:
    """The menu leads to a duel past the link's own page: that is a look at the link, too."""
    _, adult, link = two(ours)
    for _ in range(2):
        ours.later(days=60)
        adult.visits(f"duel/{link}")
        with ours.stores.durable.transaction() as db:
            retention.sweep(db, ours.clock)
    assert rows(ours)["family_links"] == 1


def test_only_the_child_invites_and_takes_back(ours: House) -> None:
    child, adult, link = two(ours)
    adult.visits(f"duel/{link}/questions:0")
    assert LOST in adult.sees
    adult.visits(f"duel/{link}/questions/phishing/5")
    assert LOST in adult.sees
    assert rows(ours)["duels"] == 0
    invites(child, link)
    answers(child, link, "aaa")
    assert LOST in adult.visits(f"duel/{link}/off").text.plain
    assert rows(ours)["duels"] == 1
    child.visits(f"duel/{link}")
    child.taps("Take the duel back")
    assert (rows(ours)["duels"], sides(ours)) == (0, [])


def test_the_result_stays_until_another_duel_begins(ours: House) -> None:
    child, adult, link = two(ours)
    invites(child, link)
    answers(child, link, "aaaaa")
    answers(adult, link, "bbbbb")
    erased = "the result of the last duel is erased"
    assert erased not in child.visits(f"duel/{link}").text.plain
    child.taps("🎯 Another duel: a drill")
    assert erased in child.sees
    child.visits(f"duel/{link}")
    child.taps("❓ Another duel: five questions")
    assert erased in child.sees
    assert "Here you think differently:" in adult.visits(f"duel/{link}").text.plain
    assert not [label for label in adult.labels if "Another duel" in label]
    child.taps("🎣")
    child.button("▶ Begin")
    adult.visits(f"duel/{link}")
    assert adult.button("▶ Begin"), "the new one waits for the adult"
    assert rows(ours)["duels"] == 1
    child.visits(f"duel/{link}/drill:0")
    assert child.button("▶ Begin"), "one that goes on does not give way"


def test_a_first_answer_counts_once_and_none_is_skipped(ours: House) -> None:
    child, _, link = two(ours)
    duel = invites(child, link)
    child.visits(f"duel/{link}/{duel}/1/a")
    child.visits(f"duel/{link}/{duel}/1/b")
    child.visits(f"duel/{link}/{duel}/1/a")
    assert sides(ours) == ["a----"]
    assert "2 of 5" in child.visits(f"duel/{link}/{duel}/5").text.plain, "the next open one is asked"
    for forged in (f"{duel}/9/a", f"{duel}/0/a", f"{duel}/2/z", f"{duel}/2/ab", f"{duel + 1}/2/a"):
        child.visits(f"duel/{link}/{forged}")
    assert sides(ours) == ["a----"]


def test_a_stranger_and_another_adult_see_nothing(ours: House) -> None:
    child, adult, link = two(ours)
    duel = invites(child, link)
    answers(child, link, "abcab")
    before = sides(ours)
    for number, who in enumerate(("9-11", "parent", "educator"), 50):
        stranger = another(ours, number, who)
        for path in (
            "",
            f"/{duel}/1",
            f"/{duel}/1/a",
            f"/{duel}/known/1",
            "/off",
            "/drill:0",
            "/questions/phishing/3",
        ):
            assert LOST in stranger.visits(f"duel/{link}{path}").text.plain
    assert sides(ours) == before
    adult.visits("set/audience/9-11")
    assert LOST in adult.visits(f"duel/{link}").text.plain


@pytest.mark.parametrize("who", ["child", "adult"])
def test_forgetting_in_the_middle_leaves_nothing(ours: House, who: str) -> None:
    child, adult, link = two(ours)
    invites(child, link)
    answers(child, link, "abcab")
    answers(adult, link, "aa")
    forgets, stays = (child, adult) if who == "child" else (adult, child)
    forgets.types("/forget")
    forgets.taps("Yes, forget me")
    assert nothing_left(ours)
    assert LOST in stays.visits(f"duel/{link}").text.plain


def test_a_link_that_ends_takes_its_duel_along(ours: House) -> None:
    child, adult, link = two(ours)
    duel = invites(child, link)
    answers(adult, link, "aa")
    child.visits(f"family/{link}/ended")
    assert nothing_left(ours)
    assert LOST in adult.visits(f"duel/{link}/{duel}/3/a").text.plain
    assert nothing_left(ours)


def test_no_answer_stands_in_what_is_kept_as_a_place(ours: House) -> None:
    child, _, link = two(ours)
    duel = invites(child, link)
    child.visits(f"duel/{link}/{duel}/1/b")
    key = key_of(ours, child)
    place = metadata.tables["people"].c.place
    with ours.stores.durable.transaction() as db:
        assert db.scalar(select(place).where(metadata.tables["people"].c.key == key)) == f"duel/{link}/{duel}/2"


def test_soon_after_help_the_menu_speaks_of_no_duel(ours: House) -> None:
    child, adult, link = two(ours)
    invites(child, link)
    adult.visits("menu")
    assert "👥 Duel of two: 🦊 fox" in adult.labels
    adult.visits("help/1")
    adult.visits("menu")
    assert "👥 Duel of two: 🦊 fox" not in adult.labels


def test_what_is_known_is_read_together(ours: House) -> None:
    child, adult, link = two(ours)
    duel = invites(child, link)
    answers(child, link, "abcab")
    assert LOST in child.visits(f"duel/{link}/{duel}/known/1").text.plain, "not before both are done"
    answers(adult, link, "abcab")
    assert "You chose alike everywhere." in adult.sees
    adult.taps("💡 1")
    assert "✓ " in adult.sees
    adult.taps("Where we differ")
    assert "To talk about" in adult.sees


def test_each_answers_in_their_own_language(ours: House) -> None:
    child, adult, link = two(ours)
    invites(child, link)
    adult.visits("set/locale/ru")
    answers(child, link, "abcab")
    asked = answers(adult, link, "abcab")
    assert all(any("а" <= letter <= "я" for letter in words.lower()) for words in asked)
    assert "Везде выбрано одинаково." in adult.sees


def test_a_changed_question_ends_the_duel(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    child, adult, link = two(ours)
    duel = invites(child, link)
    answers(child, link, "abcab")
    monkeypatch.setattr("bot.features.duel.domain.meaning_of", lambda _: "another")
    assert "There is no duel here just now." in adult.visits(f"duel/{link}").text.plain
    assert LOST in adult.visits(f"duel/{link}/{duel}/1/a").text.plain


@pytest.mark.parametrize("tier", TIERS)
def test_every_age_has_topics_for_it_and_none_that_weigh(tier: Audience) -> None:
    library = our_library()
    for locale in ("ru", "en"):
        found = topics(library, tier, locale, DuelOf.QUESTIONS)
        assert len(found) >= 8
        assert not SENSITIVE & {*found}
        for topic in found:
            asked, english = (pick(library, tier, at, DuelOf.QUESTIONS, topic, 7) for at in (locale, "en"))
            assert [one.id for one in asked] == [one.id for one in english]
            assert all(len(one.question.options) >= 3 for one in asked)
            assert len(" ".join(one.id for one in asked)) <= 320


def test_two_who_finish_at_once_are_compared(store: Store) -> None:
    """On both databases, whichever of two last answers comes first: where they differ is known, none is left."""
    child, adult = b"c" * 16, b"a" * 16
    now, link = NOW, 7
    with store.transaction() as db:
        for key, lookup, audience in ((child, b"1" * 33, "9-11"), (adult, b"2" * 33, "parent")):
            people.add(db, lookup, people.Person(key, Audience(audience)), now.date())
        assert links.make(db, child, link, "fox", now)
        code = links.of_child(db, child, now)[0].code
        assert links.accept(db, adult, code, now) == link
    for turn in range(8):
        with store.transaction() as db:
            duels.begin(db, child, link, turn, ["p/i:a", "p/i:b"], "m", now)
            found = duels.find(db, link, now)
            assert found is not None
            for key in (child, adult):
                duels.answer(db, key, found, 1, "a", now)
        both = threading.Barrier(2)
        who = [threading.Thread(target=_last_answer, args=(store, key, found, both)) for key in (child, adult)]
        for thread in who:
            thread.start()
        for thread in who:
            thread.join(20)
        with store.transaction() as db:
            done = duels.find(db, link, now)
            assert done is not None
            assert done.differs == "01"
            assert not db.scalar(select(func.count()).select_from(metadata.tables["duel_sides"]))


def test_an_answer_that_comes_late_is_kept_nowhere(store: Store) -> None:
    """Two answers of one person at once, or one to a duel that has given way: neither leaves a row."""
    child, adult = b"c" * 16, b"a" * 16
    with store.transaction() as db:
        for key, lookup, audience in ((child, b"1" * 33, "9-11"), (adult, b"2" * 33, "parent")):
            people.add(db, lookup, people.Person(key, Audience(audience)), NOW.date())
        assert links.make(db, child, 7, "fox", NOW)
        assert links.accept(db, adult, links.of_child(db, child, NOW)[0].code, NOW) == 7
        duels.begin(db, child, 7, 1, ["p/i:a"], "m", NOW)
        found = duels.find(db, 7, NOW)
        assert found is not None
        for key in (child, adult, adult):
            duels.answer(db, key, found, 1, "a", NOW)
        assert not db.scalar(select(func.count()).select_from(metadata.tables["duel_sides"]))
        duels.begin(db, child, 7, 2, ["p/i:b"], "m", NOW)
        duels.answer(db, adult, found, 1, "a", NOW)
        assert not db.scalar(select(func.count()).select_from(metadata.tables["duel_sides"]))
        duels.stop(db, 7)
        duels.answer(db, adult, found, 1, "a", NOW)
        assert not db.scalar(select(func.count()).select_from(metadata.tables["duel_sides"]))


def _last_answer(store: Store, key: bytes, found: duels.Duel, both: threading.Barrier) -> None:
    both.wait(20)
    with store.transaction() as db:
        duels.answer(db, key, found, 2, key.decode()[0], NOW)


def test_meanings_hold_in_every_language() -> None:
    library = our_library()
    for of in DuelOf:
        for topic in topics(library, TIERS[1], "en", of):
            english, russian = (pick(library, TIERS[1], locale, of, topic, 3) for locale in ("en", "ru"))
            assert meaning_of(english) == meaning_of(russian)
