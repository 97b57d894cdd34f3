"""First aid: Help at once, out of turn and without any store: from memory and the package alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.chat import commands, textmode
from bot.chat.aftercare import Aftercare
from bot.chat.helpwords import asks_for_help
from bot.chat.incoming import Command, File, Incoming, Tap, Thing, Words
from bot.chat.menukeys import is_menu_key
from bot.chat.turn import Reader
from bot.help.lastresort import last_resort
from bot.help.situations import group_of
from bot.store import people
from bot.values import sitemap
from bot.values.page import Page, parse

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.household import Household
    from bot.store.people import Person
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

    def __init__(self, household: Household) -> None:
        self.household = household
        self.aftercare = Aftercare()
        self._known: dict[int, tuple[Person, datetime]] = {}

    def asked(self, incoming: Incoming) -> bool:
        """Whether this leads to a page that is drawn without any store."""
        return self.page(incoming) is not None

    def answer(self, incoming: Incoming, now: datetime) -> Screen:
        """Return the help screen that was asked for.

        Errors: ValueError when this asks for something else.
        """
        page = self.page(incoming)
        if page is None:
            raise ValueError("not a call for help")
        reader = self.reader(incoming, now)
        reader.first_message = self.aftercare.begin(incoming.sender, incoming.message, now)
        if isinstance(page, sitemap.Wipe):
            self.aftercare.end(incoming.sender)
        try:
            screen = self.household.views.without_store[type(page)](reader, page)
        except Exception:
            # Whatever breaks, the emergency number does not (requirement 2).
            log.exception("help could not be drawn", update_id=incoming.update_id)
            return last_resort(reader.locale)
        if not reader.text_mode:
            return screen
        self.aftercare.offer(incoming.sender, tuple(link.page.path for link in textmode.links(screen)))
        return textmode.numbered(screen)

    def reader(self, incoming: Incoming, now: datetime) -> Reader:
        """Return as much as memory knows of the person; else the language that their client suggests."""
        known, _ = self._known.get(incoming.sender, (None, now))
        house = self.household
        if known is None:
            return Reader(house.phrases_of(house.suggest_locale(incoming.language)), now, book=house.book)
        phrases = house.phrases_of(known.locale)
        return Reader(phrases, now, known.audience, known.country, known.text_mode, book=house.book)

    def knows(self, sender: int) -> bool:
        """Whether memory knows this person's language and country."""
        return sender in self._known

    def only_looks(self, sender: int) -> bool:
        """Whether memory knows this person as one who only looks round."""
        known = self._known.get(sender)
        return known is not None and not known[0].agreed

    def recall(self, incoming: Incoming, now: datetime) -> None:
        """Bring a person's language and country from the stores into memory.

        Errors: StoreAway when the database is away.
        """
        for store in (self.household.stores.durable, self.household.stores.visitors):
            with store.turn() as db:
                person = people.find(db, self.household.lookups(incoming.sender), now.date())
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
        self.aftercare.end(sender)

    def forget_visitors(self, now: datetime) -> None:
        """Drop what memory knows of those who only look and were idle for an hour, as the store in memory does."""
        self.aftercare.sweep(now)
        for sender, (person, seen) in list(self._known.items()):
            if not person.agreed and seen <= now - IDLE:
                self.forget(sender)

    def page(self, incoming: Incoming) -> Page | None:
        """Return the page of help that this leads to; None when it leads elsewhere."""
        page: Page | None = None
        match self.read(incoming).what:
            case Tap(path):
                page = parse(path)
            case Command(name, payload):
                page = commands.COMMANDS.get(name)
                if not self._is_help_page(page) and commands.from_deep_link(payload) is None:
                    page = self._heard(incoming, payload) or page
            case Words(words) | File(words=words):
                page = sitemap.Help() if asks_for_help(words) else self._heard(incoming, words)
            case Thing(_, words):
                page = self._heard(incoming, words)
        return page if self._is_help_page(page) else None

    def _is_help_page(self, page: Page | None) -> bool:
        return type(page) in self.household.views.without_store

    def read(self, incoming: Incoming) -> Incoming:
        """Return what came in; a number typed at a help screen in text mode as the tap that it stands for. Help
        screens are never kept as a person's place, so only memory knows what the numbers on them mean.
        """
        if isinstance(incoming.what, Words) and not incoming.what.edited:
            paths = self.aftercare.offered(incoming.sender)
            place = textmode.place_of(incoming.what.words, len(paths))
            if place is not None:
                return replace(incoming, what=Tap(paths[place]))
        return incoming

    def _heard(self, incoming: Incoming, words: str) -> Page | None:
        """Return the offer or the help card that typed words lead to; None when nothing was heard in them."""
        detector = self.household.detector
        if detector is None or not words.strip() or is_menu_key(words, self.household.phrases.values()):
            return None
        try:
            heard = detector.hear(words)
        except Exception:
            # Requirement 4: whatever breaks, an offer and no silence.
            log.exception("not heard", update_id=incoming.update_id)
            return sitemap.Offer(0)
        if heard is None:
            return None
        known, _ = self._known.get(incoming.sender, (None, None))
        group = group_of(known.audience if known else None)
        number = group + heard.situation if heard.situation else 0
        return sitemap.Heard(number) if heard.level == "crisis" else sitemap.Offer(number)

    def is_help(self, path: str) -> bool:
        """Whether a path is that of a page of help."""
        return self._is_help_page(parse(path))
