"""Typed places: words that ask for the next step or for one's progress, word for word, in any language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.chat.typed import canonical
from bot.chat.views import Stage, Views
from bot.features.lamps.pages import Lamps
from bot.features.menu.pages import WhatNext
from bot.values.locales import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Turn
    from bot.values.page import Page

views = Views()

FILE = "places.yml"
"""The file in the folder of a language; docs/translating.md tells its lines."""

_PLACES: Mapping[str, Page] = {"next": WhatNext(), "done": Lamps()}


@views.hears(Stage.SAID)
def asked_for(_: Turn, words: str) -> Page | None:
    """Return the page that these very words ask for. Talk packs, which guess at likeness, are asked after it."""
    return _listed().get(canonical(words))


@cache
def _listed() -> Mapping[str, Page]:
    """Return the page of each way of asking, as `canonical` gives it."""
    return {
        canonical(one): page
        for file in read(FILE).values()
        for name, page in _PLACES.items()
        for one in file.get(name, ())
    }
