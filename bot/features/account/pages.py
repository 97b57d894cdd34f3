"""Pages of the first minute, of settings, and of one's own data."""

from __future__ import annotations

from bot.values import fields
from bot.values.audience import Audience
from bot.values.page import Page, page


@page("start/{locale}")
class StartIn(Page):
    """The greeting in another language, by one tap."""

    locale: fields.Locale


@page("languages")
class StartLanguages(Page):
    """Choose a language for the greeting, where they are many."""


@page("who")
class WhoAreYou(Page):
    """Choose one of the six audiences."""


@page("who/{audience}")
class IAm(Page):
    """This is who I am; on to what I came for, or to a first lesson."""

    audience: Audience


@page("who/grandparent")
class IAmGrandparent(Page):
    """This is who I am, said in words: stored as a parent."""


@page("where/{purpose}:{number}")
class ChooseCountry(Page):
    """Choose the country for something that needs it; `number` is the page of the list, from 0."""

    purpose: fields.Purpose
    number: int


@page("where/{purpose}/found/{countries}")
class CountryFound(Page):
    """The countries that the typed words may mean: `GB-US`, or `none`."""

    purpose: fields.Purpose
    countries: fields.Countries


@page("where/{purpose}/{country}")
class SetCountry(Page):
    """This is my country; confirmed once if the button belongs to an old list, or another country is set."""

    purpose: fields.Purpose
    country: fields.Country


@page("where/{purpose}/{country}/sure")
class SetCountrySurely(Page):
    """Yes, this is my country; the time zone follows if the old one is not in it."""

    purpose: fields.Purpose
    country: fields.Country


@page("consent/{switch}")
class ConsentGiven(Page):
    """`on`: agreed, remember me. `off`: only look round, forget me soon."""

    switch: fields.Switch


@page("settings")
class Settings(Page):
    """What can be set."""

    commands = ("settings",)


@page("set/locale")
class ChooseLocale(Page):
    """Choose a language."""


@page("set/locale/{locale}")
class SetLocale(Page):
    """This language from now on."""

    locale: fields.Locale


@page("set/audience")
class ChooseAudience(Page):
    """Choose who I am."""


@page("set/audience/{audience}")
class SetAudience(Page):
    """This is who I am from now on."""

    audience: Audience


@page("set/zone:{number}")
class ChooseZone(Page):
    """Choose a time zone of the country."""

    number: int


@page("set/zone/{zone}")
class SetZone(Page):
    """This time zone from now on."""

    zone: fields.Zone


@page("clock")
class MyClock(Page):
    """What time is it where you are? Asked before anything is sent by the clock, in a country with several
    zones.
    """


@page("clock/{zone}")
class MyTime(Page):
    """It is this zone's time; on to where the person was."""

    zone: fields.Zone


@page("set/text/{switch}")
class SetTextMode(Page):
    """Text mode on or off: numbered choices, no pictures, no labels of emoji alone."""

    switch: fields.Switch


@page("privacy")
class Privacy(Page):
    """What is stored, why and for how long."""

    commands = ("privacy",)


@page("privacy/all")
class PrivacyInFull(Page):
    """What is stored, line by line, also for the youngest, who see it in a few words first."""


@page("export")
class Export(Page):
    """Everything that is stored about the person, as files."""

    commands = ("export",)


@page("forget")
class Forget(Page):
    """Ask whether to forget."""

    commands = ("forget",)


@page("forget/now")
class ForgetNow(Page):
    """Forget the person: nothing is left."""

    acts = True
