"""The crawler taps every button there is, for each language and audience, and finds no dead end and no fault."""

from __future__ import annotations

import itertools
import re
from collections import Counter, deque
from typing import TYPE_CHECKING

import pytest

from bot.chat import textmode
from bot.chat.incoming import Tap
from bot.features.help import pages as help_pages
from bot.telegram.calls import calls
from bot.values import limits
from bot.values.audience import Audience
from bot.values.page import every_page, parse
from bot.values.screen import Address, Copy, Link
from bot.values.text import utf16_length
from tests.features.family.test_family import finishes, linked
from tests.features.publishing.test_reviewing import reads_all
from tests.features.publishing.test_studio import ORGANISER, changed, invited, zipped
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path

    from bot.values.screen import Screen

ANOTHER_COMES = ("profiles/nobody", "profiles/new/", "profiles/erase/now")
"""Pages after which somebody else has the phone, or nobody is known on it."""

KEPT_APART = ("forget/now", "start", "who", "where", "set/", "consent", "help-in", *ANOTHER_COMES)
"""Pages that change who is crawling, or of which there are hundreds alike; each is tapped in tests of its own."""

PLAYED = re.compile(r"(?:round|judged|drill|after)/.*:|plan(?:-kept)?/|my-icons/|profile/\w+/")
"""Pages whose path holds all that was chosen: there are thousands, and each screen has a test of its own."""

FEW = 60
"""So many of these are tapped of each kind, those that are reached first."""

MOST = 1500
"""A crawl that has not come to its end by then is a mistake."""


def holds_to_telegrams_limits(screen: Screen) -> None:
    assert screen.text.plain.strip()
    buttons = list(itertools.chain(*screen.rows))
    assert len(buttons) <= limits.BUTTONS
    assert all(len(row) <= limits.ROW_BUTTONS for row in screen.rows)
    for button in buttons:
        assert button.label.strip()
        match button:
            case Link(_, page):
                assert len(page.path.encode()) <= limits.PATH_BYTES
                assert parse(page.path) == page
            case Address(_, url):
                assert url.startswith("https://")
            case Copy(_, words):
                assert 0 < len(words) <= limits.COPY_CHARACTERS
    for call in calls(screen, chat=1):
        words = getattr(call.method, "text", None) or getattr(call.method, "caption", None) or ""
        assert utf16_length(words) <= limits.TEXT_UNITS


def leads_on(screen: Screen) -> bool:
    return bool(textmode.links(screen))


FRONT = ("menu", "settings", "privacy", "export", "forget", "enough", "tip", "help", "class", "stop")


def crawl(person: Person, begin: tuple[str, ...] = FRONT, apart: tuple[str, ...] = KEPT_APART) -> set[str]:
    """Tap every button once, breadth first (of what is `PLAYED` a `FEW`); return the paths that were seen."""
    seen: set[str] = set()
    played: Counter[str] = Counter()
    waiting = deque(begin)
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        if PLAYED.match(path):
            word = path.partition("/")[0]
            played[word] += 1
            if played[word] > FEW:
                continue
        seen.add(path)
        assert len(seen) < MOST, path
        screen = person.does(Tap(path))
        assert "Something broke" not in screen.text.plain, path
        assert "У меня что-то сломалось" not in screen.text.plain, path
        holds_to_telegrams_limits(screen)
        assert leads_on(screen), f"{path} is a dead end"
        waiting += [link.page.path for link in textmode.links(screen) if not link.page.path.startswith(apart)]
    return seen


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_button_leads_somewhere(tmp_path: Path, language: str, audience: Audience) -> None:
    house = House(tmp_path)
    person = Person(house, language=language)
    house.conversation.services.organisers = frozenset({person.number})
    person.settles_in(audience)
    seen = crawl(person)
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


ELSEWHERE = (
    *KEPT_APART,
    *("menu", "topic", "items", "settings", "help", "class", "habits", "campaign", "tip", "invites", "search"),
)
"""What an editor finds on the way that all others find too, and the end of being an editor."""


STUDIO = ("studio", "edition/1", "edition/2", "edition/3", "edition/4")
ORGANISED = ("organise/0", "owners:0")


def in_the_studio(house: House, language: str, duty: str) -> tuple[Person, Person]:
    """Somebody of this duty and the organiser; a draft, one that waits, a returned one and one that serves."""
    organiser = Person(house, ORGANISER, language)
    house.conversation.services.organisers = frozenset({ORGANISER})
    organiser.settles_in("educator")
    editor, judge = invited(organiser, 2001, language=language), invited(organiser, 2002, "psychologist", language)
    for number, name in enumerate(("harbour", "pier", "quay", "mole"), 1):
        editor.sends_pack(zipped(changed("id: harbour", f"id: {name}", "pack.yml")))
        if name != "harbour":
            editor.visits(f"edition/{number}/sent")
    judge.visits("edition/3/note:0")
    judge.types("Say what a key is.")
    judge.visits("edition/3/return")
    reads_all(judge, 4)
    judge.visits("edition/4/approved")
    child = Person(house, 1001, language)
    child.settles_in("9-11")
    child.visits("flag/l/lamp/light/9-11:secret.w")
    return editor if duty == "editor" else invited(organiser, 2003, duty, language), organiser


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
