"""Pages of an educator's own question sets: picked from the bank question by question, for a class in hand.

`own` is the number of a set. `mark` and `over` are the first letters of questions' meanings; `over` gives way to
another, or is `more`.
"""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("sets/{room}")
class OwnSets(Page):
    """The educator's own sets for a class's age."""

    room: int


@page("sets/{room}/new/{topic}/{own}")
class MakeSet(Page):
    """The set is made, with no question in it yet."""

    room: int
    topic: fields.Topic
    own: int


@page("sets/{room}/new")
class NewSet(Page):
    """Which topic a new set is for."""

    room: int


@page("sets/{room}/{own}")
class OwnSet(Page):
    """A set: its questions, and what can be done with it."""

    room: int
    own: int


@page("sets/{room}/{own}/drop")
class DropSet(Page):
    """Ask whether to erase a set."""

    room: int
    own: int


@page("sets/{room}/{own}/dropped")
class SetDropped(Page):
    """The set is erased."""

    room: int
    own: int


@page("sets/{room}/{own}/share")
class ShareSet(Page):
    """The link by which a colleague gets a copy of a set."""

    room: int
    own: int


@page("setof/{code}")
class SharedSet(Page):
    """What the link of a shared set opens: its questions, and a copy of it."""

    payload = "set"

    code: fields.Code


@page("setof/{code}/{own}")
class SharedSetTaken(Page):
    """The educator has a copy, with the number `own`."""

    code: fields.Code
    own: int


@page("bank/{room}/{own}/{over}/find")
class BankSearch(Page):
    """What was typed is looked for in the questions of the bank."""

    room: int
    own: int
    over: fields.Over


@page("bank/{room}/{own}/{over}")
class BankTopics(Page):
    """The topics of the bank."""

    room: int
    own: int
    over: fields.Over


@page("bank/{room}/{own}/{over}/{topic}:{number}")
class Bank(Page):
    """The questions of a topic for the set's age, to look at and to pick."""

    room: int
    own: int
    over: fields.Over
    topic: fields.Topic
    number: int


@page("pick/{room}/{own}/{over}/{mark}")
class BankQuestion(Page):
    """One question with its answer, and whether the set has it."""

    room: int
    own: int
    over: fields.Over
    mark: fields.Mark


@page("put/{room}/{own}/{over}/{mark}")
class PutIn(Page):
    """The set has this question, at its end or in the place of another."""

    room: int
    own: int
    over: fields.Over
    mark: fields.Mark


@page("lack/{room}/{own}/{mark}")
class TakeOut(Page):
    """The set does not have this question."""

    room: int
    own: int
    mark: fields.Mark
