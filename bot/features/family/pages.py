"""Pages of the family link: those of the child who holds it, and those of the adult who was given it."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("family")
class Family(Page):
    """The links that a child holds; of an adult, the children who show them something."""


@page("family/new")
class NewLink(Page):
    """Choose the picture of a new link."""


@page("family/make/{icon}/{link}")
class MakeLink(Page):
    """The child's link with this picture, made if it is not there."""

    icon: fields.Icon
    link: int


@page("family/plan/{rules}")
class SharePlan(Page):
    """This plan stands on every link of the child."""

    rules: fields.Rules


@page("family/{link}")
class FamilyLink(Page):
    """A link as the child sees it: exactly what the adult sees, and its end."""

    link: int


@page("family-code/{link}")
class LinkCode(Page):
    """The link and its QR code, to be shown to one adult."""

    link: int


@page("family/{link}/topics")
class ShownTopics(Page):
    """Choose which topics the adult sees."""

    link: int


@page("family/{link}/topic/{topic}/{switch}")
class ShowTopic(Page):
    """The adult sees this topic, or not."""

    link: int
    topic: fields.Topic
    switch: fields.Switch


@page("family/{link}/plan/off")
class HidePlan(Page):
    """The adult does not see the plan any more."""

    link: int


@page("family/{link}/ended")
class LinkEnded(Page):
    """The link is ended; nobody is told."""

    acts = True

    link: int


@page("adult/{code}")
class Invited(Page):
    """What opening a child's link means; the same for every code, right or wrong."""

    payload = "family"

    code: fields.Code


@page("adult/{code}/yes")
class Following(Page):
    """The adult sees from now on what the child of this code shows."""

    code: fields.Code


@page("child/{link}")
class Child(Page):
    """What a child shows to this adult."""

    link: int


@page("child/{link}/ask/{topic}")
class AskTonight(Page):
    """What to ask tonight about a topic that the child shows, and a lesson for both."""

    link: int
    topic: fields.Topic


@page("child/{link}/plan")
class SharedPlan(Page):
    """The family plan as a picture."""

    link: int


@page("child/{link}/left")
class LinkLeft(Page):
    """The adult sees nothing of this child any more; nobody is told."""

    acts = True

    link: int
