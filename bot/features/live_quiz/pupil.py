"""A pupil's part in a live quiz: joining, answering in private, leaving. No names, no ranks, no timer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.delivery import NothingToShow
from bot.chat.items import dead_end, may_read
from bot.chat.names import audience_name
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import deliveries
from bot.features.account import pages as account_pages
from bot.features.classes import pages as classes_pages
from bot.features.classes import tasks
from bot.features.classes.class_names import class_name
from bot.features.classes.store import assignments, classrooms
from bot.features.classes.store.assignments import TASK
from bot.features.items.showing import sources
from bot.features.live_quiz import domain, pages
from bot.features.live_quiz.board import order_of
from bot.features.live_quiz.store import quizzes
from bot.features.quiz import session as quiz_session
from bot.features.quiz.store import attempts
from bot.help import pages as help_pages
from bot.packs.lettered import is_lettered
from bot.packs.option import Asking
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join
from bot.values.why import Why

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.live_quiz.domain import Session
    from bot.features.quiz.attempt_state import Step
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

Answering = pages.LiveMarks | pages.LiveAnswer


@tasks.played_now
def joined_at(turn: Turn, task: int) -> Page | None:
    """Return where the class has an assignment as a live quiz just now."""
    return pages.Live(task) if quizzes.get(turn.db, task, turn.now) else None


@views(pages.Live, dialogue=True)
def live(turn: Turn, page: pages.Live) -> Screen:
    """Draw it as it stands. Pupils who take part already, or come too late, are not told that it begins."""
    late = turn.unasked and domain.attended(turn, page.task) is None
    if late or (turn.unasked and quizzes.takes_part(turn.db, turn.person.key, page.task)):
        raise NothingToShow
    return _drawn(turn, page.task)


@views(pages.LiveIn, kept=False)
def live_in(turn: Turn, page: pages.LiveIn) -> Screen:
    """Let the pupil take part: that agrees to the messages of this one quiz."""
    session = domain.attended(turn, page.task)
    if session is not None and session.group is None and not turn.is_adult:
        quizzes.take_part(turn.db, turn.person.key, page.task, turn.sealed_chat())
        deliveries.drop_person(turn.db, turn.person.key, Why.ASSIGNMENT, f"{TASK}{page.task}")
    return _drawn(turn, page.task)


@views(pages.LiveOut, kept=False)
def live_out(turn: Turn, page: pages.LiveOut) -> Screen:
    """Let the pupil go."""
    quizzes.leave(turn.db, turn.person.key)
    return _drawn(turn, page.task)


@views(pages.LiveQuestion, dialogue=True)
def question(turn: Turn, page: pages.LiveQuestion) -> Screen:
    """Bring a question; one that is not asked any more is not brought late."""
    session = domain.attended(turn, page.task)
    now = session is not None and (session.quiz.number, session.quiz.step) == (page.number, quizzes.OPEN)
    if turn.unasked and not now:
        raise NothingToShow
    return _drawn(turn, page.task)


@views(pages.LiveMarks, pages.LiveAnswer, dialogue=True)
def answer(turn: Turn, page: Answering) -> Screen:
    """Count an answer once, while the question is open; a late one gets a kind word."""
    session = domain.attended(turn, page.task)
    if session is None or not quizzes.takes_part(turn.db, turn.person.key, page.task):
        return _drawn(turn, page.task)
    found = domain.own(turn, session)
    if found is None or session.question is None or session.quiz.number != page.number:
        return _late(turn, session)
    state, step = found
    marks = session.question.fitting(page.marks)
    if isinstance(page, pages.LiveMarks) or not session.question.complete(marks):
        return _asked(turn, session, marks)
    if session.quiz.step != quizzes.OPEN and step.answer is None:
        return _late(turn, session)
    return _answered(turn, session, step, quiz_session.count(turn, state, step, marks))


@views(pages.LiveOver)
def over(turn: Turn, page: pages.LiveOver) -> Screen:
    """Say goodbye, and how many signs the pupil noticed; nobody else's are told."""
    if turn.unasked and (not _attends(turn, page.task) or domain.attended(turn, page.task) is not None):
        raise NothingToShow
    return _drawn(turn, page.task)


def _attends(turn: Turn, task: int) -> bool:
    return assignments.attended(turn.db, turn.person.key, task) is not None


def _drawn(turn: Turn, task: int) -> Screen:
    """Draw where the pupil stands in the live quiz."""
    session = domain.attended(turn, task)
    if session is None:
        return _over(turn, task) if _attends(turn, task) else dead_end(turn)
    if session.group is not None:
        words = turn.say("Your class has this quiz in its group: look there. You can do it alone afterwards.")
        return Screen(Text(words), (_help(turn),))
    if not quizzes.takes_part(turn.db, turn.person.key, task):
        return _invitation(turn, session)
    if session.item is not None and not may_read(turn, session.item):
        return _other_age(turn, session)
    if session.quiz.step == quizzes.WAITING:
        words = turn.say("You are in. The first question comes here as soon as your teacher begins.")
        return _screen(turn, session, [words])
    return _question(turn, session)


def _question(turn: Turn, session: Session) -> Screen:
    """Draw the question asked now: open, answered, closed or told."""
    found, card, question = domain.own(turn, session), session.card, session.question
    if found is None or card is None or question is None:
        return _screen(turn, session, [turn.say("This question is for the board alone. The next one comes here.")])
    step = found[1]
    stem, given = step.stem, step.answer
    if session.quiz.step == quizzes.SHOWN:
        if given is None:
            told = join([question.ticked(), card.note])
        else:
            told = question.feedback(turn, given.marks, card.note)
        return _screen(turn, session, [stem, told, sources(turn, card)])
    if given is not None:
        return _answered(turn, session, step, given.marks)
    return _asked(turn, session, "") if session.quiz.step == quizzes.OPEN else _late(turn, session)


def _answered(turn: Turn, session: Session, step: Step, marks: str) -> Screen:
    """Say that the answer is in; whether it is right is told when the class is told."""
    if session.quiz.step == quizzes.SHOWN:
        return _question(turn, session)
    words = turn.say("Your answer is in, and only you know it. The board tells the right one in a moment.")
    return _screen(turn, session, [step.stem, _chosen(turn, session, marks), words])


def _asked(turn: Turn, session: Session, marks: str) -> Screen:
    """Ask the question, with options marked so far; everybody sees the options in the same order."""
    task, number, card = session.quiz.task, session.quiz.number, session.card
    if card is None or session.question is None or session.quiz.step != quizzes.OPEN:
        return _drawn(turn, task)
    asking = Asking(
        order_of(session),
        lambda chosen: pages.LiveMarks(task, number, chosen),
        lambda chosen: pages.LiveAnswer(task, number, chosen),
        lettered=not is_lettered(session.assignment.recipe),  # those options are letters already
    )
    asked = session.question.asked(turn, asking, marks)
    parts: list[Text | str] = [join([bold(card.title), card.body_in_words]), asked.text, card.warning]
    shown = _screen(turn, session, parts, asked.rows, answers=True)
    return replace(shown, choices=asked.choices, paired=asked.paired)


def _late(turn: Turn, session: Session) -> Screen:
    """Say kindly that the question is closed."""
    words = turn.say("This question is closed, and that is all right. Look at the board; the next one comes here.")
    return _screen(turn, session, [words])


def _chosen(turn: Turn, session: Session, marks: str) -> Text:
    given = session.question.given(marks) if session.question else ()
    return join([Text(turn.say("You chose: ")) + one for one in given], "\n")


def _screen(
    turn: Turn, session: Session, parts: list[Text | str], rows: tuple[Row, ...] = (), *, answers: bool = False
) -> Screen:
    """Return a screen of the live quiz, with the buttons below it: look again, leave, help."""
    task, number = session.quiz.task, session.quiz.number
    total = len(session.cards)
    where = turn.say("Question {number} of {total}", number=number, total=total) if number else ""
    head = italic(" · ".join(part for part in (turn.say("Live quiz"), where) if part))
    look = () if answers else (Link(turn.say("🔄 Look again"), pages.Live(task)),)
    below: list[Row] = [
        (
            *look,
            Link(turn.say("Leave the quiz"), pages.LiveOut(task), Means.STOP),
            Link(turn.say("🆘 Help"), help_pages.Help()),
        )
    ]
    return Screen(join([head, *parts]), (*rows, *below))


def _invitation(turn: Turn, session: Session) -> Screen:
    """Say what taking part means."""
    classroom = classrooms.get(turn.db, session.assignment.room)
    if classroom is None:
        return dead_end(turn)
    text = join(
        [
            bold(turn.say("Live quiz in {name}", name=class_name(turn, classroom))),
            turn.say(
                "Your teacher asks the class, and each question comes here. You answer for yourself; the board "
                "shows only what five or more of you answered, never who. There is no timer, and mistakes are "
                "welcome."
            ),
            turn.say("To bring the questions I keep the number of this chat, encrypted, until the quiz ends.")
            if turn.sender.seal is not None
            else turn.say("Each question comes to this page. If it does not change by itself, tap “Look again”."),
        ]
    )
    join_in = (Link(turn.say("▶ Join in"), pages.LiveIn(session.quiz.task)),)
    return Screen(text, (join_in, _help(turn)))


def _other_age(turn: Turn, session: Session) -> Screen:
    classroom = classrooms.get(turn.db, session.assignment.room)
    if classroom is None:
        return dead_end(turn)
    tier = classroom.tier
    name = audience_name(turn, tier)
    words = turn.say("Your class reads what is for {audience}; you read something else.", audience=name)
    change = Link(turn.say("Show me {audience}", audience=name), account_pages.SetAudience(tier))
    return Screen(Text(words), ((change,), _help(turn)))


def _over(turn: Turn, task: int) -> Screen:
    """Thank the pupil; how many they noticed is told to them alone."""
    parts: list[Text | str] = [bold(turn.say("The live quiz is over. Thank you for thinking along!"))]
    for attempt in attempts.of_quiz(turn.db, turn.person.key, f"{TASK}{task}"):
        right, counted = quiz_session.state_of(turn, attempt).score()
        if right and not turn.recent.helped:
            parts.append(turn.say("You got {right} of {total} right.", right=right, total=counted))
    return Screen(
        join(parts), ((Link(turn.say("See how it went"), classes_pages.Due(task), Means.NEXT),), _help(turn))
    )


def _help(turn: Turn) -> Row:
    return (*menu_row(turn), Link(turn.say("🆘 Help"), help_pages.Help()))
