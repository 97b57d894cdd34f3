"""Pages of profiles: who is here, another person's turn, a picture and a key of one's own."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("profiles/new")
class NewProfile(Page):
    """Choose a picture for somebody new."""

    of_phone = True


@page("profiles/nobody")
class HandOver(Page):
    """Hand the phone over: the next person first says who they are."""

    of_phone = True


@page("profiles/erase/now")
class ForgetPhoneNow(Page):
    """Forget everybody on this phone."""

    of_phone = True
    acts = True


@page("profile/{picture}")
class Profile(Page):
    """This person is here now; if they have a key, it is asked for."""

    of_phone = True

    picture: fields.ProfilePicture


@page("profile/{picture}/{taps}")
class ProfileKey(Page):
    """The same, with the icons of their key that were tapped so far, a digit each."""

    of_phone = True

    picture: fields.ProfilePicture
    taps: fields.Taps


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
