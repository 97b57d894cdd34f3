"""Page: a typed place in the chat whose path fits into the 64 bytes of a Telegram button.

A page class names its path as a template, `lesson/{pack}/{item}:{card}`. `Page.path` writes it, `parse` reads
it back; the word before the first slash finds the class in a dict, so that 500 more pages cost nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

FIELDS = {
    "pack": r"[a-z0-9-]{1,16}",
    "item": r"(?=[a-z0-9/-]{1,24}(?![a-z0-9/-]))[a-z0-9-]+(?:/[a-z0-9-]+)*",
    "card": r"[a-z0-9-]{1,11}",
    "kind": r"lesson|story|quiz",
    "marks": r"[a-z]{0,6}",
    "audience": r"6-8|9-11|12-15|16-17|parent|educator",
    "locale": r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?",
    "country": r"[A-Z]{2}",
    "place": r"[A-Z]{2}(?:[1-9][0-9]?)?",
    "zone": r"[A-Za-z0-9+_-]+(?:/[A-Za-z0-9+_-]+){0,2}",
    "topic": r"[a-z]{1,16}",
    "switch": r"on|off",
    "choice": r"[0-9]",
    "thing": r"[a-z]{1,12}",
    "rules": r"[a-z]{0,12}",
    "reply": r"yes|sometimes|no",
    "message": r"[1-9][0-9]{0,17}",
    "code": r"[0-9A-HJKMNP-TV-Z]{12}",
    "grade": r"[1-9]|1[01]",
    "letter": r"[lsq]",
    "phase": r"before|after|none",
    "within": r"0|3|5|10",
    "mark": r"[0-9a-f]{10}",
    "over": r"[0-9a-f]{10}|more",
    "till": r"[0-9]{4}",
    "where": r"[pg]",
    "part": r"on|off|back",
    "step": r"open|closed|shown",
    "duty": r"editor|reviewer|psychologist",
    "initial": r"[lsqtgc]",
    "reason": r"[wuhbt]",
}
"""What a field of a path may hold, by its name; a name not listed here is a number.
Card ids are 11 at most because the samples of the format use 11 (decision 0004)."""

_NUMBER = r"0|[1-9][0-9]{0,8}"


class Page:
    """A place in the chat. Two pages are equal when their paths are; subclasses are made with `@page`."""

    template: ClassVar[str]
    pattern: ClassVar[re.Pattern[str]]
    numbers: ClassVar[frozenset[str]]

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

    Errors: ValueError when another class has the same template.
    """

    def make(cls: type[P]) -> type[P]:
        made = dataclass(frozen=True)(cls)
        made.template = template
        made.numbers = frozenset(name for name, kind in made.__annotations__.items() if kind == "int")
        pattern = re.escape(template).replace(r"\{", "{").replace(r"\}", "}")
        for name in re.findall(r"{(\w+)}", template):
            allowed = FIELDS.get(name) or _NUMBER
            pattern = pattern.replace("{" + name + "}", f"(?P<{name}>{allowed})")
        made.pattern = re.compile(pattern)
        word = template.partition("/")[0].partition(":")[0]
        same_word = _BY_WORD.setdefault(word, [])
        if any(other.template == template for other in same_word):
            raise ValueError(f"two pages share the path {template}")
        same_word.append(made)
        return made

    return make


def parse(path: str) -> Page | None:
    """Read a path back into its page; None for what is not the path of a page (forged, foreign, old)."""
    word = path.partition("/")[0].partition(":")[0]
    for kind in _BY_WORD.get(word, ()):
        found = kind.pattern.fullmatch(path)
        if found:
            values = {
                name: int(value) if name in kind.numbers else value for name, value in found.groupdict().items()
            }
            return kind(**values)
    return None


def every_page() -> list[type[Page]]:
    """Return every registered page class, for the crawler and the property test of lengths."""
    return [kind for same_word in _BY_WORD.values() for kind in same_word]
