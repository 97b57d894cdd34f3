"""One's own picture on a shared phone, and one's own key of three icons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.names import picture_label
from bot.chat.pickers import in_pairs
from bot.chat.shared_phone import phone_row
from bot.chat.views import Outcome, Views
from bot.db import people
from bot.features.profiles import pages, store
from bot.features.profiles.icons import pad
from bot.features.profiles.views import lost_key
from bot.values import landmarks
from bot.values.profile_picture import KEY_LENGTH, PICTURES, icons_of
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()


@views(pages.MyPicture, kept=False, own=True)
def my_picture(turn: Turn, _: pages.MyPicture) -> Screen | Page:
    """Offer the pictures that nobody else on this phone has, and the key."""
    if turn.sender.phone is None or not turn.person.agreed:
        return landmarks.Profiles()
    others = {one.picture for one in turn.sender.phone.resting(turn.db)}
    links = [
        Link(picture_label(turn, one), pages.SetMyPicture(one))
        for one in PICTURES
        if one not in others and one != turn.person.picture
    ]
    rows: list[Row] = list(in_pairs(links))
    if not turn.person.picture:
        text = join([bold(turn.say("Choose your picture")), turn.say("It stands for you on this phone.")])
        return Screen(text, (*rows, phone_row(turn)))
    has_key = store.icons_of(turn.db, turn.person.key) is not None
    if has_key:
        key = turn.say("You have a key: three icons in a row.")
        rows.insert(0, (Link(turn.say("🔓 No key any more"), pages.NoIcons()),))
    else:
        key = lost_key(turn) or turn.say("You have no key: whoever taps your picture sees your screens.")
    label = turn.say("🔐 Another key") if has_key else turn.say("🔐 A key of three icons")
    rows.insert(0, (Link(label, pages.ChooseIcons("")),))
    if not others:
        rows.append((Link(turn.say("No picture: this phone is mine alone"), pages.NoPicture()),))
    mine = turn.say("Your picture: {picture}.", picture=picture_label(turn, turn.person.picture))
    return Screen(join([bold(mine), key, turn.say("Another picture?")]), (*rows, phone_row(turn)))


@views(pages.SetMyPicture, kept=False, own=True)
def set_my_picture(turn: Turn, page: pages.SetMyPicture) -> Page | Outcome:
    """Tell the person apart by this picture from now on."""
    if turn.sender.phone is None or not turn.person.agreed:
        return landmarks.Profiles()
    if any(one.picture == page.picture for one in turn.sender.phone.resting(turn.db)):
        return pages.MyPicture()
    people.take_picture(turn.db, turn.person.key, page.picture)
    return Outcome(landmarks.Profiles(), replace(turn, person=replace(turn.person, picture=page.picture)))


@views(pages.NoPicture, kept=False, own=True)
def no_picture(turn: Turn, _: pages.NoPicture) -> Page | Outcome:
    """Let the phone be one person's again; with others on it, it stays shared."""
    if turn.sender.phone is None or not turn.person.picture or turn.sender.phone.resting(turn.db):
        return landmarks.Profiles()
    people.take_picture(turn.db, turn.person.key, "")
    store.drop_icons(turn.db, turn.person.key)
    return Outcome(landmarks.Profiles(), replace(turn, person=replace(turn.person, picture="")))


@views(pages.ChooseIcons, kept=False, own=True)
def choose_icons(turn: Turn, page: pages.ChooseIcons) -> Screen:
    """Let the person choose three icons, and show them once before they count."""
    if not _may_have_key(turn):
        return dead_end(turn)
    if len(page.taps) < KEY_LENGTH:
        words = turn.say("Tap three icons, one after the other. The same one twice is fine.")
        return pad(turn, Text(words), page.taps, pages.ChooseIcons)
    text = join([bold(icons_of(page.taps)), turn.say("This will be your key. Can you remember it?")])
    rows: tuple[Row, ...] = (
        (Link(turn.say("Yes, this is my key"), pages.SetIcons(page.taps)),),
        (Link(turn.say("Choose others"), pages.ChooseIcons("")),),
    )
    return Screen(text, (*rows, phone_row(turn)))


@views(pages.SetIcons, kept=False, own=True)
def set_icons(turn: Turn, page: pages.SetIcons) -> Screen | Page | Outcome:
    """Keep the three icons, sealed."""
    if turn.sender.phone is None or not _may_have_key(turn):
        return dead_end(turn)
    if len(page.taps) < KEY_LENGTH:
        return pages.ChooseIcons(page.taps)
    store.set_icons(turn.db, turn.person.key, turn.sender.phone.seal(int(page.taps), turn.person))
    return Outcome(
        pages.MyPicture(), told=turn.say("Your key is set. It is asked for when the phone comes back to you.")
    )


@views(pages.NoIcons, kept=False, own=True)
def no_icons(turn: Turn, _: pages.NoIcons) -> Page | Outcome:
    """Open the person's screens without a key from now on."""
    store.drop_icons(turn.db, turn.person.key)
    return Outcome(pages.MyPicture(), told=turn.say("Done: no icons are asked for any more."))


def _may_have_key(turn: Turn) -> bool:
    return turn.sender.phone is not None and turn.person.agreed and bool(turn.person.picture)
