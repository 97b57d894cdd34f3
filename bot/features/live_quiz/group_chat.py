"""What a group is brought of a live quiz: an anonymous quiz poll a question, then the answer told; and
how the group is followed when Telegram gives it another number, or lost when the bot is put out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.chat.group_posts import EXPLAINED, Bringing, Brought, Explanation, Leave, Poll, Stop, Taken, Told
from bot.chat.turn import Reader
from bot.db import people
from bot.db.keys import SealedError
from bot.features.live_quiz import domain, pages
from bot.features.live_quiz.store import groups, quizzes
from bot.values import limits
from bot.values.phrases import letter
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.chat.group_posts import Post
    from bot.chat.services import Services
    from bot.chat.turn import Turn
    from bot.db.engine import Transaction
    from bot.features.live_quiz.domain import Session
    from bot.features.live_quiz.store.groups import Group
    from bot.features.live_quiz.store.quizzes import LiveQuiz
    from bot.packs.model import Card
    from bot.packs.option import Option
    from bot.values.page import Page

log = structlog.get_logger()

AGAIN = timedelta(seconds=15)
"""How long after a refusal by the messenger the posts are tried again."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A group as it was, and what it has seen once all is posted; None: it is forgotten then."""

    was: Group
    then: Group | None


class QuizGroups:
    """The groups in which live quizzes are held (`bot.chat.group_posts`)."""

    def take(self, services: Services, now: datetime, most: int) -> list[Bringing]:
        """Return what is due. A group whose chat does not open with the key is lost: another may be chosen; one
        whose quiz is over is erased without a goodbye.
        """
        due = []
        with services.stores.durable.transaction() as db:
            for group in groups.due(db, now, most):
                try:
                    due.append(_bringing(services, db, group, now))
                except SealedError:
                    log.exception("the chat of a group does not open with the key, so it is lost")
                    groups.lose(db, group.code)
        return due

    def settle(self, services: Services, due: Bringing, brought: Brought, now: datetime) -> None:
        """Write down what a group has seen by now; what was delivered is not sent again."""
        was, then = due.group.was, due.group.then
        taken, poll = brought.taken, brought.poll
        with services.stores.durable.transaction() as db:
            if brought.moved:
                _move(services, db, due.chat, brought.chat)
            if then is None and taken in {Taken.ALL, Taken.BLOCKED}:
                groups.forget(db, was.code)
            elif taken is Taken.BLOCKED:
                groups.lose(db, was.code)
            elif then is not None and taken is Taken.ALL:
                groups.settle(db, replace(then, poll=poll), now)
            else:
                number = then.number if then and brought.asked else was.number
                step = groups.REFUSED if taken is Taken.REFUSED else was.step
                groups.settle(db, replace(was, number=number, step=step, poll=poll), now + AGAIN)

    def choose(self, services: Services, sender: int, code: str, chat: int, now: datetime) -> Page | None:
        """Hold the live quiz of this code in a group, if its leader asks for it."""
        with services.stores.durable.transaction() as db:
            person = people.find_here(db, services.lookups(sender), now.date())
            quiz = quizzes.by_code(db, code, now) if person else None
            if person is None or quiz is None or quiz.person != person.key or groups.of(db, code) is None:
                return None
            groups.choose(db, code, _sealed(services, code, chat))
            return pages.Leading(quiz.task)

    def move(self, services: Services, chat: int, to: int | None) -> None:
        """Follow a group. Of one in which no live quiz is held nothing is known and nothing is kept."""
        with services.stores.durable.transaction() as db:
            _move(services, db, chat, to)

    def explain(self, services: Services, chat: int, path: str, now: datetime) -> Explanation | None:
        """Return the explanation of an option, in the leader's language. None if that live quiz is not held in
        this group (any more), or its question was not told yet.
        """
        found = EXPLAINED.fullmatch(path)
        if found is None:
            return None
        task, number, place = map(int, found.groups())
        with services.stores.durable.transaction() as db:
            led = _led(services, db, quizzes.get(db, task, now), now)
            is_here = led is not None and led[1].group is not None and _is_in(services, led[1].group, chat)
            return _explained(*led, number, place) if led and is_here else None


group_posts = QuizGroups()


def _bringing(services: Services, db: Transaction, group: Group, now: datetime) -> Bringing:
    """Return the next message for a group that was taken, in the leader's language. If its quiz is gone for any
    reason, it is a goodbye in the last language used there, because there may be no leader any more.
    """
    led = _led(services, db, quizzes.by_code(db, group.code, now), now)
    chat = None if group.chat is None else _chat(services, group)
    stop: list[Post] = [Stop()] if group.poll is not None else []
    if led is None:
        reader = Reader(services.phrases_of(group.locale), now)
        thanks = Text(reader.say("The live quiz is over. Thank you for thinking along! I leave this group now."))
        posts_left = () if chat is None else (*stop, thanks, Leave())
        return Bringing(chat, posts_left, group.poll, leaves=True, sorry=None, group=_Seen(group, None))
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
    once = Text(sorry) if group.step != groups.REFUSED else None
    return Bringing(chat, tuple(posts), group.poll, leaves=False, sorry=once, group=_Seen(group, seen))


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
    words = [option.text.plain for option in question.judged]
    right = tuple(place for place, option in enumerate(question.judged) if option.right)
    note = card.note.plain
    why = note if len(note) <= limits.POLL_EXPLANATION and note.count("\n") <= limits.POLL_LINE_FEEDS else ""
    if len(stem) <= limits.POLL_QUESTION and all(len(one) <= limits.POLL_OPTION for one in words):
        return [Poll(stem, tuple(words), right, why, several)]
    letters, lines = _lettered(turn, question.judged)
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
    labels, lines = [option.text.plain for option in question.judged], Text()
    if not question.on_buttons:
        labels, lines = _lettered(turn, question.judged)
    options = tuple(
        (label, f"explained/{session.quiz.task}/{number}/{place}") for place, label in enumerate(labels)
    )
    return Told(join([words, lines, asks]), options)


def _explained(turn: Turn, session: Session, number: int, place: int) -> Explanation | None:
    group = session.group
    if group is None:
        return None
    is_told = number < group.number or (number == group.number and group.step == quizzes.SHOWN)
    card = session.cards[number - 1] if is_told and 0 < number <= len(session.cards) else None
    question = card.question if card else None
    if card is None or question is None or session.item is None or place >= len(question.judged):
        return None
    return _explanation(turn, card, question.judged, place, session.item.misconceptions)


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
    """Return a live quiz as its leader sees it, and the leader's turn; None if it is over, or has no leader
    now.
    """
    leader = people.get(db, quiz.person) if quiz else None
    turn = services.turn(db, leader, now) if leader else None
    session = domain.led(turn, quiz.task) if turn and quiz else None
    return (turn, session) if turn and session else None


def told(turn: Turn, session: Session, card: Card | None) -> Text:
    """Return the right answer with its explanation, and the misconceptions behind the wrong ones."""
    question = card.question if card else None
    if card is None or question is None or session.item is None:
        return Text(turn.say("The people who write this quiz took this question back. Let's go on."))
    known = session.item.misconceptions
    wrong = [
        Text("✗ ") + option.text + ". " + (option.feedback or known.get(option.misconception, ""))
        for option in question.judged
        if not option.right and (option.feedback or known.get(option.misconception))
    ]
    return join([bold(card.title), question.ticked(), join(wrong, "\n"), card.note])


def _move(services: Services, db: Transaction, chat: int | None, to: int | None) -> None:
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
