"""Quizzes: begin, ask, answer, hint, stop, and a kind result. No timer, no rank, nothing is lost by stopping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import keeping
from bot.chat.items import dead_end, heading, not_open, notices, open_item, page_of
from bot.chat.pickers import in_rows, menu_row
from bot.chat.views import Views
from bot.db import people
from bot.features.items import ending, next_step
from bot.features.items.home import home_row
from bot.features.items.showing import about_links, help_row, last_row, shown_sources
from bot.features.quiz import judging, pages, session
from bot.features.quiz.store import attempts
from bot.packs.model import Kind, Ref
from bot.packs.option import Asking
from bot.values import landmarks
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.quiz.attempt_state import AttemptState
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

ROW = 5
"""Questions in a row of buttons."""


@views(pages.Quiz)
def quiz(turn: Turn, page: pages.Quiz) -> Screen:
    """Draw what a quiz is about, with a way to begin or to go on."""
    item = open_item(turn, Kind.QUIZ, page.pack, page.item)
    if item is None:
        return not_open(turn, Kind.QUIZ, page.pack, page.item)
    before = attempts.of_quiz(turn.db, turn.person.key, str(item.ref))
    begin = pages.Begin(page.pack, page.item, len(before) + 1)
    rows: list[Row] = []
    running = next((attempt for attempt in before if attempt.closed_on is None), None)
    if running is not None:
        rows.append((Link(turn.say("▶ Go on"), pages.Begin(page.pack, page.item, running.number), Means.NEXT),))
    else:
        again = turn.say("🔁 Once more") if before else turn.say("▶ Begin")
        rows.append((Link(again, begin, None if before else Means.NEXT),))
    asked = min(item.pick or len(item.cards), len(item.cards))
    text = join(
        [
            join([bold(heading(item)), *notices(turn, item)], "\n"),
            item.description,
            turn.count("{number} question. ", "{number} questions. ", asked)
            + turn.say("There is no timer, mistakes are welcome, and you can stop whenever you like."),
        ]
    )
    return Screen(text, (*rows, *ending.rows_for(turn, item), home_row(turn)))


@views(pages.Begin, dialogue=True)
def begin(turn: Turn, page: pages.Begin) -> Screen:
    """Begin the attempt with this number, or go on with it if it has begun: two taps begin one attempt."""
    item = open_item(turn, Kind.QUIZ, page.pack, page.item)
    attempt = session.begin(turn, item, page.number) if item else None
    if attempt is None:
        return quiz(turn, pages.Quiz(page.pack, page.item))
    state = session.state_of(turn, attempt)
    return go_on(turn, state)


def go_on(turn: Turn, state: AttemptState) -> Screen:
    """Draw the first question of an attempt that is not answered, or how it went."""
    onward = state.next_open(0)
    return _question(turn, state, onward) if onward else _result(turn, state)


@views(pages.Question, dialogue=True)
def question(turn: Turn, page: pages.Question) -> Screen:
    """Draw a question of the person's own attempt."""
    state = session.find(turn, page.attempt)
    return _question(turn, state, page.number) if state else dead_end(turn)


@views(pages.QuestionMarks, dialogue=True)
def marks(turn: Turn, page: pages.QuestionMarks) -> Screen:
    """Draw a question with options marked or put in order so far."""
    state = session.find(turn, page.attempt)
    return _question(turn, state, page.number, marks=page.marks) if state else dead_end(turn)


@views(pages.Hint, dialogue=True)
def hint(turn: Turn, page: pages.Hint) -> Screen:
    """Draw a question with its hint."""
    state = session.find(turn, page.attempt)
    return _question(turn, state, page.number, hinted=True) if state else dead_end(turn)


@views(pages.HowSure, dialogue=True)
def how_sure(turn: Turn, page: pages.HowSure) -> Screen:
    """Ask how sure the person is of the answer that they have chosen."""
    state = session.find(turn, page.attempt)
    step = state.step(page.number) if state else None
    if state is None or step is None:
        return dead_end(turn)
    if step.card is None or step.question is None or step.answer is not None:
        return _question(turn, state, page.number)
    marks = step.question.fitting(page.marks)
    if not step.question.complete(marks):
        return _question(turn, state, page.number, marks=marks)
    chosen = join([Text(turn.say("You chose: ")) + given for given in step.question.given(marks)], "\n")
    sure, unsure = (pages.SureAnswer(page.attempt, page.number, marks, word) for word in ("sure", "unsure"))
    links = (Link(turn.say("Sure"), sure, Means.SURE), Link(turn.say("Not quite sure"), unsure, Means.UNSURE))
    text = join([_head(turn, state, page.number), step.stem, chosen, bold(turn.say("How sure are you?"))])
    rows: list[Row] = [
        links,
        (Link(turn.say("◀ Another answer"), pages.Question(page.attempt, page.number), Means.BACK),),
    ]
    if step.card.warning:
        rows.append(help_row(turn))
    return Screen(text, (*rows, (_stop(turn, state),)), picture=step.card.picture, choices=links)


@views(pages.SureAnswer, kept=False, dialogue=True)
def sure_answer(turn: Turn, page: pages.SureAnswer) -> Screen:
    """Count the answer and tell what it says about having been sure. Not kept as the person's place: how sure
    somebody was is stored nowhere.
    """
    return answer(turn, page)


@views(pages.Answer, pages.OwnWords, dialogue=True)
def answer(turn: Turn, page: pages.Answer | pages.SureAnswer | pages.OwnWords) -> Screen:
    """Count the answer once and give feedback on it at once; a second answer redraws the first one's feedback."""
    state = session.find(turn, page.attempt)
    step = state.step(page.number) if state else None
    if state is None or step is None:
        return dead_end(turn)
    if step.card is None or step.question is None:
        return _question(turn, state, page.number)
    given = step.question.fitting("" if isinstance(page, pages.OwnWords) else page.marks)
    if not step.question.complete(given):
        return _question(turn, state, page.number, marks=given)
    given = session.count(turn, state, step, given)
    told = step.question.feedback(turn, given, step.card.note)
    sureness = _sureness(turn, page, right=step.question.right(given))
    text = join([_head(turn, state, page.number), step.stem, told, sureness, shown_sources(turn, step.card)])
    onward = state.next_open(page.number, done=page.number)
    rows: list[Row] = []
    if onward:
        rows.append(
            (Link(turn.say("Next ▶"), pages.Question(page.attempt, onward), Means.NEXT), _stop(turn, state))
        )
    else:
        rows.append((Link(turn.say("See how it went"), pages.Result(page.attempt), Means.NEXT),))
    if step.card.warning:
        rows.append(help_row(turn))
    ref = Ref.parse(step.ref)
    return Screen(text, (*rows, last_row(turn, ref, step.card) if ref else menu_row(turn)))


@views(pages.Result, pause=True)
def result(turn: Turn, page: pages.Result) -> Screen:
    """Say kindly how it went and what to read next; an attempt that was stopped keeps its place."""
    state = session.find(turn, page.attempt)
    return _result(turn, state) if state else dead_end(turn)


def _question(turn: Turn, state: AttemptState, number: int, marks: str = "", *, hinted: bool = False) -> Screen:
    """Draw question `number`: answered, with its feedback; withdrawn, a kind line and the way on."""
    step = state.step(number)
    if step is None:
        return dead_end(turn)
    if step.card is None or step.question is None:
        onward = state.next_open(number)
        words = turn.say("The people who write this quiz took one question back, so we skip it.")
        target = pages.Question(state.attempt.attempt, onward) if onward else pages.Result(state.attempt.attempt)
        return Screen(Text(words), ((Link(turn.say("Next ▶"), target, Means.NEXT),), menu_row(turn)))
    if step.answer is not None:
        return answer(turn, pages.Answer(state.attempt.attempt, number, step.answer.marks))
    attempt = state.attempt.attempt
    if not state.is_assigned:
        people.begin(turn.db, turn.person.key, state.attempt.quiz_ref)
    sure = state.item is not None and judging.asks_how_sure(step.card.case, state.item.audiences)
    give = pages.HowSure if sure else pages.Answer
    asking = Asking(
        step.question.display_order(f"{state.attempt.seed}:{number}", shuffle=step.shuffled),
        lambda chosen: pages.QuestionMarks(attempt, number, chosen),
        lambda chosen: give(attempt, number, chosen),
    )
    asked = step.question.asked(turn, asking, marks)
    rows = asked.rows
    parts: list[Text | str] = [_head(turn, state, number), step.stem, asked.text]
    if step.card.hint and hinted:
        parts.append(bold(turn.say("💡 Hint: ")) + step.card.hint)
    elif step.card.hint:
        rows = (*rows, (Link(turn.say("💡 Hint"), pages.Hint(attempt, number), Means.HINT),))
    if step.card.warning:
        parts.append(step.card.warning)
        rows = (*rows, help_row(turn))
    own_words = pages.OwnWords(attempt, number) if step.question.own_words else None
    ref = Ref.parse(step.ref)
    last: Row = (_stop(turn, state), *(about_links(turn, ref, step.card) if ref else ()))
    return Screen(
        join(parts),
        (*rows, last),
        picture=step.card.picture,
        asks=own_words,
        choices=asked.choices,
        paired=asked.paired,
    )


def _sureness(turn: Turn, page: Page, *, right: bool | None) -> str:
    """Return what the answer says about having been sure; nothing where it was not asked."""
    if not isinstance(page, pages.SureAnswer) or right is None or turn.recent.helped:
        return ""
    return judging.sureness_in_words(turn, sure=page.sureness == "sure", right=right)


def _judged(turn: Turn, state: AttemptState) -> str:
    """Return how traps and honest cases were told apart, in a quiz that asks how sure somebody is."""
    given = [
        (step.card.case, step.answer.right)
        for step in state.steps
        if step.card and step.card.case and step.answer and step.answer.right is not None
    ]
    old_enough = state.item is not None and judging.asks_how_sure("trap", state.item.audiences)
    return " ".join(judging.in_words(turn, judging.judged(given))) if old_enough and not turn.recent.helped else ""


def _result(turn: Turn, state: AttemptState) -> Screen:
    onward = state.next_open(0)
    if onward and state.item is not None and session.keeps_place(turn, state):
        return _stopped(turn, state, state.item, onward)
    if not onward or not state.is_assigned:
        session.close(turn, state.attempt)
    if not onward:
        session.finish(turn, state)
    if not state.is_assigned:  # what was begun before a class's set stays where "Go on" finds it
        next_step.finished(turn, state.item)
    right, counted = state.score()
    item = state.item
    offer: tuple[Row, ...] = ()
    if counted == 0 or turn.recent.helped:
        words = turn.say("That was for thinking, not for counting. Come back whenever you like.")
    elif right == counted:
        words = turn.say("You got {right} of {total} right. A sharp eye!", right=right, total=counted)
    elif not turn.person.agreed:
        words = turn.say(
            "You got {right} of {total} right. If I may remember you, the others come back in a later quiz.",
            right=right,
            total=counted,
        )
        offer = keeping.offer(turn)
    elif right == 0:
        words = turn.say("These were tricky ones. They come back in a later quiz, so you can look again.")
    else:
        words = turn.say(
            "You got {right} of {total} right. The others come back in a later quiz, so you can look again.",
            right=right,
            total=counted,
        )
    if item is None:
        return Screen(Text(words), (menu_row(turn),))
    lesson = session.lesson_for(turn, item)
    told, row = _own_row(turn, state)
    knows = not onward and 0 < counted <= 2 * right
    apart = _judged(turn, state)
    text = join([bold(item.title), words, apart, told, ending.looking_back(turn, item, knows=knows)])
    *ways, last = ending.ways_on(turn, item, but=lesson)
    return Screen(text, (*row, *_read(turn, lesson), *ways, *offer, last))


def _stopped(turn: Turn, state: AttemptState, item: Item, onward: int) -> Screen:
    """Draw where the person has stopped: the menu leads back to it (a class's set stands there by itself)."""
    if not state.is_assigned:
        people.begin(turn.db, turn.person.key, state.attempt.quiz_ref)
    go_on_row = (Link(turn.say("▶ Go on"), pages.Question(state.attempt.attempt, onward), Means.NEXT),)
    enough = Link(turn.say("🌙 Enough for today"), landmarks.Enough())
    read = _read(turn, session.lesson_for(turn, item))
    told, row = _own_row(turn, state)
    rows = (*row, go_on_row, *keeping.offer(turn), *read, (enough, *home_row(turn)))
    return Screen(join([bold(item.title), keeping.promise(turn), told]), rows)


def _read(turn: Turn, lesson: Item | None) -> tuple[Row, ...]:
    target = page_of(lesson.ref) if lesson else None
    return ((Link(turn.say("📖 Read: {title}", title=lesson.title), target),),) if lesson and target else ()


def _own_row(turn: Turn, state: AttemptState) -> tuple[str, tuple[Row, ...]]:
    """Return the pupil's own row of a class's set: a button a question, which opens it with its explanation."""
    if turn.recent.helped or not state.is_assigned:
        return "", ()
    attempt = state.attempt.attempt
    links = [
        Link(f"{'✓' if step.answer.right else '○'} {step.number}", pages.Question(attempt, step.number))
        for step in state.steps
        if step.card and step.answer and step.answer.right is not None
    ]
    if not links:
        return "", ()
    words = turn.say("Your own row, for your eyes only: ✓ is right. Tap a number to read about it once more.")
    return words, in_rows(links, ROW)


def _head(turn: Turn, state: AttemptState, number: int) -> Text:
    """Return what stands above a question: the quiz, its age mark and how far it is."""
    where = turn.say("{number} of {total}", number=number, total=len(state.steps))
    return italic(f"{heading(state.item)} · {where}" if state.item else where)


def _stop(turn: Turn, state: AttemptState) -> Link:
    return Link(turn.say("Stop here"), pages.Result(state.attempt.attempt), Means.STOP)
