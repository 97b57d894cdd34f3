"""Judging: whether what the bot answers to a typed row fits, through the whole conversation."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.chat import textmode
from bot.chat.incoming import Incoming, Words
from bot.features.quiz.pages import Answer
from bot.packs.model import ITEM_KINDS, Kind
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.talk import read_intent
from bot.packs.visibility import open_library
from bot.values.page import parse
from tests.talk import TODAY, House, Person, our_packs, the_detector

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.packs.library import Library
    from bot.values.screen import Screen

HERE = Path(__file__).parent
TIER = "9-11"
OWN_LISTS = {
    "topics": "topics/{}:0",
    "lessons": "items/lesson/{}:0",
    "stories": "items/story/{}:0",
    "quizzes": "items/quiz/{}:0",
    "drills": "items/drill/{}:0",
    "rounds": "items/round/{}:0",
    "campaigns": "campaigns/0",
    "country": "where/settings:0",
}
"""Where pages lead that are named without an audience."""
AT_A_QUESTION = ("answer:", "dontknow", "hint", "next", "stop", "question")
"""What is only to be judged where a question is open."""


@dataclass(frozen=True)
class Row:
    """What fits, and the words that somebody types."""

    fitting: str
    words: str


def rows(part: str, locale: str) -> list[Row]:
    """The rows of one part (`dev`, `kept`) in one language."""
    lines = (HERE / part / f"{locale}.tsv").read_text("utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines if line and not line.startswith("#")]


@cache
def everything() -> Library:
    """All packs of the house, and the pack with the question that is open."""
    return open_library(
        [*our_packs(), *map(read_pack, find_packs([HERE / "packs"]))], TODAY, allow_unreviewed=True
    )


class Spent(NamedTuple):
    """Seconds of processor time: of all answers, of hearing distress in the same words, p99 of an answer."""

    answers: float
    hearing: float
    p99: float


def beside_hearing(ask: Callable[[str], object], locale: str) -> Spent:
    """Return what an answer takes beside hearing distress in the same words."""
    detector = the_detector()
    answers, hearing = [], []
    for row in rows("dev", locale) * 3:
        answers.append(_spent(ask, row.words))
        hearing.append(_spent(detector.hear, row.words))
    return Spent(sum(answers), sum(hearing), sorted(answers)[len(answers) * 99 // 100])


def _spent(ask: Callable[[str], object], words: str) -> float:
    start = time.thread_time()
    ask(words)
    return time.thread_time() - start


def topics_led_to(packs: Library, screen: Screen, locale: str) -> set[str]:
    """The topics of what the buttons of a screen lead to."""
    found: set[str] = set()
    for link in textmode.links(screen):
        word, _, rest = link.page.path.partition("/")
        pack, _, item = rest.partition("/")
        if word in ITEM_KINDS and (there := packs.find(Kind(word), pack, item, locale)):
            found.update(there.topics)
        if word == "topic":
            found.add(pack)
    return found


class Judge:
    """Types rows as one child and says whether the answers fit."""

    def __init__(self, house: House, locale: str) -> None:
        self.house = house
        self.locale = locale
        self.child = Person(house, language=locale)
        self.child.settles_in(TIER)

    def fits(self, row: Row) -> bool:
        """Whether the answer to a row is one of those that fit."""
        return any(self._fits(one, row.words) for one in row.fitting.split("|"))

    def alarms(self, row: Row) -> bool:
        """Whether help is shown at once for these words."""
        return self.house.conversation.first_aid.page(self._incoming(row.words)) is not None

    def _incoming(self, words: str) -> Incoming:
        incoming = Incoming(next(self.house.updates), self.child.number, self.locale, Words(words))
        return self.house.conversation.first_aid.read(incoming)

    def _fits(self, fitting: str, words: str) -> bool:
        asked = fitting.startswith(AT_A_QUESTION)
        if asked:
            self._open_question()
        else:
            self.child.visits("menu")
        opened = self.child.see()
        incoming = self._incoming(words)
        if self.house.conversation.first_aid.page(incoming):
            return fitting in {"place:help", "secret"}
        reply = self.house.conversation.answer(incoming, self.house.clock)
        assert reply is not None
        self.child.screen = reply.screen
        if asked:
            fitted = self._at_question(fitting, opened, reply.screen, reply.path)
            self._finish()
            return fitted
        return self._elsewhere(fitting, reply.screen, reply.path)

    def _open_question(self) -> None:
        """Go to the first question; an attempt that was stopped behind it is finished and begun anew."""
        while True:
            self.child.visits("quiz/asked/one")
            self.child.visits(textmode.links(self.child.see())[0].page.path)
            choices = self.child.see().choices
            if choices and "/1/" in choices[0].page.path:
                return
            if choices:
                self.child.visits(choices[0].page.path)
            self._finish()

    def _finish(self) -> None:
        """Leave the question, so that the next row meets it anew."""
        links = {link.label: link.page.path for link in textmode.links(self.child.see())}
        stop = next((path for path in links.values() if path.startswith("result/")), None)
        if stop:
            self.child.visits(stop)

    def _at_question(self, fitting: str, opened: Screen, screen: Screen, path: str) -> bool:
        page = parse(path)
        match fitting:
            case "dontknow" | "next":
                return screen.choices == opened.choices and screen.text.plain != opened.text.plain
            case "hint":
                return screen.choices == opened.choices and screen.text.plain.count("💡") == 1
            case "stop":
                return path.startswith("result/")
            case "question":
                return screen.choices == opened.choices and screen.text.plain.endswith(opened.text.plain)
        wanted = opened.choices["abc".index(fitting[-1])].page
        return isinstance(page, Answer) and page == wanted

    def _elsewhere(self, fitting: str, screen: Screen, path: str) -> bool:
        kind, _, name = fitting.partition(":")
        if kind == "place":
            return path in {f"said/talk/places:{name}", self._place(name)}
        if kind == "topic":
            return name in topics_led_to(self.house.packs, screen, self.locale)
        if kind == "unknown":
            return path == "understood/nothing"
        return path in {f"said/talk/{item}:{kind}" for item in ("chat", "moods", "about", "answers")}

    def _place(self, name: str) -> str:
        """The address that the page of a card leads to."""
        item = self.house.packs.find(Kind.TALK, "talk", "places", self.locale)
        card = item.card(name) if item else None
        assert card is not None, name
        return self._kept(read_intent(card.body).place)

    def _kept(self, path: str) -> str:
        return OWN_LISTS.get(path, path).format(TIER)
