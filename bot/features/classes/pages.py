"""Pages of classes (making one, leading one, joining one), of assignments, and of what a class understood."""

from __future__ import annotations

from bot.values import fields
from bot.values.audience import Audience
from bot.values.page import Page, ShowingPage, page


@page("class")
class Classes(Page):
    """Classes of the person: those they teach, those they are in."""

    commands = ("class",)


@page("class/new")
class NewClass(Page):
    """Choose the grade of a new class."""


@page("class/new/{grade}/{room}")
class MakeClass(Page):
    """The class with the number `room`, made for this grade if it is not there."""

    grade: fields.Grade
    room: int


@page("class/make")
class NewClassByName(Page):
    """A new class, asked for by name."""


@page("class/give")
class GiveByName(Page):
    """What to give to a class, asked for by name: that of the teacher's only class, else the choice of one."""


@page("class/print")
class PrintByName(Page):
    """The poster, asked for by name: that of the teacher's only class, else the choice of one."""


@page("class/results")
class ResultsByName(Page):
    """What a class was given, with its results, asked for by name."""


@page("class/seen")
class WhatTeachersSee(Page):
    """What a teacher sees of a pupil, and what not; for everybody."""


@page("class/{room}")
class Classroom(ShowingPage):
    """A class as its teacher sees it."""

    room: int


@page("class/{room}/print")
class ClassSheets(ShowingPage):
    """The poster and the key sheet of a class, as files."""

    room: int


@page("class/{room}/pupils")
class Pupils(ShowingPage):
    """The aliases of a class."""

    room: int


@page("class/{room}/pupils/{aliases}")
class ChosenPupils(Page):
    """Ask whether to take these aliases out; more can be chosen."""

    room: int
    aliases: fields.Aliases


@page("class/{room}/pupils/{aliases}/out")
class PupilsOut(Page):
    """These aliases are out of the class."""

    room: int
    aliases: fields.Aliases


@page("class/{room}/joining/{switch}")
class Joining(Page):
    """Whether the class's code lets pupils in, or joining is held."""

    room: int
    switch: fields.Switch


@page("class/{room}/settings")
class ClassSettings(Page):
    """What is changed seldom in a class: its code, its teachers, its end."""

    room: int


@page("class/{room}/code")
class NewCode(Page):
    """Ask whether to renew the class's code."""

    room: int


@page("class/{room}/code/{number}")
class ClassCode(Page):
    """The class has its code number `number`; the one before opens nothing any more."""

    room: int
    number: int


@page("class/{room}/invite")
class InviteTeacher(Page):
    """The one-time link for a second teacher."""

    room: int


@page("class/{room}/close")
class CloseClass(Page):
    """Ask whether to close the class."""

    room: int


@page("class/{room}/closed")
class ClassClosed(Page):
    """The class is closed."""

    room: int


@page("class/{room}/stop")
class StopTeaching(Page):
    """Ask whether to leave the class to the other teachers."""

    room: int


@page("class/{room}/stopped")
class StoppedTeaching(Page):
    """The person teaches here no more."""

    room: int


@page("teach/{code}")
class Teach(Page):
    """What a one-time link for teachers opens."""

    needs_chat = True
    payload = "teach"

    code: fields.Code


@page("teach/{code}/yes")
class Teaching(Page):
    """The person teaches in this class from now on."""

    needs_chat = True
    code: fields.Code


@page("join")
class Join(Page):
    """Type the code of a class."""


@page("join/{code}")
class JoinBy(Page):
    """What joining means; alike for every code, right or wrong."""

    payload = "class"

    code: fields.Code


@page("join/{code}/yes")
class Joined(Page):
    """The person is in the class of this code."""

    code: fields.Code


@page("mine/{room}")
class MyClass(Page):
    """A class as a pupil sees it."""

    room: int


@page("mine/{room}/clock")
class ClassClock(Page):
    """What time it is where a pupil is, so that their class can tell them of something to do."""

    room: int


@page("mine/{room}/clock:{zone}")
class ClassClockSet(Page):
    """It is this zone's time where the pupil is; on to the class."""

    room: int
    zone: fields.Zone


@page("mine/{room}/leave")
class LeaveClass(Page):
    """Ask whether to leave the class."""

    room: int


@page("mine/{room}/left")
class LeftClass(Page):
    """The person is not in this class any more."""

    room: int


@page("class/{room}/give")
class GiveTopics(Page):
    """Choose the topic of what to give to a class."""

    room: int


@page("class/{room}/give/{topic}:{number}")
class GiveItems(Page):
    """Question sets, lessons and stories of a topic for the class's age; `number` turns the pages of the list."""

    room: int
    topic: fields.Topic
    number: int


@page("browse/{room}/{topic}/{audience}/{locale}/{within}:{number}")
class Browse(Page):
    """The question sets of a topic for an age, in a language (or `any`), within so many minutes (0: any)."""

    room: int
    topic: fields.Topic
    audience: Audience
    locale: fields.Locale
    within: fields.Within
    number: int


@page("give/{room}/{letter}/{pack}/{item}")
class Give(Page):
    """One item: look at it as a pupil does, choose the day until which to do it."""

    room: int
    letter: fields.Letter
    pack: fields.Pack
    item: fields.Item


@page("given/{room}/{letter}/{pack}/{item}:{till}")
class Given(Page):
    """The class has this item to do until this day."""

    room: int
    letter: fields.Letter
    pack: fields.Pack
    item: fields.Item
    till: fields.Till


@page("class/{room}/tasks:{number}")
class Tasks(ShowingPage):
    """What a class was given."""

    room: int
    number: int


@page("class/{room}/table")
class ClassTable(Page):
    """The results of all question sets of a class, as one workbook with a sheet a set."""

    room: int


@page("task/{task}")
class Task(ShowingPage):
    """An assignment as the teacher sees it."""

    task: int


@page("task/{task}/late/{switch}")
class TaskLate(Page):
    """Whether it may be done after its day."""

    task: int
    switch: fields.Switch


@page("task/{task}/done")
class TaskDone(ShowingPage):
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
class TaskResults(ShowingPage):
    """What the class understood: a heat map in words and as a picture."""

    task: int


@page("task/{task}/table")
class TaskTable(ShowingPage):
    """The same numbers as CSV and XLSX."""

    task: int


@page("task/{task}/remind")
class RemindTask(Page):
    """Ask whether to remind those who have not done it."""

    task: int


@page("task/{task}/reminded")
class TaskReminded(Page):
    """Those who have not done it are reminded, once."""

    task: int


@page("task/{task}/over")
class TaskOver(ShowingPage):
    """How an assignment went, when its day is over: what its teacher is told once."""

    task: int


@page("task/{task}/few")
class FewAnswers(ShowingPage):
    """What can be said honestly where fewer than five have answered."""

    task: int


@page("task/{task}/again")
class TeachAgain(Page):
    """What would help the class to understand it: a lesson and other questions of the topic."""

    task: int


@page("task/{task}/again/{till}")
class TaughtAgain(Page):
    """The class has the lesson and the other questions until this day."""

    task: int
    till: fields.Till
