"""Folders: imports modules by their place in the folders, so that nobody has to keep a list of them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

FEATURES = "bot.features"
"""The package with one folder a feature."""


def modules_below(package: str) -> tuple[ModuleType, ...]:
    """Import every module of a package and of the packages in it; return them by name. The search runs once."""
    return _modules_in(package, tuple(import_module(package).__path__))


@cache
def _modules_in(package: str, folders: tuple[str, ...]) -> tuple[ModuleType, ...]:
    found: list[ModuleType] = []
    for one in iter_modules(folders, f"{package}."):
        found.append(import_module(one.name))
        if one.ispkg:
            found += modules_below(one.name)
    return tuple(found)


@cache
def import_parts(part: str) -> None:
    """Import the module or package `part` (`tables`, `store`) of every feature that has one. Runs once."""
    for feature in iter_modules(import_module(FEATURES).__path__, f"{FEATURES}."):
        inside = iter_modules(import_module(feature.name).__path__) if feature.ispkg else ()
        for one in inside:
            if one.name == part:
                import_module(f"{feature.name}.{part}")
                if one.ispkg:
                    modules_below(f"{feature.name}.{part}")
