"""A child and an adult side by side, each on their own phone: a link, what it shows, two duels, and its end."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.simulator.browser import PHONE
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from simulator import Simulator
    from tests.e2e.chat import Chat

pytestmark = pytest.mark.slow
ROLES = {"ru": ("9–11 лет", "Родитель"), "en": ("9–11 years", "Parent")}
WHAT_A_DUEL_IS = (
    "The same five questions for both of you, each on their own phone. Afterwards I show where you think "
    "differently, not what each of you chose there. There are no points and no winner."
)
QUESTION = {"ru": "Какое самое странное сообщение", "en": "What is the oddest message"}
"""How "Ask tonight" begins on scams."""


def make_packs(folder: Path) -> Path:
    """The lessons, questions and drills of the house on scams: a duel takes five questions, or a drill."""
    for pack in ("content/basics", "quizzes/basics-sets"):
        shutil.copytree(ROOT / pack, folder / pack.rpartition("/")[2])
    return folder


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_child_and_an_adult_side_by_side(
    telegram: Simulator, chat_of: Callable[..., Chat], shot: Callable[[Page, str], None], language: str
) -> None:
    child = chat_of(telegram.new_person("1", language).id, language, **PHONE)
    adult = chat_of(telegram.new_person("2", language).id, language, **PHONE)
    say = child.say
    fox = f"🦊 {say('fox')}"
    child.settles_in(ROLES[language][0])
    adult.settles_in(ROLES[language][1])
    child.writes("/start lesson_basics_phishing_9-11")
    _reads_to_the_end(child)
    child.writes("/settings")
    child.tap_all(say("👪 My family"), say("➕ A link for an adult"), fox)
    child.sees(
        _first(say("Nobody has opened this link yet. Show one adult the code, or give them the link.")),
        say("Nothing is shown here yet."),
    )
    child.taps(say("🔳 Show the code"))
    child.sees(say("Point a camera here."))
    expect(child.screen.locator(".photo img")).to_be_visible()
    code = re.search(r"family_(\w{12})", child.stream.inner_text())
    assert code
    shot(child.page, "1-code")
    adult.opens_link(f"family_{code[1]}")
    adult.taps(say("Open"))
    adult.sees(fox, say("Nothing is shown here yet."))
    child.writes("/settings")
    child.tap_all(say("👪 My family"), fox, say("☑ Choose topics"))
    child.taps("☐ 🎣")
    child.taps(f"⬆ {fox}")
    child.sees(say("One adult has opened this link."), say("Finished something on"))
    shot(child.page, "2-shown")
    adult.presses(say("☰ Menu"))
    adult.tap_all(say("👪 My family"), fox)
    adult.sees(say("Finished something on"))
    shot(adult.page, "3-seen")
    adult.taps(say("💬 Ask tonight: {topic}").partition(":")[0])
    adult.sees(QUESTION[language])
    _answer_five_questions(child, adult, fox, shot)
    _go_through_a_drill(child, adult, fox, shot)
    child.tap_all(f"⬆ {fox}", say("✖ End this link"))
    child.sees(_first(say("This link is ended. The adult sees nothing of it any more.")))
    adult.taps(f"⬆ {fox}")
    adult.sees(say("This page is not here any more: a link was ended, or a duel is over."))
    shot(adult.page, "5-ended")


def _answer_five_questions(child: Chat, adult: Chat, fox: str, shot: Callable[[Page, str], None]) -> None:
    """The child invites to five questions; both answer each, and see where they think differently."""
    say = child.say
    child.tap_all(say("👥 Duel of two"), say("❓ Five questions"))
    child.taps("🎣")
    for who in (child, adult):
        if who is adult:
            _goes_to_the_duel(adult, fox)
        who.sees(_last(say(WHAT_A_DUEL_IS)))
        who.taps(say("▶ Begin"))
        for number in range(1, 6):
            who.sees(_of(who, number, 5))
            who.taps(who.labels()[0 if who is child else 1])
    nobody = _first(say("Nobody has won. Your answers are erased already; this page will be erased on {day}."))
    adult.sees(say("Here you think differently:"), say("To talk about"), nobody)
    shot(adult.page, "4-differ")
    child.taps("🔄")
    child.sees(say("Here you think differently:"), say("To talk about"))


def _go_through_a_drill(child: Chat, adult: Chat, fox: str, shot: Callable[[Page, str], None]) -> None:
    """The child invites to a drill; both choose at each of its moments, and see where they chose differently."""
    say = child.say
    child.taps(say("🎯 Another duel: a drill"))
    child.sees(say("When you choose, the result of the last duel is erased, for both of you."))
    child.taps("🎣")
    for who in (child, adult):
        if who is adult:
            _goes_to_the_duel(adult, fox)
        who.sees(
            say("🎯 Practice · {title}").partition("{")[0],
            "никто настоящий" if who.language == "ru" else "nobody real",
        )
        who.taps(say("▶ Begin"))
        first = _of(who, 1, 0)[:-1]
        who.sees(first)
        count = int(re.findall(rf"{first}(\d)", who.stream.inner_text())[-1])
        for number in range(1, count + 1):
            onward = [say("The chat goes on like this, whatever was chosen:")] if number > 1 else []
            who.sees(_of(who, number, count), *onward)
            if number == 2 and who is adult:
                shot(who.page, "6-moment")
            who.taps(who.labels()[0 if who is child or number < count else 1])
    differ = say("At these moments you chose differently:")
    by_moment = "минута за минутой:" if adult.language == "ru" else "moment by moment:"
    adult.sees(differ, f"{count}. ", by_moment)
    shot(adult.page, "7-moments-differ")
    child.taps("🔄")
    child.sees(differ, say("To talk about"))
    adult.taps("💡 1")
    adult.sees(say("What each choice brings"))
    shot(adult.page, "8-known")
    adult.taps(say("⬆ Where we differ"))
    adult.sees(by_moment)


def _goes_to_the_duel(adult: Chat, fox: str) -> None:
    adult.presses(adult.say("☰ Menu"))
    adult.taps(adult.say("👥 Duel of two: {name}").format(name=fox))


def _reads_to_the_end(child: Chat) -> None:
    for number in range(1, 6):
        child.sees(_of(child, number, 6))
        child.taps(child.say("Next ▶"))
    child.taps(child.say("Finish ✓"))


def _of(who: Chat, number: int, total: int) -> str:
    return who.say("{number} of {total}").format(number=number, total=total)


def _first(words: str) -> str:
    """The first sentence."""
    return words.partition(". ")[0]


def _last(words: str) -> str:
    """The last sentence."""
    return words.rpartition(". ")[2]
