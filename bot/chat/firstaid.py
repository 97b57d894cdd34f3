"""First aid: Help at once, out of turn and without any store: from memory and the package alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.chat import commands, textmode
from bot.chat.aftercare import Aftercare, Asked
from bot.chat.helpwords import asks_for_help, stops
from bot.chat.incoming import Command, File, Incoming, Tap, Thing, Words
from bot.chat.layout import laid_out
from bot.chat.menukeys import is_menu_key
from bot.chat.pickers import NONE
from bot.chat.second_opinion import asks_for_something_else
from bot.chat.shown_help import ShownHelp
from bot.chat.told_situations import sharper
from bot.chat.turn import Reader
from bot.db import people
from bot.features.help import pages as help_pages
from bot.help.last_resort import last_resort
from bot.help.place_names import place_names
from bot.help.situations import group_of, split_place
from bot.values.page import Page, parse

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.services import Services
    from bot.db.people import Person
    from bot.help.situations import Group
    from bot.values.screen import Screen

log = structlog.get_logger()

KNOWN_PEOPLE = 50_000
"""How many people's language and country are remembered in memory so that Help needs no database."""

IDLE = timedelta(hours=1)
"""How long a visitor who does nothing is remembered."""


class FirstAid:
    """Answers calls for help. Touches no store (but `recall`, which may be left out) and may be called from
    anywhere.
    """

    def __init__(self, services: Services) -> None:
        self.services = services
        self.aftercare = Aftercare()
        self.shown = ShownHelp()
        self._known: dict[int, tuple[Person, datetime]] = {}
        self._numbered: dict[int, tuple[str, ...]] = {}
        """In text mode, where the numbers on a screen lead that is not kept as the person's place."""

    def answer(self, incoming: Incoming, page: Page, now: datetime) -> Screen:
        """Return the screen of the page of help that was asked for."""
        first_message = self.aftercare.begin(incoming.sender, incoming.message, now)
        reader = replace(self.reader(incoming, now), first_message=first_message)
        if isinstance(page, help_pages.Wipe):
            self.aftercare.end(incoming.sender)
        try:
            screen = self.services.views.without_store[type(page)](reader, page)
        except Exception:
            # Whatever breaks, the emergency number does not (requirement 2).
            log.exception("help could not be drawn", update_id=incoming.update_id)
            return last_resort(reader.phrases)
        paths = textmode.paths(screen) if reader.text_mode else ()
        self.number(incoming.sender, ())
        self.aftercare.offer(incoming.sender, paths, _asked(reader, page))
        return laid_out(reader, screen)

    def reader(self, incoming: Incoming, now: datetime) -> Reader:
        """Return as much as memory knows of the person; else the language that their client suggests."""
        known, _ = self._known.get(incoming.sender, (None, now))
        house = self.services
        if known is None:
            return Reader(house.phrases_of(house.suggest_locale(incoming.language)), now, book=house.book)
        phrases = house.phrases_of(known.locale)
        return Reader(
            phrases, now, known.audience, known.country, known.text_mode, book=house.book, picture=known.picture
        )

    def knows(self, sender: int) -> bool:
        """Whether memory knows this person's language and country."""
        return sender in self._known

    def number(self, sender: int, paths: tuple[str, ...]) -> None:
        """Note where the numbers on the screen lead that was just shown; no paths: those of the person's place."""
        self._numbered.pop(sender, None)
        if paths:
            self._numbered[sender] = paths
        if len(self._numbered) > KNOWN_PEOPLE:
            self._numbered.pop(next(iter(self._numbered)), None)

    def only_looks(self, sender: int) -> bool:
        """Whether memory knows this person as one who only looks round."""
        known = self._known.get(sender)
        return known is not None and not known[0].agreed

    def recall(self, incoming: Incoming, now: datetime) -> None:
        """Bring a person's language and country from the stores into memory.

        Errors: StoreAway when the database is away.
        """
        for store in (self.services.stores.durable, self.services.stores.visitors):
            with store.transaction() as db:
                person = people.find_here(db, self.services.lookups(incoming.sender), now.date())
            if person is not None:
                self.remember(incoming.sender, person, now)
                return

    def remember(self, sender: int, person: Person, now: datetime) -> None:
        """Keep in memory what Help needs of a person; the longest unseen give way."""
        self._known.pop(sender, None)
        self._known[sender] = (person, now)
        if len(self._known) > KNOWN_PEOPLE:
            self._known.pop(next(iter(self._known)), None)

    def forget(self, sender: int) -> None:
        """Drop what memory knows of a person."""
        self._known.pop(sender, None)
        self._numbered.pop(sender, None)
        self.aftercare.end(sender)
        self.shown.forget(sender)

    def forget_visitors(self, now: datetime) -> None:
        """Drop what memory knows of those who only look and were idle for an hour, as the store in memory does."""
        self.aftercare.sweep(now)
        for sender, (person, seen) in list(self._known.items()):
            if not person.agreed and seen <= now - IDLE:
                self.forget(sender)

    def page(self, incoming: Incoming) -> Page | None:
        """Return the page of help that what was `read` leads to; None when it leads elsewhere."""
        page: Page | None = None
        match incoming.what:
            case Tap(path):
                page = parse(path)
            case Command(name, payload):
                page = commands.COMMANDS.get(name)
                if not self._is_help_page(page) and commands.from_deep_link(payload) is None:
                    page = self._called(incoming, payload) or page
            case Words(words) | File(words=words) | Thing(words=words):
                page = self._called(incoming, words) or self._found(incoming)
        return page if self._is_help_page(page) else None

    def _is_help_page(self, page: Page | None) -> bool:
        return type(page) in self.services.views.without_store

    def read(self, incoming: Incoming) -> Incoming:
        """Return what came in; a number typed in text mode at a screen of help or a reply as the tap that it
        stands for: neither is kept as the person's place, so only memory knows what its numbers mean. To be called
        once, when an update comes in: the next screen gives numbers another meaning.
        """
        if isinstance(incoming.what, Words) and not incoming.what.edited and not incoming.what.forwarded:
            paths = self.aftercare.offered(incoming.sender) or self._numbered.get(incoming.sender, ())
            place = textmode.place_of(incoming.what.words, len(paths))
            if place is not None:
                return replace(incoming, what=Tap(paths[place]))
        return incoming

    def _called(self, incoming: Incoming, words: str) -> Page | None:
        """Return the page of help that words lead to, in whatever they came: a call for help, the title of a help
        page, or what is heard in them; None for any other words.
        """
        if asks_for_help(words):
            return help_pages.Help()
        number = self.services.book.titled(words, self._group(incoming))
        if number:
            return help_pages.HelpPage(number)
        # The name of a country is no disclosure where a country is asked for.
        return self._named(incoming) or self._heard(incoming, words)

    def _group(self, incoming: Incoming) -> Group:
        """Return whose help pages fit a person, a child's where nothing is known."""
        known, _ = self._known.get(incoming.sender, (None, None))
        return group_of(known.audience if known else None)

    def _named(self, incoming: Incoming) -> Page | None:
        """Return the countries whose very name was typed at a help screen that takes one; None for other words."""
        if self._asked(incoming) is Asked.NOTHING or not isinstance(incoming.what, Words):
            return None
        found = place_names().exactly(incoming.what.words, self._locale(incoming))
        return help_pages.HelpFound("-".join(found)) if found else None

    def _found(self, incoming: Incoming) -> Page | None:
        """Return the countries that may be meant by what was typed where a country is asked for; else None."""
        asked = self._asked(incoming)
        if asked not in {Asked.COUNTRY, Asked.COUNTRY_AGAIN} or not isinstance(incoming.what, Words):
            return None
        words = incoming.what.words
        if is_menu_key(words, self.services.phrases.values()) or stops(words):
            return None
        found = "-".join(place_names().find(words, self._locale(incoming)))
        return help_pages.HelpFound(found or NONE) if found or asked is Asked.COUNTRY else None

    def _asked(self, incoming: Incoming) -> Asked:
        """Return what the last help screen lets this person type; nothing for a message that is typed again."""
        edited = isinstance(incoming.what, Words) and incoming.what.edited
        return Asked.NOTHING if edited else self.aftercare.asked(incoming.sender)

    def _locale(self, incoming: Incoming) -> str:
        known, _ = self._known.get(incoming.sender, (None, None))
        return known.locale if known else self.services.suggest_locale(incoming.language)

    def _heard(self, incoming: Incoming, words: str) -> Page | None:
        """Return the offer or the help card that typed words lead to; None when nothing was heard in them."""
        detector = self.services.detector
        if detector is None or not words.strip() or is_menu_key(words, self.services.phrases.values()):
            return None
        try:
            heard = detector.hear(words)
            urgent = heard is not None and heard.level == "crisis"
            if heard and asks_for_something_else(words, self._locale(incoming), urgent=urgent):
                return None
            about = heard and sharper(heard.situation, words, urgent=urgent)
        except Exception:
            # Requirement 4: whatever breaks, an offer and no silence.
            log.exception("not heard", update_id=incoming.update_id)
            return help_pages.Offer(0)
        if heard is None:
            return None
        number = self._group(incoming) + about if about else 0
        return help_pages.Heard(number) if urgent else help_pages.Offer(number)

    def is_help(self, path: str) -> bool:
        """Whether a path is that of a page of help."""
        return self._is_help_page(parse(path))


def _asked(reader: Reader, page: Page) -> Asked:
    """Return what the screen of a page lets a person type."""
    if isinstance(page, help_pages.HelpFound) and page.countries == NONE:
        return Asked.COUNTRY_AGAIN
    if isinstance(page, help_pages.HelpCountries | help_pages.HelpFound):
        return Asked.COUNTRY
    chosen = isinstance(page, help_pages.HelpIn) or (
        isinstance(page, help_pages.HelpPage) and bool(split_place(page.number)[1])
    )
    shows_lines = isinstance(page, help_pages.Help | help_pages.HelpPage | help_pages.Heard)
    return Asked.COUNTRY_TOO if shows_lines and not chosen and not reader.country else Asked.NOTHING
