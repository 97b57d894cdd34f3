"""Editors and reviewers: a version is read, approved, returned or handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat import textmode
from bot.features.publishing.serving import Publishing
from bot.packs.extracted_packs import ExtractedPacks
from bot.packs.loader import Loader
from tests.kit.comparing import sent
from tests.kit.studio import PACK, invited
from tests.talk import FIXTURES, House, Person

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def author(organiser: Person) -> Person:
    """Somebody who may review, and has sent a pack in."""
    person = invited(organiser, 2001, "reviewer")
    sent(person, PACK, 1)
    return person


@pytest.fixture
def heir(organiser: Person, author: Person) -> Person:
    """Another editor."""
    del author
    return invited(organiser, 2002)


def link(organiser: Person, duty: str) -> str:
    organiser.visits("invite")
    organiser.visits(f"invite/{duty}")
    return next(line for line in organiser.sees.splitlines() if "start=" in line).partition("start=")[2]


def comes_back(organiser: Person, person: Person, duty: str = "reviewer") -> None:
    person.types("/start " + link(organiser, duty))
    person.taps("I agree")


def hands_over(organiser: Person, heir: Person) -> None:
    heir.visits("studio")
    number = heir.sees.splitlines()[0].split()[-1]
    organiser.visits(f"owner/harbour/to:{number}")


def cannot_approve(person: Person, edition: int) -> None:
    person.visits("studio")
    offered = [link.page.path for link in textmode.links(person.see()) if "📥" in link.label]
    assert f"edition/{edition}" not in offered
    reads_all(person, edition)
    for path in ("approve", "approved", "return", "cards:0"):
        person.visits(f"edition/{edition}/{path}")
        assert GONE in person.sees, path


GONE = "not here any more"


class Replica:
    """One process that serves: its own loader and folders, the common database."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house = house
        self.loader = Loader([FIXTURES])
        self.publishing = Publishing(house.stores.durable, ExtractedPacks(folder))
        self.loader.published = self.publishing.look()
        self.loader.open(house.clock.date())

    def tick(self) -> list[str]:
        """What `App` does every two seconds; returns the errors."""
        self.loader.published = self.publishing.look()
        _, errors = self.loader.refresh(self.house.clock.date())
        return [str(error) for error in errors]

    def serves(self, path: str) -> str:
        """What a child sees at this path when this replica answers."""
        self.tick()
        self.house.conversation.services.take(self.loader.library)
        child = Person(self.house, 7001)
        child.settles_in("9-11")
        child.visits(path)
        return child.sees


@pytest.fixture
def reviewer(organiser: Person) -> Person:
    return invited(organiser, 2002, "reviewer")


def reads_all(reviewer: Person, edition: int) -> list[str]:
    """Turn every page of what an edition changes; return what stands on them."""
    reviewer.visits(f"edition/{edition}/changes:0")
    pages = [reviewer.sees]
    while any("▶" in label for label in reviewer.labels):
        reviewer.taps("▶")
        pages.append(reviewer.sees)
    return pages


def approves(reviewer: Person, edition: int) -> None:
    """Read all of it and publish it."""
    reads_all(reviewer, edition)
    reviewer.taps("Approve and publish")
    reviewer.taps("Yes, publish it")
    assert "✅ serves" in reviewer.sees


def published(editor: Person, reviewer: Person, content: bytes) -> None:
    """Bring a pack all the way."""
    editor.sends_pack(content)
    editor.taps("Send it to a reviewer")
    editor.taps("📤")
    assert "waits for a reviewer" in editor.sees
    reviewer.visits("studio")
    reviewer.taps("📥 Harbour")
    approves(reviewer, int(reviewer.button("What changes").page.path.split("/")[1]))
