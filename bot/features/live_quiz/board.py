"""What the whole class may see of a live quiz, on the projector and beside who leads it: a question, how
many have answered, and, once it is closed, totals in blocks of five (decision 0011). No names, no ranks, no timer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.features.classes.store import tallies
from bot.features.live_quiz.store import groups, quizzes
from bot.features.quiz.totals import meanings_of, share_words, totals_of

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.live_quiz.domain import Session
    from bot.features.quiz.totals import Total
    from bot.packs.question import BoardOption

STUMBLES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Board:
    """What is to be seen now. `share` is the least and most percent of right answers, None when nothing may be
    shown; `lines` are whole sentences, the most important first.
    """

    title: str
    where: str
    stem: str = ""
    body: str = ""
    choices: tuple[BoardOption, ...] = ()
    share: tuple[int, int] | None = None
    lines: tuple[str, ...] = ()
    note: str = ""


def board(turn: Turn, session: Session) -> Board:
    """Return what the class may see of a live quiz now, in the language of the turn."""
    task, step = session.quiz.task, session.quiz.step
    title = session.item.title if session.item else ""
    joined = quizzes.count(turn.db, task)
    if session.group is not None:
        return _of_group(turn, session, title)
    if step == quizzes.WAITING:
        first = (
            turn.say("Pupils open the bot, tap ☰ Menu and then 📌 {title}.", title=title),
            turn.count("{number} pupil takes part.", "{number} pupils take part.", joined),
        )
        return Board(title, turn.say("Live quiz"), lines=first)
    total = len(session.cards)
    where = turn.say("Question {number} of {total}", number=session.quiz.number, total=total)
    if session.card is None or session.question is None or session.item is None:
        words = turn.say("The people who write this quiz took this question back. Let's go on.")
        return Board(title, where, lines=(words,))
    answered = sum(tallies.number(turn.db, task, meaning) for meaning in meanings_of(session.question))
    lines: tuple[str, ...] = (
        turn.say("{answered} of {joined} have answered.", answered=answered, joined=max(joined, answered)),
    )
    share = None
    if step != quizzes.OPEN:
        found = _total(turn, session)
        share, more = _told(turn, found, shown=step == quizzes.SHOWN)
        lines = (*lines, *more)
    shown = step == quizzes.SHOWN
    return Board(
        title,
        where,
        session.card.title,
        session.card.body_in_words.plain,
        session.question.on_board(turn, order_of(session), told=shown),
        share,
        lines,
        session.card.note.plain if shown else "",
    )


def _of_group(turn: Turn, session: Session, title: str) -> Board:
    """Return what who leads a quiz in a group sees beside it: the answers are in the group alone."""
    number, group = session.quiz.number, session.group
    lines = []
    if group is None or group.chat is None:
        if group is not None and group.step == groups.LOST:
            lines.append(
                turn.say("I am not in the group any more. Choose it again, or another one, or end the quiz.")
            )
        lines.append(
            turn.say("Choose the class's group with the button below, not as an anonymous administrator.")
        )
    elif group.step == groups.REFUSED:
        lines.append(turn.say("Telegram does not let me write there. In the group, allow me to send polls."))
    elif not number:
        lines.append(turn.say("The group is chosen. I keep nothing of who is in it."))
    if not number:
        return Board(title, turn.say("Live quiz in the group"), lines=tuple(lines))
    where = turn.say("Question {number} of {total}", number=number, total=len(session.cards))
    if session.card is None or session.question is None:
        lines.append(turn.say("The people who write this quiz took this question back. Let's go on."))
        return Board(title, where, lines=tuple(lines))
    shown = session.quiz.step == quizzes.SHOWN
    choices = session.question.on_board(turn, order_of(session), told=shown)
    return Board(title, where, session.card.title, session.card.body_in_words.plain, choices, lines=tuple(lines))


def order_of(session: Session) -> str:
    """Return the letters of the options in the order in which everybody in the class sees them."""
    assert session.question is not None  # noqa: S101 - whoever asks has looked
    return session.question.display_order(f"{session.quiz.task}:{session.quiz.card}", shuffle=False)


def _total(turn: Turn, session: Session) -> Total | None:
    """Return the question's total over whole blocks of five."""
    if session.item is None or session.question is None:
        return None
    blocks = tallies.blocks(turn.db, session.quiz.task)
    meaning = session.question.meaning
    return next((total for total in totals_of(session.item, blocks) if total.meaning == meaning), None)


def _told(turn: Turn, total: Total | None, *, shown: bool) -> tuple[tuple[int, int] | None, tuple[str, ...]]:
    """Return the share and the sentences about it; what misled is told together with the answer only."""
    if total is None or total.share is None:
        return None, (turn.say("Waiting: numbers are shown from five answers on."),)
    lines = [turn.say("Right: {share}", share=share_words(turn, total.share))]
    if shown:
        lines += [
            turn.say("often chosen: {words}", words=stumble.words).capitalize()
            for stumble in total.stumbles[:STUMBLES_SHOWN]
        ]
    return (total.share.low, total.share.high), tuple(lines)
