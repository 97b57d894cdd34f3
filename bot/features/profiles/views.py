"""The people on one phone: who is here, another person's turn, somebody new, forgetting everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.names import picture_label
from bot.chat.pickers import in_pairs, menu_row
from bot.chat.shared_phone import on_arrival, others_row, phone_row
from bot.chat.views import Outcome, Views
from bot.db import mydata, people, visitors
from bot.features.account import pages as account_pages
from bot.features.items import menu_links
from bot.features.profiles import pages, store
from bot.features.profiles.icons import pad
from bot.help import pages as help_pages
from bot.values import landmarks
from bot.values.page import parse
from bot.values.profile_picture import KEY_LENGTH, MOST, NOBODY, PICTURES
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.phone import Phone
    from bot.chat.turn import Turn
    from bot.db.people import Person
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

KNOWN_FOR = timedelta(days=7)
"""How long somebody has to be a grown-up on a phone before they may take a child's key off."""


@views(landmarks.Profiles, newcomer=True, kept=False, own=True)
def profiles(turn: Turn, _: landmarks.Profiles) -> Screen | Page:
    """Show who uses this phone; where nobody does so far but one person, tell how several can."""
    if turn.sender.phone is None:
        return landmarks.InTheChat()
    title = bold(turn.say("People on this phone"))
    if not turn.person.picture:
        return _alone(turn, title)
    others = turn.sender.phone.resting(turn.db)
    # While somebody else is here, or nobody has said so, the person found by the phone is one of the others.
    is_asked = bool(turn.person.guest)
    shown = [turn.person, *others] if is_asked else others
    links = [_to(turn, one) for one in shown]
    rows: list[Row] = list(in_pairs(links))
    if len(others) + 1 < MOST:
        rows.append((Link(turn.say("➕ Somebody new"), pages.NewProfile()),))
    help_row = (Link(turn.say("🆘 Help"), help_pages.Help()),)
    if is_asked:
        words = turn.say("Tap your picture.")
        guest = () if turn.person.guest == NOBODY else menu_row(turn)
        return Screen(join([bold(turn.say("Who is here now?")), words]), (*rows, (*guest, *help_row)))
    rows += [_unlock_row(turn, one) for one in others if _may_unlock(turn, one)]
    rows += [
        (Link(turn.say("🖼 My picture and my key"), pages.MyPicture()),),
        (Link(turn.say("👋 Hand the phone over"), pages.HandOver()),),
        (*menu_row(turn), *help_row),
    ]
    here = turn.say("Here now: {picture}.", picture=picture_label(turn, turn.person.picture))
    words = turn.say(
        "Each picture has its own place, age, language, classes and wishes. What stands in this chat can be read "
        "by everybody who holds the phone."
    )
    return Screen(join([title, here, words]), tuple(rows))


def _alone(turn: Turn, title: Text) -> Screen:
    words = turn.say(
        "If you share this phone, everybody gets a picture: its own place, age, language, classes and wishes. You "
        "change with one tap from the menu. Up to four can share."
    )
    if not turn.person.agreed:
        visitors.keep_link(turn.db, turn.person.key, landmarks.Profiles().path)  # who agrees comes back to here
        first = turn.say("For that I have to remember you first.")
        remember = (Link(turn.say("💾 What you would remember"), landmarks.Consent()),)
        return Screen(join([title, words, first]), (remember, menu_row(turn)))
    return Screen(
        join([title, words]), ((Link(turn.say("🖼 Choose my picture"), pages.MyPicture()),), menu_row(turn))
    )


@views(pages.NewProfile, newcomer=True, kept=False, own=True)
def new_profile(turn: Turn, _: pages.NewProfile) -> Screen | Page:
    """Offer the pictures that are free to somebody new."""
    if turn.sender.phone is None or not turn.person.picture:
        return landmarks.Profiles()
    others = turn.sender.phone.resting(turn.db)
    if len(others) + 1 >= MOST:
        return Screen(
            Text(turn.say("There are four here already, and that is all there can be.")), (phone_row(turn),)
        )
    free = _free(turn, others)
    links = [Link(picture_label(turn, one), landmarks.BeginProfile(one)) for one in free]
    words = turn.say(
        "Which picture shall it be? Before you agree to be remembered, I forget you after a quiet hour."
    )
    return Screen(join([bold(turn.say("Hello! 👋")), words]), (*in_pairs(links), phone_row(turn)))


@views(landmarks.BeginProfile, newcomer=True, kept=False, own=True)
def begin_profile(turn: Turn, page: landmarks.BeginProfile) -> Page | Outcome:
    """Let somebody new in, who is kept in memory only; the conversation greets them."""
    if turn.sender.phone is None or not turn.person.picture:
        return landmarks.Profiles()
    others = turn.sender.phone.resting(turn.db)
    if len(others) + 1 >= MOST or page.picture not in _free(turn, others):
        return pages.NewProfile()
    people.let_in(turn.db, turn.person.key, page.picture)
    turn = replace(turn, person=replace(turn.person, guest=page.picture))
    return Outcome(Screen(Text(picture_label(turn, page.picture))), turn)


@views(pages.Profile, newcomer=True, kept=False, own=True)
def profile(turn: Turn, page: pages.Profile) -> Screen | Page | Outcome:
    """Let a person of this phone be the one who is here; ask for their key, if they have one."""
    found = _found(turn, page.picture)
    if found is None:
        return landmarks.Profiles()
    phone, person = found
    if person.key == turn.person.key and not turn.person.guest:
        return landmarks.Menu()
    if store.icons_of(turn.db, person.key) is not None:
        return pages.ProfileKey(page.picture, "")
    return _come(turn, phone, person)


@views(pages.ProfileKey, newcomer=True, kept=False, own=True)
def profile_key(turn: Turn, page: pages.ProfileKey) -> Screen | Page | Outcome:
    """Ask for a person's three icons, and let them in if they are right; five wrong keys an hour."""
    found = _found(turn, page.picture)
    sealed = store.icons_of(turn.db, found[1].key) if found else None
    if found is None or sealed is None:
        return pages.Profile(page.picture) if found else landmarks.Profiles()
    phone, person = found
    if not phone.may_try_key(turn.now):
        words = turn.say("That was wrong too often. Please wait an hour, or ask a grown-up who uses this phone.")
        return Screen(Text(words), (phone_row(turn),))
    name = picture_label(turn, page.picture)
    if len(page.taps) < KEY_LENGTH:
        words = turn.say("{picture}, tap your three icons.", picture=name)
        return pad(turn, Text(words), page.taps, lambda taps: pages.ProfileKey(page.picture, taps))
    if phone.open(sealed, person) == int(page.taps):
        return _come(turn, phone, person)
    phone.note_wrong_key(turn.now)
    words = turn.say("Those are not the three icons of {picture}. Try once more?", picture=name)
    forgotten = turn.say(
        "Forgotten? A grown-up who has had a picture on this phone for a week can take the key off."
    )
    return pad(
        turn,
        join([words, _was_taken_off(turn, person), forgotten]),
        "",
        lambda taps: pages.ProfileKey(page.picture, taps),
    )


@views(pages.HandOver, newcomer=True, kept=False, own=True)
def hand_over(turn: Turn, _: pages.HandOver) -> Page | Outcome:
    """Ask who is here before anything else is shown."""
    if turn.sender.phone is None or not turn.person.picture:
        return landmarks.Profiles()
    people.let_in(turn.db, turn.person.key, NOBODY)
    return Outcome(landmarks.Profiles(), replace(turn, person=replace(turn.person, guest=NOBODY)))


@views(landmarks.OtherProfile, newcomer=True, kept=False, own=True)
def other_profile(turn: Turn, page: landmarks.OtherProfile) -> Screen | Page:
    """Say whose screen a button is on, in a message of its own, and offer the turn to them."""
    found = _found(turn, page.picture)
    if found is None:
        return landmarks.EarlierScreen()
    words = turn.say("This belongs to {picture}. Whose turn is it?", picture=picture_label(turn, page.picture))
    return replace(_whose_turn(turn, words, found[1]), apart=True)


@views(landmarks.EarlierScreen, newcomer=True, kept=False, own=True)
def earlier_screen(turn: Turn, _: landmarks.EarlierScreen) -> Screen:
    """Say, in a message of its own, that a button does not belong to the person who is here."""
    words = turn.say("This button is from an earlier screen and does nothing any more.")
    return replace(_whose_turn(turn, words), apart=True)


@views(landmarks.InTheChat, newcomer=True, kept=False, own=True)
def in_the_chat(turn: Turn, _: landmarks.InTheChat) -> Screen:
    """Say in a browser, which is one person's, where the turn is given to another."""
    words = turn.say("Whose turn it is on your phone is chosen in the chat, not in a browser.")
    return Screen(Text(words), (menu_row(turn),))


@views(landmarks.ForgetPhone, newcomer=True, kept=False, own=True)
def forget_phone(turn: Turn, _: landmarks.ForgetPhone) -> Screen | Page:
    """Ask once whether to forget everybody on this phone."""
    if turn.sender.phone is None or not turn.person.picture:
        return account_pages.Forget()
    everybody = [turn.person, *turn.sender.phone.resting(turn.db)]
    names = ", ".join(picture_label(turn, one.picture) for one in everybody)
    words = turn.say(
        "Shall I forget everybody on this phone: {pictures}? Everything that I keep about each is wiped, and it "
        "cannot be brought back.",
        pictures=names,
    )
    return Screen(
        Text(words), ((Link(turn.say("Yes, forget everybody"), pages.ForgetPhoneNow()),), phone_row(turn))
    )


@views(pages.ForgetPhoneNow, newcomer=True, kept=False, own=True)
def forget_phone_now(turn: Turn, _: pages.ForgetPhoneNow) -> Page | Outcome:
    """Forget everybody on this phone: no row of any of them is left."""
    if turn.sender.phone is None or not turn.person.picture:
        return account_pages.Forget()
    for person in (*turn.sender.phone.resting(turn.db), turn.person):
        mydata.forget(turn.db, person.key)
    words = turn.say(
        "Forgotten. Nothing about anybody on this phone is left here. This chat is still on your phone, you can "
        "delete it there. All the best!"
    )
    return Outcome(Screen(Text(words), ((Link(turn.say("🆘 Help"), help_pages.Help()),),)), forgotten=True)


@views(pages.OpenLock, newcomer=True, kept=False, own=True)
def open_lock(turn: Turn, page: pages.OpenLock) -> Page | Outcome:
    """Take the key off a child's picture, for a grown-up of the same phone: the child has forgotten the icons."""
    found = _found(turn, page.picture)
    if found is None or not _may_unlock(turn, found[1]):
        return landmarks.Profiles()
    store.take_off(turn.db, found[1].key, turn.today)
    told = turn.say("Done: no icons are asked for any more. {picture} is told so.", picture=_name(turn, found[1]))
    return Outcome(landmarks.Profiles(), told=told)


@on_arrival
def lost_key(turn: Turn) -> str:
    """Tell somebody who has the phone again that their key was taken off, until they choose another one."""
    day = store.taken_off_on(turn.db, turn.person.key, turn.today)
    if day is None or store.icons_of(turn.db, turn.person.key) is not None:
        return ""
    return turn.say(
        "On {day} a grown-up on this phone took your key off: whoever taps your picture sees your screens. "
        "You can choose a new key under “My picture and my key”.",
        day=day_words(turn, day),
    )


@menu_links.below
def others_here(turn: Turn) -> tuple[Row, ...]:
    """Return the others on this phone, each one tap away, for the menu."""
    if turn.sender.phone is None or not turn.person.picture:
        return ()
    if not turn.person.agreed:
        return others_row(turn)
    links = tuple(_to(turn, one) for one in turn.sender.phone.resting(turn.db))
    return (links,) if links else ()


def _come(turn: Turn, phone: Phone, person: Person) -> Outcome:
    """Let a person be the one who is here, where they stopped; for another one the conversation draws that."""
    if person.key == turn.person.key:
        people.let_in(turn.db, person.key, "")
        here, turn = _name(turn, person), replace(turn, person=replace(person, guest=""))
        told = "\n".join(filter(None, (here, lost_key(turn))))
        return Outcome(parse(person.place) or landmarks.Menu(), turn, told=told)
    phone.rest(turn.db, turn.person)
    return Outcome(
        Screen(Text(picture_label(turn, person.picture))), replace(turn, person=phone.bring(turn.db, person))
    )


def _found(turn: Turn, picture: str) -> tuple[Phone, Person] | None:
    """Return the phone, and its person with this picture; None when there is none."""
    if turn.sender.phone is None or not turn.person.picture:
        return None
    if turn.person.picture == picture:
        return turn.sender.phone, turn.person
    person = next((one for one in turn.sender.phone.resting(turn.db) if one.picture == picture), None)
    return None if person is None else (turn.sender.phone, person)


def _free(turn: Turn, others: list[Person]) -> list[str]:
    """Return the pictures that nobody on this phone has."""
    taken = {turn.person.picture, *(one.picture for one in others)}
    return [picture for picture in PICTURES if picture not in taken]


def _to(turn: Turn, person: Person) -> Link:
    return Link(picture_label(turn, person.picture), pages.Profile(person.picture))


def _may_unlock(turn: Turn, person: Person) -> bool:
    """Whether this is a child with a key, and somebody is here who has said for a week that they are a grown-up:
    anybody can say so, and then the child has a week to see them on the phone.
    """
    is_child = person.audience is not None and person.audience.is_child
    if not is_child or not turn.is_adult or not turn.person.agreed or turn.person.guest:
        return False
    since = people.adult_since(turn.db, turn.person.key)
    return (
        since is not None and turn.today - since >= KNOWN_FOR and store.icons_of(turn.db, person.key) is not None
    )


def _was_taken_off(turn: Turn, person: Person) -> str:
    """Say at the pad that a person's key was taken off lately: the one that is asked for may not be theirs."""
    day = store.taken_off_on(turn.db, person.key, turn.today)
    if day is None:
        return ""
    return turn.say(
        "A grown-up on this phone took the key of {picture} off on {day}; another one was chosen since then.",
        picture=_name(turn, person),
        day=day_words(turn, day),
    )


def _name(turn: Turn, person: Person) -> str:
    return picture_label(turn, person.picture)


def _unlock_row(turn: Turn, person: Person) -> Row:
    label = turn.say("🔓 Take the key off {picture}", picture=picture_label(turn, person.picture))
    return (Link(label, pages.OpenLock(person.picture)),)


def _whose_turn(turn: Turn, words: str, person: Person | None = None) -> Screen:
    links = [] if person is None else [_to(turn, person)]
    label = turn.say("☰ Menu")
    if turn.person.picture and not turn.person.guest:
        label = f"{picture_label(turn, turn.person.picture)} · {label}"
    return Screen(Text(words), (*((link,) for link in links), (Link(label, landmarks.Menu()),)))
