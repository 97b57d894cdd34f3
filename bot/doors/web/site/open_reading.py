"""Open reading: a conversation with readers in a browser, which keeps everything in memory and nothing else.

It has stores of its own: the database is never asked, so a visitor reads on while it is away, and their turns hold
up nobody in Telegram. The key that knows them again is drawn anew with each start.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat import links
from bot.chat.code_attempts import CodeAttempts
from bot.chat.conversation import Conversation, Reply
from bot.chat.incoming import Command, Tap
from bot.chat.services import Stores
from bot.db import mydata, people
from bot.db.engine import memory_store
from bot.db.keys import SECRET_BYTES, Generation, Keys
from bot.features.account import pages as account_pages
from bot.features.classes import pages as classes_pages
from bot.values import landmarks
from bot.values.page import parse
from bot.values.screen import Address, Link, Screen
from bot.values.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.incoming import Incoming, What
    from bot.chat.services import Services
    from bot.chat.turn import Reader
    from bot.values.page import Page
    from bot.values.screen import Button


class OpenReading:
    """The conversation of the visitors of the web door. `run` what is synchronous in its store's thread."""

    def __init__(self, services: Services) -> None:
        self._house = services
        own = replace(
            services,
            stores=Stores(memory_store(), memory_store()),
            keys=Keys([Generation(1, secrets.token_bytes(SECRET_BYTES))]),
            tries=CodeAttempts(),
            organisers=frozenset(),
            editions=None,
        )
        self.conversation = Conversation(own)

    def keep_up(self) -> None:
        """Serve the packs that the chat serves."""
        own = self.conversation.services
        if own.library is not self._house.library:
            own.take(self._house.library)

    def answer(self, incoming: Incoming, now: datetime) -> Reply | None:
        """Return what a visitor sees next. What needs somebody who is remembered leads to Telegram."""
        page = _page_of(incoming.what)
        if isinstance(page, account_pages.ConsentGiven):
            # A forged or an old address: nothing can be agreed to here.
            incoming = replace(incoming, what=Tap(account_pages.ConsentGiven("off").path))
        view = self.conversation.services.views.by_page.get(type(page)) if page else None
        if page is not None and view is not None and view.coded and not isinstance(page, classes_pages.JoinBy):
            return Reply(self._elsewhere(self.conversation.first_aid.reader(incoming, now)), page.path)
        reply = self.conversation.answer(incoming, now)
        if reply is None:
            return None
        joins = isinstance(parse(reply.path), classes_pages.JoinBy)
        label = self.conversation.first_aid.reader(incoming, now).say("Open the chat") if joins else ""
        return replace(reply, screen=self.fitting(reply.screen, label))

    def fitting(self, screen: Screen, label: str = "") -> Screen:
        """Return a screen for a visitor: the button that agrees to be remembered opens the chat instead. `label`:
        what it says where the site itself has one that agrees.
        """
        rows = (tuple(kept for button in row if (kept := self._button(button, label))) for row in screen.rows)
        return replace(screen, rows=tuple(row for row in rows if row))

    def forget(self, sender: int, now: datetime) -> None:
        """Erase what is known of a visitor."""
        services = self.conversation.services
        self.conversation.first_aid.forget(sender)
        with services.stores.visitors.transaction() as db:
            person = people.find(db, services.lookups(sender), now.date())
            if person is not None:
                mydata.forget(db, person.key)

    def close(self) -> None:
        """Forget everybody."""
        self.conversation.services.stores.visitors.close()
        self.conversation.services.stores.durable.close()

    def _button(self, button: Button, label: str) -> Button | None:
        if not isinstance(button, Link) or button.page != account_pages.ConsentGiven("on"):
            return button
        return Address(label or button.label, self._chat) if self._chat else None

    @property
    def _chat(self) -> str:
        """The address of the chat; empty until Telegram has told the bot's name."""
        return self._house.instance.address

    def _elsewhere(self, reader: Reader) -> Screen:
        """Say that a code is for the chat."""
        words = reader.say(
            "A code opens in Telegram: there I can remember you. Here you can read everything else."
        )
        chat = ((Address(reader.say("Open the chat"), self._chat),),) if self._chat else ()
        return Screen(Text(words), (*chat, (Link(reader.say("☰ Menu"), landmarks.Menu()),)))


def _page_of(what: What) -> Page | None:
    """Return the page that a button or a link names; None for anything else."""
    match what:
        case Tap(path):
            return parse(path)
        case Command("start", payload):
            return links.of_payload(payload)
        case _:
            return None
