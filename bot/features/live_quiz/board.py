"""The board of a live quiz, which the whole class may see on the projector and its leader sees in the chat: a
question, how many have answered, and, once it is closed, totals in blocks of five (decision 0011). No names, no
ranks, no timer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.features.classes import pages as classes_pages
from bot.features.classes.class_names import spaced
from bot.features.classes.store import classrooms, tallies
from bot.features.live_quiz.store import groups, quizzes
from bot.features.quiz.totals import meanings_of, share_words, totals_of
from bot.packs.lettered import is_lettered
from bot.values.hook import Hook

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.live_quiz.domain import Session
    from bot.features.quiz.totals import Total
    from bot.packs.option import BoardOption
    from bot.packs.own_words import OwnQuestion

STUMBLES_SHOWN = 2

own_words: Hook[[Turn, str], OwnQuestion | None] = Hook()
"""The words of a question of the person's own, by its id, for their projector; None when it is gone."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """How to come in before the first question: the bot's name, the code of the class in groups, the link that the
    QR code holds, and how to come in without Telegram, empty where nobody can.
    """

    bot: str
    code: str
    link: str
    browser: str = ""
    browser_link: str = ""
    """What a second QR code holds, which opens the browser; empty where there is no web."""
    heads: tuple[str, str] = ("", "")
    """What stands below the codes where there are two."""


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
    entrance: Entrance | None = None


def board(turn: Turn, session: Session, *, in_words: bool = False) -> Board:
    """Return what the class may see of a live quiz now, in the language of the turn. `in_words`: on the
    projector, which shows the leader's own questions in their own words; a chat shows only letters.
    """
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
        return Board(title, turn.say("Live quiz"), lines=first, entrance=_entrance(turn, session))
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
    seen = Board(
        title,
        where,
        session.card.title,
        session.card.body_in_words.plain,
        session.question.on_board(turn, order_of(session), told=shown),
        share,
        lines,
        session.card.note.plain if shown else "",
    )
    return _of_lettered(turn, session, seen, in_words=in_words) if is_lettered(session.assignment.recipe) else seen


def _of_lettered(turn: Turn, session: Session, seen: Board, *, in_words: bool) -> Board:
    """Return the board of a teacher's own question: in their words on their projector, else in letters."""
    own = next(filter(None, own_words.call(turn, session.quiz.card)), None) if in_words else None
    if own is None:
        return replace(seen, choices=tuple(one._replace(words="") for one in seen.choices))
    choices = tuple(one._replace(words=words) for one, words in zip(seen.choices, own.options, strict=True))
    note = own.note if session.quiz.step == quizzes.SHOWN else ""
    return replace(seen, stem=own.stem, body="", choices=choices, note=note)


def _entrance(turn: Turn, session: Session) -> Entrance | None:
    """Return how pupils join who are not in the class yet; None if its code opens nothing any more."""
    classroom = classrooms.get(turn.db, session.assignment.room)
    if classroom is None or classroom.closed or classroom.code_until < turn.today:
        return None
    site = turn.instance.projector.partition("://")[2]
    browser = turn.say("Without Telegram: {address}, and the code", address=site) if site else ""
    link = turn.instance.link(classes_pages.JoinBy(classroom.code))
    return Entrance(f"@{turn.instance.bot}", spaced(classroom.code), link, browser, *_second(turn, classroom))


def _second(turn: Turn, classroom: Classroom) -> tuple[str, tuple[str, str]]:
    """Return where the second QR code leads, and what stands below both; nothing where there is no web."""
    link = turn.instance.browser_link(classes_pages.JoinBy(classroom.code))
    return link, (turn.say("In Telegram"), turn.say("In a browser")) if link else ("", "")


def _of_group(turn: Turn, session: Session, title: str) -> Board:
    """Return what the leader of a quiz in a group sees beside it: the answers are in the group alone."""
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
        if shown:
            return None, (turn.say("Fewer than five have answered: no numbers are shown."),)
        return None, (turn.say("Waiting: numbers are shown from five answers on."),)
    lines = [turn.say("Right: {share}", share=share_words(turn, total.share))]
    if shown:
        lines += [
            _sentence(turn.say("often chosen: {words}", words=stumble.words))
            for stumble in total.stumbles[:STUMBLES_SHOWN]
        ]
    return (total.share.low, total.share.high), tuple(lines)


def _sentence(words: str) -> str:
    """Return words with their first letter as a sentence has it; the others, such as those of a name, stay."""
    return words[:1].upper() + words[1:]
