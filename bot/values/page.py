"""Page: a typed place in the chat whose path fits into the 64 bytes of a Telegram button.

A page class names its path as a template, `lesson/{pack}/{item}:{card}`; the type of each field says how it is
written there (`values.fields`). `Page.path` writes it, `parse` reads it back; a dict finds the class by the word
before the first slash, so 500 more pages cost nothing. The page classes stand in the `pages` module of each
feature, in `values.landmarks` and in `help.pages`; reading the first path imports all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import get_annotations
from typing import TYPE_CHECKING, ClassVar, TypeVar, dataclass_transform

from bot.values.fields import coding_of
from bot.values.folders import import_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.values.fields import Coding
    from bot.values.means import Means


class Page:
    """A place in the chat. Two pages are equal when their paths are; subclasses are made with `@page`."""

    template: ClassVar[str]
    pattern: ClassVar[re.Pattern[str]]
    codings: ClassVar[dict[str, Coding]]
    acts: ClassVar[bool] = False
    """Whether opening it makes a change that is hard to undo: then only a button may lead to it."""
    of_phone: ClassVar[bool] = False
    """Whether it belongs to nobody on a shared phone: anyone who holds the phone opens it, from any screen."""
    must_send: ClassVar[bool] = False
    """Whether its message is sent also when a newer screen for the same chat waits."""
    commands: ClassVar[tuple[str, ...]] = ()
    """The commands that open it, without the slash; such a page has no fields."""
    payload: ClassVar[str] = ""
    """The first word of outside links that open it; the rest of the link is its only field. Empty for most."""
    needs_chat: ClassVar[bool] = False
    """Whether it writes to somebody first, or is for adults: a pupil in a browser has no chat."""
    only_shows: ClassVar[bool] = False
    """Whether a page for a role changes nothing: a teacher's return code opens it without the PIN."""
    means: ClassVar[Means | None] = None
    """What every button to it means."""
    opens: ClassVar[str] = ""
    """The kind of item that begins here (`packs.model.Kind`); such a page has the fields `pack` and `item`."""

    @property
    def path(self) -> str:
        """The page's path, at most 64 bytes."""
        return self.template.format_map(vars(self))

    def __str__(self) -> str:
        return self.path

    @classmethod
    def linked(cls, rest: str) -> Page | None:
        """Return the page that an outside link opens, None if the code is wrong. `rest`: the part of the link
        after its `payload`, as people type it.
        """
        return parse(re.sub(r"{\w+}", lambda _: rest.upper(), cls.template))


class ShowingPage(Page):
    """A page for a role that changes nothing."""

    only_shows = True


P = TypeVar("P", bound=Page)
_BY_WORD: dict[str, list[type[Page]]] = {}


@dataclass_transform(frozen_default=True)
def page(template: str) -> Callable[[type[P]], type[P]]:
    """Make a class a page with this path template and register it under the template's first word.

    Errors: ValueError if another class has the same template, or if template and class have different fields;
    TypeError for a field whose type has no coding.
    """

    def make(cls: type[P]) -> type[P]:
        made = dataclass(frozen=True)(cls)
        made.template = template
        made.codings = {name: coding_of(kind) for name, kind in get_annotations(cls, eval_str=True).items()}
        if set(re.findall(r"{(\w+)}", template)) != made.codings.keys():
            raise ValueError(f"the fields of {cls.__name__} are not those of its path {template}")
        pattern = re.escape(template).replace(r"\{", "{").replace(r"\}", "}")
        for name, coding in made.codings.items():
            pattern = pattern.replace("{" + name + "}", f"(?P<{name}>{coding.pattern})")
        made.pattern = re.compile(pattern)
        word = template.partition("/")[0].partition(":")[0]
        same_word = _BY_WORD.setdefault(word, [])
        if any(other.template == template for other in same_word):
            raise ValueError(f"two pages share the path {template}")
        same_word.append(made)
        return made

    return make


@cache
def _import_pages() -> None:
    """Register all pages, also those that this program has not imported yet."""
    for below_the_features in ("bot.values.landmarks", "bot.help.pages"):
        import_module(below_the_features)
    import_parts("pages")


def parse(path: str) -> Page | None:
    """Return the page of a path; None if no page has it (forged, foreign, old)."""
    _import_pages()
    word = path.partition("/")[0].partition(":")[0]
    for kind in _BY_WORD.get(word, ()):
        found = kind.pattern.fullmatch(path)
        if found:
            values = {name: coding.read(found[name]) for name, coding in kind.codings.items()}
            return kind(**values)
    return None


def every_page() -> list[type[Page]]:
    """Return all registered page classes."""
    _import_pages()
    return [kind for same_word in _BY_WORD.values() for kind in same_word]
