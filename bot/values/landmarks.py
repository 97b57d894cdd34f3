"""Landmarks: the pages that every conversation has, whichever feature draws them; any screen may lead to them.

Through these pages the engine finds a greeting, a menu and a kind answer to an unknown message, without naming a
feature.
"""

from __future__ import annotations

from bot.values import fields
from bot.values.audience import Audience
from bot.values.page import Page, page


@page("start")
class Start(Page):
    """The greeting: what Mayak is, that it is a program, that help is one tap away. It asks who is reading."""

    commands = ("start",)


@page("consent")
class Consent(Page):
    """Consent: says in plain words what is stored and why. The reader agrees, or only looks round."""


@page("menu")
class Menu(Page):
    """The main menu."""

    commands = ("menu",)


@page("enough")
class Enough(Page):
    """Enough for today: a warm goodbye without obligations."""


@page("stop")
class Stop(Page):
    """Stops all messages that come unasked."""

    acts = True
    commands = ("stop",)


@page("typed")
class Typed(Page):
    """Typed words that no other page asked for: a search in titles and the glossary."""


@page("lost")
class Lost(Page):
    """A page that does not exist (any more) or is not for this person; it offers ways on."""


@page("unread/{thing}")
class Unread(Page):
    """A kind answer to a message that the bot cannot read: a picture, a voice message, a contact."""

    thing: fields.Thing


@page("profiles")
class Profiles(Page):
    """Who uses this phone: another's turn in one tap, and somebody new."""

    of_phone = True


@page("profiles/new/{picture}")
class BeginProfile(Page):
    """Somebody new with this picture is here now."""

    of_phone = True

    picture: fields.ProfilePicture


@page("profile-of/{picture}")
class OtherProfile(Page):
    """A button of this person's screen was tapped while somebody else is here."""

    of_phone = True

    picture: fields.ProfilePicture


@page("profile-of")
class EarlierScreen(Page):
    """A button was tapped of a screen that nobody here has seen: it is from before this phone was shared."""

    of_phone = True


@page("profiles/erase")
class ForgetPhone(Page):
    """Ask whether to forget everybody on this phone."""

    of_phone = True


@page("profiles/chat")
class InTheChat(Page):
    """In a browser: pictures are changed in the chat."""


@page("topics/{audience}:{number}")
class Topics(Page):
    """The topics of an audience; `number` is the page of the list."""

    audience: Audience
    number: int = 0
