"""Open pages: what a feature shows to anyone who has a one-time address, such as the board of a live quiz. The web
door serves them and knows none by name. A module of the feature holds `open_page`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.values.folders import FEATURES, modules_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from bot.chat.services import Services
    from bot.db.engine import Transaction
    from bot.values.phrases import Phrases


class Middle(NamedTuple):
    """What changes on an open page: HTML between its head and its foot, in the language of `locale`."""

    locale: str
    html: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page at `/PATH/CODE`, and its style and script beside it. `look` returns what the page shows now, None for
    a code that opens nothing (any more); it runs in the store's thread and in a transaction. `over` is said on a
    page that was open when its code ended, `nowhere` at an address that opens nothing, in every language of the
    bot. `whole` makes a page of a middle and its mark, by which the script asks whether it has changed; an empty
    mark means that it never will.
    """

    path: str
    files: tuple[Path, ...]
    look: Callable[[Services, Transaction, str, datetime], Middle | None]
    over: Callable[[Phrases], str]
    nowhere: Callable[[Iterable[Phrases]], str]
    whole: Callable[[Middle, str], str]


def find_open_pages(package: str = FEATURES) -> tuple[OpenPage, ...]:
    """Return the open pages of all features."""
    found = (vars(module).get("open_page") for module in modules_below(package))
    return tuple(page for page in found if isinstance(page, OpenPage))
