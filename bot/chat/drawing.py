"""Drawing: which page answers an incoming update, and its view drawn, with permission checked on the way."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat import answering, links, textmode
from bot.chat.answering import Meant
from bot.chat.existing import is_there
from bot.chat.helpwords import stops
from bot.chat.incoming import Command, File, SentFile, Tap, Thing, What, Words
from bot.chat.items import page_of, ref_of
from bot.chat.menukeys import is_menu_key
from bot.chat.second_opinion import asks_for_another_subject, names_another_subject
from bot.chat.typed import canonical
from bot.chat.views import Outcome, Stage
from bot.db import people, visitors
from bot.help import pages as help_pages
from bot.values import landmarks
from bot.values.audience import Role
from bot.values.hook import Hook
from bot.values.page import Page, parse
from bot.values.screen import Link
from bot.values.text import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from bot.chat.turn import Turn
    from bot.chat.views import View, Views
    from bot.values.screen import Row, Screen


_OF_ORGANISERS = frozenset({Role.ORGANISER, Role.LEAD, Role.MEMBER, Role.KEEPER})
"""Roles of an organiser's pages. What a visitor does is done in memory alone: it would invite nobody and hold no
campaign back, so an organiser is asked first to be remembered.
"""

DIALOGUE = timedelta(minutes=30)

BUSY = DIALOGUE + timedelta(minutes=10)
"""The longest time that a dialogue puts off unasked messages; a longer pause has another reason."""


has_role: Hook[[Turn, Role | None], bool] = Hook()
"""Called to ask whether the person has a role that neither their audience nor the operator gives."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A screen, its page, the turn as the view left it, and what else the view decided (`Outcome`)."""

    screen: Screen
    page: Page
    turn: Turn
    stands_for: Page | None = None
    step: str = ""
    forgotten: bool = False
    told: str = ""
    beside: str = ""
    """The path of the open question that this answer stands beside; empty for none."""
    aside: str = ""
    """The path of this answer where it is one in passing (`View.aside`); empty for any other."""
    had_enough: bool = False
    """A child has come to a place to stop, and has finished many items today."""


def answer(views: Views, turn: Turn, what: What) -> Drawn:
    """Draw the answer to an update. Only the turn of the view gets typed words and files.

    Errors: TypeError for an update that nobody answers (a departure).
    """
    found = _page_for(views, turn, what)
    # The page needs only what the words were understood to mean.
    page, said = (found.page, found.said) if isinstance(found, Meant) else (found, "")
    match what:
        case SentFile():
            turn = replace(turn, given=what)
        case Words(edited=False) if not isinstance(found, Meant) or _needs_words(views, page):
            turn = replace(turn, given=what)
    drawn = draw(views, turn, page)
    if said:
        return replace(drawn, told=said)
    view = views.by_page.get(type(drawn.page))
    if view is None or not view.aside:
        return drawn
    return replace(_beside(views, drawn), aside=drawn.page.path)


def _page_for(views: Views, turn: Turn, what: What) -> Page | Meant:  # noqa: PLR0911 - one for each thing that comes in
    """Return the page that an update leads to. Errors: TypeError for an update that nobody answers (a
    departure).
    """
    match what:
        case Tap(path):
            page = parse(path) or landmarks.Lost()
            return (parse(turn.person.place) or landmarks.Menu()) if isinstance(page, help_pages.Onward) else page
        case Command(name, payload):
            linked = links.of_payload(payload) if name == "start" and payload else None
            # Words are what an unknown command may be, such as /lessons; it is never guessed at.
            known = linked or links.of_command(name) or _said(views, turn, name.replace("_", " "))
            return known or landmarks.Unread("command")
        case SentFile():
            takes = views.receivers.get(type(what))
            return (takes(turn, parse(turn.person.place)) if takes else None) or landmarks.Unread("document")
        case File():
            return landmarks.Unread("document")
        case Thing(kind):
            return landmarks.Unread(kind)
        case Words(edited=True):
            return landmarks.Unread("edited")
        case Words(words, forwarded=forwarded):
            theirs = _page_of_theirs(views, turn, words, Stage.FORWARDED if forwarded else Stage.QUOTED)
            return theirs or _page_of_words(views, turn, words)
        case _:
            raise TypeError(f"nothing answers {type(what).__name__}")


def _needs_words(views: Views, page: Page) -> bool:
    view = views.by_page.get(type(page))
    return view is not None and view.takes is Words


def _page_of_theirs(views: Views, turn: Turn, words: str, stage: Stage) -> Page | None:
    """Return the page for words that somebody else wrote; None where a code or a country is asked for and, unless
    they were forwarded, where they are an answer on the screen.
    """
    found = next((page for at, ear in views.ears if at is stage and (page := ear(turn, words))), None)
    place = parse(turn.person.place)
    view = views.by_page.get(type(place)) if place is not None else None
    if found is None or place is None or view is None:
        return found
    shown = _look_again(views, turn, place)
    if shown.asks and not (view.dialogue and stage is Stage.FORWARDED):
        return None
    named = any(canonical(link.label) == canonical(words) for link in shown.choices)
    return None if named and stage is Stage.QUOTED else found


def _page_of_words(views: Views, turn: Turn, words: str) -> Page | Meant:  # noqa: PLR0911 - one for each meaning
    """Return the page for a typed message: first what it means on the current screen, then what it asks for or
    says in the person's own words, else a search.
    """
    if is_menu_key(words, turn.instance.languages.values()):
        return landmarks.Menu()
    talk = turn.recent.talk
    if talk and talk.inside and talk.number and not stops(words):
        return _within_help(views, turn, words, talk.number)
    place = parse(turn.person.place)
    shown = _look_again(views, turn, place) if place is not None and type(place) in views.by_page else None
    # In the middle of something "stop" ends only that; elsewhere it stops all unasked messages.
    busy = shown is not None and place is not None and (bool(shown.choices) or views.by_page[type(place)].dialogue)
    if stops(words) and not busy:
        return landmarks.Stop()
    if shown is not None and place is not None:
        number = textmode.chosen(shown, words) if turn.text_mode else None
        if number:
            return number
        if shown.asks:
            # A code or a country is asked for; the words of an own question may be anything.
            said = None if views.by_page[type(place)].dialogue else _said(views, turn, words)
            return said or shown.asks
        meant = answering.meant(turn, shown, place, words, busy=busy)
        if meant is not None:
            return meant
    if stops(words):
        return landmarks.Stop()
    if talk and talk.inside:
        return _within_help(views, turn, words, talk.number)
    return _heard(views, turn, words)


def _within_help(views: Views, turn: Turn, words: str, number: int) -> Page | Meant:
    """Return the page for words that were typed at a screen of help and do not ask on about it: a page that they
    name, an answer where they surely ask for something else, or that Help is here. Nothing is guessed, and nobody
    is answered with small talk.
    """
    if asks_for_another_subject(words, turn.locale):
        return _heard(views, turn, words)
    said = _said(views, turn, words)
    view = views.by_page.get(type(said.page)) if said else None
    is_small_talk = view is not None and view.aside and not names_another_subject(words, turn.locale)
    return said if said and not is_small_talk else help_pages.HelpHere(number)


def _heard(views: Views, turn: Turn, words: str) -> Page | Meant:
    """Return what features understand of words that mean nothing on the screen."""
    return _said(views, turn, words, Stage.MEANT) or landmarks.Typed()


def _said(views: Views, turn: Turn, words: str, last: Stage = Stage.SAID) -> Meant | None:
    """Return what features understand of words, up to this stage, or None."""
    for stage, ear in views.ears:
        page = ear(turn, words) if Stage.TOLD <= stage <= last else None
        if page is not None:
            return Meant(page)
    return None


def _beside(views: Views, drawn: Drawn) -> Drawn:
    """Return an answer with the open question below it, so that no answer buries a question. People who go on
    typing get a button back to the question and not the same card over and over. In text mode they get the
    card, because the numbers they type are those of the card.
    """
    place = parse(drawn.turn.person.place)
    if place is None or type(place) not in views.by_page:
        return drawn
    shown = _look_again(views, drawn.turn, place)
    if not shown.choices:
        return drawn
    if drawn.turn.recent.beside == place.path and not drawn.turn.text_mode:
        back = (Link(drawn.turn.say("↩ Back to the question"), place),)
        return replace(drawn, screen=replace(drawn.screen, rows=(back, *drawn.screen.rows)), beside=place.path)
    own = {link.page.path for link in textmode.links(shown)} | {landmarks.Menu().path, help_pages.Help().path}
    # "Go on" below an open question leads to the same place, or away from the question.
    going_on = page_of(drawn.turn.person.begun)
    own |= {going_on.path} if going_on else set()
    more = () if drawn.turn.text_mode else tuple(row for row in drawn.screen.rows if not _only(row, own))
    screen = replace(shown, text=join([drawn.screen.text, shown.text]), rows=(*shown.rows, *more))
    return replace(drawn, screen=screen, page=place, beside=place.path)


def _only(row: Row, paths: set[str]) -> bool:
    """Whether a row holds only links to these pages."""
    return all(isinstance(button, Link) and button.page.path in paths for button in row)


def _look_again(views: Views, turn: Turn, place: Page) -> Screen:
    """Draw the current page without effects, to see what it offers and asks."""
    with undone(turn.db):
        return draw(views, turn, place).screen


def draw(views: Views, turn: Turn, page: Page) -> Drawn:
    """Draw a page, or the one that stands in for it, and keep it as the person's place. A view may do its part
    and lead on to another page.
    """
    if type(page) in views.without_store:
        return Drawn(views.without_store[type(page)](turn, page), page, turn)
    view = _view(views, turn, page)
    # Somebody who was greeted, or helped, gets an answer to their words, not the greeting again.
    answered = view.aside and bool(turn.person.place or turn.recent.helped)
    if turn.audience is None and not view.newcomer and not answered:
        return _greeted(views, turn, page, view)
    if turn.organiser and not turn.person.agreed and view.role in _OF_ORGANISERS:
        visitors.keep_link(turn.db, turn.person.key, page.path)
        page = landmarks.Consent()
        view = views.by_page[landmarks.Consent]
    result = view.draw(turn, page)
    outcome = result if isinstance(result, Outcome) else Outcome(result)
    after = outcome.turn or turn
    if isinstance(outcome.shown, Page):
        drawn = draw(views, after, outcome.shown)
        return replace(drawn, told=outcome.told) if outcome.told else drawn
    if view.kept and not outcome.forgotten and (page.path == after.person.place or is_there(after, page)):
        people.stay(after.db, after.person.key, page.path, after.today, _busy_until(after, view))
    return Drawn(outcome.shown, page, after, outcome.stands_for, outcome.step, outcome.forgotten)


def _greeted(views: Views, turn: Turn, page: Page, view: View) -> Drawn:
    """Draw the greeting in place of a page; afterwards the person goes on to the page of their link or command."""
    shared = ref_of(page)
    begins = shared is not None and is_there(turn, page)
    if view.coded or links.is_commanded(page):
        visitors.keep_link(turn.db, turn.person.key, page.path)
    elif begins:
        people.begin(turn.db, turn.person.key, str(shared))
    drawn = draw(views, turn, landmarks.Start())
    if view.coded or begins:
        return drawn
    # A stranger, or a visitor who comes back to an old button: nobody knows any more. The reason claims neither.
    return replace(drawn, told=turn.say("I keep nothing of a visit that is over, so I ask first."))


def _busy_until(turn: Turn, view: View) -> datetime:
    """Return until when no unasked message may interrupt: half an hour after an unfinished dialogue, in steps
    of ten minutes, so that it costs few writes and tells little.
    """
    if not view.dialogue:
        return people.LONG_AGO
    ten = int((turn.now + DIALOGUE).timestamp()) // 600 + 1
    return datetime.fromtimestamp(ten * 600, UTC)


def _view(views: Views, turn: Turn, page: Page) -> View:
    """Return the view of a page; a page that the person's role may not see is answered like a lost one."""
    view = views.by_page.get(type(page))
    roles = {None, turn.audience.role if turn.audience else None, Role.ORGANISER if turn.organiser else None}
    if view is None:
        return views.by_page[landmarks.Lost]
    may = view.role in roles or any(has_role.call(turn, view.role))
    return view if may else views.by_page[landmarks.Lost]


@contextmanager
def undone(db: Connection) -> Iterator[None]:
    """Roll back on leaving everything that was done in the database inside."""
    trial = db.begin_nested()
    try:
        yield
    finally:
        trial.rollback()
