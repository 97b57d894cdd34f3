"""Quizzes: begin, ask, answer, hint, stop, and a kind result. No timer, no rank, nothing is lost by stopping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import asking, ending, quizwalk, sets, stepping, tasks
from bot.chat.asking import Asking
from bot.chat.choosing import menu_row
from bot.chat.classways import home_row
from bot.chat.items import dead_end, heading, may_read, notices, open_item, page_of
from bot.chat.showing import flag_links, help_row, last_row, sources
from bot.chat.views import Views
from bot.packs.cards import FORMS
from bot.packs.model import Kind, QuestionKind, Ref
from bot.store import assignments, attempts, lives, progress
from bot.values import sitemap
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.quizwalk import Walk
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()

ROW = 5
"""Questions in a row of buttons."""


@views(sitemap.Quiz)
def quiz(turn: Turn, page: sitemap.Quiz) -> Screen:
    """Draw what a quiz is about, with a way to begin or to go on."""
    item = open_item(turn, Kind.QUIZ, page.pack, page.item)
    if item is None:
        return dead_end(turn)
    before = attempts.of_quiz(turn.db, turn.person.key, str(item.ref))
    begin = sitemap.Begin(page.pack, page.item, len(before) + 1)
    rows: list[Row] = []
    running = next((attempt for attempt in before if attempt.closed_on is None), None)
    if running is not None:
        rows.append((Link(turn.say("▶ Go on"), sitemap.Begin(page.pack, page.item, running.number)),))
    else:
        rows.append((Link(turn.say("🔁 Once more") if before else turn.say("▶ Begin"), begin),))
    asked = min(item.pick or len(item.cards), len(item.cards))
    text = join(
        [
            join([bold(heading(item)), *notices(turn, item)], "\n"),
            item.description,
            turn.count("{number} question. ", "{number} questions. ", asked)
            + turn.say("There is no timer, mistakes are welcome, and you can stop whenever you like."),
        ]
    )
    return Screen(text, (*rows, *tasks.ways_to_give(turn, item), home_row(turn)))


@views(sitemap.Begin)
def begin(turn: Turn, page: sitemap.Begin) -> Screen:
    """Begin the attempt with this number, or go on with it if it has begun: two taps begin one attempt."""
    item = open_item(turn, Kind.QUIZ, page.pack, page.item)
    attempt = quizwalk.begin(turn, item, page.number) if item else None
    if attempt is None:
        return quiz(turn, sitemap.Quiz(page.pack, page.item))
    walk = quizwalk.walk(turn, attempt)
    onward = walk.next_open(0)
    return _question(turn, walk, onward) if onward else _result(turn, walk)


@views(sitemap.BeginDue)
def begin_due(turn: Turn, page: sitemap.BeginDue) -> Screen | sitemap.Live:
    """Begin the one attempt at an assigned question set, or go on with it; a live one is the teacher's to step."""
    assignment = assignments.attended(turn.db, turn.person.key, page.task)
    item = tasks.item_of(turn, assignment) if assignment else None
    if assignment is None or item is None or item.ref.kind is not Kind.QUIZ or not may_read(turn, item):
        return dead_end(turn)
    if lives.get(turn.db, page.task, turn.now):
        return sitemap.Live(page.task)
    walk = quizwalk.walk(turn, quizwalk.begin_task(turn, assignment, item))
    onward = walk.next_open(0)
    return _question(turn, walk, onward) if onward else _result(turn, walk)


@views(sitemap.Question)
def question(turn: Turn, page: sitemap.Question) -> Screen:
    """Draw a question of the person's own attempt."""
    walk = quizwalk.find(turn, page.attempt)
    return _question(turn, walk, page.number) if walk else dead_end(turn)


@views(sitemap.QuestionMarks)
def marks(turn: Turn, page: sitemap.QuestionMarks) -> Screen:
    """Draw a question with options marked or put in order so far."""
    walk = quizwalk.find(turn, page.attempt)
    return _question(turn, walk, page.number, marks=page.marks) if walk else dead_end(turn)


@views(sitemap.Hint)
def hint(turn: Turn, page: sitemap.Hint) -> Screen:
    """Draw a question with its hint."""
    walk = quizwalk.find(turn, page.attempt)
    return _question(turn, walk, page.number, hinted=True) if walk else dead_end(turn)


@views(sitemap.Answer, sitemap.OwnWords)
def answer(turn: Turn, page: sitemap.Answer | sitemap.OwnWords) -> Screen:
    """Count the answer once and give feedback on it at once; a second answer redraws the first one's feedback."""
    walk = quizwalk.find(turn, page.attempt)
    step = walk.step(page.number) if walk else None
    if walk is None or step is None:
        return dead_end(turn)
    if step.card is None or step.question is None:
        return _question(turn, walk, page.number)
    given = asking.fitting(step.question, page.marks if isinstance(page, sitemap.Answer) else "")
    if not FORMS[step.question.kind].complete(step.question, given):
        return _question(turn, walk, page.number, marks=given)
    given = quizwalk.count(turn, walk, step, given)
    told = asking.feedback(turn, step.question, given, step.card.note)
    text = join([_head(turn, walk, page.number), step.stem, told, sources(turn, step.card)])
    onward = walk.next_open(page.number, done=page.number)
    rows: list[Row] = []
    if onward:
        rows.append((Link(turn.say("Next ▶"), sitemap.Question(page.attempt, onward)), _stop(turn, walk)))
    else:
        rows.append((Link(turn.say("See how it went"), sitemap.Result(page.attempt)),))
    if step.card.warning:
        rows.append(help_row(turn))
    ref = Ref.parse(step.ref)
    return Screen(text, (*rows, last_row(turn, ref, step.card) if ref else menu_row(turn)))


@views(sitemap.Result)
def result(turn: Turn, page: sitemap.Result) -> Screen:
    """Close the attempt and say kindly how it went and what to read next."""
    walk = quizwalk.find(turn, page.attempt)
    return _result(turn, walk) if walk else dead_end(turn)


def _question(turn: Turn, walk: Walk, number: int, marks: str = "", *, hinted: bool = False) -> Screen:
    """Draw question `number`: answered, with its feedback; withdrawn, a kind line and the way on."""
    step = walk.step(number)
    if step is None:
        return dead_end(turn)
    if step.card is None or step.question is None:
        onward = walk.next_open(number)
        words = turn.say("The people who write this quiz took one question back, so we skip it.")
        target = sitemap.Question(walk.attempt.attempt, onward) if onward else sitemap.Result(walk.attempt.attempt)
        return Screen(Text(words), ((Link(turn.say("Next ▶"), target),), menu_row(turn)))
    if step.answer is not None:
        return answer(turn, sitemap.Answer(walk.attempt.attempt, number, step.answer.marks))
    attempt = walk.attempt.attempt
    if not tasks.task_of(walk.attempt.quiz_ref):
        turn.change(reading=walk.attempt.quiz_ref)
    asked = Asking(
        step.question,
        asking.shown_order(step.question, f"{walk.attempt.seed}:{number}", shuffle=step.shuffled),
        lambda chosen: sitemap.QuestionMarks(attempt, number, chosen),
        lambda chosen: sitemap.Answer(attempt, number, chosen),
    )
    options, rows = asking.ask(turn, asked, asking.fitting(step.question, marks))
    parts: list[Text | str] = [_head(turn, walk, number), step.stem, options]
    if step.card.hint and hinted:
        parts.append(bold(turn.say("💡 Hint: ")) + step.card.hint)
    elif step.card.hint:
        rows = (*rows, (Link(turn.say("💡 Hint"), sitemap.Hint(attempt, number)),))
    if step.card.warning:
        parts.append(step.card.warning)
        rows = (*rows, help_row(turn))
    own_words = sitemap.OwnWords(attempt, number) if step.question.kind is QuestionKind.OPEN else None
    ref = Ref.parse(step.ref)
    last: Row = (_stop(turn, walk), *(flag_links(turn, ref, step.card) if ref else ()))
    return Screen(join(parts), (*rows, last), picture=step.card.picture, asks=own_words)


def _result(turn: Turn, walk: Walk) -> Screen:
    turn.change(reading="")
    finished = walk.next_open(0) == 0
    if finished or not tasks.task_of(walk.attempt.quiz_ref):
        quizwalk.close(turn, walk.attempt)
    if finished:
        tasks.hand_in_attempt(turn, walk.attempt.quiz_ref)
    right, counted = walk.score()
    item = walk.item
    if counted == 0 or turn.gently:
        words = turn.say("That was for thinking, not for counting. Come back whenever you like.")
    elif right == 0:
        words = turn.say("These were tricky ones. They come back in a later quiz, so you can look again.")
    elif right == counted:
        words = turn.say("You noticed {right} of {total} signs. A sharp eye!", right=right, total=counted)
    else:
        words = turn.say(
            "You noticed {right} of {total} signs. The others come back in a later quiz, so you can look again.",
            right=right,
            total=counted,
        )
    if item is None:
        return Screen(Text(words), (menu_row(turn),))
    if finished and not sets.is_own(item.ref):
        progress.finish(turn.db, turn.person.key, str(item.ref), turn.today)
        stepping.note_done(turn, item.ref)
    lesson = quizwalk.lesson_for(turn, item)
    target = page_of(lesson.ref) if lesson else None
    read = ((Link(turn.say("📖 Read: {title}", title=lesson.title), target),),) if lesson and target else ()
    told, row = _own_row(turn, walk)
    text = join([bold(item.title), words, told, ending.looking_back(turn, item)])
    return Screen(text, (*row, *read, *ending.ways_on(turn, item, but=lesson)))


def _own_row(turn: Turn, walk: Walk) -> tuple[str, tuple[Row, ...]]:
    """Return the pupil's own row of a class's set: a button a question, which opens it with its explanation."""
    if turn.gently or not tasks.task_of(walk.attempt.quiz_ref):
        return "", ()
    attempt = walk.attempt.attempt
    links = [
        Link(f"{'✓' if step.answer.right else '○'} {step.number}", sitemap.Question(attempt, step.number))
        for step in walk.steps
        if step.card and step.answer and step.answer.right is not None
    ]
    if not links:
        return "", ()
    words = turn.say("Your own row, for your eyes only: ✓ is right. Tap a number to read about it once more.")
    return words, tuple(tuple(links[at : at + ROW]) for at in range(0, len(links), ROW))


def _head(turn: Turn, walk: Walk, number: int) -> Text:
    """Return what stands above a question: the quiz, its age mark and how far it is."""
    where = turn.say("{number} of {total}", number=number, total=len(walk.steps))
    return italic(f"{heading(walk.item)} · {where}" if walk.item else where)


def _stop(turn: Turn, walk: Walk) -> Link:
    return Link(turn.say("Stop here"), sitemap.Result(walk.attempt.attempt))
