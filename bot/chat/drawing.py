"""Drawing: which page leads on from what came in, and its view drawn, with permission checked on the way."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat import commands, textmode
from bot.chat.incoming import Command, File, Sent, Sheet, Tap, Thing, What, Words
from bot.chat.items import shared_by
from bot.chat.menukeys import is_menu_key
from bot.store import editors, people
from bot.values import sitemap
from bot.values.audience import Role
from bot.values.page import Page, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from bot.chat.turn import Turn
    from bot.chat.views import View, Views
    from bot.values.screen import Screen


UNFINISHED = (
    *(sitemap.LessonCard, sitemap.LessonMarks, sitemap.LessonAnswer, sitemap.Scene, sitemap.Choice),
    *(sitemap.Begin, sitemap.Question, sitemap.QuestionMarks, sitemap.Answer, sitemap.OwnWords, sitemap.Hint),
    *(sitemap.Lesson, sitemap.Story, sitemap.Live, sitemap.LiveQuestion, sitemap.LiveMarks, sitemap.LiveAnswer),
)
"""Pages in the middle of something: for half an hour nothing comes in between (DESIGN §3)."""

PAPER = (sitemap.PaperResults, sitemap.PaperIn)
"""Pages where a teacher is asked for a sheet of results."""

STOP_WORDS = frozenset({"stop", "стоп", "/стоп"})
"""As a whole message they stop everything that comes unasked."""

DIALOGUE = timedelta(minutes=30)

BUSY = DIALOGUE + timedelta(minutes=10)
"""Farthest that a dialogue puts off what comes unasked; whatever puts it off longer is no dialogue."""


def page_for(views: Views, turn: Turn, what: What) -> Page:  # noqa: PLR0911 - one for each thing that comes in
    """Return the page that what came in leads to. Typed words are put into the turn, and nowhere else.

    Errors: TypeError for what nobody answers (a departure).
    """
    match what:
        case Tap(path):
            page = parse(path) or sitemap.Lost()
            return (parse(turn.person.place) or sitemap.Menu()) if isinstance(page, sitemap.Onward) else page
        case Command(name, payload):
            linked = commands.from_deep_link(payload) if name == "start" and payload else None
            return linked or commands.COMMANDS.get(name, sitemap.Lost())
        case Sent(parcel):
            turn.parcel = parcel
            return sitemap.Arrived()
        case Sheet(content):
            turn.sheet = content
            place = parse(turn.person.place)
            return sitemap.PaperIn(place.task) if isinstance(place, PAPER) else sitemap.Unread("document")
        case File():
            return sitemap.Unread("document")
        case Thing(kind):
            return sitemap.Unread(kind)
        case Words(edited=True):
            return sitemap.Unread("edited")
        case Words(words):
            turn.typed = words
            return _page_of_words(views, turn, words)
        case _:
            raise TypeError(f"nothing answers {type(what).__name__}")


def _page_of_words(views: Views, turn: Turn, words: str) -> Page:
    """Return the page for a typed message: a menu key, a number in text mode, an answer, else a search."""
    if is_menu_key(words, turn.languages.values()):
        return sitemap.Menu()
    if words.strip(" .!").casefold() in STOP_WORDS:
        return sitemap.Stop()
    place = parse(turn.person.place)
    if place is not None and type(place) in views.by_page:
        shown = _look_again(views, turn, place)
        number = textmode.chosen(shown, words) if turn.text_mode else None
        if number or shown.asks:
            return number or shown.asks or sitemap.Typed()
    return sitemap.Typed()


def _look_again(views: Views, turn: Turn, place: Page) -> Screen:
    """Draw the page where the person is, without effects, to see what it offers and asks."""
    with undone(turn.db):
        return draw(views, replace(turn, typed=""), place)[0]


def draw(views: Views, turn: Turn, page: Page) -> tuple[Screen, Page]:
    """Draw a page, or the one that stands in for it, and keep it as the person's place. A view may do its part
    and lead on to another page.
    """
    if type(page) in views.without_store:
        return views.without_store[type(page)](turn, page), page
    view = _view(views, turn, page)
    if turn.audience is None and not view.newcomer:
        # Somebody came by a shared link: greet first, the link is where they go on afterwards.
        shared = shared_by(page)
        if shared:
            turn.change(reading=shared)
        page = sitemap.Start()
        view = views.by_page[sitemap.Start]
    drawn = view.draw(turn, page)
    if isinstance(drawn, Page):
        return draw(views, turn, drawn)
    if view.kept and not turn.forgotten:
        people.stay(turn.db, turn.person.key, page.path, turn.today, _busy_until(turn, page))
    return drawn, page


def _busy_until(turn: Turn, page: Page) -> datetime:
    """Return until when nothing may come in between: half an hour of an unfinished dialogue, in steps of ten
    minutes, so that it costs few writes and tells little.
    """
    if not isinstance(page, UNFINISHED):
        return people.LONG_AGO
    ten = int((turn.now + DIALOGUE).timestamp()) // 600 + 1
    return datetime.fromtimestamp(ten * 600, UTC)


def _view(views: Views, turn: Turn, page: Page) -> View:
    """Return the view of a page; one that the person's role may not see is answered like a lost page."""
    view = views.by_page.get(type(page))
    roles = {None, turn.audience.role if turn.audience else None, Role.ORGANISER if turn.organiser else None}
    if view is not None and view.role is Role.EDITOR and editors.of(turn.db, turn.person.key):
        return view
    if view is None or view.role not in roles:
        return views.by_page[sitemap.Lost]
    return view


@contextmanager
def undone(db: Connection) -> Iterator[None]:
    """Undo on leaving whatever the database was told inside."""
    trial = db.begin_nested()
    try:
        yield
    finally:
        trial.rollback()
