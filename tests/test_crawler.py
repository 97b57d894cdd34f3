"""The crawler taps every button there is, for each language and audience, and finds no dead end and no fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.help import pages as help_pages
from bot.values.audience import Audience
from bot.values.page import every_page
from tests.kit.crawler import ELSEWHERE, FRONT, KEPT_APART, ORGANISED, STUDIO, crawl, in_the_studio, leads_on
from tests.kit.families import finishes, linked
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_button_leads_somewhere(tmp_path: Path, language: str, audience: Audience) -> None:
    house = House(tmp_path)
    person = Person(house, language=language)
    house.conversation.services.organisers = frozenset({person.number})
    person.settles_in(audience)
    # First what an organiser has: who adds another person to the phone on the way may lose it.
    seen = crawl(person, ("overview", "organise/0", *FRONT))
    house.close()
    words = {path.partition("/")[0].partition(":")[0] for path in seen}
    assert {"menu", "lesson", "topics", "settings", "help", "tip", "organise", "pause", "overview", "by"} <= words
    if audience in {Audience.TIER_9_11, Audience.PARENT}:
        assert {"campaigns", "campaign", "part", "poster"} <= words
    if audience is Audience.TIER_9_11:
        assert "round" in words
        assert "open" in words, "the quiz before is there at once; a parent's first day is tomorrow"


PHONE = ("profiles", "my-picture", "my-icons/", "profile/fox/", "profiles/new", "profile-of/fox", "profile-of")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("audience", [Audience.TIER_6_8, Audience.PARENT])
def test_every_button_on_a_shared_phone_leads_somewhere(tmp_path: Path, language: str, audience: Audience) -> None:
    house = House(tmp_path)
    person = Person(house, language=language)
    person.settles_in("9-11")
    for path in ("my-picture/is/fox", "my-icons/123/on", "profiles/new/owl", f"who/{audience}", "consent/on"):
        person.visits(path)
    seen = crawl(
        person, (*PHONE, "profiles/erase", "forget"), (*KEPT_APART, "profile-open", "topic", "items", "class")
    )
    house.close()
    assert {"profiles", "my-picture/is/bee", "profile/fox/11", "my-icons/11", "my-icons/"} <= seen


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("duty", ["editor", "reviewer", "psychologist"])
def test_every_button_of_the_studio_leads_somewhere(tmp_path: Path, language: str, duty: str) -> None:
    """As who wrote editions and as who judges them."""
    house = House(tmp_path)
    who, organiser = in_the_studio(house, language, duty)
    seen = crawl(who, STUDIO, (*ELSEWHERE, "studio/stopped"))
    organised = crawl(organiser, ORGANISED, ELSEWHERE)
    house.close()
    found = {re.sub(r"\d+", "N", path) for path in seen}
    assert {"studio", "studio/flags:N", "studio/stop", "edition/N/try", "versions/pier"} <= found
    assert any(path.startswith("lesson/pier/boats") for path in seen), "a preview leads into the pack"
    judging = {"edition/N/approve", "edition/N/approved", "edition/N/cards:N", "edition/N/note:N"}
    assert found >= {"edition/N/send", "edition/N/sent"} if duty == "editor" else found >= judging
    assert not found & judging if duty == "editor" else "edition/N/serve/off" in found
    assert {"organise/flags:0", "invite/editor", "owner/harbour", "owner/harbour/to:2"} <= organised


BETWEEN_TWO = (*ELSEWHERE, "lesson", "look", "topics", "plan", "enough", "quiet")
"""What the two of a family link find on the way that all others find too."""


@pytest.mark.parametrize("of", ["questions", "drill"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_button_of_a_family_leads_somewhere(ours: House, language: str, of: str) -> None:
    """As the child who holds a link and as the adult who opened it, through a duel; the ends are tapped last."""
    child, adult = (Person(ours, number, language) for number in (1, 2))
    child.settles_in("9-11")
    adult.settles_in("parent")
    link = linked(ours, child, adult)
    finishes(ours, child, "lesson:basics/phishing/9-11")
    child.visits(f"family/{link}/topic/phishing/on")
    child.visits("family/plan/ab")
    child.visits(f"duel/{link}/{of}/phishing/1")
    ends = (f"family/{link}/ended", f"child/{link}/left", f"duel/{link}/off")
    begin = ("family", f"family/{link}", f"child/{link}", f"duel/{link}")
    seen: set[str] = set()
    for person in (child, adult, child, adult):
        seen |= crawl(person, begin, (*BETWEEN_TWO, *ends))
    kinds = {re.sub(r"\d+", "N", path) for path in seen}
    assert {"family/N/topic/phishing/off", "family/N/plan/off", "child/N/ask/phishing"} <= kinds
    assert {"duel/N/N/N", "duel/N/N/N/a", "duel/N/N/known/N"} <= kinds
    for path, person in zip(ends, (child, adult, child), strict=True):
        assert leads_on(person.visits(path))


def test_every_page_has_a_view(house: House) -> None:
    drawn = {*house.conversation.services.views.by_page, *house.conversation.services.views.without_store}
    assert {*every_page()} - {help_pages.Onward} == drawn, (
        "onward is no place of its own: it leads to the person's place"
    )
