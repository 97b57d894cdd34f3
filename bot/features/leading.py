"""Leading: a teacher takes a class through a live quiz, step by step: next, close, show the answer, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import live, sets
from bot.chat.board import board
from bot.chat.classnames import class_name, spaced
from bot.chat.classways import class_row, classes_row, open_class
from bot.chat.commands import group_link
from bot.chat.items import dead_end
from bot.chat.views import Views
from bot.packs.model import Kind, Ref
from bot.store import classrooms, lives
from bot.values import sitemap
from bot.values.audience import Role
from bot.values.screen import Address, Copy, Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.board import Board
    from bot.chat.live import Sitting
    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.store.classrooms import Classroom
    from bot.values.screen import Row

views = Views()

ON_PROJECTOR, IN_GROUP = "p", "g"


@views(sitemap.LeadSet, role=Role.EDUCATOR)
def lead_set(turn: Turn, page: sitemap.LeadSet) -> Screen:
    """Say what a live quiz is and what it needs."""
    found = _set(turn, page)
    if found is None:
        return dead_end(turn)
    classroom, item = found
    asked, in_polls = len(live.cards_of(item)), len(live.cards_of(item, grouped=True))
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
    if turn.projector:
        where = sitemap.BeginLive(page.room, page.pack, page.item, ON_PROJECTOR)
        rows.append((Link(turn.say("📽 Begin, with a projector"), where),))
    if in_polls:
        in_group = sitemap.BeginLive(page.room, page.pack, page.item, IN_GROUP)
        rows.append((Link(turn.say("👥 Begin, in the class's group"), in_group),))
    if not turn.projector:
        words = turn.say("There is no page for a projector here: whoever runs this bot can switch it on.")
        text = join([text, italic(words)])
    return Screen(text, (*rows, class_row(turn, classroom), classes_row(turn)))


@views(sitemap.BeginLive, role=Role.EDUCATOR, kept=False)
def begin(turn: Turn, page: sitemap.BeginLive) -> Screen:
    """Begin it, once however often it is tapped."""
    found = _set(turn, page)
    grouped = page.where == IN_GROUP
    if found is None or not live.cards_of(found[1], grouped=grouped) or not (turn.projector or grouped):
        return dead_end(turn)
    task = live.begin(turn, *found, grouped=grouped)
    sitting = live.led(turn, task) if task else None
    if sitting is None:
        return dead_end(turn, turn.say("This class has more assignments than it can do. Take some back first."))
    return _leading(turn, sitting)


@views(sitemap.Leading, role=Role.EDUCATOR)
def leading(turn: Turn, page: sitemap.Leading) -> Screen:
    """Draw where the live quiz stands."""
    sitting = live.led(turn, page.task)
    return _leading(turn, sitting) if sitting else _over(turn, page.task)


@views(sitemap.Lead, role=Role.EDUCATOR, kept=False)
def lead(turn: Turn, page: sitemap.Lead) -> Screen:
    """Take one step; one that was taken already is only drawn."""
    sitting = live.led(turn, page.task)
    if sitting is not None:
        live.lead(turn, sitting, page.number, page.step)
        sitting = live.led(turn, page.task)
    return _leading(turn, sitting) if sitting else _over(turn, page.task)


@views(sitemap.LeadOver, role=Role.EDUCATOR, kept=False)
def lead_over(turn: Turn, page: sitemap.LeadOver) -> Screen:
    """End it."""
    sitting = live.led(turn, page.task)
    if sitting is not None:
        live.end(turn, page.task)
    if sitting is not None and sitting.group is not None:
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


def _set(turn: Turn, page: sitemap.LeadSet | sitemap.BeginLive) -> tuple[Classroom, Item] | None:
    """Return the class, if the person teaches in it and it is open, and the set, if it is for its age."""
    classroom = open_class(turn, page.room)
    item = sets.find_for(turn, Ref(Kind.QUIZ, page.pack, page.item), classroom.tier) if classroom else None
    return (classroom, item) if classroom and item else None


def _leading(turn: Turn, sitting: Sitting) -> Screen:
    quiz, task = sitting.live, sitting.live.task
    classroom = classrooms.get(turn.db, sitting.assignment.room)
    if classroom is None:
        return dead_end(turn)
    rows: list[Row] = []
    match quiz.step:
        case lives.OPEN:
            closing = sitemap.Lead(task, quiz.number, lives.CLOSED)
            rows.append((Link(turn.say("⏸ Close the question"), closing),))
        case lives.CLOSED:
            rows.append((Link(turn.say("💡 Show the answer"), sitemap.Lead(task, quiz.number, lives.SHOWN)),))
        case _ if quiz.number < len(sitting.cards) and (sitting.group is None or sitting.group.chat):
            label = turn.say("▶ Next question") if quiz.number else turn.say("▶ First question")
            rows.append((Link(label, sitemap.Lead(task, quiz.number + 1, lives.OPEN)),))
    # In a group nobody knows how many: Telegram alone counts there.
    look = turn.say("🔄 Look again") if sitting.group else turn.say("🔄 How many by now?")
    rows.append(
        (
            Link(look, sitemap.Leading(task)),
            Link(turn.say("⏹ End the quiz"), sitemap.LeadOver(task)),
        )
    )
    parts: list[Text | str] = [
        bold(turn.say("Live quiz: {title}", title=class_name(turn, classroom))),
        *_told(board(turn, sitting)),
    ]
    if sitting.group is not None:
        if sitting.group.chat is None:
            rows.insert(0, (Address(turn.say("👥 Choose the group"), group_link(turn.bot, quiz.code)),))
    elif turn.projector:
        address = f"{turn.projector}/live/{spaced(quiz.code).replace(' ', '-').lower()}"
        if quiz.step == lives.WAITING:
            parts.append(turn.say("For the projector: {address}", address=address))
        opens = (Address(turn.say("📽 Open it here"), address),) if address.startswith("https://") else ()
        rows.append((Copy(turn.say("📋 Copy the address"), address), *opens))
    return Screen(join(parts), (*rows, class_row(turn, classroom)))


def _told(seen: Board) -> list[Text | str]:
    """Return a board in words."""
    choices = [Text(f"{'✓ ' if choice.right else ''}{choice.letter}. {choice.words}") for choice in seen.choices]
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
    rows = ((Link(turn.say("🌡 What they understood"), sitemap.TaskResults(task)),), classes_row(turn))
    return Screen(Text(words), rows)
