"""Pages of the duel of two: the same for both; the holder of the family link begins it."""

from __future__ import annotations

from enum import StrEnum

from bot.values import fields
from bot.values.page import Page, page


class DuelOf(StrEnum):
    """The content of the duel for both: five questions, or a drill."""

    QUESTIONS = "questions"
    DRILL = "drill"


@page("duel/{link}")
class Duel(Page):
    """The duel on a family link, as it stands for this person."""

    link: int


@page("duel/{link}/{of}:{list_page}")
class DuelTopics(Page):
    """The child chooses the topic of a duel; `list_page` is the page of the list of topics."""

    link: int
    of: DuelOf
    list_page: fields.Choice = 0


@page("duel/{link}/{of}/{topic}/{duel}")
class BeginDuel(Page):
    """The child invites to five questions, or to a drill, on a topic. Idempotent: a second tap makes no second
    duel.
    """

    link: int
    of: DuelOf
    topic: fields.Topic
    duel: int


@page("duel/{link}/off")
class DuelOff(Page):
    """The child takes the duel back; its answers are erased."""

    acts = True

    link: int


@page("duel/{link}/{duel}/{number}")
class DuelQuestion(Page):
    """Question or moment `number` (from 1) of a duel."""

    link: int
    duel: int
    number: int


@page("duel/{link}/{duel}/{number}/{marks}")
class DuelAnswer(Page):
    """The answer to a question, and on to the next one. Its address is never kept or stored."""

    link: int
    duel: int
    number: int
    marks: fields.Marks


@page("duel/{link}/{duel}/known/{number}")
class DuelKnown(Page):
    """What is known about a question, or what was going on at a moment, once both have answered."""

    link: int
    duel: int
    number: int
