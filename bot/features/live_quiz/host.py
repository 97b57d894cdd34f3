"""A teacher takes a class through a live quiz, step by step: next, close, show the answer, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end, find_for
from bot.chat.views import Views
from bot.features.classes import pages as classes_pages
from bot.features.classes import tasks
from bot.features.classes.class_names import class_name, spaced
from bot.features.classes.navigation import class_row, class_rows, open_class
from bot.features.classes.store import classrooms
from bot.features.items.home import classes_row
from bot.features.live_quiz import domain, pages
from bot.features.live_quiz.board import board
from bot.features.live_quiz.store import quizzes
from bot.packs.model import Kind, Ref
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Address, Copy, Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.live_quiz.board import Board
    from bot.features.live_quiz.domain import Session
    from bot.packs.model import Item
    from bot.values.screen import Row

views = Views()

ON_PROJECTOR, IN_GROUP = "p", "g"


@class_rows
def on_now(turn: Turn, room: int) -> Row | None:
    """Return the way to the live quiz that a class has now."""
    quiz = quizzes.of_room(turn.db, room, turn.now)
    return (Link(turn.say("📽 The live quiz that is on"), pages.Leading(quiz.task)),) if quiz else None


@views(pages.LeadSet, role=Role.EDUCATOR)
def lead_set(turn: Turn, page: pages.LeadSet) -> Screen:
    """Say what a live quiz is and what it needs."""
    found = _set(turn, page)
    if found is None:
        return dead_end(turn)
    classroom, item = found
    asked, in_polls = len(domain.cards_of(item)), len(domain.cards_of(item, grouped=True))
    text = join(
        [
            bold(turn.say("Live quiz: {title}", title=item.title)),
            turn.say(
                "You go from question to question. Pupils who join get each one in their own chat and answer "
                "there. The class sees the question, how many have answered, and totals in steps of five: no "
                "names, no ranks, no timer."
            ),
            turn.count("{number} question. ", "{number} questions. ", asked)
            + turn.say("It ends by itself after two hours."),
            _in_polls(turn, in_polls) if in_polls < asked else "",
        ]
    )
    rows: list[Row] = []
    if turn.instance.projector:
        where = pages.BeginLive(page.room, page.pack, page.item, ON_PROJECTOR)
        rows.append((Link(turn.say("📽 Begin, with a projector"), where),))
    if in_polls:
        in_group = pages.BeginLive(page.room, page.pack, page.item, IN_GROUP)
        rows.append((Link(turn.say("👥 Begin, in the class's group"), in_group),))
    if not turn.instance.projector:
        words = turn.say("There is no page for a projector here: whoever runs this bot can switch it on.")
        text = join([text, italic(words)])
    return Screen(text, (*rows, class_row(turn, classroom), classes_row(turn)))


@views(pages.BeginLive, role=Role.EDUCATOR, kept=False)
def begin(turn: Turn, page: pages.BeginLive) -> Screen:
    """Begin it. Idempotent: a second tap changes nothing."""
    found = _set(turn, page)
    grouped = page.where == IN_GROUP
    if found is None or not domain.cards_of(found[1], grouped=grouped) or not (turn.instance.projector or grouped):
        return dead_end(turn)
    task = domain.begin(turn, *found, grouped=grouped)
    session = domain.led(turn, task) if task else None
    if session is None:
        return dead_end(turn, turn.say("This class has more assignments than it can do. Take some back first."))
    return _leading(turn, session)


@views(pages.Leading, role=Role.EDUCATOR)
def leading(turn: Turn, page: pages.Leading) -> Screen:
    """Draw where the live quiz stands."""
    session = domain.led(turn, page.task)
    return _leading(turn, session) if session else _over(turn, page.task)


@views(pages.Lead, role=Role.EDUCATOR, kept=False)
def lead(turn: Turn, page: pages.Lead) -> Screen:
    """Take one step; one that was taken already is only drawn."""
    session = domain.led(turn, page.task)
    if session is not None:
        domain.lead(turn, session, page.number, page.step)
        session = domain.led(turn, page.task)
    return _leading(turn, session) if session else _over(turn, page.task)


@views(pages.EndLive, role=Role.EDUCATOR, kept=False)
def end(turn: Turn, page: pages.EndLive) -> Screen:
    """Ask first: a quiz that has ended cannot go on."""
    session = domain.led(turn, page.task)
    if session is None:
        return _over(turn, page.task)
    left = len(session.cards) - session.quiz.number
    words = turn.say(
        "End the live quiz? It cannot go on after that, and the board's address opens nothing any more."
    )
    more = turn.count("{number} question was not asked yet.", "{number} questions were not asked yet.", left)
    rows = (
        (Link(turn.say("⏹ Yes, end it"), pages.LeadOver(page.task)),),
        (Link(turn.say("No, go back"), pages.Leading(page.task)),),
    )
    return Screen(join([words, more if left else ""]), rows)


@views(pages.LeadOver, role=Role.EDUCATOR, kept=False)
def lead_over(turn: Turn, page: pages.LeadOver) -> Screen:
    """End it."""
    session = domain.led(turn, page.task)
    if session is not None:
        domain.end(turn, page.task)
    if session is not None and session.group is not None:
        words = turn.say(
            "The live quiz is over. Telegram alone counted the votes in the group: no totals of them stay here."
        )
        return Screen(Text(words), (classes_row(turn),))
    return _over(turn, page.task)


def _in_polls(turn: Turn, number: int) -> str:
    """Say how many questions a group is asked, when it is not all of them."""
    if not number:
        return turn.say("None of them can be asked in a group: a poll cannot put things in order.")
    return turn.count(
        "In a group {number} of them is asked: a poll cannot put things in order.",
        "In a group {number} of them are asked: a poll cannot put things in order.",
        number,
    )


def _set(turn: Turn, page: pages.LeadSet | pages.BeginLive) -> tuple[Classroom, Item] | None:
    """Return the class, if the person teaches in it and it is open, and the set, if it is for its age."""
    classroom = open_class(turn, page.room)
    item = find_for(turn, Ref(Kind.QUIZ, page.pack, page.item), classroom.tier) if classroom else None
    return (classroom, item) if classroom and item else None


def _leading(turn: Turn, session: Session) -> Screen:
    quiz, task = session.quiz, session.quiz.task
    classroom = classrooms.get(turn.db, session.assignment.room)
    if classroom is None:
        return dead_end(turn)
    rows: list[Row] = []
    match quiz.step:
        case quizzes.OPEN:
            closing = pages.Lead(task, quiz.number, quizzes.CLOSED)
            rows.append((Link(turn.say("⏸ Close the question"), closing),))
        case quizzes.CLOSED:
            rows.append((Link(turn.say("💡 Show the answer"), pages.Lead(task, quiz.number, quizzes.SHOWN)),))
        case _ if quiz.number < len(session.cards) and (session.group is None or session.group.chat):
            label = turn.say("▶ Next question") if quiz.number else turn.say("▶ First question")
            rows.append((Link(label, pages.Lead(task, quiz.number + 1, quizzes.OPEN), Means.NEXT),))
    # In a group nobody knows how many: Telegram alone counts there.
    look = turn.say("🔄 Look again") if session.group else turn.say("🔄 How many by now?")
    rows.append(
        (
            Link(look, pages.Leading(task)),
            Link(turn.say("⏹ End the quiz"), pages.EndLive(task)),
        )
    )
    parts: list[Text | str] = [
        bold(turn.say("Live quiz: {title}", title=class_name(turn, classroom))),
        *_told(board(turn, session, in_words=turn.in_browser)),
        tasks.of_a_colleague(turn, session.assignment),
    ]
    if session.group is not None:
        if session.group.chat is None:
            rows.insert(0, (Address(turn.say("👥 Choose the group"), _group_link(turn, quiz.code)),))
    elif turn.instance.projector:
        address = f"{turn.instance.projector}/live/{spaced(quiz.code).replace(' ', '-').lower()}"
        if quiz.step == quizzes.WAITING:
            parts.append(turn.say("For the projector: {address}", address=address))
        opens = (Address(turn.say("📽 Open it here"), address),) if address.startswith("https://") else ()
        rows.append((Copy(turn.say("📋 Copy the address"), address), *opens))
    return Screen(join(parts), (*rows, class_row(turn, classroom)))


def _group_link(turn: Turn, code: str) -> str:
    """Return the link by which the leader puts the bot into the class's group."""
    return turn.instance.link_into_group(f"live_{code}")


def _told(seen: Board) -> list[Text | str]:
    """Return a board in words."""
    choices = [
        Text(f"{'✓ ' if choice.right else ''}{choice.letter}. {choice.words}".rstrip()) for choice in seen.choices
    ]
    parts: list[Text | str] = [
        italic(f"{seen.title} · {seen.where}"),
        join([bold(seen.stem), seen.body]) if seen.stem else "",
        join(choices, "\n"),
        join([*seen.lines], "\n"),
        seen.note,
    ]
    return [part for part in parts if part]


def _over(turn: Turn, task: int) -> Screen:
    words = turn.say("The live quiz is over. What the class understood stays with the assignments of the class.")
    rows = ((Link(turn.say("🌡 What they understood"), classes_pages.TaskResults(task)),), classes_row(turn))
    return Screen(Text(words), rows)
