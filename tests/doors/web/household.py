"""A household: a house in which an educator, an organiser, an editor and pupils each have something to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.kit.assignments import answers_all, gives
from tests.kit.classrooms import another, code_on, joins, makes_class
from tests.kit.families import linked
from tests.kit.studio import ORGANISER, PACK, invited, zipped
from tests.talk import Person

if TYPE_CHECKING:
    from tests.talk import House

MISLED = 5


@dataclass(frozen=True)
class Household:
    """Who is there. `task`: a set that five pupils have done; `edition`: a draft of the editor's."""

    educator: Person
    organiser: Person
    editor: Person
    reviewer: Person
    child: Person
    parent: Person
    room: int
    code: str
    task: int
    link: int
    """The family link of the child, which the parent has opened."""

    @property
    def people(self) -> dict[str, Person]:
        return {
            "educator": self.educator,
            "organiser": self.organiser,
            "editor": self.editor,
            "reviewer": self.reviewer,
            "child": self.child,
            "parent": self.parent,
        }


def furnished(house: House, language: str = "en") -> Household:
    """Let everybody settle in, a class learn something, an editor send a pack in."""
    house.conversation.services.organisers = frozenset({ORGANISER})
    educator = another(house, 1004, "educator")
    organiser = another(house, ORGANISER, "educator")
    editor, reviewer = invited(organiser, 2001), invited(organiser, 2002, "reviewer")
    editor.sends_pack(zipped(PACK))
    child, parent = another(house, 1001), another(house, 1003, "parent")
    room = makes_class(educator)
    code = code_on(educator.see())
    pupils = [child, *(another(house, 3000 + at) for at in range(MISLED - 1))]
    for pupil in pupils:
        joins(pupil, code)
    task = gives(educator, room)
    for pupil in pupils:
        answers_all(house, pupil, task, {"truth": "a"})
    link = linked(house, child, parent)
    people = Household(educator, organiser, editor, reviewer, child, parent, room, code, task, link)
    for person in people.people.values():
        person.visits(f"set/locale/{language}")
        person.language = language
    return people
