"""What a teacher's own set means for a turn: opened from its seal, kept again, told to the board."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.features.classes import tasks
from bot.features.live_quiz.board import own_words
from bot.features.own_questions import store
from bot.packs.lettered import Lettered, LetteredQuestion
from bot.packs.model import Kind, Ref
from bot.packs.own_words import OwnQuestion
from bot.packs.recipe import MOST_QUESTIONS, OWN
from bot.values.drawn_number import read_number

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.chat.turn import Turn
    from bot.features.own_questions.store import SealedSet
    from bot.values.audience import Audience

MOST_SETS = 20
"""Sets of one teacher."""

LETTER = "w"
"""What the name of such a set begins with (`quiz:own/w12-3`); the name of a picked set begins with a digit."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A set in a teacher's plain words."""

    number: int
    room: int
    title: str = ""
    questions: tuple[OwnQuestion, ...] = ()
    revision: int = 0

    @property
    def ref(self) -> Ref:
        """How an assignment names it."""
        return Ref(Kind.QUIZ, OWN, f"{LETTER}{self.number}-{self.revision}")

    def find(self, name: str) -> OwnQuestion | None:
        """Return the question of this id, None when there is none."""
        return next((one for one in self.questions if one.id == name), None)

    def having(self, question: OwnQuestion, instead: str = "") -> OwnWords:
        """Return the set with a question in the place of the one with the id `instead`, or at its end. The same
        form sent twice makes one question.
        """
        if self.find(question.id):
            return self
        if self.find(instead):
            return replace(self, questions=tuple(question if one.id == instead else one for one in self.questions))
        return replace(self, questions=(*self.questions, question)[:MOST_QUESTIONS])

    def without(self, name: str) -> OwnWords:
        """Return the set without a question."""
        return replace(self, questions=tuple(one for one in self.questions if one.id != name))

    def lettered(self, tier: Audience, ready: Collection[str]) -> Lettered:
        """Return what pupils are asked: the questions with these ids, in letters."""
        return Lettered(
            tier,
            tuple(
                LetteredQuestion(one.id, len(one.options), "".join(chr(ord("a") + at) for at in one.right))
                for one in self.questions
                if one.id in ready
            ),
        )


def of_room(turn: Turn, room: int) -> list[OwnWords]:
    """Return the person's own sets of a class."""
    return [_opened(turn, one) for one in store.of_person(turn.db, turn.person.key) if one.room == room]


def get(turn: Turn, room: int, number: int) -> OwnWords | None:
    """Return the person's own set of a class, else None."""
    found = store.get(turn.db, turn.person.key, number)
    return _opened(turn, found) if found and found.room == room else None


def save(turn: Turn, words: OwnWords, lettered: Lettered) -> bool:
    """Keep a set, its words sealed for this person; False if the person has no room for more sets."""
    there = store.of_person(turn.db, turn.person.key)
    if len(there) >= MOST_SETS and all(one.number != words.number for one in there):
        return False
    told = {"title": words.title, "questions": [one.as_data() for one in words.questions]}
    sealed = turn.sealed_words(json.dumps(told, ensure_ascii=False).encode())
    store.save(turn.db, turn.person.key, words.number, words.room, str(lettered), sealed)
    return True


def letters_of(turn: Turn, words: OwnWords) -> Lettered:
    """Return a set as pupils are asked it now: without the questions that are to be mended."""
    found = store.get(turn.db, turn.person.key, words.number)
    lettered = Lettered.parse(found.recipe) if found else None
    assert lettered is not None  # noqa: S101 - `save` has written it
    return lettered


@own_words
def on_board(turn: Turn, name: str) -> OwnQuestion | None:
    """Return the question of this id among the person's own, for their projector; None for one that was changed,
    erased or is somebody else's.
    """
    for sealed in store.of_person(turn.db, turn.person.key):
        if name and f" {name}:" in sealed.recipe:
            return _opened(turn, sealed).find(name)
    return None


@tasks.recipes
def recipe_of(turn: Turn, ref: Ref) -> str | None:
    """Return what the person's own set consists of in letters; None for anything else."""
    number = read_number(ref.item.removeprefix(LETTER).partition("-")[0])
    if ref.pack != OWN or not ref.item.startswith(LETTER) or not number:
        return None
    found = store.get(turn.db, turn.person.key, number)
    return found.recipe if found else None


def _opened(turn: Turn, sealed: SealedSet) -> OwnWords:
    told = json.loads(turn.opened_words(sealed.words))
    questions = tuple(map(OwnQuestion.from_data, told["questions"]))
    return OwnWords(sealed.number, sealed.room, told["title"], questions, sealed.revision)
