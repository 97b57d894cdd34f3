"""Forty Markdown patterns that cost some readers the square of their length, each repeated up to a size."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def _again(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _nest(left: str, middle: str, right: str) -> Callable[[int], str]:
    def made(size: int) -> str:
        count = (size - len(middle)) // (len(left) + len(right))
        return left * count + middle + right * count

    return made


def _rising(unit: str, end: str) -> Callable[[int], str]:
    """Repeat with runs that grow: `x, `xx, `xxx … so that no two match."""

    def made(size: int) -> str:
        words, length, count = [], 0, 0
        while length < size:
            count += 1
            words.append(unit * count + end)
            length += len(words[-1])
        return "".join(words)[:size]

    return made


PATTERNS: dict[str, Callable[[int], str]] = {
    "open brackets": _again("["),
    "nested brackets": _nest("[", "a", "]"),
    "brackets and parens": _nest("[", "a", "](u)"),
    "open links": _again("[a]("),
    "links in angles": _again("[a](<b"),
    "open pictures": _again("!["),
    "nested pictures": _nest("![", "a", "](u)"),
    "link titles": _again('[a](b "c'),
    "references": _again("[a]: u\n"),
    "reference labels": _again("[a][b]"),
    "stars": _again("*"),
    "stars and letters": _again("*a "),
    "stars and lines": _again("*a_ "),
    "strong": _again("**a"),
    "many closers": _again("a** "),
    "nested emphasis": _nest("*a **b ", "c", "** d*"),
    "lines below": _again("_a"),
    "strokes": _again("~~a "),
    "back-ticks": _again("`"),
    "rising back-ticks": _rising("`", "a"),
    "back-tick pairs": _again("`a``b"),
    "fences": _again("```\n"),
    "rising fences": _rising("`", "\n"),
    "quotations": _again("> "),
    "quotation lines": _again(">\n> a\n"),
    "lists": _again("* "),
    "list lines": _again("- a\n"),
    "list and quotation": _again("- > "),
    "stairs": lambda size: "".join(f"{' ' * (2 * n)}- a\n" for n in range(int(size**0.5)))[:size],
    "numbers": _again("1. "),
    "headings": _again("## a\n"),
    "closed headings": lambda size: "# " + "#" * (size - 2),
    "spaces before a line end": lambda size: "a" + " " * (size - 2) + "b",
    "empty lines": _again("\n"),
    "angles": _again("<"),
    "comments": _again("<!-- a "),
    "anchors": _again('<a id="'),
    "tags": _again("<a b='c' "),
    "footnotes": _again("[^a"),
    "escapes and entities": _again("\\&#x1F600;&amp\\"),
}
