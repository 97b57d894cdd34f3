"""The bot's conversation over some packs as a visitor meets it, without Telegram and without a database file."""

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
from bot.chat.incoming import Command, Incoming, Tap, Words
from bot.chat.services import Services, Stores
from bot.chat.views import find_views
from bot.db import keys
from bot.db.engine import memory_store
from bot.packs.visibility import as_if_approved, open_library
from bot.values.phrases import package_phrases
from bot.values.screen import Screen
from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.chat.incoming import What
    from bot.packs.library import Library
    from bot.packs.pack import Pack

BOT_ID = 1


class Stage:
    """A conversation that lives as long as `stage` is open; every visitor is somebody new."""

    def __init__(self, library: Library, now: datetime, key_file: Path) -> None:
        self.library = library
        self.now = now
        self.stores = Stores(memory_store(), memory_store())
        self.updates = itertools.count(1)
        self.conversation = Conversation(
            Services(
                views=find_views(),
                phrases=package_phrases(),
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
        told = "on" if stays else "off"
        for path in (
            f"who/{audience}",
            f"where/settings/{country}",
            f"where/settings/{country}/sure",
            f"consent/{told}",
        ):
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
        first_aid = stage.conversation.first_aid
        incoming = first_aid.read(Incoming(next(stage.updates), self.number, self.locale, what))
        if page := first_aid.page(incoming):
            self.screen = first_aid.answer(incoming, page, stage.now)
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
