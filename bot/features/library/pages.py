"""Pages of lessons and stories, and of flags: by a tap a reader tells what is not right with a card."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("lesson/{pack}/{item}")
class Lesson(Page):
    """A lesson at the card where the person left it, else at its first."""

    opens = "lesson"

    pack: fields.Pack
    item: fields.Item


@page("lesson/{pack}/{item}:{card}")
class LessonCard(Page):
    """One card of a lesson."""

    pack: fields.Pack
    item: fields.Item
    card: fields.Card


@page("try/{pack}/{item}:{card}.{marks}")
class LessonMarks(Page):
    """The check question of a card with some options marked, not yet given in."""

    pack: fields.Pack
    item: fields.Item
    card: fields.Card
    marks: fields.Marks


@page("got/{pack}/{item}:{card}.{marks}")
class LessonAnswer(Page):
    """The check question of a card, answered."""

    pack: fields.Pack
    item: fields.Item
    card: fields.Card
    marks: fields.Marks


@page("key/{pack}/{item}:{card}.{marks}")
class LessonKey(Page):
    """The check question of a card, answered wrong, with the right answer for people who do not try again."""

    pack: fields.Pack
    item: fields.Item
    card: fields.Card
    marks: fields.Marks


@page("done/{kind}/{pack}/{item}")
class Finished(Page):
    """The completion screen of a lesson, story or round."""

    kind: fields.Kind
    pack: fields.Pack
    item: fields.Item


@page("story/{pack}/{item}")
class Story(Page):
    """A story at the scene where the person left it, else what it is about."""

    opens = "story"

    pack: fields.Pack
    item: fields.Item


@page("story/{pack}/{item}:{card}")
class Scene(Page):
    """One scene of a story."""

    pack: fields.Pack
    item: fields.Item
    card: fields.Card


@page("story/{pack}/{item}:{card}.{choice}")
class Choice(Page):
    """The choice `choice` (from 0) of scene `card`: its consequence and the scene it leads to."""

    pack: fields.Pack
    item: fields.Item
    card: fields.Card
    choice: fields.Choice


@page("hear/{initial}/{pack}/{item}:{card}")
class Listen(Page):
    """A card of a lesson or story, read aloud; `initial` is the first letter of the kind of its item."""

    initial: fields.Initial
    pack: fields.Pack
    item: fields.Item
    card: fields.Card


@page("about/{initial}/{pack}/{item}:{card}")
class About(Page):
    """Where the facts of a card are from, its words explained, the way to flag it; `initial` as in `Flag`."""

    initial: fields.Initial
    pack: fields.Pack
    item: fields.Item
    card: fields.Card


@page("flag/{initial}/{pack}/{item}:{card}")
class Flag(Page):
    """Choose what is not right with a card; `initial` is the first letter of the kind of its item."""

    initial: fields.Initial
    pack: fields.Pack
    item: fields.Item
    card: fields.Card


@page("flag/{initial}/{pack}/{item}:{card}.{reason}")
class Flagged(Page):
    """The card is flagged for this reason."""

    initial: fields.Initial
    pack: fields.Pack
    item: fields.Item
    card: fields.Card
    reason: fields.Reason
