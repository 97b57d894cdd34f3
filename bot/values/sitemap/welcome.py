"""Pages of the first minute."""

from __future__ import annotations

from bot.values.page import Page, page


@page("start")
class Start(Page):
    """The greeting: what Mayak is, that it is a program, that help is one tap away."""


@page("start/{locale}")
class StartIn(Page):
    """The greeting in another language, by one tap."""

    locale: str


@page("who")
class WhoAreYou(Page):
    """Choose one of the six audiences."""


@page("who/{audience}")
class IAm(Page):
    """This is who I am; the country is asked next."""

    audience: str


@page("where:{number}")
class WhereAreYou(Page):
    """Choose the country; `number` is the page of the list, from 0."""

    number: int


@page("where/{country}")
class IAmIn(Page):
    """This is my country; the privacy page comes next."""

    country: str


@page("consent")
class Consent(Page):
    """What is stored and why, in plain words; agree or only look round."""


@page("consent/{switch}")
class ConsentGiven(Page):
    """`on`: agreed, remember me. `off`: only look round, forget me soon."""

    switch: str
