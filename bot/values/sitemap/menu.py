"""Pages that lead to everything, and those for what leads nowhere."""

from __future__ import annotations

from bot.values.page import Page, page


@page("menu")
class Menu(Page):
    """The main menu."""


@page("look")
class LookThrough(Page):
    """A parent or educator chooses which audience's content to look through."""


@page("topics/{audience}:{number}")
class Topics(Page):
    """The topics of an audience; `number` is the page of the list."""

    audience: str
    number: int = 0


@page("topic/{topic}/{audience}:{number}")
class Topic(Page):
    """What there is on one topic for one audience."""

    topic: str
    audience: str
    number: int = 0


@page("items/{kind}/{audience}:{number}")
class Items(Page):
    """All lessons, stories or quizzes of an audience."""

    kind: str
    audience: str
    number: int = 0


@page("enough")
class Enough(Page):
    """Enough for today: a warm goodbye, nothing is owed."""


@page("typed")
class Typed(Page):
    """What a person typed, when nothing else asked for it: a search in titles and glossary."""


@page("term/{pack}/{card}")
class Term(Page):
    """A word explained."""

    pack: str
    card: str


@page("lost")
class Lost(Page):
    """A page that is not there (any more) or not for this person; with ways on."""


@page("unread/{thing}")
class Unread(Page):
    """A kind answer to something the bot does not read: a picture, a voice, a contact."""

    thing: str
