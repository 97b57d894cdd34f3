"""Board: what the whole class may see of a live quiz, on the projector and beside who leads it: a question, how
many have answered, and, once it is closed, totals in blocks of five (decision 0011). No names, no ranks, no timer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat import showing
from bot.chat.asking import shown_order
from bot.chat.totals import totals_of
from bot.packs.model import QuestionKind
from bot.store import groups, lives, tallies

if TYPE_CHECKING:
    from bot.chat.live import Sitting
    from bot.chat.totals import Share, Total
    from bot.chat.turn import Reader, Turn
    from bot.packs.model import Question

STUMBLES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as the class sees it: its letter, its words, whether it is right (None: not told yet). Once it is
    told, what is to be put in order stands in its right order.
    """

    letter: str
    words: str
    right: bool | None


@dataclass(frozen=True, slots=True)
class Board:
    """What is to be seen now. `share` is the least and most percent of right answers, None when nothing may be
    shown; `lines` are whole sentences, the most important first.
    """

    title: str
    where: str
    stem: str = ""
    body: str = ""
    choices: tuple[Choice, ...] = ()
    share: tuple[int, int] | None = None
    lines: tuple[str, ...] = ()
    note: str = ""


def board(turn: Turn, sitting: Sitting) -> Board:
    """Return what the class may see of a live quiz now, in the language of the turn."""
    task, step = sitting.live.task, sitting.live.step
    title = sitting.item.title if sitting.item else ""
    joined = lives.count(turn.db, task)
    if sitting.group is not None:
        return _of_group(turn, sitting, title)
    if step == lives.WAITING:
        first = (
            turn.say("Pupils open the bot, tap ☰ Menu and then 📌 {title}.", title=title),
            turn.count("{number} pupil takes part.", "{number} pupils take part.", joined),
        )
        return Board(title, turn.say("Live quiz"), lines=first)
    total = len(sitting.cards)
    where = turn.say("Question {number} of {total}", number=sitting.live.number, total=total)
    if sitting.card is None or sitting.question is None or sitting.item is None:
        words = turn.say("The people who write this quiz took this question back. Let's go on.")
        return Board(title, where, lines=(words,))
    answered = tallies.number(turn.db, task, sitting.question.meaning)
    lines: tuple[str, ...] = (
        turn.say("{answered} of {joined} have answered.", answered=answered, joined=max(joined, answered)),
    )
    share = None
    if step != lives.OPEN:
        found = _total(turn, sitting)
        share, more = _told(turn, found, shown=step == lives.SHOWN)
        lines = (*lines, *more)
    shown = step == lives.SHOWN
    return Board(
        title,
        where,
        sitting.card.title,
        sitting.card.body.plain,
        _choices(turn, sitting.question, order_of(sitting), shown=shown),
        share,
        lines,
        sitting.card.note.plain if shown else "",
    )


def _of_group(turn: Turn, sitting: Sitting, title: str) -> Board:
    """Return what who leads a quiz in a group sees beside it: the answers are in the group alone."""
    number, group = sitting.live.number, sitting.group
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
    where = turn.say("Question {number} of {total}", number=number, total=len(sitting.cards))
    if sitting.card is None or sitting.question is None:
        lines.append(turn.say("The people who write this quiz took this question back. Let's go on."))
        return Board(title, where, lines=tuple(lines))
    shown = sitting.live.step == lives.SHOWN
    choices = _choices(turn, sitting.question, order_of(sitting), shown=shown)
    return Board(title, where, sitting.card.title, sitting.card.body.plain, choices, lines=tuple(lines))


def order_of(sitting: Sitting) -> str:
    """Return the letters of the options in the order in which everybody in the class sees them."""
    assert sitting.question is not None  # noqa: S101 - whoever asks has looked
    return shown_order(sitting.question, f"{sitting.live.task}:{sitting.live.card}", shuffle=False)


def share_words(reader: Reader, share: Share | None) -> str:
    """Return a share in words: `60–80 %`, or that there are too few answers."""
    return share.words if share else reader.say("fewer than 5")


def _total(turn: Turn, sitting: Sitting) -> Total | None:
    """Return the question's total over whole blocks of five."""
    if sitting.item is None or sitting.question is None:
        return None
    blocks = tallies.blocks(turn.db, sitting.live.task)
    meaning = sitting.question.meaning
    return next((total for total in totals_of(sitting.item, blocks) if total.meaning == meaning), None)


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


def _choices(reader: Reader, question: Question, order: str, *, shown: bool) -> tuple[Choice, ...]:
    if question.kind is QuestionKind.ORDER and shown:
        return tuple(
            Choice(f"{place}", one.text.plain, right=True) for place, one in enumerate(question.options, 1)
        )
    choices = []
    for place, own in enumerate(order):
        option = question.options[ord(own) - ord("a")]
        letter = showing.letter(reader, place)
        choices.append(Choice(letter, option.text.plain, right=option.right if shown else None))
    return tuple(choices)
