"""Commands and deep links: which page `/menu` or `t.me/<bot>?start=lesson_…` leads to."""

from __future__ import annotations

from bot.features.account import pages as account_pages
from bot.features.classes import pages as classes_pages
from bot.features.desk import pages as desk_pages
from bot.features.help import pages as help_pages
from bot.features.menu import pages as menu_pages
from bot.values.page import Page, parse

COMMANDS: dict[str, Page] = {
    "start": account_pages.Start(),
    "menu": menu_pages.Menu(),
    "help": help_pages.Help(),
    "sos": help_pages.Help(),
    "settings": account_pages.Settings(),
    "privacy": account_pages.Privacy(),
    "export": account_pages.Export(),
    "forget": account_pages.Forget(),
    "class": classes_pages.Classes(),
    "desk": desk_pages.Desk(),
    "stop": menu_pages.Stop(),
}
"""Every command of the contract with operators (docs/design.md §5) and its page."""

LINKABLE = ("lesson", "story", "quiz", "drill", "campaign", "round")

CODED = {"class": "join", "teach": "teach", "edit": "edit", "set": "setof", "family": "adult"}
"""Payloads that carry a code, and the first word of the page that they open."""


def deep_link(page: Page) -> str:
    """Return the start payload for a lesson or another item: its path with `_` for `/`, 64 characters at most.

    Errors: ValueError for a page that cannot be shared.
    """
    word, _, rest = page.path.partition("/")
    if word not in LINKABLE or ":" in rest:
        raise ValueError(f"{page.path} has no deep link")
    return page.path.replace("/", "_")


def class_link(bot: str, code: str) -> str:
    """Return the link that lets pupils into a class."""
    return f"https://t.me/{bot}?start=class_{code}"


def teacher_link(bot: str, code: str) -> str:
    """Return the link that lets a second teacher into a class, once."""
    return f"https://t.me/{bot}?start=teach_{code}"


def set_link(bot: str, code: str) -> str:
    """Return the link by which a colleague gets a copy of a question set."""
    return f"https://t.me/{bot}?start=set_{code}"


def editor_link(bot: str, code: str) -> str:
    """Return the link that invites to the studio, once."""
    return f"https://t.me/{bot}?start=edit_{code}"


def family_link(bot: str, code: str) -> str:
    """Return the link by which one adult sees what a child shows, once."""
    return f"https://t.me/{bot}?start=family_{code}"


def from_deep_link(payload: str) -> Page | None:
    """Return the page that a start payload names, or None for anything else (old, mistyped, forged)."""
    word, _, rest = payload.partition("_")
    if word in CODED:
        return parse(f"{CODED[word]}/{rest.upper()}")
    if word == "check":  # signs that were seen elsewhere, by their ids
        return parse(f"check/saw/{rest.replace('_', '.')}" if rest else "check")
    found = parse(payload.replace("_", "/")) if word in LINKABLE else None
    return found if found is None or ":" not in found.path else None
