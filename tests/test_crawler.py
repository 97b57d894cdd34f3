"""The crawler taps every button there is, for each language and audience, and finds no dead end and no fault."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from bot.chat import textmode
from bot.chat.incoming import Tap
from bot.edges.telegram.calls import calls
from bot.values import limits, sitemap
from bot.values.audience import Audience
from bot.values.page import parse
from bot.values.screen import Address, Copy, Link
from bot.values.text import utf16_length
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path

    from bot.values.screen import Screen

KEPT_APART = ("forget/now", "start", "who", "where", "set/", "consent", "help-in", "set/country")
"""Pages that change who is crawling, or of which there are hundreds alike; each is tapped in tests of its own."""

MOST = 1500


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
        words = call.params.get("text") or call.params.get("caption") or ""
        assert utf16_length(words) <= limits.TEXT_UNITS


def leads_on(screen: Screen) -> bool:
    return bool(textmode.links(screen))


def crawl(person: Person) -> set[str]:
    """Tap every button once, breadth first; return the paths that were seen."""
    seen: set[str] = set()
    waiting = ["menu", "settings", "privacy", "export", "forget", "enough", "tip", "help", "class", "stop"]
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        screen = person.does(Tap(path))
        assert "Something broke" not in screen.text.plain, path
        assert "У меня что-то сломалось" not in screen.text.plain, path
        holds_to_telegrams_limits(screen)
        assert leads_on(screen), f"{path} is a dead end"
        waiting += [link.page.path for link in textmode.links(screen) if not link.page.path.startswith(KEPT_APART)]
    return seen


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_button_leads_somewhere(tmp_path: Path, language: str, audience: Audience) -> None:
    house = House(tmp_path)
    person = Person(house, language=language)
    house.conversation.household.organisers = frozenset({person.number})
    person.settles_in(audience)
    seen = crawl(person)
    house.close()
    words = {path.partition("/")[0].partition(":")[0] for path in seen}
    assert {"menu", "lesson", "topics", "settings", "help", "tip", "organise", "pause"} <= words
    if audience in {Audience.TIER_9_11, Audience.PARENT}:
        assert {"campaigns", "campaign", "part", "poster"} <= words
    if audience is Audience.TIER_9_11:
        assert "open" in words, "the quiz before is there at once; a parent's first day is tomorrow"


def test_every_page_of_the_sitemap_has_a_view(house: House) -> None:
    drawn = {*house.conversation.household.views.by_page, *house.conversation.household.views.without_store}
    pages = {getattr(sitemap, name) for name in sitemap.__all__}
    assert pages - {sitemap.Onward} == drawn, "onward is no place of its own: it leads to the person's place"
