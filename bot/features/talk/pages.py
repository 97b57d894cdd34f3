"""Pages of talk: replies to small talk, what was not understood, and lists under names without arguments."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("said/{pack}/{item}:{card}")
class Said(Page):
    """The reply to one thing that people say."""

    pack: fields.Pack
    item: fields.Item
    card: fields.Card


@page("understood/nothing")
class NotUnderstood(Page):
    """Words that nothing answers: three things that fit the person."""


@page("understood/perhaps")
class MayBeTrouble(Page):
    """Words that nothing answers and that may tell of trouble: Help first, and no trouble named."""


@page("maybe/{guesses}")
class Maybe(Page):
    """What typed words may mean, to choose from: marks of up to three labels, nothing of the words."""

    guesses: fields.Answers


@page("topics")
class MyTopics(Page):
    """The topics of the person's own audience."""


@page("lessons")
class MyLessons(Page):
    """The lessons of the person's own audience."""


@page("stories")
class MyStories(Page):
    """The stories of the person's own audience."""


@page("quizzes")
class MyQuizzes(Page):
    """The quizzes of the person's own audience."""


@page("drills")
class MyDrills(Page):
    """The drills of the person's own audience."""


@page("rounds")
class MyRounds(Page):
    """The rounds of the person's own audience."""


@page("campaigns")
class AllCampaigns(Page):
    """The first campaigns of the list."""


@page("country")
class MyCountry(Page):
    """The person's country, to be changed."""


@page("topic/{topic}")
class MyTopic(Page):
    """A topic, for the person's own audience."""

    topic: fields.Topic
