"""Pages of the first minute, of settings, and of one's own data."""

from __future__ import annotations

from bot.values import fields
from bot.values.audience import Audience
from bot.values.page import Page, page


@page("start")
class Start(Page):
    """The greeting: what Mayak is, that it is a program, that help is one tap away. It asks who you are."""


@page("start/{locale}")
class StartIn(Page):
    """The greeting in another language, by one tap."""

    locale: fields.Locale


@page("who")
class WhoAreYou(Page):
    """Choose one of the six audiences."""


@page("who/{audience}")
class IAm(Page):
    """This is who I am; on to what I came for, or to a first lesson."""

    audience: Audience


@page("where/{purpose}:{number}")
class ChooseCountry(Page):
    """Choose the country, for something that needs it; `number` is the page of the list, from 0."""

    purpose: fields.Purpose
    number: int


@page("where/{purpose}/found/{countries}")
class CountryFound(Page):
    """The countries that may be meant by what was typed: `GB-US`, or `none`."""

    purpose: fields.Purpose
    countries: fields.Countries


@page("where/{purpose}/{country}")
class SetCountry(Page):
    """This is my country; asked once more when the button is one of an old list, or another country is set."""

    purpose: fields.Purpose
    country: fields.Country


@page("where/{purpose}/{country}/sure")
class SetCountrySurely(Page):
    """Yes, this is my country; the time zone follows if the old one is not in it."""

    purpose: fields.Purpose
    country: fields.Country


@page("consent")
class Consent(Page):
    """What is stored and why, in plain words; agree or only look round."""


@page("consent/{switch}")
class ConsentGiven(Page):
    """`on`: agreed, remember me. `off`: only look round, forget me soon."""

    switch: fields.Switch


@page("settings")
class Settings(Page):
    """What can be set."""


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
    """What time is it where you are? Asked before anything is sent by the clock, where a country has several."""


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


@page("export")
class Export(Page):
    """Everything that is stored about the person, as files."""


@page("forget")
class Forget(Page):
    """Ask whether to forget."""


@page("forget/now")
class ForgetNow(Page):
    """Forget the person: nothing is left."""

    acts = True
