"""The table of modelled methods, and the names of other real ones."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.args import Args
    from simulator.world import World

    Handler = Callable[[World, Args], Any]

SPEC: dict[str, Any] = json.loads(files("simulator").joinpath("api.json").read_text())
# Method names are case-insensitive; the value is the name as documented.
REAL: dict[str, str] = {name.lower(): name for name in SPEC["methods"]}
MODELLED: dict[str, Handler] = {}


def method(name: str) -> Callable[[Handler], Handler]:
    """Register a function as the model of a Bot API method. Errors: KeyError for names unknown to the API."""
    SPEC["methods"][name]

    def register(handler: Handler) -> Handler:
        MODELLED[name.lower()] = handler
        return handler

    return register
