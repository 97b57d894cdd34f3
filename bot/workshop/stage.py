"""Stage: the bot's conversation over some packs as a visitor meets it, without Telegram and a database file."""

from __future__ import annotations

import itertools
import secrets
import tempfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat import textmode
from bot.chat.conversation import Conversation
from bot.chat.household import Household, Stores
from bot.chat.incoming import Command, Incoming, Tap, Words
from bot.features import all_views
from bot.packs.gate import as_if_approved, open_library
from bot.settings import home
from bot.store import keys
from bot.store.engine import memory_store
from bot.values.phrases import read_phrases
from bot.values.screen import Screen
from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.chat.incoming import What
    from bot.packs.library import Library
    from bot.packs.reader import Pack

BOT_ID = 1


class Stage:
    """A conversation that lives as long as `stage` is open; every visitor is somebody new."""

    def __init__(self, library: Library, now: datetime, key_file: Path) -> None:
        self.library = library
        self.now = now
        self.stores = Stores(memory_store(), memory_store())
        self.updates = itertools.count(1)
        self.conversation = Conversation(
            Household(
                views=all_views(),
                phrases=read_phrases(home("locales")),
                stores=self.stores,
                keys=keys.load(key_file, make=True),
                library=library,
                bot_id=BOT_ID,
            )
        )

    def visitor(self, audience: str, locale: str, country: str = "RU", *, stays: bool = False) -> Visitor:
        """Return somebody new of this audience who only looks round, or `stays` and is remembered."""
        visitor = Visitor(self, locale)
        visitor.types("/start")
        for path in (f"who/{audience}", f"where/{country}", "consent/on" if stays else "consent/off"):
            visitor.visits(path)
        return visitor


class Visitor:
    """Somebody on the stage; each step returns the screen that is seen next."""

    def __init__(self, stage: Stage, locale: str) -> None:
        self.stage = stage
        self.locale = locale
        self.number = secrets.randbelow(2**31)
        self.screen = Screen(Text())

    def visits(self, path: str) -> Screen:
        """Press a button with this path."""
        return self._does(Tap(path))

    def types(self, words: str) -> Screen:
        """Type words or a command."""
        name, _, payload = words.removeprefix("/").partition(" ")
        return self._does(Command(name, payload) if words.startswith("/") else Words(words))

    def waits(self, days: int) -> None:
        """Let days go by."""
        self.stage.now += timedelta(days=days)

    def see(self) -> Screen:
        """Return the screen that is seen now."""
        return self.screen

    def labels(self) -> list[str]:
        """Return the labels of the buttons that lead on."""
        return [link.label for link in textmode.links(self.screen)]

    def _does(self, what: What) -> Screen:
        stage = self.stage
        incoming = Incoming(next(stage.updates), self.number, self.locale, what)
        first_aid = stage.conversation.first_aid
        if first_aid.asked(incoming):
            self.screen = first_aid.answer(incoming, stage.now)
        else:
            reply = stage.conversation.answer(incoming, stage.now)
            self.screen = reply.screen if reply else self.screen
        return self.screen


@contextmanager
def stage(packs: Sequence[Pack], now: datetime) -> Iterator[Stage]:
    """Open a stage on which everything of the packs is shown that has no errors, drafts too."""
    library = open_library([*map(as_if_approved, packs)], now.date(), allow_unreviewed=True)
    with tempfile.TemporaryDirectory(prefix="mayak-stage-") as folder:
        opened = Stage(library, now, Path(folder) / "bot.key")
        try:
            yield opened
        finally:
            opened.stores.durable.close()
            opened.stores.visitors.close()
