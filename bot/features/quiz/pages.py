"""Pages of quizzes: an attempt, its questions, its result."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("quiz/{pack}/{item}")
class Quiz(Page):
    """What a quiz is about, and where to start or go on."""

    opens = "quiz"

    pack: fields.Pack
    item: fields.Item


@page("begin/{pack}/{item}:{number}")
class Begin(Page):
    """The person's attempt `number` (from 1) at this quiz: begun if it was not, else where it stands."""

    pack: fields.Pack
    item: fields.Item
    number: int


@page("question/{attempt}/{number}")
class Question(Page):
    """Question `number` (from 1) of the person's own attempt `attempt`."""

    attempt: int
    number: int


@page("mark/{attempt}/{number}/{marks}")
class QuestionMarks(Page):
    """A question with some options marked or ordered, not yet given in."""

    attempt: int
    number: int
    marks: fields.Marks


@page("answer/{attempt}/{number}/{marks}")
class Answer(Page):
    """A question answered with these options."""

    attempt: int
    number: int
    marks: fields.Marks


@page("howsure/{attempt}/{number}/{marks}")
class HowSure(Page):
    """A question with an answer chosen and not yet given: the person is asked how sure they are."""

    attempt: int
    number: int
    marks: fields.Marks


@page("answer/{attempt}/{number}/{marks}/{sureness}")
class SureAnswer(Page):
    """A question answered with these options, and how sure the person was; the path alone knows it."""

    attempt: int
    number: int
    marks: fields.Marks
    sureness: fields.Sureness


@page("own/{attempt}/{number}")
class OwnWords(Page):
    """An own-words question, answered by typing: the words are dropped, nothing is marked."""

    attempt: int
    number: int


@page("hint/{attempt}/{number}")
class Hint(Page):
    """A question with its hint shown."""

    attempt: int
    number: int


@page("result/{attempt}")
class Result(Page):
    """The kind result of an attempt, finished or stopped."""

    attempt: int


@page("delayed")
class DelayedTest(Page):
    """What is asked once more of the person, four weeks after they finished a quiz."""


@page("delayed/begin")
class BeginDelayedTest(Page):
    """The person's delayed test: begun if it was not, else where it stands."""


@page("delayed/no")
class RefuseDelayedTest(Page):
    """The person's delayed test refused: it is not offered again."""

    acts = True
