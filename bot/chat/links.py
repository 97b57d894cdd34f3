"""Links: the page that a command or an outside link opens, and the link by which others open a page."""

from __future__ import annotations

from functools import cache

from bot.values.page import Page, every_page, parse

NOT_SHARED = frozenset({"path"})
"""Kinds of items that have no link of their own: they are offered where somebody has chosen an age."""


def of_command(name: str) -> Page | None:
    """Return the page that a command such as `menu` opens; None for an unknown one."""
    return _commands().get(name)


def is_commanded(page: Page) -> bool:
    """Whether a command opens this page."""
    return page in _commands().values()


def is_coded(page: Page | None) -> bool:
    """Whether a link with a code opens this page."""
    return page is not None and bool(page.payload) and bool(page.codings)


def is_shared(page: Page) -> bool:
    """Whether people may send each other this page: opening it changes only where they read."""
    return bool(page.opens) and page.opens not in NOT_SHARED


def payload_of(page: Page) -> str:
    """Return the text behind `start=` in the link to a page that can be shared: `lesson_basics_phishing_9-11`,
    `class_K7M2XW4ZQ9HD`, `help`; 64 characters at most.

    Errors: ValueError for a page that cannot be shared.
    """
    if is_shared(page):
        return page.path.replace("/", "_")
    if page.payload and page.codings:
        (field,) = page.codings
        return f"{page.payload}_{getattr(page, field)}"
    if page.commands:
        return page.commands[0]
    raise ValueError(f"{page.path} cannot be shared")


def of_payload(payload: str) -> Page | None:
    """Return the page that the payload of a link names; None for an old, mistyped or forged one."""
    word, _, rest = payload.partition("_")
    for kind in every_page():
        if word and kind.payload == word:
            return kind.linked(rest)
    found = parse(payload.replace("_", "/"))
    return found if found is not None and is_shared(found) else None


@cache
def _commands() -> dict[str, Page]:
    return {command: kind() for kind in every_page() for command in kind.commands}
