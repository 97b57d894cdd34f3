"""What a group is brought of a live quiz: an anonymous quiz poll a question, then the answer told; and
how the group is followed when Telegram gives it another number, or lost when the bot is put out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.chat.turn import Reader
from bot.db import people
from bot.db.keys import SealedError
from bot.features.live_quiz import domain
from bot.features.live_quiz.store import groups, quizzes
from bot.values import limits
from bot.values.phrases import letter
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.chat.services import Services
    from bot.chat.turn import Turn
    from bot.db.engine import Transaction
    from bot.features.live_quiz.domain import Session
    from bot.features.live_quiz.store.groups import Group
    from bot.features.live_quiz.store.quizzes import LiveQuiz
    from bot.packs.model import Card
    from bot.packs.question import Option


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


@dataclass(frozen=True, slots=True)
class Told:
    """A question's answer; below it each option with the path of its button (`EXPLAINED`)."""

    text: Text
    options: tuple[tuple[str, str], ...]


Post = Poll | Text | Told | Stop | Leave

EXPLAINED = re.compile(r"explained/(\d{1,9})/(\d{1,3})/(\d{1,2})")
"""The path of a button below an answer: the number of the live quiz, of its question, the place of the option from
0. It is no page: it says something only in the group where it stands, while that quiz is on."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is told to one pupil about the option that they chose; `alert` is the same in a few words."""

    text: Text
    alert: str
    reader: Reader


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
    led = _led(services, db, quizzes.by_code(db, group.code, now), now)
    chat = None if group.chat is None else _chat(services, group)
    stop: list[Post] = [Stop()] if group.poll is not None else []
    if led is None:
        reader = Reader(services.phrases_of(group.locale), now)
        thanks = Text(reader.say("The live quiz is over. Thank you for thinking along! I leave this group now."))
        return Bringing(chat, () if chat is None else (*stop, thanks, Leave()), group, None, Text(""))
    turn, session = led
    quiz = session.quiz
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
        posts += [*stop, *([_told(turn, session, before, group.number)] if untold else []), *asked(turn, session)]
    if quiz.step in {quizzes.CLOSED, quizzes.SHOWN} and (stop or quiz.number > group.number):
        posts.append(Stop())
    if quiz.step == quizzes.SHOWN:
        posts.append(_told(turn, session, session.card, quiz.number))
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
    letters, lines = _lettered(turn, question.options)
    above = join([bold(f"{where}. {card.title}"), card.body_in_words, lines])
    return [above, Poll(join([where, hint], "\n").plain, tuple(letters), right, why, several)]


def _lettered(turn: Turn, options: Sequence[Option]) -> tuple[list[str], Text]:
    """Return letters for options that are too long where they should stand, and the lines that tell each letter's
    option.
    """
    letters = [letter(turn, place) for place in range(len(options))]
    lines = [bold(f"{name}. ") + option.text for name, option in zip(letters, options, strict=True)]
    return letters, join(lines, "\n")


def _told(turn: Turn, session: Session, card: Card | None, number: int) -> Post:
    """Return a question's answer with a button for each option."""
    words = told(turn, session, card)
    question = card.question if card else None
    if question is None:
        return words
    asks = turn.say(
        "The button of the option that was chosen says why it is right or not. Only who taps it sees that, and I "
        "keep nothing."
    )
    labels, lines = [option.text.plain for option in question.options], Text()
    if not question.on_buttons:
        labels, lines = _lettered(turn, question.options)
    options = tuple(
        (label, f"explained/{session.quiz.task}/{number}/{place}") for place, label in enumerate(labels)
    )
    return Told(join([words, lines, asks]), options)


def explained(services: Services, chat: int, path: str, now: datetime) -> Explanation | None:
    """Return what the group of this number is told of an option, in the language of who leads; None when that live
    quiz is not held there (any more), or its question was not told yet. Whoever asks is not known here. Errors:
    StoreAway.
    """
    found = EXPLAINED.fullmatch(path)
    if found is None:
        return None
    task, number, place = map(int, found.groups())
    with services.stores.durable.transaction() as db:
        led = _led(services, db, quizzes.get(db, task, now), now)
        if led is None:
            return None
        turn, session = led
        group = session.group
        if group is None or not _is_in(services, group, chat):
            return None
        is_told = number < group.number or (number == group.number and group.step == quizzes.SHOWN)
        card = session.cards[number - 1] if is_told and 0 < number <= len(session.cards) else None
        question = card.question if card else None
        if card is None or question is None or session.item is None or place >= len(question.options):
            return None
        return _explanation(turn, card, question.options, place, session.item.misconceptions)


def _explanation(
    turn: Turn, card: Card, options: Sequence[Option], place: int, misconceptions: Mapping[str, str]
) -> Explanation:
    chosen = options[place]
    said = bold("✓ " if chosen.right else "✗ ") + chosen.text
    why = Text("") if chosen.right else chosen.feedback or Text(misconceptions.get(chosen.misconception, ""))
    right = join([bold("✓ ") + one.text for one in options if one.right and one is not chosen], "\n")
    kept = turn.say("Nobody else sees this, and I do not keep what was chosen.")
    text = join([bold(card.title), said, why, right, card.note, italic(kept)])
    short = join([said, why or card.note], ". ").plain
    return Explanation(text, _at_most(short, limits.ALERT_CHARACTERS), Reader(turn.phrases, turn.now))


def _at_most(words: str, characters: int) -> str:
    """Return words cut at a space, with a sign that they go on."""
    return words if len(words) <= characters else words[: characters - 1].rpartition(" ")[0] + "…"


def _led(services: Services, db: Transaction, quiz: LiveQuiz | None, now: datetime) -> tuple[Turn, Session] | None:
    """Return a live quiz as who leads it sees it, and their turn; None when it is over, or led by nobody now."""
    leader = people.get(db, quiz.person) if quiz else None
    turn = services.turn(db, leader, now) if leader else None
    session = domain.led(turn, quiz.task) if turn and quiz else None
    return (turn, session) if turn and session else None


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
        person = people.find_here(db, services.lookups(sender), now.date())
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
        if not _is_in(services, group, chat):
            continue
        if to is None:
            groups.lose(db, group.code)
        else:
            groups.move(db, group.code, _sealed(services, group.code, to))


def _is_in(services: Services, group: Group, chat: int | None) -> bool:
    """Whether it is the group of this number; no when its own does not open with the key: no message can reach it
    either, and its next turn loses it.
    """
    try:
        return group.chat is not None and _chat(services, group) == chat
    except SealedError:
        return False


def _chat(services: Services, group: Group) -> int:
    assert group.chat is not None  # noqa: S101 - whoever asks has looked
    return services.keys.open(group.chat, group.code.encode())


def _sealed(services: Services, code: str, chat: int) -> bytes:
    return services.keys.seal(chat, code.encode())
