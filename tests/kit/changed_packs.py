"""A thousand evil packs, each one change away from a good one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tests.packs.pack_kit import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILES = (
    "lamp/glossary.ru.md",
    "lamp/light/9-11/lesson.ru.md",
    "lamp/light/9-11/lesson.en.md",
    "lamp/light/9-11/tips.ru.md",
    "lamp/night/story.ru.md",
    "lamp/night/story.en.md",
    "lamp-sets/light/9-11/quiz.ru.md",
)


WORDS = {
    "a script": " <script>x</script>",
    "letters turned round": " \u202eabc",
    "letters without width": " a\u200bb",
    "another host": " [a](https://evil.example/x)",
    "a program": " [a](javascript:x)",
    "a name": " @somebody_else",
    "a telephone number": " +7 900 123-45-67",
    "a NUL": " \0",
    "a byte that is no UTF-8": " \udcff",
}


HEADS: dict[str, Callable[[str], str]] = {
    "an alias": lambda line: re.sub(r": .*", ": *other", line),
    "a type": lambda line: re.sub(r": .*", ": !!python/object:os.system x", line),
    "a name for a value": lambda line: re.sub(r": ", ": &name ", line, count=1),
    "twice": lambda line: f"{line}\n{line}",
    "a misspelt key": lambda line: line[0] + "q" + line[1:],
    "no space": lambda line: re.sub(r": ", ":", line, count=1),
    "a list in a list": lambda line: re.sub(r": .*", ": " + "[" * 40 + "]" * 40, line),
}


OTHERS = {
    "no anchor": (r' <a id="[a-z]+"></a>$', ""),
    "an anchor that is too long": (r'<a id="([a-z]+)"></a>$', r'<a id="\1-and-much-more"></a>'),
    "a heading too deep": (r"^## ", "### "),
    "an unknown callout": (r"^> \[!(\w+)\]", r"> [!X\1]"),
    "a way to nowhere": (r"\]\(#(\w+)\)$", r"](#\1-not)"),
    "a picture outside": (r"^(Так бывает.*)$", r"\1\n\n![x](../../../../etc/passwd)"),
    "a picture from the net": (r"^(It can be so.*)$", r"\1\n\n![x](https://evil.example/x.png)"),
    "a table": (r"^(Стучат.*|It can be so.*|Так бывает.*)$", r"\1\n\n| a | b |\n| - | - |\n| 1 | 2 |"),
}


class Change(NamedTuple):
    """One change: what it is, the file, the number of its line, what the line becomes."""

    what: str
    file: str
    line: int
    becomes: str


def changes() -> Iterator[Change]:
    for file in FILES:
        lines = (FIXTURES / file).read_text("utf-8").split("\n")
        end = lines.index("---", 1)
        for place, line in enumerate(lines):
            if 0 < place < end:
                if re.match(r"\w+: .", line):
                    yield from (Change(what, file, place + 1, make(line)) for what, make in HEADS.items())
            elif place > end and line.strip() and not line.startswith("<!--"):
                yield from (Change(what, file, place + 1, line + words) for what, words in WORDS.items())
                for what, (old, new) in OTHERS.items():
                    if re.search(old, line):
                        yield Change(what, file, place + 1, re.sub(old, new, line))


ALL = list(changes())
