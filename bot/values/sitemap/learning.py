"""Pages of lessons, stories and quizzes."""

from __future__ import annotations

from bot.values.page import Page, page


@page("lesson/{pack}/{item}")
class Lesson(Page):
    """A lesson at the card where the person left it, else at its first."""

    pack: str
    item: str


@page("lesson/{pack}/{item}:{card}")
class LessonCard(Page):
    """One card of a lesson."""

    pack: str
    item: str
    card: str


@page("try/{pack}/{item}:{card}.{marks}")
class LessonMarks(Page):
    """The check question of a card with some options marked, not yet given in."""

    pack: str
    item: str
    card: str
    marks: str


@page("got/{pack}/{item}:{card}.{marks}")
class LessonAnswer(Page):
    """The check question of a card, answered."""

    pack: str
    item: str
    card: str
    marks: str


@page("done/{kind}/{pack}/{item}")
class Finished(Page):
    """The completion screen of a lesson or story."""

    kind: str
    pack: str
    item: str


@page("story/{pack}/{item}")
class Story(Page):
    """A story at the scene where the person left it, else what it is about."""

    pack: str
    item: str


@page("story/{pack}/{item}:{card}")
class Scene(Page):
    """One scene of a story."""

    pack: str
    item: str
    card: str


@page("story/{pack}/{item}:{card}.{choice}")
class Choice(Page):
    """The choice `choice` (from 0) of scene `card`: its consequence and the scene it leads to."""

    pack: str
    item: str
    card: str
    choice: int


@page("quiz/{pack}/{item}")
class Quiz(Page):
    """What a quiz is about, and where to start or go on."""

    pack: str
    item: str


@page("begin/{pack}/{item}:{number}")
class Begin(Page):
    """The person's attempt `number` (from 1) at this quiz: begun if it was not, else where it stands."""

    pack: str
    item: str
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
    marks: str


@page("answer/{attempt}/{number}/{marks}")
class Answer(Page):
    """A question answered with these options."""

    attempt: int
    number: int
    marks: str


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
