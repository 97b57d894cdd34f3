"""What the people of the month do: a child, a teen, a visitor, a parent, a teacher, pupils who join by a link."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.chat import textmode
from bot.features.classes import pages as classes_pages
from bot.features.classes.store.assignments import TASK
from bot.features.classes.tasks import till
from bot.values.audience import Audience
from bot.values.means import Means
from tests.kit.assignments import cards_of
from tests.kit.classrooms import code_on
from tests.kit.month import MOSCOW, VLADIVOSTOK, Life, Month

if TYPE_CHECKING:
    from datetime import date

    from bot.values.page import Page
    from tests.talk import House

BEGINS = datetime(2027, 1, 18, 5, tzinfo=UTC)
"""Monday, 8:00 in Moscow, 15:00 in Vladivostok; three weeks before a campaign begins."""

DAYS = 35

CHILD, TEEN, VISITOR, PARENT, TEACHER = "child", "teen", "visitor", "parent", "teacher"
PUPIL, FAR, SILENT = "pupil", "pupil-far", "pupil-silent"

WHERE = {
    CHILD: MOSCOW,
    TEEN: VLADIVOSTOK,
    VISITOR: MOSCOW,
    PARENT: VLADIVOSTOK,
    TEACHER: MOSCOW,
    PUPIL: MOSCOW,
    FAR: VLADIVOSTOK,
    SILENT: MOSCOW,
}

AGES = {CHILD: "9-11", TEEN: "12-15", PARENT: "parent", TEACHER: "educator"}

PUPILS = (CHILD, PUPIL, FAR, SILENT)

SLEEP, SAFER = "campaigns/screens-sleep", "campaigns/safer-week"


class School:
    """The teacher's class, and what it was given, by the words of the transcript."""

    def __init__(self) -> None:
        self.room = 0
        self.code = ""
        self.tasks: dict[str, int] = {}
        self.due_on: dict[str, date] = {}
        self.closed_at = BEGINS

    def makes(self, teacher: Life) -> None:
        """Make a class of the fourth grade."""
        teacher.types("/class")
        teacher.goes("class/new")
        teacher.goes("class/new/4/")
        self.code = code_on(teacher.see())
        self.room = next(page.room for page in _pages(teacher) if isinstance(page, classes_pages.Classroom))

    def gives(self, teacher: Life, letter: str, item: str, days: int) -> None:
        """Give the class an item, to do until so many days later."""
        teacher.visits(f"give/{self.room}/{letter}/{item}")
        until = (teacher.here + timedelta(days=days)).date()
        teacher.visits(f"given/{self.room}/{letter}/{item}:{till(until)}")
        task = next(page.task for page in _pages(teacher) if isinstance(page, classes_pages.Task))
        self.tasks[item], self.due_on[f"{TASK}{task}"] = task, until

    def reminds(self, teacher: Life, item: str) -> None:
        """Remind those who have not done it."""
        teacher.visits(f"task/{self.tasks[item]}/remind")
        reminded = f"task/{self.tasks[item]}/reminded"
        if any(page.path == reminded for page in _pages(teacher)):
            teacher.visits(reminded)

    def comes_by_link(self, pupil: Life) -> None:
        """Join as a stranger who tapped the link on the poster."""
        pupil.types(f"/start class_{self.code}")
        pupil.goes("consent/on")
        pupil.goes(f"join/{self.code}/yes")

    def closes(self, teacher: Life) -> None:
        """Close the class, and keep in mind when."""
        teacher.visits(f"class/{self.room}/close")
        teacher.goes(f"class/{self.room}/closed")
        self.closed_at = teacher.house.clock

    def answers(self, pupil: Life, item: str) -> None:
        """Answer a set that the class was given, right or wrong, to its end."""
        pupil.visits(f"due/{self.tasks[item]}/begin")
        result = next(link.page.path for link in textmode.links(pupil.see()) if link.means is Means.STOP)
        attempt = int(result.split("/")[1])
        for number in range(1, len(cards_of(pupil.house, attempt)) + 1):
            for marks in ("a", "ab", "abc", "abcd", ""):
                pupil.visits(f"answer/{attempt}/{number}/{marks}")
        pupil.visits(result)


def _pages(person: Life) -> list[Page]:
    return [link.page for link in textmode.links(person.see())]


def live(house: House, language: str) -> tuple[Month, School]:
    """Play the month; return it and its class."""
    month, school = Month(house, BEGINS), School()
    for name, zone in WHERE.items():
        who = Audience(AGES.get(name, "12-15" if name == VISITOR else "9-11"))
        month.somebody(name, zone, language, who, pupil=name in PUPILS)
    _settle(month, school)
    _learn(month)
    _teach(month, school)
    month.plays(DAYS)
    return month, school


def _settle(month: Month, school: School) -> None:
    for name, who in AGES.items():
        month.on(
            *(name, 1, "15:10" if WHERE[name] == VLADIVOSTOK else "08:10", "settles in"),
            partial(Life.settles_in, who=who, zone=WHERE[name]),
        )
    month.on(TEACHER, 1, "09:00", "makes a class", school.makes)
    month.on(PUPIL, 1, "12:00", "joins by the link, takes the teacher's time", lambda pupil: _joins(pupil, school))
    month.on(
        FAR,
        1,
        "19:30",
        "joins by the link, it is another time here",
        lambda pupil: _joins(pupil, school, VLADIVOSTOK),
    )
    month.on(
        SILENT, 1, "12:20", "joins by the link, does not say the time", lambda pupil: _joins(pupil, school, "")
    )
    month.on(
        CHILD, 1, "16:00", "asks for tips, three a week at 17:00", lambda child: child.visits("tips/set/3-17")
    )
    month.on(CHILD, 1, "16:10", "joins the class", lambda child: _joins_class(child, school))
    month.on(TEEN, 1, "16:00", "asks for tips, twice a week at 18:00", lambda teen: teen.visits("tips/set/2-18"))
    month.on(
        TEEN,
        1,
        "16:10",
        "takes part in a campaign that begins on 8 February",
        lambda teen: teen.visits(f"part/{SAFER}:on"),
    )
    month.on(
        PARENT, 1, "20:00", "asks for a tip every day at 21:00", lambda parent: parent.visits("tips/set/7-21")
    )
    month.on(
        TEACHER, 1, "17:00", "asks for a tip a week at 18:00", lambda teacher: teacher.visits("tips/set/1-18")
    )
    for day in (1, 4, 20):
        month.on(VISITOR, day, "15:00", "looks round and reads, without agreeing", _looks_round)
    month.on(VISITOR, 12, "15:00", "taps a button of that day", lambda visitor: visitor.visits("menu"))


def _joins(pupil: Life, school: School, zone: str = MOSCOW) -> None:
    school.comes_by_link(pupil)
    pupil.goes(f"mine/{school.room}/clock:{zone}" if zone else f"mine/{school.room}")


def _joins_class(child: Life, school: School) -> None:
    child.types(f"/start class_{school.code}")
    child.goes(f"join/{school.code}/yes")


def _looks_round(visitor: Life) -> None:
    visitor.types("/start")
    visitor.visits("who/12-15")
    visitor.visits("consent/off")
    visitor.reads("lesson/basics/phishing/12-15")
    visitor.visits("tips/set/3-17")
    visitor.visits(f"part/{SAFER}:on")


def _learn(month: Month) -> None:
    on = month.on
    on(CHILD, 2, "18:00", "reads the lesson about traps", lambda child: child.reads("lesson/basics/phishing/9-11"))
    on(CHILD, 3, "19:00", "takes part in the five evenings", lambda child: child.visits(f"part/{SLEEP}:on"))
    for day in range(4, 8):
        on(
            CHILD,
            day,
            "19:30",
            "opens the evening",
            partial(Life.visits, path=f"open/{SLEEP}:{day - 3}"),
        )
    on(CHILD, 6, "12:00", "asks to be told of campaigns", lambda child: child.visits("invites/on"))
    on(CHILD, 16, "18:30", "opens Help", lambda child: child.types("/help"))
    on(
        CHILD,
        20,
        "15:00",
        "takes part in the week that begins on Monday",
        lambda child: child.visits(f"part/{SAFER}:on"),
    )
    on(TEEN, 3, "19:00", "reads a lesson", lambda teen: teen.reads("lesson/basics/accounts/12-15"))
    on(TEEN, 9, "17:00", "wants a reminder this evening", lambda teen: teen.visits("nudge/on"))
    on(TEEN, 10, "18:30", "wants a week of quiet", lambda teen: teen.visits("quiet"))
    on(PARENT, 2, "20:30", "takes part in the five evenings", lambda parent: parent.visits(f"part/{SLEEP}:on"))
    on(PARENT, 14, "12:00", "types /stop", lambda parent: parent.types("/stop"))
    on(PARENT, 16, "12:00", "asks for tips again, three a week", lambda parent: parent.visits("tips/set/3-21"))
    on(PARENT, 27, "12:00", "has had enough of tips", lambda parent: parent.visits("tips/set/0-0"))
    for day in (2, 8, 21):
        for who in (CHILD, TEEN, PARENT, PUPIL):
            on(who, day, "15:15", "looks at the menu", lambda life: life.types("/menu"))


def _teach(month: Month, school: School) -> None:
    on = month.on
    trap, key, rest = "basics-sets/phishing/9-11", "basics/accounts/9-11", "basics-sets/balance/9-11"
    on(TEACHER, 2, "13:30", "gives questions until Friday", lambda teacher: school.gives(teacher, "q", trap, 3))
    on(PUPIL, 3, "16:00", "answers them", lambda pupil: school.answers(pupil, trap))
    on(TEACHER, 4, "13:30", "reminds", lambda teacher: school.reminds(teacher, trap))
    on(TEACHER, 9, "13:30", "gives a lesson for three days", lambda teacher: school.gives(teacher, "l", key, 3))
    on(TEACHER, 12, "13:30", "reminds on its last day", lambda teacher: school.reminds(teacher, key))
    on(TEACHER, 22, "13:30", "gives questions until Friday", lambda teacher: school.gives(teacher, "q", rest, 4))
    on(TEACHER, 25, "20:30", "reminds, late in the evening before", lambda teacher: school.reminds(teacher, rest))
    on(
        TEACHER,
        30,
        "19:55",
        "gives a lesson until Friday",
        lambda teacher: school.gives(teacher, "l", "basics/checking/9-11", 2),
    )
    on(TEACHER, 30, "21:00", "closes the class", school.closes)
