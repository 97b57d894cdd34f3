"""First aid: Help at once, out of turn and without a store: from memory and the package alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.chat import following, links, textmode
from bot.chat.aftercare import Aftercare, Asked
from bot.chat.asking import only_asks
from bot.chat.helpwords import asks_for_help, stops
from bot.chat.incoming import Command, File, Incoming, Tap, Thing, Words
from bot.chat.layout import laid_out
from bot.chat.menukeys import is_menu_key
from bot.chat.pickers import NONE
from bot.chat.second_opinion import asks_for_another_subject, asks_for_something_else
from bot.chat.shown_help import ShownHelp
from bot.chat.told_situations import sharper
from bot.chat.turn import Reader, Recent
from bot.db import people
from bot.help import pages as help_pages
from bot.help.follow_up_book import package_follow_ups
from bot.help.last_resort import last_resort
from bot.help.place_names import place_names
from bot.help.situations import NUMBER, Group, Situation, group_of, split_place, spot_of
from bot.values.locales import SOURCE_LOCALE
from bot.values.page import Page, parse

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.aftercare import HelpTalk
    from bot.chat.services import Distress, Services
    from bot.db.people import Person
    from bot.values.screen import Screen

log = structlog.get_logger()

KNOWN_PEOPLE = 50_000
"""How many people's language and country are remembered in memory so that Help needs no database."""

ALWAYS = frozenset({None, Situation.DANGER, Situation.HURT, Situation.NO_WISH_TO_LIVE, Situation.WORRY})
"""Situations that are met with help also where words only ask about them, and what was heard without one."""

IDLE = timedelta(hours=1)
"""How long a visitor who does nothing is remembered."""


class FirstAid:
    """Answers calls for help. Uses no store (except `recall`, which may be left out) and may be called from any
    thread.
    """

    def __init__(self, services: Services) -> None:
        self.services = services
        self.aftercare = Aftercare()
        self.shown = ShownHelp()
        self._known: dict[int, tuple[Person, datetime]] = {}
        self._numbered: dict[int, tuple[str, ...]] = {}
        """In text mode, where the numbers on a screen lead that is not kept as the person's place."""

    def answer(self, incoming: Incoming, page: Page, now: datetime) -> Screen:
        """Return the screen of the help page that was asked for."""
        first_message = self.aftercare.begin(incoming.sender, incoming.message, now)
        recent = Recent(first_message, talk=self.aftercare.talk(incoming.sender, now))
        reader = replace(self.reader(incoming, now), recent=recent)
        if isinstance(page, help_pages.Wipe):
            self.aftercare.end(incoming.sender)
        try:
            screen = self.services.views.without_store[type(page)](reader, page)
        except Exception:
            # If anything else breaks, the emergency number still works (requirement 2).
            log.exception("help could not be drawn", update_id=incoming.update_id)
            return last_resort(reader.phrases)
        paths = textmode.paths(screen) if reader.text_mode else ()
        self.number(incoming.sender, ())
        self.aftercare.offer(incoming.sender, paths, _asked(reader, page))
        number = _about(page)
        if number is None:
            self.aftercare.let_go(incoming.sender)
        else:
            self.aftercare.talks(incoming.sender, number, now)
        return laid_out(reader, screen)

    def reader(self, incoming: Incoming, now: datetime) -> Reader:
        """Return what memory knows of the person, or else the language that their client suggests."""
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
        """Note where the numbers on the shown screen lead; with no paths, numbers mean those of the person's
        place.
        """
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
        """Keep in memory what Help needs of a person; people who were not seen for the longest time give way."""
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
        """Forget visitors who were idle for an hour, as the store in memory does."""
        self.aftercare.sweep(now)
        for sender, (person, seen) in list(self._known.items()):
            if not person.agreed and seen <= now - IDLE:
                self.forget(sender)

    def page(self, incoming: Incoming, now: datetime | None = None) -> Page | None:
        """Return the help page that an update leads to, after `read`; None if it leads elsewhere. Typed words are
        read within what Help is about `now`; without `now` each is read alone.
        """
        page: Page | None = None
        match incoming.what:
            case Tap(path):
                page = parse(path)
            case Command(name, payload):
                page = links.of_command(name)
                if not self._is_help_page(page) and links.of_payload(payload) is None:
                    page = self._called(incoming, payload) or page
            case Words(words) | File(words=words) | Thing(words=words):
                page = self._called(incoming, words, now) or self._found(incoming)
        return page if self._is_help_page(page) else None

    def _is_help_page(self, page: Page | None) -> bool:
        return type(page) in self.services.views.without_store

    def read(self, incoming: Incoming) -> Incoming:
        """Return the update; a number typed in text mode at a screen of help or a reply becomes the tap that it
        stands for. Neither screen is kept as the person's place, so only memory knows what its numbers mean.

        Call it once, when an update comes in: the next screen gives numbers another meaning.
        """
        if isinstance(incoming.what, Words) and not incoming.what.edited and not incoming.what.forwarded:
            paths = self.aftercare.offered(incoming.sender) or self._numbered.get(incoming.sender, ())
            place = textmode.place_of(incoming.what.words, len(paths))
            if place is not None:
                return replace(incoming, what=Tap(paths[place]))
        return incoming

    def _called(self, incoming: Incoming, words: str, now: datetime | None = None) -> Page | None:
        """Return the help page that words lead to: a call for help, the title of a help page, distress heard in
        them, a follow-up of what Help is about, or a wish for a number. None for any other words.
        """
        if asks_for_help(words):
            return help_pages.Help()
        number = self.services.book.titled(words, self._group(incoming))
        if number:
            return help_pages.HelpPage(number)
        # The name of a country tells of no trouble where a country is asked for.
        return self._named(incoming) or self._heard(incoming, words, now)

    def _group(self, incoming: Incoming) -> Group:
        """Return the group whose help pages fit a person, children if nothing is known."""
        known, _ = self._known.get(incoming.sender, (None, None))
        return group_of(known.audience if known else None)

    def _named(self, incoming: Incoming) -> Page | None:
        """Return the page of countries whose exact name was typed at a help screen that takes one; None for
        other words.
        """
        if self._asked(incoming) is Asked.NOTHING or not isinstance(incoming.what, Words):
            return None
        found = place_names().exactly(incoming.what.words, self._locale(incoming))
        return help_pages.HelpFound("-".join(found)) if found else None

    def _found(self, incoming: Incoming) -> Page | None:
        """Return the page of countries that the typed words may mean where a country is asked for; else None."""
        asked = self._asked(incoming)
        if asked not in {Asked.COUNTRY, Asked.COUNTRY_AGAIN} or not isinstance(incoming.what, Words):
            return None
        words = incoming.what.words
        if is_menu_key(words, self.services.phrases.values()) or stops(words):
            return None
        found = "-".join(place_names().find(words, self._locale(incoming)))
        return help_pages.HelpFound(found or NONE) if found or asked is Asked.COUNTRY else None

    def _asked(self, incoming: Incoming) -> Asked:
        """Return what the last help screen lets this person type; `NOTHING` for an edited message."""
        edited = isinstance(incoming.what, Words) and incoming.what.edited
        return Asked.NOTHING if edited else self.aftercare.asked(incoming.sender)

    def _locale(self, incoming: Incoming) -> str:
        known, _ = self._known.get(incoming.sender, (None, None))
        return known.locale if known else self.services.suggest_locale(incoming.language)

    def _heard(self, incoming: Incoming, words: str, now: datetime | None) -> Page | None:
        """Return the page of Help that typed words lead to: what was heard in them, read within what Help is
        about; None if nothing was understood. A crisis comes first, unless Help is about it already.
        """
        detector = self.services.detector
        if not words.strip() or is_menu_key(words, self.services.phrases.values()):
            return None
        try:
            heard = detector.hear(words) if detector else None
            urgent = heard is not None and heard.level == "crisis"
            if heard and (
                asks_for_something_else(words, self._locale(incoming), urgent=urgent)
                or (heard.situation not in ALWAYS and only_asks(words))
            ):
                heard, urgent = None, False
            about = sharper(heard.situation, words, urgent=urgent) if heard else None
            if heard and urgent and about is Situation.WORRY and self._group(incoming) is not Group.CHILD:
                about = heard.trouble  # the adult of a child in danger acts at once
            return self._within_talk(incoming, words, now, heard, about)
        except Exception:
            # Requirement 4: after any error, offer help; never stay silent.
            log.exception("not heard", update_id=incoming.update_id)
            return help_pages.Offer(0)

    def _within_talk(
        self, incoming: Incoming, words: str, now: datetime | None, heard: Distress | None, about: Situation | None
    ) -> Page | None:
        """Return the page for words in which `heard` was heard (None: nothing), `about` this situation."""
        urgent = heard is not None and heard.level == "crisis"
        number = self._group(incoming) + about if about else 0
        talk = self.talk(incoming, now)
        found = following.followed(talk.number, words) if talk else None
        if talk and not talk.inside and not (found and found.listed and found.card not in following.IN_PASSING):
            # Something else is shown by now: only words that plainly go on about help are read within it.
            talk = found = None
        if found and not found.listed and not heard and asks_for_another_subject(words, self._locale(incoming)):
            found = None
        stays = talk is not None and following.stays(talk.number, about, found)
        if urgent and not (stays and found and (found.own or found.listed)):
            return help_pages.Heard(number or (talk.number if talk else 0))
        if found and talk:
            return help_pages.HelpNext(talk.number, found.card)
        if isinstance(incoming.what, Words) and following.asks_for_number(words):
            return help_pages.HelpPage(NUMBER)
        return help_pages.Offer(talk.number if talk and stays else number) if heard else None

    def talk(self, incoming: Incoming, now: datetime | None) -> HelpTalk | None:
        """Return what Help is about for words that the person has just typed; None for anything else."""
        what = incoming.what
        if now is None or not isinstance(what, Words) or what.edited or what.forwarded:
            return None
        return self.aftercare.talk(incoming.sender, now)

    def leave(self, incoming: Incoming) -> None:
        """Note that something else than help is shown now; "go on" leaves what Help was about."""
        what = incoming.what
        if isinstance(what, Tap) and isinstance(parse(what.path), help_pages.Onward):
            self.aftercare.let_go(incoming.sender)
        self.aftercare.step_out(incoming.sender)

    def is_help(self, path: str) -> bool:
        """Whether a path is that of a help page."""
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


def _about(page: Page) -> int | None:
    """Return the number of the help page that Help is about after a page was shown, 0 for none of its own; None
    where it lets go.
    """
    match page:
        case help_pages.HelpFine() | help_pages.Misheard() | help_pages.Wipe():
            return None
        case help_pages.HelpHere(number):
            return number
        case help_pages.HelpNext(number, card):
            spot = spot_of(number)
            told = package_follow_ups().of(spot.situation if spot else None, card, SOURCE_LOCALE)
            if told is None or not told.ends:
                return following.led_to(number, told.leads if told else "")
            return None
        case help_pages.HelpPage(number) | help_pages.Heard(number) | help_pages.Offer(number):
            spot = spot_of(number)
            return replace(spot, card=0).number if spot else 0
    return 0
