"""A typed answer to "Who are you?": an age, a grade, a role, in the words of any language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.chat.typed import canonical
from bot.chat.views import Outcome, Stage, Views
from bot.features.account import pages, welcome
from bot.values.audience import Audience
from bot.values.locales import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Turn
    from bot.values.page import Page

views = Views()

FILE = "who.yml"
"""The file in the folder of a language; docs/translating.md tells its lines."""

ROLES = ("grandparent", "parent", "educator", "adult")
"""What people may say that they are, other than an age; the first of several counts."""

FIRST_GRADE_AT = 6
"""What is added to a grade to get an age."""

TIERS = ((8, Audience.TIER_6_8), (11, Audience.TIER_9_11), (15, Audience.TIER_12_15), (17, Audience.TIER_16_17))
"""The highest age of each tier. A child younger than the youngest tier reads what that reads."""

OLDEST = 99
"""The highest number that counts as an age."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What people type, in all languages: words by role, ages by their words, and words that stand round these."""

    roles: Mapping[str, frozenset[str]]
    grades: frozenset[str]
    ages: Mapping[str, int]
    around: frozenset[str]


@views.hears(Stage.SAID)
def answered(turn: Turn, words: str) -> Page | None:
    """Return the page that an answer to "Who are you?" leads to; None where nobody asked, or for other words."""
    return of_words(words) if turn.audience is None else None


@views(pages.IAmGrandparent, newcomer=True, kept=False, own=True)
def grandparent(turn: Turn, _: pages.IAmGrandparent) -> Outcome:
    """Welcome a grandparent by that name. What they read is what parents read, and no more is kept of them."""
    went = welcome.i_am(turn, pages.IAm(Audience.PARENT))
    told = turn.say("Welcome, grandparents! Here is what parents read, and it is for you just as much.")
    return Outcome(went.shown, went.turn, told=told)


def of_words(words: str) -> Page | None:
    """Return the page of an age, a grade or a role that is all that the words tell; the question again for adults
    who say no more; None for other words.
    """
    told, said = _told(), canonical(words).split()
    role = next((role for role in ROLES if not told.roles[role].isdisjoint(said)), "")
    ages = [age for word in said if (age := _age(told, word))]
    known = told.around | told.grades | told.ages.keys() | frozenset().union(*told.roles.values())
    if not (role or ages) or any(word not in known and not _age(told, word) for word in said):
        return None
    match role:
        case "grandparent":
            return pages.IAmGrandparent()
        case "parent" | "educator":
            return pages.IAm(Audience(role))
        case "adult":
            return pages.WhoAreYou()
    age = ages[0] + FIRST_GRADE_AT * (not told.grades.isdisjoint(said))
    tier = next((tier for oldest, tier in TIERS if age <= oldest), None)
    return pages.IAm(tier) if tier else pages.WhoAreYou()


def _age(told: _Told, word: str) -> int:
    """Return the number that a word is, 0 for none: "9", "ten", and for a grade also "7b"."""
    digits = word if word.isdecimal() else word[:-1]
    age = int(digits) if digits.isdecimal() and len(digits) <= len(str(OLDEST)) else told.ages.get(word, 0)
    return age if age <= OLDEST else 0


@cache
def _told() -> _Told:
    files = [*read(FILE).values()]

    def words(name: str) -> frozenset[str]:
        return frozenset(canonical(str(word)) for file in files for word in file.get(name, ()))

    ages = {canonical(str(word)): int(age) for file in files for word, age in file.get("ages", {}).items()}
    return _Told({role: words(role) for role in ROLES}, words("grade"), ages, words("around"))


KEPT = (_told,)
"""What is worked out once: a test that brings other languages lets go of it."""
