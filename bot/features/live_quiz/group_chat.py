"""What a group is brought of a live quiz: an anonymous quiz poll a question, then the answer told; and
how the group is followed when Telegram gives it another number, or lost when the bot is put out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.chat.turn import Reader
from bot.db import people
from bot.db.keys import SealedError
from bot.features.live_quiz import domain
from bot.features.live_quiz.store import groups, quizzes
from bot.values import limits
from bot.values.phrases import letter
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.services import Services
    from bot.chat.turn import Turn
    from bot.db.engine import Transaction
    from bot.features.live_quiz.domain import Session
    from bot.features.live_quiz.store.groups import Group
    from bot.packs.model import Card


@dataclass(frozen=True, slots=True)
class Poll:
    """An anonymous quiz poll; `right` are the places of the right options, from 0; `several` may be marked."""

    question: str
    options: tuple[str, ...]
    right: tuple[int, ...]
    explanation: str
    several: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """No more answers to the poll."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The bot leaves the group."""


Post = Poll | Text | Stop | Leave


@dataclass(frozen=True, slots=True)
class Bringing:
    """What a group is brought now, to its chat (which lives in memory only; None: there is none); then it has seen
    `seen`, or is forgotten (None). `sorry` is said, once, when Telegram takes no poll there.
    """

    chat: int | None
    posts: tuple[Post, ...]
    was: Group
    seen: Group | None
    sorry: Text


def bringing(services: Services, db: Transaction, group: Group, now: datetime) -> Bringing:
    """Return what a group that was taken is brought, in the language of who leads. With its quiz gone, however it
    ended, that is a goodbye in the language spoken there last: who leads may be nobody any more.
    """
    quiz = quizzes.by_code(db, group.code, now)
    leader = people.get(db, quiz.person) if quiz else None
    turn = services.turn(db, leader, now) if leader else None
    session = domain.led(turn, quiz.task) if turn and quiz else None
    chat = None if group.chat is None else _chat(services, group)
    stop: list[Post] = [Stop()] if group.poll is not None else []
    if quiz is None or turn is None or session is None:
        reader = Reader(services.phrases_of(group.locale), now)
        thanks = Text(reader.say("The live quiz is over. Thank you for thinking along! I leave this group now."))
        return Bringing(chat, () if chat is None else (*stop, thanks, Leave()), group, None, Text(""))
    posts: list[Post] = []
    if not group.step:
        words = turn.say(
            "Hello! Quiz questions come here in a moment. The polls are anonymous, and I keep nothing of anybody "
            "in this group."
        )
        posts.append(Text(words))
    if quiz.number > group.number:
        before = session.cards[group.number - 1] if 0 < group.number <= len(session.cards) else None
        untold = before is not None and group.step in {quizzes.OPEN, quizzes.CLOSED}
        posts += [*stop, *([told(turn, session, before)] if untold else []), *asked(turn, session)]
    if quiz.step in {quizzes.CLOSED, quizzes.SHOWN} and (stop or quiz.number > group.number):
        posts.append(Stop())
    if quiz.step == quizzes.SHOWN:
        posts.append(told(turn, session, session.card))
    sorry = turn.say(
        "Telegram lets me send no polls here just now, so the quiz waits. Whoever looks after this group can "
        "allow them."
    )
    seen = replace(group, number=quiz.number, step=quiz.step, locale=turn.locale)
    return Bringing(chat, tuple(posts), group, seen, Text(sorry))


def asked(turn: Turn, session: Session) -> list[Post]:
    """Return a question as a poll, its long words above it."""
    card, question = session.card, session.question
    if card is None or question is None:
        return [Text(turn.say("The people who write this quiz took this question back. Let's go on."))]
    total = len(session.cards)
    where = turn.say("Question {number} of {total}", number=session.quiz.number, total=total)
    several = len(question.key) > 1
    hint = turn.say("More than one may be right.") if several else ""
    stem = join([f"{where}. {card.title}", card.body_in_words, hint], "\n").plain
    words = [option.text.plain for option in question.options]
    right = tuple(place for place, option in enumerate(question.options) if option.right)
    note = card.note.plain
    why = note if len(note) <= limits.POLL_EXPLANATION and note.count("\n") <= limits.POLL_LINE_FEEDS else ""
    if len(stem) <= limits.POLL_QUESTION and all(len(one) <= limits.POLL_OPTION for one in words):
        return [Poll(stem, tuple(words), right, why, several)]
    letters = [letter(turn, place) for place in range(len(words))]
    lines = [bold(f"{name}. ") + option.text for name, option in zip(letters, question.options, strict=True)]
    above = join([bold(f"{where}. {card.title}"), card.body_in_words, join(lines, "\n")])
    return [above, Poll(join([where, hint], "\n").plain, tuple(letters), right, why, several)]


def told(turn: Turn, session: Session, card: Card | None) -> Text:
    """Return the right answer with its explanation, and the misconceptions behind the wrong ones."""
    question = card.question if card else None
    if card is None or question is None or session.item is None:
        return Text(turn.say("The people who write this quiz took this question back. Let's go on."))
    right = join([bold("✓ ") + option.text for option in question.options if option.right], "\n")
    known = session.item.misconceptions
    wrong = [
        Text("✗ ") + option.text + ". " + (option.feedback or known.get(option.misconception, ""))
        for option in question.options
        if not option.right and (option.feedback or known.get(option.misconception))
    ]
    return join([bold(card.title), right, join(wrong, "\n"), card.note])


def choose(services: Services, sender: int, code: str, chat: int, now: datetime) -> int:
    """Hold the live quiz of this code in a group, if it is its leader who says so; return its number, 0 for
    anybody else, of whom nothing is kept. Errors: StoreAway.
    """
    with services.stores.durable.transaction() as db:
        person = people.find(db, services.lookups(sender), now.date())
        quiz = quizzes.by_code(db, code, now) if person else None
        if person is None or quiz is None or quiz.person != person.key or groups.of(db, code) is None:
            return 0
        groups.choose(db, code, _sealed(services, code, chat))
        return quiz.task


def move(services: Services, db: Transaction, chat: int | None, to: int | None) -> None:
    """Follow the group of this number to another one, or lose it (None: the bot was put out). Of a group in which
    no live quiz is held nothing is known and nothing is kept.
    """
    for group in groups.chosen(db):
        try:
            if _chat(services, group) != chat:
                continue
        except SealedError:  # no message can reach it either: its next turn loses it
            continue
        if to is None:
            groups.lose(db, group.code)
        else:
            groups.move(db, group.code, _sealed(services, group.code, to))


def _chat(services: Services, group: Group) -> int:
    assert group.chat is not None  # noqa: S101 - whoever asks has looked
    return services.keys.open(group.chat, group.code.encode())


def _sealed(services: Services, code: str, chat: int) -> bytes:
    return services.keys.seal(chat, code.encode())
