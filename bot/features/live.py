"""Live: a pupil's part in a live quiz: joining, answering in private, leaving. No names, no ranks, no timer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import asking, live, quizwalk
from bot.chat.asking import Asking
from bot.chat.board import order_of
from bot.chat.choosing import menu_row
from bot.chat.classnames import class_name
from bot.chat.delivery import NothingToShow
from bot.chat.items import dead_end, may_read
from bot.chat.names import audience_name
from bot.chat.showing import sources
from bot.chat.views import Views
from bot.packs.cards import FORMS
from bot.store import assignments, attempts, classrooms, lives
from bot.store.assignments import TASK
from bot.values import sitemap
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.live import Sitting
    from bot.chat.quizwalk import Step
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()

Answering = sitemap.LiveMarks | sitemap.LiveAnswer


@views(sitemap.Live)
def live_quiz(turn: Turn, page: sitemap.Live) -> Screen:
    """Draw it as it stands."""
    return _drawn(turn, page.task)


@views(sitemap.LiveIn, kept=False)
def live_in(turn: Turn, page: sitemap.LiveIn) -> Screen:
    """Let the pupil take part: that agrees to the messages of this one quiz."""
    sitting = live.attended(turn, page.task)
    chat = turn.sealed_chat()
    if sitting is not None and sitting.group is None and chat is not None and not turn.is_adult:
        lives.take_part(turn.db, turn.person.key, page.task, chat)
    return _drawn(turn, page.task)


@views(sitemap.LiveOut, kept=False)
def live_out(turn: Turn, page: sitemap.LiveOut) -> Screen:
    """Let the pupil go."""
    lives.leave(turn.db, turn.person.key)
    return _drawn(turn, page.task)


@views(sitemap.LiveQuestion)
def question(turn: Turn, page: sitemap.LiveQuestion) -> Screen:
    """Bring a question; one that is not asked any more is not brought late."""
    sitting = live.attended(turn, page.task)
    now = sitting is not None and (sitting.live.number, sitting.live.step) == (page.number, lives.OPEN)
    if turn.unasked and not now:
        raise NothingToShow
    return _drawn(turn, page.task)


@views(sitemap.LiveMarks, sitemap.LiveAnswer)
def answer(turn: Turn, page: Answering) -> Screen:
    """Count an answer once, while the question is open; a late one gets a kind word."""
    sitting = live.attended(turn, page.task)
    if sitting is None or not lives.takes_part(turn.db, turn.person.key, page.task):
        return _drawn(turn, page.task)
    found = live.own(turn, sitting)
    if found is None or sitting.question is None or sitting.live.number != page.number:
        return _late(turn, sitting)
    walk, step = found
    marks = asking.fitting(sitting.question, page.marks)
    if isinstance(page, sitemap.LiveMarks) or not FORMS[sitting.question.kind].complete(sitting.question, marks):
        return _asked(turn, sitting, marks)
    if sitting.live.step != lives.OPEN and step.answer is None:
        return _late(turn, sitting)
    return _answered(turn, sitting, step, quizwalk.count(turn, walk, step, marks))


@views(sitemap.LiveOver)
def over(turn: Turn, page: sitemap.LiveOver) -> Screen:
    """Say goodbye, and how many signs the pupil noticed; nobody else's are told."""
    if turn.unasked and (not _attends(turn, page.task) or live.attended(turn, page.task) is not None):
        raise NothingToShow
    return _drawn(turn, page.task)


def _attends(turn: Turn, task: int) -> bool:
    return assignments.attended(turn.db, turn.person.key, task) is not None


def _drawn(turn: Turn, task: int) -> Screen:
    """Draw where the pupil stands in the live quiz."""
    sitting = live.attended(turn, task)
    if sitting is None:
        return _over(turn, task) if _attends(turn, task) else dead_end(turn)
    if sitting.group is not None:
        words = turn.say("Your class has this quiz in its group: look there. You can do it alone afterwards.")
        return Screen(Text(words), (_help(turn),))
    if not lives.takes_part(turn.db, turn.person.key, task):
        return _invitation(turn, sitting)
    if sitting.item is not None and not may_read(turn, sitting.item):
        return _other_age(turn, sitting)
    if sitting.live.step == lives.WAITING:
        words = turn.say("You are in. The first question comes here as soon as your teacher begins.")
        return _screen(turn, sitting, [words])
    return _question(turn, sitting)


def _question(turn: Turn, sitting: Sitting) -> Screen:
    """Draw the question asked now: open, answered, closed or told."""
    found, card, question = live.own(turn, sitting), sitting.card, sitting.question
    if found is None or card is None or question is None:
        return _screen(turn, sitting, [turn.say("This question is for the board alone. The next one comes here.")])
    step = found[1]
    stem, given = step.stem, step.answer
    if sitting.live.step == lives.SHOWN:
        if given is None:
            told = join([join([Text("✓ ") + one.text for one in question.options if one.right], "\n"), card.note])
        else:
            told = asking.feedback(turn, question, given.marks, card.note)
        return _screen(turn, sitting, [stem, told, sources(turn, card)])
    if given is not None:
        return _answered(turn, sitting, step, given.marks)
    return _asked(turn, sitting, "") if sitting.live.step == lives.OPEN else _late(turn, sitting)


def _answered(turn: Turn, sitting: Sitting, step: Step, marks: str) -> Screen:
    """Say that the answer is in; whether it is right is told when the class is told."""
    if sitting.live.step == lives.SHOWN:
        return _question(turn, sitting)
    words = turn.say("Your answer is in, and only you know it. The board tells the right one in a moment.")
    return _screen(turn, sitting, [step.stem, _chosen(turn, sitting, marks), words])


def _asked(turn: Turn, sitting: Sitting, marks: str) -> Screen:
    """Ask the question, with options marked so far; everybody sees the options in the same order."""
    task, number, card = sitting.live.task, sitting.live.number, sitting.card
    if card is None or sitting.question is None or sitting.live.step != lives.OPEN:
        return _drawn(turn, task)
    asked = Asking(
        sitting.question,
        order_of(sitting),
        lambda chosen: sitemap.LiveMarks(task, number, chosen),
        lambda chosen: sitemap.LiveAnswer(task, number, chosen),
    )
    options, rows = asking.ask(turn, asked, asking.fitting(sitting.question, marks))
    return _screen(turn, sitting, [join([bold(card.title), card.body]), options, card.warning], rows, answers=True)


def _late(turn: Turn, sitting: Sitting) -> Screen:
    """Say kindly that the question is closed."""
    words = turn.say("This question is closed, and that is all right. Look at the board; the next one comes here.")
    return _screen(turn, sitting, [words])


def _chosen(turn: Turn, sitting: Sitting, marks: str) -> Text:
    options = sitting.question.options if sitting.question else ()
    words = [options[ord(letter) - ord("a")].text for letter in marks if ord(letter) - ord("a") < len(options)]
    return join([Text(turn.say("You chose: ")) + one for one in words], "\n")


def _screen(
    turn: Turn, sitting: Sitting, parts: list[Text | str], rows: tuple[Row, ...] = (), *, answers: bool = False
) -> Screen:
    """Return a screen of the live quiz, with its ways: look again, leave, help."""
    task, number = sitting.live.task, sitting.live.number
    total = len(sitting.cards)
    where = turn.say("Question {number} of {total}", number=number, total=total) if number else ""
    head = italic(" · ".join(part for part in (turn.say("Live quiz"), where) if part))
    look = () if answers else (Link(turn.say("🔄 Look again"), sitemap.Live(task)),)
    ways: list[Row] = [
        (*look, Link(turn.say("Leave the quiz"), sitemap.LiveOut(task)), Link(turn.say("🆘 Help"), sitemap.Help()))
    ]
    return Screen(join([head, *parts]), (*rows, *ways))


def _invitation(turn: Turn, sitting: Sitting) -> Screen:
    """Say what taking part means."""
    classroom = classrooms.get(turn.db, sitting.assignment.room)
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
            turn.say("To bring the questions I keep the number of this chat, encrypted, until the quiz ends."),
        ]
    )
    join_in = (Link(turn.say("▶ Join in"), sitemap.LiveIn(sitting.live.task)),)
    return Screen(text, (join_in, _help(turn)))


def _other_age(turn: Turn, sitting: Sitting) -> Screen:
    classroom = classrooms.get(turn.db, sitting.assignment.room)
    if classroom is None:
        return dead_end(turn)
    tier = classroom.tier
    name = audience_name(turn, tier)
    words = turn.say("Your class reads what is for {audience}; you read something else.", audience=name)
    change = Link(turn.say("Show me {audience}", audience=name), sitemap.SetAudience(tier.value))
    return Screen(Text(words), ((change,), _help(turn)))


def _over(turn: Turn, task: int) -> Screen:
    """Thank the pupil; how many they noticed is told to them alone."""
    parts: list[Text | str] = [bold(turn.say("The live quiz is over. Thank you for thinking along!"))]
    for attempt in attempts.of_quiz(turn.db, turn.person.key, f"{TASK}{task}"):
        right, counted = quizwalk.walk(turn, attempt).score()
        if right and not turn.gently:
            parts.append(turn.say("You noticed {right} of {total} signs.", right=right, total=counted))
    return Screen(join(parts), ((Link(turn.say("See how it went"), sitemap.Due(task)),), _help(turn)))


def _help(turn: Turn) -> Row:
    return (*menu_row(turn), Link(turn.say("🆘 Help"), sitemap.Help()))
