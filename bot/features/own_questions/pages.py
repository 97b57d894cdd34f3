"""Pages of a teacher's own questions in the chat: where a file with questions is sent to, and homework."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("class/{room}/own")
class OwnQuestions(Page):
    """The teacher's own questions for a class, without their words; a file that is sent here becomes a set."""

    room: int


@page("class/{room}/own/in")
class OwnQuestionsIn(Page):
    """What became of a file with questions for a class."""

    room: int


@page("class/{room}/own/{own}/home")
class OwnHomework(Page):
    """Until when a class does a set of own questions at home, beside the printed sheet."""

    room: int
    own: int


@page("class/{room}/own/{own}/home/{till}")
class OwnHomeworkGiven(Page):
    """The class does this set at home until this day."""

    room: int
    own: int
    till: fields.Till
