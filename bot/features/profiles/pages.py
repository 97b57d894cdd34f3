"""Pages of profiles: who is here, another person's turn, a picture and a key of one's own."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("profiles")
class Profiles(Page):
    """Who uses this phone: another's turn in one tap, and somebody new."""


@page("profiles/new")
class NewProfile(Page):
    """Choose a picture for somebody new."""


@page("profiles/new/{picture}")
class BeginProfile(Page):
    """Somebody new with this picture is here now."""

    picture: fields.ProfilePicture


@page("profiles/nobody")
class HandOver(Page):
    """Hand the phone over: whoever takes it says who they are first."""


@page("profiles/chat")
class InTheChat(Page):
    """In a browser: pictures are changed in the chat."""


@page("profiles/erase")
class ForgetPhone(Page):
    """Ask whether to forget everybody on this phone."""


@page("profiles/erase/now")
class ForgetPhoneNow(Page):
    """Forget everybody on this phone."""

    acts = True


@page("profile/{picture}")
class Profile(Page):
    """This person is here now; who has a key is asked for it."""

    picture: fields.ProfilePicture


@page("profile/{picture}/{taps}")
class ProfileKey(Page):
    """The same, with what was tapped of their key, a digit for each icon."""

    picture: fields.ProfilePicture
    taps: fields.Taps


@page("profile-of/{picture}")
class OtherProfile(Page):
    """A button of this person's screen was tapped while somebody else is here."""

    picture: fields.ProfilePicture


@page("profile-of")
class EarlierScreen(Page):
    """A button was tapped of a screen that nobody here has seen: it is from before this phone was shared."""


@page("profile-open/{picture}")
class OpenLock(Page):
    """A grown-up takes the key off a child's picture."""

    picture: fields.ProfilePicture


@page("my-picture")
class MyPicture(Page):
    """Choose one's own picture."""


@page("my-picture/none")
class NoPicture(Page):
    """No picture any more: the phone is one person's again."""


@page("my-picture/is/{picture}")
class SetMyPicture(Page):
    """This is one's picture from now on."""

    picture: fields.ProfilePicture


@page("my-icons")
class NoIcons(Page):
    """No key any more."""


@page("my-icons/{taps}")
class ChooseIcons(Page):
    """Choose a key; `taps` holds a digit for each icon that was chosen."""

    taps: fields.Taps


@page("my-icons/{taps}/on")
class SetIcons(Page):
    """These three icons are one's key from now on."""

    taps: fields.Taps
