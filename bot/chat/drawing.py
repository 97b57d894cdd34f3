"""Drawing: which page leads on from what came in, and its view drawn, with permission checked on the way."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat import answering, commands, textmode
from bot.chat.answering import Meant
from bot.chat.existing import is_there
from bot.chat.helpwords import stops
from bot.chat.incoming import Command, File, InCheck, Questions, Sent, Sheet, Tap, Thing, What, Words
from bot.chat.items import page_of, ref_of
from bot.chat.menukeys import is_menu_key
from bot.chat.views import Outcome, Stage
from bot.db import people, visitors
from bot.features.account import pages as account_pages
from bot.features.check import pages as check_pages
from bot.features.classes import pages as classes_pages
from bot.features.help import pages as help_pages
from bot.features.menu import pages as menu_pages
from bot.features.own_questions import pages as own_questions_pages
from bot.features.publishing import pages as publishing_pages
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


ASKS_FOR_SHEET = (classes_pages.PaperResults, classes_pages.PaperIn, classes_pages.PaperTyped)
"""Pages where a teacher is asked for a sheet of results."""

ASKS_FOR_QUESTIONS = (own_questions_pages.OwnQuestions, own_questions_pages.OwnQuestionsIn)
"""Pages where a teacher is asked for a file of questions."""

_OF_ORGANISERS = frozenset({Role.ORGANISER, Role.LEAD, Role.MEMBER})
"""Roles of an organiser's pages. What a visitor does is done in memory alone: it would invite nobody and hold no
campaign back, so an organiser is asked first to be remembered.
"""

DIALOGUE = timedelta(minutes=30)

BUSY = DIALOGUE + timedelta(minutes=10)
"""Farthest that a dialogue puts off what comes unasked; whatever puts it off longer is no dialogue."""


has_role: Hook[[Turn, Role | None], bool] = Hook()
"""Called to ask whether the person has a role that neither their audience nor the operator gives."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A screen, the page that it is of, the turn as the view left it, and what else that decided (`Outcome`)."""

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


def answer(views: Views, turn: Turn, what: What) -> Drawn:
    """Draw what answers what came in. Typed words and files are put into the turn of the view, and nowhere else.

    Errors: TypeError for what nobody answers (a departure).
    """
    found = _page_for(views, turn, what)
    # What words were understood to mean is all that their page needs of them.
    page, said = (found.page, found.said) if isinstance(found, Meant) else (found, "")
    match what:
        case InCheck():
            turn = replace(turn, in_check=True)
        case Sent(upload):
            turn = replace(turn, upload=upload)
        case Sheet(content):
            turn = replace(turn, sheet=content)
        case Questions(brought):
            turn = replace(turn, brought=brought)
        case Words(words, edited=False, links=links) if not isinstance(found, Meant) or _needs_words(views, page):
            turn = replace(turn, typed=words, links=links)
    drawn = draw(views, turn, page)
    if said:
        return replace(drawn, told=said)
    view = views.by_page.get(type(drawn.page))
    if view is None or not view.aside:
        return drawn
    return replace(_beside(views, drawn), aside=drawn.page.path)


def _page_for(views: Views, turn: Turn, what: What) -> Page | Meant:  # noqa: PLR0911 - one for each thing that comes in
    """Return the page that what came in leads to.

    Errors: TypeError for what nobody answers (a departure).
    """
    match what:
        case Tap(path):
            page = parse(path) or menu_pages.Lost()
            return (parse(turn.person.place) or menu_pages.Menu()) if isinstance(page, help_pages.Onward) else page
        case Command(name, payload):
            linked = commands.from_deep_link(payload) if name == "start" and payload else None
            return linked or commands.COMMANDS.get(name, menu_pages.Lost())
        case InCheck():
            return publishing_pages.Checking()
        case Sent():
            return publishing_pages.Arrived()
        case Sheet() | Questions():
            return _page_of_file(parse(turn.person.place), what)
        case File():
            return menu_pages.Unread("document")
        case Thing(kind):
            return menu_pages.Unread(kind)
        case Words(edited=True):
            return menu_pages.Unread("edited")
        case Words(words, forwarded=forwarded):
            return (_page_of_forwarded(views, turn) if forwarded else None) or _page_of_words(views, turn, words)
        case _:
            raise TypeError(f"nothing answers {type(what).__name__}")


def _page_of_file(place: Page | None, file: Sheet | Questions) -> Page:
    """Return the page that takes a teacher's file where they were asked for it."""
    if isinstance(file, Sheet) and isinstance(place, ASKS_FOR_SHEET):
        return classes_pages.PaperIn(place.task)
    if isinstance(file, Questions) and isinstance(place, ASKS_FOR_QUESTIONS):
        return own_questions_pages.OwnQuestionsIn(place.room)
    return menu_pages.Unread("document")


def _needs_words(views: Views, page: Page) -> bool:
    view = views.by_page.get(type(page))
    return view is not None and view.typed


def _page_of_forwarded(views: Views, turn: Turn) -> Page | None:
    """Return the check for what somebody else wrote; None where a code or a country is asked for."""
    place = parse(turn.person.place)
    view = views.by_page.get(type(place)) if place is not None else None
    if place is not None and view is not None and not view.dialogue and _look_again(views, turn, place).asks:
        return None
    return check_pages.Checked()


def _page_of_words(views: Views, turn: Turn, words: str) -> Page | Meant:
    """Return the page for a typed message: what it means on the screen where the person is, then what it asks for
    or says in their own words, else a search.
    """
    if is_menu_key(words, turn.languages.values()):
        return menu_pages.Menu()
    place = parse(turn.person.place)
    shown = _look_again(views, turn, place) if place is not None and type(place) in views.by_page else None
    # In the middle of something "stop" ends just that; elsewhere, all that comes unasked.
    busy = shown is not None and place is not None and (bool(shown.choices) or views.by_page[type(place)].dialogue)
    if stops(words) and not busy:
        return menu_pages.Stop()
    if shown is not None and place is not None:
        number = textmode.chosen(shown, words) if turn.text_mode else None
        if number:
            return number
        if shown.asks:
            # A code or a country is asked for; own words of a question may be anything.
            said = None if views.by_page[type(place)].dialogue else _said(views, turn, words)
            return said or shown.asks
        meant = answering.meant(turn, shown, place, words, busy=busy)
        if meant is not None:
            return meant
    return menu_pages.Stop() if stops(words) else _heard(views, turn, words)


def _heard(views: Views, turn: Turn, words: str) -> Page | Meant:
    """Return what features understand of words that mean nothing on the screen."""
    return _said(views, turn, words, Stage.MEANT) or menu_pages.Typed()


def _said(views: Views, turn: Turn, words: str, last: Stage = Stage.SAID) -> Meant | None:
    """Return what features understand of words, up to this stage; None for nothing."""
    for stage, ear in views.ears:
        page = ear(turn, words) if stage <= last else None
        if page is not None:
            return Meant(page)
    return None


def _beside(views: Views, drawn: Drawn) -> Drawn:
    """Return an answer with the question below it that is open where the person is: nothing buries a question.
    Who goes on typing gets a button back to it in place of the same card over and over; in text mode the card,
    since the numbers that are typed there are its own.
    """
    place = parse(drawn.turn.person.place)
    if place is None or type(place) not in views.by_page:
        return drawn
    shown = _look_again(views, drawn.turn, place)
    if not shown.choices:
        return drawn
    if drawn.turn.beside == place.path and not drawn.turn.text_mode:
        back = (Link(drawn.turn.say("↩ Back to the question"), place),)
        return replace(drawn, screen=replace(drawn.screen, rows=(back, *drawn.screen.rows)), beside=place.path)
    own = {link.page.path for link in textmode.links(shown)} | {menu_pages.Menu().path, help_pages.Help().path}
    # "Go on" below an open question leads where the person is already, or away from it.
    going_on = page_of(drawn.turn.person.begun)
    own |= {going_on.path} if going_on else set()
    more = () if drawn.turn.text_mode else tuple(row for row in drawn.screen.rows if not _only(row, own))
    screen = replace(shown, text=join([drawn.screen.text, shown.text]), rows=(*shown.rows, *more))
    return replace(drawn, screen=screen, page=place, beside=place.path)


def _only(row: Row, paths: set[str]) -> bool:
    """Whether a row has nothing but links to these pages."""
    return all(isinstance(button, Link) and button.page.path in paths for button in row)


def _look_again(views: Views, turn: Turn, place: Page) -> Screen:
    """Draw the page where the person is, without effects, to see what it offers and asks."""
    with undone(turn.db):
        return draw(views, turn, place).screen


def draw(views: Views, turn: Turn, page: Page) -> Drawn:
    """Draw a page, or the one that stands in for it, and keep it as the person's place. A view may do its part
    and lead on to another page.
    """
    if type(page) in views.without_store:
        return Drawn(views.without_store[type(page)](turn, page), page, turn)
    view = _view(views, turn, page)
    # Somebody who was greeted, or helped, gets an answer to what they type, not the greeting again.
    answered = view.aside and bool(turn.person.place or turn.gently)
    if turn.audience is None and not view.newcomer and not answered:
        # Greet first: what they came for, by a link or a command, is where they go on afterwards.
        shared = ref_of(page)
        if view.coded or page in commands.COMMANDS.values():
            visitors.keep_link(turn.db, turn.person.key, page.path)
        elif shared is not None and is_there(turn, page):
            people.begin(turn.db, turn.person.key, str(shared))
        page = account_pages.Start()
        view = views.by_page[account_pages.Start]
    elif turn.organiser and not turn.person.agreed and view.role in _OF_ORGANISERS:
        visitors.keep_link(turn.db, turn.person.key, page.path)
        page = account_pages.Consent()
        view = views.by_page[account_pages.Consent]
    result = view.draw(turn, page)
    outcome = result if isinstance(result, Outcome) else Outcome(result)
    after = outcome.turn or turn
    if isinstance(outcome.shown, Page):
        drawn = draw(views, after, outcome.shown)
        return replace(drawn, told=outcome.told) if outcome.told else drawn
    if view.kept and not outcome.forgotten and (page.path == after.person.place or is_there(after, page)):
        people.stay(after.db, after.person.key, page.path, after.today, _busy_until(after, view))
    return Drawn(outcome.shown, page, after, outcome.stands_for, outcome.step, outcome.forgotten)


def _busy_until(turn: Turn, view: View) -> datetime:
    """Return until when nothing may come in between: half an hour of an unfinished dialogue, in steps of ten
    minutes, so that it costs few writes and tells little.
    """
    if not view.dialogue:
        return people.LONG_AGO
    ten = int((turn.now + DIALOGUE).timestamp()) // 600 + 1
    return datetime.fromtimestamp(ten * 600, UTC)


def _view(views: Views, turn: Turn, page: Page) -> View:
    """Return the view of a page; one that the person's role may not see is answered like a lost page."""
    view = views.by_page.get(type(page))
    roles = {None, turn.audience.role if turn.audience else None, Role.ORGANISER if turn.organiser else None}
    if view is None:
        return views.by_page[menu_pages.Lost]
    may = view.role in roles or any(has_role.call(turn, view.role))
    return view if may else views.by_page[menu_pages.Lost]


@contextmanager
def undone(db: Connection) -> Iterator[None]:
    """Undo on leaving whatever the database was told inside."""
    trial = db.begin_nested()
    try:
        yield
    finally:
        trial.rollback()
