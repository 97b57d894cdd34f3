"""A drill for two: the same chat stops at the same moments for both; where they chose differently, never what."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.db.schema import metadata
from bot.features.duel import drills, pages
from bot.features.duel.domain import asked_of, meaning_of, pick, topics
from bot.features.duel.pages import DuelOf
from bot.packs.model import Kind, Ref
from bot.packs.topics import SENSITIVE
from bot.values.audience import TIERS, Audience
from tests.kit.duels import begins, sides, two
from tests.kit.families import LOST, nothing_left, rows
from tests.talk import House, Person, our_library

SWAP = Ref(Kind.DRILL, "citizen", "money/swap/9-11")
"""The one drill on money for ages 9 to 11."""


def invites_to_drill(child: Person, link: int, topic: str = "money") -> int:
    """Begin a duel of a drill; return its number."""
    child.visits(begins(child, link, topic, "🎯 A drill").path)
    asked = child.button("▶ Begin").page
    assert isinstance(asked, pages.DuelQuestion)
    return asked.duel


def asked_ids(house: House) -> list[str]:
    with house.stores.durable.transaction() as db:
        return (db.scalar(select(metadata.tables["duels"].c.questions)) or "").split()


def invites_to(house: House, child: Person, link: int, drill: str) -> int:
    """Begin duels until the chat that was drawn is this one of the twins; return its moments."""
    for _ in range(40):
        invites_to_drill(child, link)
        if asked_ids(house)[0].startswith(f"{drill}:"):
            return len(asked_ids(house))
        child.visits(f"duel/{link}/off")
    raise AssertionError(f"{drill} was not drawn in forty duels")


def moments(person: Person, link: int, letters: str) -> list[str]:
    """Choose at every moment; return what was read before each choice."""
    person.visits(f"duel/{link}")
    assert "nobody real writes" in person.sees
    person.taps("▶")
    seen = []
    for letter in letters:
        (page,) = [
            choice.page
            for choice in person.see().choices
            if isinstance(choice.page, pages.DuelAnswer) and choice.page.marks == letter
        ]
        seen.append(person.see().text.plain)
        person.visits(page.path)
    return seen


def test_both_meet_the_same_moments_and_see_where_they_chose_differently(ours: House) -> None:
    child, adult, link = two(ours)
    count = invites_to(ours, child, link, str(SWAP))
    assert count == 5
    adult.visits("menu")
    adult.taps("👥 Duel of two: 🦊 fox")
    assert "🎯 Practice · A cloak for a dragon" in adult.sees
    mine = moments(child, link, "abcab")
    assert "You are done." in child.sees
    theirs = moments(adult, link, "aaabb")
    assert mine == theirs, "the chat goes on in the same way, whatever either chose"
    assert mine[0].startswith("1 of 5\n\nYou have a stall at a fair in your game")
    assert "The chat goes on like this, whatever was chosen:\nShow me the dragon first" in mine[1]
    told = adult.visits(f"duel/{link}").text.plain
    assert "At these moments you chose differently:\n2. A picture · There! It's in my chest. Honest.\n3. " in told
    assert "Begin with “A picture · There! It's in my chest. Honest.”: each tells why they chose so." in told
    assert "The chat was a trap. What was used in it, moment by moment:" in told
    assert "Nobody has won." in told
    same = child.visits(f"duel/{link}").text.plain
    assert [part for part in same.split("\n\n") if part[:1] != "N"] == [
        part for part in told.split("\n\n") if part[:1] != "N"
    ]


def test_the_result_is_the_same_whatever_the_two_chose(ours: House) -> None:
    """Where they differ in the same places, nobody can tell from it what was chosen."""
    child, adult, link = two(ours)
    seen = []
    for mine, theirs in (("aaaaa", "baaab"), ("bcabc", "ccaba"), ("ccccc", "acccb")):
        invites_to(ours, child, link, str(SWAP))
        moments(child, link, mine)
        before = adult.visits(f"duel/{link}").text.plain
        moments(adult, link, theirs)
        seen.append((before, *(person.visits(f"duel/{link}").text.plain for person in (adult, child))))
        child.visits(f"duel/{link}/off")
    assert seen[0] == seen[1] == seen[2]


def test_of_an_honest_chat_is_told_what_spoke_for_it(ours: House) -> None:
    child, adult, link = two(ours)
    count = invites_to(ours, child, link, "drill:citizen/money/swap-ok/9-11")
    moments(child, link, "a" * count)
    moments(adult, link, "a" * count)
    assert "You chose alike everywhere." in adult.sees
    assert "The chat was honest. What spoke for it, moment by moment:" in adult.sees
    adult.taps("💡 2")
    for words in (
        "Griffin\nI've got two",
        "• What a beast! How do we swap?\nThe chat goes on.",
        "• Too generous. I won't swap\nGriffin\nFair enough! Sell me a turnip, then.\nA no, and that is",
        "What spoke for it\n\n",
        "A no was fine\nFair enough! Sell me a turnip, then.\n",
    ):
        assert words in adult.sees
    adult.taps("Where we differ")
    child.visits(f"duel/{link}")
    child.taps("🎯 A cloak for a dragon")
    assert child.button("▶ Begin").page.path.startswith("drill/citizen/money/swap/9-11:"), "the pair, by its trap"


def test_what_each_choice_brings_is_read_together_once_both_are_done(ours: House) -> None:
    child, adult, link = two(ours)
    invites_to(ours, child, link, str(SWAP))
    moments(child, link, "abcab")
    duel = invited(ours)
    assert LOST in child.visits(f"duel/{link}/{duel}/known/5").text.plain
    moments(adult, link, "abcab")
    adult.taps("💡 5")
    for words in (
        "What each choice brings\n\n• 📤 Send the cloak: the potion was a gift\nThe trap gets what it wants.",
        "• 🚩 Report Griffin\nThe trap gets nothing.",
        "What was used, and why it works\n\n",
        "Don't you trust me? Everybody does! I've swapped with ten people, all fine.\n",
    ):
        assert words in adult.sees
    assert LOST in adult.visits(f"duel/{link}/{duel}/known/6").text.plain


def invited(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return db.scalar(select(metadata.tables["duels"].c.duel)) or 0


def test_choices_are_erased_the_moment_both_are_done(ours: House) -> None:
    child, adult, link = two(ours)
    invites_to(ours, child, link, str(SWAP))
    moments(child, link, "abcab")
    moments(adult, link, "aaca")
    assert sorted(sides(ours)) == ["aaca-", "abcab"]
    adult.visits(adult.see().choices[0].page.path)
    assert sides(ours) == []
    for person in (child, adult):
        exported = person.types("/export").documents[0].content
        assert isinstance(exported, bytes)
        assert b"abcab" not in exported
        assert b"aaca" not in exported


@pytest.mark.parametrize("who", ["child", "adult"])
def test_forgetting_in_the_middle_leaves_nothing(ours: House, who: str) -> None:
    child, adult, link = two(ours)
    invites_to(ours, child, link, str(SWAP))
    moments(child, link, "abc")
    moments(adult, link, "aa")
    forgets, stays = (child, adult) if who == "child" else (adult, child)
    forgets.types("/forget")
    forgets.taps("Yes, forget me")
    assert nothing_left(ours)
    assert LOST in stays.visits(f"duel/{link}").text.plain


def test_a_choice_counts_once_and_cannot_be_forged(ours: House) -> None:
    child, _, link = two(ours)
    invites_to(ours, child, link, str(SWAP))
    duel = invited(ours)
    for forged in ("9/a", "0/a", "1/d", "1/z", "1/ab"):
        child.visits(f"duel/{link}/{duel}/{forged}")
    assert sides(ours) == []
    child.visits(f"duel/{link}/{duel}/1/a")
    child.visits(f"duel/{link}/{duel}/1/b")
    assert sides(ours) == ["a----"]


def test_choices_can_be_typed_and_read_in_another_language(ours: House) -> None:
    child, adult, link = two(ours)
    count = invites_to(ours, child, link, str(SWAP))
    adult.visits("set/locale/ru")
    adult.visits(f"duel/{link}")
    assert "🎯 Тренировка · Плащ за дракона" in adult.sees
    adult.taps("▶")
    for _ in range(count):
        adult.types(adult.see().choices[1].label)
    assert sides(ours) == ["b" * count]
    moments(child, link, "b" * count)
    assert "Везде выбрано одинаково." in adult.visits(f"duel/{link}").text.plain


def test_the_child_takes_it_back_and_begins_another(ours: House) -> None:
    child, adult, link = two(ours)
    invites_to(ours, child, link, str(SWAP))
    moments(adult, link, "aa")
    assert "five questions" not in child.visits(f"duel/{link}").text.plain
    assert child.visits(f"duel/{link}/drill:0").text.plain == child.visits(f"duel/{link}").text.plain
    child.taps("Take the duel back")
    assert (rows(ours)["duels"], sides(ours)) == (0, [])
    assert child.labels[:2] == ["❓ Five questions", "🎯 A drill"]


@pytest.mark.parametrize("tier", TIERS)
def test_every_age_has_drills_for_two_and_none_that_weigh(tier: Audience) -> None:
    library = our_library()
    found = topics(library, tier, "ru", DuelOf.DRILL)
    assert sum(len(drills.fitting(library, tier, "ru", topic)) for topic in found) >= 2
    assert not SENSITIVE & {*found}
    drawn = set()
    for topic in found:
        for duel in range(60):
            asked, english = (pick(library, tier, at, DuelOf.DRILL, topic, duel) for at in ("ru", "en"))
            assert [one.id for one in asked] == [one.id for one in english]
            assert len(" ".join(one.id for one in asked)) <= 320
            assert not asked[0].item.sensitive
            drawn.add(asked[0].item.honest)
            ids, meaning = [one.id for one in asked], meaning_of(asked)
            assert [one.id for one in asked_of(library, "en", ids, meaning) or ()] == ids
            for changed in (ids[:-1], ids[::-1], [*ids, ids[0]]):
                assert asked_of(library, "en", changed, meaning) is None, "its author chose other moments since"
            assert asked_of(library, "en", ids, "0" * 32) is None
    assert drawn == {True, False}, "trap and twin are drawn"


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_moment_fits_on_the_screen_of_its_reader(ours: House, tier: Audience, language: str) -> None:
    child, adult, link = two(ours, tier.value)
    for person in (child, adult):
        person.visits(f"set/locale/{language}")
    for topic in topics(our_library(), tier, language, DuelOf.DRILL):
        for number in range(4):
            child.visits(f"duel/{link}/off")
            child.visits(pages.BeginDuel(link, DuelOf.DRILL, topic, number + 1).path)
            for person in (child, adult):
                person.visits(f"duel/{link}")
                person.taps("▶")
                for _ in asked_ids(ours):
                    screen = person.see()
                    assert len(screen.choices) >= 3
                    assert len(person.labels) <= (tier.most_buttons or 12)
                    assert len(screen.text.plain) < 3000
                    person.visits(screen.choices[0].page.path)
            assert len(child.visits(f"duel/{link}").text.plain) < 3000


def test_a_drill_that_became_sensitive_is_offered_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    library = our_library()
    asked = pick(library, Audience.TIER_9_11, "en", DuelOf.DRILL, "money", 3)
    monkeypatch.setattr("bot.features.duel.drills.SENSITIVE", frozenset({"money"}))
    assert pick(library, Audience.TIER_9_11, "en", DuelOf.DRILL, "money", 3) == []
    assert drills.drill_of(library, "en", [one.id for one in asked]) is None
