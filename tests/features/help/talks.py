"""Talks about Help as people might have them (`dialogues`), and which page answers each of their steps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.incoming import Incoming, Words
from bot.help import pages
from bot.help.situations import NUMBER, spot_of
from bot.values.page import parse
from tests.talk import Person, remember

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.talk import House

FOLDER = Path(__file__).parent / "dialogues"
_HEAD = re.compile(r"\[(\S+) (\S+)\] (dev|held)")

ALSO = {
    "sent": {"told", "seen", "try", "forgive", "class", "picture", "screenshot", "bad"},
    "next": {
        "told",
        "police",
        "block",
        "report",
        "delete",
        "remove",
        "phone",
        "friends",
        "class",
        "bank",
        "nohelp",
    }
    | {"bad", "skip"},
    "believed": {"nohelp", "told"},
    "secret": {"threat", "told", "tell", "alone", "howtalk"},
    "scared": {"bad", "worse", "joke", "snitch", "threat", "away", "hospital", "skip"},
    "cannot": {"bad", "forget", "again", "hard", "never", "next", "alone", "nice"},
    "howlong": {"remove", "forget", "back", "bank"},
    "address": {"family", "outside"},
    "punish": {"law", "angry", "phone", "away", "hospital", "threat"},
    "say": {"howtalk", "tell", "nice"},
    "sure": {"signs", "bad"},
    "thanks": {"fine", "never"},
    "fine": {"thanks"},
}
"""Cards of single pages that fit as well as the one that every page has; the talks name only the latter. These
were put down when the cards had been written, by reading the answers of both halves."""


@dataclass(frozen=True)
class Step:
    """What is typed, and what may answer it."""

    words: str
    fits: frozenset[str]

    @property
    def kind(self) -> str:
        """`page` for a crisis, `number`, `out` for another subject, `stay` for nonsense, else `next`."""
        if any(one.startswith("page:") for one in self.fits) and not {"next", "sent", "stay"} & self.fits:
            return "page"
        return next((one for one in ("number", "out") if one in self.fits and len(self.fits) == 1), "next")

    def is_answered_by(self, answer: str) -> bool:
        """Whether this page fits."""
        also = set().union(*(ALSO.get(one, set()) for one in self.fits))
        leads_out = "out" in self.fits and answer.startswith("path:")
        return answer in self.fits or answer in also or leads_out


@dataclass(frozen=True)
class Talk:
    """Who reads, the page it begins at, whether it is kept apart, and what is typed."""

    who: str
    about: str
    kept: str
    steps: tuple[Step, ...]


@dataclass
class Share:
    """How many steps were answered as they should be, and which were not."""

    right: int = 0
    of: int = 0
    missed: list[str] = field(default_factory=list)

    def note(self, told: str, *, right: bool) -> None:
        """Count one step."""
        self.of += 1
        self.right += right
        self.missed += [] if right else [told]

    @property
    def share(self) -> float:
        """Of all, from 0 to 1."""
        return self.right / self.of if self.of else 1.0


def talks(language: str, kept: str) -> Iterator[Talk]:
    """Yield the talks in a language that are for tuning (`dev`) or kept apart (`held`)."""
    for block in (FOLDER / f"{language}.txt").read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        found = _HEAD.fullmatch(lines[0]) if lines else None
        if found and found[3] == kept:
            parts = (line.partition(" => ") for line in lines[1:])
            steps = tuple(Step(words, frozenset(fits.split("|"))) for words, _, fits in parts)
            yield Talk(found[1], found[2], found[3], steps)


def someone(house: House, language: str, who: str, number: int) -> Person:
    """Return somebody who is known, from Russia, and has not written yet."""
    services = house.conversation.services
    remember(services, number, language, house.clock.date(), who=who, zone="Europe/Moscow")
    house.conversation.first_aid.recall(Incoming(0, number, language, Words("")), house.clock)
    return Person(house, number, language)


def answered(person: Person, words: str) -> str:
    """Type words; return what answers: `page:<situation>`, a follow-up's id, `number`, `stay`, or `path:…`."""
    house, conversation = person.house, person.house.conversation
    first_aid = conversation.first_aid
    what = Incoming(next(house.updates), person.number, person.language, Words(words), 7)
    incoming = first_aid.read(what)
    page = first_aid.page(incoming, house.clock)
    if page is not None:
        person.screen = first_aid.answer(incoming, page, house.clock)
        return _named(page.path)
    reply = conversation.answer(incoming, house.clock)
    assert reply is not None
    person.screen = reply.screen
    return _named(reply.path)


def _named(path: str) -> str:
    match parse(path):
        case pages.HelpNext(_, card):
            return card
        case pages.HelpHere():
            return "stay"
        case pages.HelpPage(number) | pages.Offer(number) | pages.Heard(number) if spot := spot_of(number):
            return f"page:{spot.situation.word}"
        case pages.HelpPage(number) if number == NUMBER:
            return "number"
    return f"path:{path}"


def measure(house: House, language: str, kept: str) -> dict[str, Share]:
    """Hold all talks in a language; return the shares by kind of step (`first`: the first of each talk)."""
    told: dict[str, Share] = {}
    for number, talk in enumerate(talks(language, kept), 5000):
        person = someone(house, language, talk.who, number)
        for place, step in enumerate(talk.steps):
            answer = answered(person, step.words)
            kind = step.kind if place else "first"
            # A page that shows the number counts only where the number was asked for in other words.
            said = f"{talk.about} {talk.who}: {step.words!r} -> {answer}, wanted {sorted(step.fits)}"
            told.setdefault(kind, Share()).note(said, right=step.is_answered_by(answer))
            house.later(seconds=20)
    return told
