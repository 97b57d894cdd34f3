"""Groupquiz: what a group is brought of a live quiz: an anonymous quiz poll a question, then the answer told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.chat import live, showing
from bot.store import assignments, groups, lives, people
from bot.values import limits
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.household import Household
    from bot.chat.live import Sitting
    from bot.chat.turn import Turn
    from bot.store.groups import Group


@dataclass(frozen=True, slots=True)
class Poll:
    """An anonymous quiz poll; `right` is the place of the right option, from 0."""

    question: str
    options: tuple[str, ...]
    right: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Stop:
    """No more answers to the poll."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The bot leaves the group."""


Post = Poll | Text | Stop | Leave


@dataclass(frozen=True, slots=True)
class Bringing:
    """What a group is brought now, to its chat (which lives in memory only); then it has seen `seen`."""

    chat: int
    posts: tuple[Post, ...]
    was: Group
    seen: Group


def bringing(household: Household, db: Connection, group: Group, now: datetime) -> Bringing | None:
    """Return what a group that was taken is brought, in the language of who leads; None when they are gone."""
    leader = people.get(db, group.person)
    assignment = assignments.taught(db, group.person, group.task)
    if leader is None or assignment is None or group.chat is None:
        return None
    turn = household.turn(db, leader, now)
    sitting = live.led(turn, group.task)
    chat = household.keys.open(group.chat, group.person)
    stop: list[Post] = [Stop()] if group.poll is not None else []
    if sitting is None:
        thanks = Text(turn.say("The live quiz is over. Thank you for thinking along! I leave this group now."))
        return Bringing(chat, (*stop, thanks, Leave()), group, replace(group, step=lives.OVER))
    quiz = sitting.live
    posts: list[Post] = []
    if quiz.number == 0:
        words = turn.say(
            "Hello! Quiz questions come here in a moment. The polls are anonymous, and I keep nothing of anybody "
            "in this group."
        )
        posts.append(Text(words))
    elif quiz.number > group.number:
        posts += [*stop, *asked(turn, sitting)]
    if quiz.step in {lives.CLOSED, lives.SHOWN} and (stop or quiz.number > group.number):
        posts.append(Stop())
    if quiz.step == lives.SHOWN:
        posts.append(told(turn, sitting))
    return Bringing(chat, tuple(posts), group, replace(group, number=quiz.number, step=quiz.step))


def asked(turn: Turn, sitting: Sitting) -> list[Post]:
    """Return a question as a poll, its long words above it."""
    card, question = sitting.card, sitting.question
    if card is None or question is None:
        return [Text(turn.say("The people who write this quiz took this question back. Let's go on."))]
    total = len(sitting.cards)
    where = turn.say("Question {number} of {total}", number=sitting.live.number, total=total)
    stem = join([f"{where}. {card.title}", card.body], "\n").plain
    words = [option.text.plain for option in question.options]
    right = next(place for place, option in enumerate(question.options) if option.right)
    note = card.note.plain
    why = note if len(note) <= limits.POLL_EXPLANATION and note.count("\n") <= limits.POLL_LINE_FEEDS else ""
    if len(stem) <= limits.POLL_QUESTION and all(len(one) <= limits.POLL_OPTION for one in words):
        return [Poll(stem, tuple(words), right, why)]
    letters = [showing.letter(turn, place) for place in range(len(words))]
    lines = [bold(f"{letter}. ") + option.text for letter, option in zip(letters, question.options, strict=True)]
    above = join([bold(f"{where}. {card.title}"), card.body, join(lines, "\n")])
    return [above, Poll(where, tuple(letters), right, why)]


def told(turn: Turn, sitting: Sitting) -> Text:
    """Return the right answer with its explanation, and the misconceptions behind the wrong ones."""
    card, question = sitting.card, sitting.question
    if card is None or question is None or sitting.item is None:
        return Text(turn.say("The people who write this quiz took this question back. Let's go on."))
    right = join([bold("✓ ") + option.text for option in question.options if option.right], "\n")
    known = sitting.item.misconceptions
    wrong = [
        Text("✗ ") + option.text + ". " + (option.feedback or known.get(option.misconception, ""))
        for option in question.options
        if not option.right and (option.feedback or known.get(option.misconception))
    ]
    return join([bold(card.title), right, join(wrong, "\n"), card.note])


def choose(household: Household, sender: int, code: str, chat: int, now: datetime) -> int:
    """Hold the live quiz of this code in a group, if it is its leader who says so; return its number, 0 for
    anybody else, of whom nothing is kept. Errors: StoreAway.
    """
    with household.stores.durable.turn() as db:
        person = people.find(db, household.lookups(sender), now.date())
        quiz = lives.by_code(db, code, now) if person else None
        if person is None or quiz is None or quiz.person != person.key or groups.of(db, quiz.task) is None:
            return 0
        groups.choose(db, quiz.task, household.keys.seal(chat, person.key))
        return quiz.task
