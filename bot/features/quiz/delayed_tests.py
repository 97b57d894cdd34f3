"""The delayed test: in the trial of repetition, questions that were missed are asked once more, four weeks after
their quiz was first finished, by whichever rule they came back meanwhile (decision 0041).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat.items import dead_end, open_item
from bot.chat.views import Outcome, Views
from bot.features.items import menu_links
from bot.features.items.home import home_row
from bot.features.items.menu_links import Lead
from bot.features.quiz import pages, session
from bot.features.quiz.repetition import arm_of
from bot.features.quiz.store import attempts, delayed_tests
from bot.features.quiz.store.attempts import Asked
from bot.features.quiz.store.delayed_tests import DELAYED, WHOLE
from bot.features.quiz.views import go_on
from bot.packs.model import Ref
from bot.packs.recipe import is_own
from bot.values import landmarks
from bot.values.means import Means
from bot.values.repetition import Repetition
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.quiz.attempt_state import AttemptState
    from bot.packs.model import Item

views = Views()

DELAY = timedelta(days=28)
"""From the first finish of a quiz to its delayed test: the spaced rule has asked twice by then (days 3 and 13)."""

MOST = 3
"""Questions of a delayed test, at most: it is a favour."""


@dataclass(frozen=True, slots=True)
class DelayedTest:
    """A person's delayed test that may be made now: of which quiz, and which of its questions, in their order."""

    item: Item
    asked: tuple[Asked, ...]


def waiting(turn: Turn) -> DelayedTest | None:
    """Return the delayed test that the person may make now; None when there is none, its day has not come, or
    nothing is left of its questions. A visitor has none.
    """
    if turn.instance.repetition is not Repetition.TRIAL or turn.preview.edition or turn.recent.helped:
        return None
    planned = delayed_tests.to_come(turn.db, turn.person.key)
    ref = Ref.parse(planned.quiz_ref) if planned else None
    if planned is None or ref is None or turn.today < planned.finished_on + DELAY:
        return None
    item = open_item(turn, ref.kind, ref.pack, ref.item)
    begun = attempts.of_quiz(turn.db, turn.person.key, DELAYED)
    if begun and begun[0].closed_on:
        return None
    asked = begun[0].questions if begun else _missed(turn, planned.quiz_ref)
    return DelayedTest(item, asked) if item and asked else None


@views(pages.DelayedTest)
def delayed_test(turn: Turn, _: pages.DelayedTest) -> Screen:
    """Tell what is asked once more, and why; a no is as good as a yes."""
    found = waiting(turn)
    if found is None:
        return dead_end(turn)
    text = join(
        [
            bold(turn.say("{title}, four weeks later", title=found.item.title)),
            turn.say("Four weeks ago some questions here were tricky. Would you like to look at them once more?"),
            turn.count("{number} question. ", "{number} questions. ", len(found.asked))
            + turn.say("There is no timer, mistakes are welcome, and you can stop whenever you like."),
            turn.say(
                "This shows which way of repeating helps more. Your answers only count together with those of "
                "nine others. You may say no, and nothing changes."
            ),
        ]
    )
    rows = (
        (Link(turn.say("▶ Begin"), pages.BeginDelayedTest(), Means.NEXT),),
        (Link(turn.say("No, thanks"), pages.RefuseDelayedTest()),),
        home_row(turn),
    )
    return Screen(text, rows)


@views(pages.BeginDelayedTest, dialogue=True)
def begin(turn: Turn, _: pages.BeginDelayedTest) -> Screen:
    """Begin the delayed test, or go on with it: two taps begin one."""
    found = waiting(turn)
    if found is None:
        return dead_end(turn)
    seed = secrets.randbits(32)
    attempt = attempts.begin(turn.db, turn.person.key, DELAYED, 1, found.asked, seed, turn.today)
    return go_on(turn, session.state_of(turn, attempt))


@views(pages.RefuseDelayedTest, kept=False)
def refuse(turn: Turn, _: pages.RefuseDelayedTest) -> Outcome:
    """Ask no more."""
    if waiting(turn):
        delayed_tests.drop(turn.db, turn.person.key)
    return Outcome(landmarks.Menu(), told=turn.say("All right, I shall not ask again."))


@session.assigned
def quiz_of(turn: Turn, quiz_ref: str) -> Item | None:
    """Return the quiz that a delayed test is about; None for any other attempt."""
    made = attempts.of_quiz(turn.db, turn.person.key, DELAYED) if quiz_ref == DELAYED else []
    ref = Ref.parse(made[0].questions[0].ref) if made and made[0].questions else None
    return open_item(turn, ref.kind, ref.pack, ref.item) if ref else None


@session.on_close
def note(turn: Turn, quiz_ref: str) -> None:
    """Plan the delayed test of a quiz that was just finished for the first time, if something was missed and
    the person has no test yet; count a test that was just made. Not in an editor's trial, when an adult looks
    at other readers' content, or in the half hour after help.
    """
    elsewhere = turn.preview.edition or turn.recent.helped or not turn.person.agreed
    if turn.instance.repetition is not Repetition.TRIAL or elsewhere:
        return
    if quiz_ref == DELAYED:
        _count(turn)
        return
    state = _first_go(turn, quiz_ref)
    if state and _missed(turn, quiz_ref) and not attempts.of_quiz(turn.db, turn.person.key, DELAYED):
        delayed_tests.plan(turn.db, turn.person.key, quiz_ref, turn.today)


def _count(turn: Turn) -> None:
    """Let the result of the delayed test wait to be counted; it was planned before, and is over now."""
    if delayed_tests.to_come(turn.db, turn.person.key) is None:
        return
    delayed_tests.drop(turn.db, turn.person.key)
    made = attempts.of_quiz(turn.db, turn.person.key, DELAYED)
    right, counted = session.state_of(turn, made[0]).score()
    if counted and turn.audience:
        group = arm_of(turn.person.key).value, turn.audience.value
        delayed_tests.count(turn.db, turn.person.key, group, round(WHOLE * right / counted), turn.today)


def _first_go(turn: Turn, quiz_ref: str) -> AttemptState | None:
    """Return the person's first attempt at a quiz of a pack that is meant for them, if it was their only one and
    every question of it is answered.
    """
    ref = Ref.parse(quiz_ref)
    if ref is None or is_own(ref):
        return None
    goes = attempts.of_quiz(turn.db, turn.person.key, quiz_ref)
    state = session.state_of(turn, goes[0]) if len(goes) == 1 else None
    meant = state is not None and state.item is not None and turn.audience in state.item.audiences
    return state if state and meant and not state.next_open(0) else None


def _missed(turn: Turn, quiz_ref: str) -> tuple[Asked, ...]:
    """Return the first questions of a quiz that its first attempt missed, as they are worded now; what the attempt
    repeated from other quizzes, and what was changed or withdrawn since, is not among them.
    """
    goes = attempts.of_quiz(turn.db, turn.person.key, quiz_ref)
    steps = session.state_of(turn, goes[0]).steps if goes else ()
    missed = [
        Asked(step.ref, step.card.id, step.question.meaning)
        for step in steps
        if step.ref == quiz_ref and step.card and step.question and step.answer and step.answer.right is False
    ]
    return tuple(missed[:MOST])


@menu_links.leads
def come_after_weeks(turn: Turn) -> list[tuple[Lead, Link]]:
    """Return the way to the delayed test, once its day has come."""
    delayed = waiting(turn)
    if delayed is None:
        return []
    label = turn.say("{title}, four weeks later", title=delayed.item.title)
    return [(Lead.LATER, Link(f"🗓 {label}", pages.DelayedTest()))]
