"""Golden journeys through both doors: what is read and may be chosen in the chat, is read and chosen in a browser.

A journey is played in the chat of one house and in a browser of another, step by step. Where it agrees to be
remembered the browser leads to the chat: what was done so far is done there, and `/desk` opens the browser again.
That step, and a file that is sent, differ by design and count as steps that differ.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.commands.preview.transcripts import OPENING, PAUSE, act, button, read
from bot.db import people
from bot.doors.web.site.rendering import address_of
from bot.features.classes.pages import Join
from bot.values.text import join, paragraphs
from tests.doors.web.browsing import opened
from tests.kit.desk import sits_down
from tests.kit.golden import JOURNEYS, SHEET, Reader
from tests.talk import House

if TYPE_CHECKING:
    from pathlib import Path

    from bot.values.screen import Screen
    from tests.doors.web.browsing import Browser, Opened, Seen

ALIKE = 0.95
"""Least share of all steps that show the same words and choices."""

CHAT = "https://t.me/"


def draws_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Classes draw their names and codes by the same lot in both houses."""
    lot = random.Random(7)  # noqa: S311 - the names of a class, not a secret
    for name, drawn in (("choice", lot.choice), ("randbelow", lot.randrange), ("randbits", lot.getrandbits)):
        monkeypatch.setattr(f"secrets.{name}", drawn)


def lines(words: str) -> Counter[str]:
    return Counter(line.strip() for line in words.split("\n") if line.strip())


def in_the_chat(screen: Screen) -> tuple[Counter[str], list[str], list[str], bool, int]:
    """What is seen in the chat, without the words in whose place a browser has a table."""
    said = join([part for part in paragraphs(screen.text) if all(span.style != "table" for span in part.spans)])
    greeting = screen.greeting.text.plain + "\n" if screen.greeting else ""
    labels = [button.label for row in screen.rows for button in row if getattr(button, "page", None) != Join()]
    files = [document.name for document in screen.documents]
    words = lines(greeting + said.plain + "\n" + screen.alert)
    return words, labels, files, screen.picture is not None, len(screen.tables)


def in_the_browser(page: Seen) -> tuple[Counter[str], list[str], list[str], bool, int]:
    files = [file.label.removeprefix("⬇ ") for file in page.files]
    words = lines(f"{page.heading}\n{page.words}")
    # A teacher's own questions are written in a browser alone (decision 52), and a chat takes a code as it is.
    labels = [way.label for way in page.ways if not way.target.startswith(("/own/", address_of(Join().path)))]
    return words, labels, files, 'class="picture" src="/file/' in page.html, page.html.count("<table")


@dataclass
class Played:
    """A journey in a browser: its person in the chat of the same house, and what was done."""

    door: Opened
    reader: Reader
    browser: Browser
    monkeypatch: pytest.MonkeyPatch
    done: list[str] = field(default_factory=list)

    async def does(self, step: str, before: Screen | None) -> Seen | None:
        """Do a step as the transcript says; None where a browser has no page for it."""
        self.done.append(step)
        if step.startswith(PAUSE):
            # The browser has closed meanwhile, and is opened anew.
            await self.goes_on_in_the_chat([step])
            return None
        if step.startswith(SHEET):
            # A sheet is sent in the chat, which has to show what asks for it first.
            await self.goes_on_in_the_chat([step])
            return self.browser.see()
        if not step.startswith("["):
            first = self.browser.page is None
            return await (self.browser.opens("/") if first else self.browser.types(step.strip("()")))
        assert before is not None
        label = button(before, step.strip("[]")).label
        page = self.browser.see()
        way = next((way for way in page.ways if way.label == label), None)
        assert way is not None, (self.done, label, page.labels, page.words)
        if not way.target.startswith(CHAT):
            return await self.browser.follows(way)
        draws_lots(self.monkeypatch)  # from the first step on, as in the other house
        await self.goes_on_in_the_chat(self.done)
        return self.browser.see()

    async def goes_on_in_the_chat(self, steps: list[str]) -> None:
        """Do these steps in the chat, and go on in a browser where the person is then."""
        if steps[0].startswith((SHEET, PAUSE)):
            self.reader.visits(self.place())
        for step in steps:
            act(self.reader, step)
        place = self.place()
        self.browser = await sits_down(self.door, self.reader)
        await self.browser.opens(address_of(place))

    def place(self) -> str:
        services = self.door.house.conversation.services
        with services.stores.durable.transaction() as db:
            person = people.find(db, services.lookups(self.reader.number), self.door.house.clock.date())
        assert person is not None
        return person.place


def steps_of(journey: Path) -> list[str]:
    return [step.act for step in read(journey.read_text("utf-8"))[1] if step.act != OPENING]


async def plays(
    journey: Path, language: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, list[str]]:
    """Play a journey through both doors; return how many steps there were, and which differ."""
    steps = steps_of(journey)
    chat, web = House(folder / "chat"), House(folder / "web")
    async with opened(web) as door:
        for house in (chat, web):
            house.conversation.services.instance.projector = door.address
        draws_lots(monkeypatch)
        reader = Reader(chat, language=language)
        screens = [act(reader, step)[0] for step in steps]
        draws_lots(monkeypatch)
        played = Played(door, Reader(web, language=language), door.browser(language), monkeypatch)
        differ, seen = [], 0
        for at, step in enumerate(steps):
            page = await played.does(step, screens[at - 1] if at else None)
            if page is None:
                continue
            seen += 1
            if in_the_browser(page) != in_the_chat(screens[at]):
                differ.append(step)
    chat.close()
    web.close()
    return seen, differ


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_both_doors_show_the_same_words_and_choices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    steps, differ = 0, []
    for journey in JOURNEYS:
        if f".{language}." in journey.name:
            seen, others = await plays(journey, language, tmp_path / journey.name, monkeypatch)
            steps += seen
            differ += others
    assert steps > 100
    assert len(differ) <= (1 - ALIKE) * steps, differ
    assert [step for step in differ if not step.startswith(("[I agree", "[запомни", "[Я не против", SHEET))] == []
