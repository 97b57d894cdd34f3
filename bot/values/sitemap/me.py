"""Pages of settings and of one's own data."""

from __future__ import annotations

from bot.values.page import Page, page


@page("settings")
class Settings(Page):
    """What can be set."""


@page("set/locale")
class ChooseLocale(Page):
    """Choose a language."""


@page("set/locale/{locale}")
class SetLocale(Page):
    """This language from now on."""

    locale: str


@page("set/audience")
class ChooseAudience(Page):
    """Choose who I am."""


@page("set/audience/{audience}")
class SetAudience(Page):
    """This is who I am from now on."""

    audience: str


@page("set/country:{number}")
class ChooseCountry(Page):
    """Choose a country."""

    number: int


@page("set/country/{country}")
class SetCountry(Page):
    """This country from now on; the time zone follows if the old one is not in it."""

    country: str


@page("set/zone:{number}")
class ChooseZone(Page):
    """Choose a time zone of the country."""

    number: int


@page("set/zone/{zone}")
class SetZone(Page):
    """This time zone from now on."""

    zone: str


@page("set/text/{switch}")
class SetTextMode(Page):
    """Text mode on or off: numbered choices, no pictures, no labels of emoji alone."""

    switch: str


@page("privacy")
class Privacy(Page):
    """What is stored, why and for how long."""


@page("export")
class Export(Page):
    """Everything that is stored about the person, as files."""


@page("forget")
class Forget(Page):
    """Ask whether to forget."""


@page("forget/now")
class ForgetNow(Page):
    """Forget the person: nothing is left."""


@page("stop")
class Stop(Page):
    """Stop everything that comes unasked."""


@page("stop/back/{times}-{hour}-{campaigns}-{classes}-{news}")
class GoOn(Page):
    """What was stopped comes as before; what it was travels in the address (`store.stopping`), nothing is kept."""

    times: int
    hour: int
    campaigns: int
    classes: int
    news: int
