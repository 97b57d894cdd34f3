"""Pages of assignments: giving (educators), doing (pupils), and what a class understood."""

from __future__ import annotations

from bot.values.page import Page, page


@page("class/{room}/give")
class GiveTopics(Page):
    """Choose the topic of what to give to a class."""

    room: int


@page("class/{room}/give/{topic}:{number}")
class GiveItems(Page):
    """Question sets, lessons and stories of a topic for the class's age; `number` turns the pages of the list."""

    room: int
    topic: str
    number: int


@page("browse/{room}/{topic}/{audience}/{locale}/{within}:{number}")
class Browse(Page):
    """The question sets of a topic for an age, in a language (or `any`), within so many minutes (0: any)."""

    room: int
    topic: str
    audience: str
    locale: str
    within: str
    number: int


@page("give/{room}/{letter}/{pack}/{item}")
class Give(Page):
    """One item: look at it as a pupil does, choose the day until which to do it."""

    room: int
    letter: str
    pack: str
    item: str


@page("given/{room}/{letter}/{pack}/{item}:{till}")
class Given(Page):
    """The class has this item to do until this day."""

    room: int
    letter: str
    pack: str
    item: str
    till: str


@page("class/{room}/tasks:{number}")
class Tasks(Page):
    """What a class was given."""

    room: int
    number: int


@page("task/{task}")
class Task(Page):
    """An assignment as the teacher sees it."""

    task: int


@page("task/{task}/late/{switch}")
class TaskLate(Page):
    """Whether it may be done after its day."""

    task: int
    switch: str


@page("task/{task}/done")
class TaskDone(Page):
    """Which aliases have done it and which not yet."""

    task: int


@page("task/{task}/withdraw")
class WithdrawTask(Page):
    """Ask whether to take an assignment back."""

    task: int


@page("task/{task}/withdrawn")
class TaskWithdrawn(Page):
    """The assignment is taken back."""

    task: int


@page("due/{task}")
class Due(Page):
    """An assignment as a pupil sees it."""

    task: int


@page("due/{task}/begin")
class BeginDue(Page):
    """The pupil's one attempt at an assigned question set, begun or where it stands."""

    task: int


@page("task/{task}/results")
class TaskResults(Page):
    """What the class understood: a heat map in words and as a picture."""

    task: int


@page("task/{task}/table")
class TaskTable(Page):
    """The same numbers as CSV and XLSX."""

    task: int


@page("task/{task}/again")
class TeachAgain(Page):
    """What would help the class to understand it: a lesson and other questions of the topic."""

    task: int


@page("task/{task}/again/{till}")
class TaughtAgain(Page):
    """The class has the lesson and the other questions until this day."""

    task: int
    till: str


@page("task/{task}/phase/{phase}")
class TaskPhase(Page):
    """The assignment is done before a lesson, after one, or neither."""

    task: int
    phase: str


@page("paper/{room}/{pack}/{item}")
class PaperTwin(Page):
    """A question set on paper, with its key."""

    room: int
    pack: str
    item: str


@page("task/{task}/paper")
class PaperResults(Page):
    """The sheet for results from paper, to fill in and send back."""

    task: int


@page("task/{task}/paper/in")
class PaperIn(Page):
    """What the teacher has just sent is counted, or what in it cannot be read is told."""

    task: int
