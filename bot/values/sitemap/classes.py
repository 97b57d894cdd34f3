"""Pages of classes: making and keeping one (educators), joining and leaving one (pupils)."""

from __future__ import annotations

from bot.values.page import Page, page


@page("class")
class Classes(Page):
    """Classes of the person: those they teach, those they are in."""


@page("class/new")
class NewClass(Page):
    """Choose the grade of a new class."""


@page("class/new/{grade}/{room}")
class MakeClass(Page):
    """The class with the number `room`, made for this grade if it is not there."""

    grade: int
    room: int


@page("class/{room}")
class Classroom(Page):
    """A class as its teacher sees it."""

    room: int


@page("class/{room}/print")
class ClassSheets(Page):
    """The poster and the key sheet of a class, as files."""

    room: int


@page("class/{room}/pupils")
class Pupils(Page):
    """The aliases of a class."""

    room: int


@page("class/{room}/pupils/{number}")
class Pupil(Page):
    """Ask whether to take this alias out."""

    room: int
    number: int


@page("class/{room}/pupils/{number}/out")
class PupilOut(Page):
    """This alias is out of the class."""

    room: int
    number: int


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

    code: str


@page("teach/{code}/yes")
class Teaching(Page):
    """The person teaches in this class from now on."""

    code: str


@page("join")
class Join(Page):
    """Type the code of a class."""


@page("join/{code}")
class JoinBy(Page):
    """What joining means; alike for every code, right or wrong."""

    code: str


@page("join/{code}/yes")
class Joined(Page):
    """The person is in the class of this code."""

    code: str


@page("mine/{room}")
class MyClass(Page):
    """A class as a pupil sees it."""

    room: int


@page("mine/{room}/leave")
class LeaveClass(Page):
    """Ask whether to leave the class."""

    room: int


@page("mine/{room}/left")
class LeftClass(Page):
    """The person is not in this class any more."""

    room: int
