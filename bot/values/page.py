"""Page: a typed place in the chat whose path fits into the 64 bytes of a Telegram button.

A page class names its path as a template, `lesson/{pack}/{item}:{card}`; the type of each field says how it is
written there (`values.fields`). `Page.path` writes it, `parse` reads it back; the word before the first slash
finds the class in a dict, so that 500 more pages cost nothing. The page classes stand in the `pages` of each
feature; the first path that is read imports all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from inspect import get_annotations
from typing import TYPE_CHECKING, ClassVar, TypeVar, dataclass_transform

from bot.values.fields import coding_of
from bot.values.folders import import_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.values.fields import Coding


class Page:
    """A place in the chat. Two pages are equal when their paths are; subclasses are made with `@page`."""

    template: ClassVar[str]
    pattern: ClassVar[re.Pattern[str]]
    codings: ClassVar[dict[str, Coding]]
    acts: ClassVar[bool] = False
    """Whether opening it changes something that is hard to undo: nothing but a button may lead there."""

    @property
    def path(self) -> str:
        """The page's path, at most 64 bytes."""
        return self.template.format_map(vars(self))

    def __str__(self) -> str:
        return self.path


P = TypeVar("P", bound=Page)
_BY_WORD: dict[str, list[type[Page]]] = {}


@dataclass_transform(frozen_default=True)
def page(template: str) -> Callable[[type[P]], type[P]]:
    """Make a class a page with this path template and register it under the template's first word.

    Errors: ValueError when another class has the same template, or its fields are not those of the class;
    TypeError for a field whose type does not say how it is written.
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
    """Register the pages of every feature, also those that this program has not imported."""
    import_parts("pages")


def parse(path: str) -> Page | None:
    """Read a path back into its page; None for what is not the path of a page (forged, foreign, old)."""
    _import_pages()
    word = path.partition("/")[0].partition(":")[0]
    for kind in _BY_WORD.get(word, ()):
        found = kind.pattern.fullmatch(path)
        if found:
            values = {name: coding.read(found[name]) for name, coding in kind.codings.items()}
            return kind(**values)
    return None


def every_page() -> list[type[Page]]:
    """Return every registered page class, for the crawler and the property test of lengths."""
    _import_pages()
    return [kind for same_word in _BY_WORD.values() for kind in same_word]
