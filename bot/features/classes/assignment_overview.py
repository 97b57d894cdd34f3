"""Given out: what a class was given, who has done it, the late rule, taking it back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.items import SIGNS, dead_end
from bot.chat.names import topic_name
from bot.chat.paging import part
from bot.chat.views import Views
from bot.features.class_files import pages as class_files_pages
from bot.features.classes import giving, pages, tasks, telling
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import class_row
from bot.features.classes.reminders import may_remind
from bot.features.classes.store import assignments, classrooms, closings, papers
from bot.features.classes.tasks import item_of
from bot.features.items.home import classes_row
from bot.features.paper import pages as paper_pages
from bot.packs.model import Kind
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.chat.turn import Turn
    from bot.features.classes.store.assignments import Assignment
    from bot.features.classes.store.classrooms import Classroom
    from bot.values.screen import Row

views = Views()

ENTRIES_A_PAGE = 8


@views(pages.Tasks, role=Role.EDUCATOR)
def given_out(turn: Turn, page: pages.Tasks) -> Screen:
    """List what a class was given, the newest first."""
    classroom = classrooms.taught(turn.db, turn.person.key, page.room)
    if classroom is None:
        return dead_end(turn)
    shown = part(assignments.of_room(turn.db, page.room), page.number, ENTRIES_A_PAGE)
    names = _told_apart(turn, shown.entries)
    rows: list[Row] = [
        (Link(f"{name} · {day_words(turn, one.due_on)}", pages.Task(one.task)),)
        for one, name in zip(shown.entries, names, strict=True)
    ]
    rows += shown.page_row(turn, lambda number: pages.Tasks(page.room, number))
    head = bold(shown.heading(turn, turn.say("Given to {name}", name=class_name(turn, classroom))))
    words = turn.say("Tap one to see how it goes.") if rows else turn.say("Nothing was given yet.")
    if any(one.ref.startswith(f"{Kind.QUIZ}:") for one in shown.entries):
        rows.append((Link(turn.say("📄 All results as one table"), pages.ClassTable(page.room)),))
    if shown.entries:
        keepsake = Link(turn.say("🖼 A picture to keep"), class_files_pages.ClassKeepsake(page.room))
        calendar = Link(turn.say("🗓 For a calendar"), class_files_pages.ClassCalendar(page.room))
        rows.append((keepsake,) if classroom.closed else (calendar, keepsake))
    return Screen(join([head, words]), (*rows, class_row(turn, classroom), classes_row(turn)))


def _told_apart(turn: Turn, given: Sequence[Assignment]) -> list[str]:
    """Return the titles of the assignments; a title that two items share has kind and topic beside it."""
    items = [item_of(turn, one) for one in given]
    titles = {(item.title, item.ref) for item in items if item}
    shared = Counter(title for title, _ in titles)
    return [
        f"{SIGNS[item.ref.kind]} {item.title} · {topic_name(turn, item.topics[0])}"
        if item and item.topics and shared[item.title] > 1
        else _title(turn, one)
        for one, item in zip(given, items, strict=True)
    ]


@views(pages.Task, role=Role.EDUCATOR)
def task_page(turn: Turn, page: pages.Task) -> Screen:
    """Say how many have done it, until when, and what can be changed."""
    found = _taught(turn, page.task)
    if found is None:
        return dead_end(turn)
    assignment, classroom = found
    if classroom.closed:
        return _of_closed(turn, assignment, classroom)
    states = assignments.done_by(turn.db, assignment)
    paper = len(papers.numbers(turn.db, page.task))
    late = assignment.late
    text = join(
        [
            bold(_title(turn, assignment)),
            turn.say(
                "{done} of {total} have done it. Due {day}.",
                done=sum(done for _, done in states),
                total=len(states),
                day=day_words(turn, assignment.due_on),
            ),
            turn.count("{number} counted from paper.", "{number} counted from paper.", paper) if paper else "",
            turn.say("It can be done later too.") if late else turn.say("After that day it is not counted."),
            tasks.of_a_colleague(turn, assignment),
            telling.to_tell_aloud(turn, assignment),
            *giving.notes.call(turn, assignment),
        ]
    )
    switch = (
        Link(turn.say("Not after the day"), pages.TaskLate(page.task, "off"))
        if late
        else Link(turn.say("Later is fine too"), pages.TaskLate(page.task, "on"))
    )
    results: tuple[Row, ...] = ()
    if assignment.ref.startswith(f"{Kind.QUIZ}:"):
        results = (
            (Link(turn.say("🌡 What they understood"), pages.TaskResults(page.task)),),
            *filter(None, giving.beside_results.call(turn, assignment)),
            *_on_paper(turn, assignment),
        )
    rows = (
        *results,
        (Link(turn.say("✓ Done or not yet"), pages.TaskDone(page.task)), *_reminder(turn, assignment)),
        (switch, Link(turn.say("Take it back"), pages.WithdrawTask(page.task))),
        (
            Link(turn.say("⬆ All that was given"), pages.Tasks(assignment.room, 0), Means.BACK),
            *class_row(turn, classroom),
        ),
    )
    return Screen(text, rows)


def _of_closed(turn: Turn, assignment: Assignment, classroom: Classroom) -> Screen:
    """Draw what a class was given before it was closed: there are results to read, and nothing to change."""
    day = day_words(turn, classroom.ends_on)
    words = turn.say("This class is closed. Its results are erased on {day}.", day=day)
    rows: tuple[Row, ...] = ()
    if assignment.ref.startswith(f"{Kind.QUIZ}:"):
        rows = ((Link(turn.say("🌡 What they understood"), pages.TaskResults(assignment.task)),),)
    up = (
        Link(turn.say("⬆ All that was given"), pages.Tasks(assignment.room, 0), Means.BACK),
        *class_row(turn, classroom),
    )
    return Screen(join([bold(_title(turn, assignment)), words]), (*rows, up))


@views(pages.TaskDone, role=Role.EDUCATOR)
def task_done(turn: Turn, page: pages.TaskDone) -> Screen:
    """List the aliases that have done it and those that have not yet; what they answered is theirs alone."""
    found = _taught(turn, page.task)
    if found is None:
        return dead_end(turn)
    assignment, classroom = found
    states = assignments.done_by(turn.db, assignment)
    paper = papers.numbers(turn.db, page.task)
    text = join(
        [
            bold(_title(turn, assignment)),
            turn.say("Pupils of {name} by number:", name=class_name(turn, classroom)),
            turn.say("Done: {numbers}", numbers=_numbers(number for number, done in states if done)),
            turn.say("Not yet: {numbers}", numbers=_numbers(number for number, done in states if not done)),
            turn.say("Counted from paper: {numbers}", numbers=_numbers(paper)) if paper else "",
        ]
    )
    back = Link(turn.say("⬆ {name}", name=_title(turn, assignment)), pages.Task(page.task), Means.BACK)
    remind = _reminder(turn, assignment)
    return Screen(text, (*([remind] if remind else []), (back,), classes_row(turn)))


@views(pages.TaskLate, role=Role.EDUCATOR, kept=False)
def task_late(turn: Turn, page: pages.TaskLate) -> Screen:
    """Set the late rule."""
    if _taught(turn, page.task) is None:
        return dead_end(turn)
    assignments.change(turn.db, page.task, late=page.switch == "on")
    return task_page(turn, pages.Task(page.task))


@views(pages.WithdrawTask, role=Role.EDUCATOR, kept=False)
def withdraw(turn: Turn, page: pages.WithdrawTask) -> Screen:
    """Ask whether to take an assignment back."""
    found = _taught(turn, page.task)
    if found is None:
        return dead_end(turn)
    words = turn.say("Take “{title}” back? Its results are erased at once.", title=_title(turn, found[0]))
    yes = Link(turn.say("Yes, take it back"), pages.TaskWithdrawn(page.task))
    return Screen(Text(words), ((yes,), (Link(turn.say("No, go back"), pages.Task(page.task)),)))


@views(pages.TaskWithdrawn, role=Role.EDUCATOR, kept=False)
def withdrawn(turn: Turn, page: pages.TaskWithdrawn) -> Screen:
    """Take it back, and whatever was to tell pupils of it."""
    found = _taught(turn, page.task)
    if found is None:
        return dead_end(turn)
    telling.untell(turn, page.task)
    closings.give_back(turn.db, page.task)
    assignments.withdraw(turn.db, page.task)
    return given_out(turn, pages.Tasks(found[0].room, 0))


def _taught(turn: Turn, task: int) -> tuple[Assignment, Classroom] | None:
    """Return an assignment with its class if the person teaches there."""
    assignment = assignments.taught(turn.db, turn.person.key, task)
    classroom = classrooms.get(turn.db, assignment.room) if assignment else None
    return (assignment, classroom) if assignment and classroom else None


def _on_paper(turn: Turn, assignment: Assignment) -> tuple[Row, ...]:
    """Return the button to type in results from paper, on which a set has no forms."""
    if assignment.forms:
        return ()
    return ((Link(turn.say("📝 Results from paper"), paper_pages.PaperResults(assignment.task)),),)


def _reminder(turn: Turn, assignment: Assignment) -> Row:
    """Return the button that reminds who has not done it, where somebody may be reminded."""
    if not may_remind(turn, assignment):
        return ()
    return (Link(turn.say("🔔 Remind who has not done it"), pages.RemindTask(assignment.task)),)


def _title(turn: Turn, assignment: Assignment) -> str:
    item = item_of(turn, assignment)
    return item.title if item else turn.say("Taken back by its authors")


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers)) or "–"
