"""Pages of live quizzes: leading one (educators), taking part in one (pupils)."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("lead/{room}/{pack}/{item}")
class LeadSet(Page):
    """What a live quiz is, before it begins with this question set."""

    room: int
    pack: fields.Pack
    item: fields.Item


@page("lead/{room}/{pack}/{item}:{where}")
class BeginLive(Page):
    """The class has a live quiz with this set now, on a projector (`p`) or in its group (`g`)."""

    room: int
    pack: fields.Pack
    item: fields.Item
    where: fields.Where


@page("leading/{task}")
class Leading(Page):
    """A live quiz as its leader sees it."""

    task: int


@page("leading/{task}/{number}/{step}")
class Lead(Page):
    """Question `number` is open, closed or shown."""

    task: int
    number: int
    step: fields.Step


@page("leading/{task}/end")
class EndLive(Page):
    """Ask whether to end a live quiz."""

    task: int


@page("leading/{task}/over")
class LeadOver(Page):
    """The live quiz is over."""

    task: int


@page("live/{task}")
class Live(Page):
    """A live quiz as a pupil sees it, as it stands."""

    task: int


@page("live/{task}/in")
class LiveIn(Page):
    """The pupil takes part: each question comes into this chat."""

    task: int


@page("live/{task}/out")
class LiveOut(Page):
    """The pupil takes part no more."""

    task: int


@page("live/{task}/over")
class LiveOver(Page):
    """The end of a live quiz, told to those who took part."""

    task: int


@page("live/{task}/{number}")
class LiveQuestion(Page):
    """Question `number`, told to those who take part."""

    task: int
    number: int


@page("live/{task}/{number}:{marks}")
class LiveMarks(Page):
    """Question `number` with options marked, or put in order, so far."""

    task: int
    number: int
    marks: fields.Marks


@page("live/{task}/{number}/{marks}")
class LiveAnswer(Page):
    """These options are the pupil's answer to question `number`."""

    task: int
    number: int
    marks: fields.Marks
