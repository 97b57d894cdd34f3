"""Word runs: the words of a Word document with their looks, written as Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mammoth import documents

from bot.packs.exchange.wording import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTROL = re.compile(r"[\r\x7f-\x9f\u2028\u2029]")
"""Characters that no paragraph shows; some text readers take them for the end of a line."""


@dataclass(slots=True)
class Run:
    """Words with one formatting: `mark`: the Markdown around them; `url`: their link; `raw`: already Markdown."""

    words: str
    mark: str = ""
    url: str = ""
    raw: bool = False


def plain(node: Any) -> str:
    """Return the words of a node without their looks, cells of a table apart."""
    if isinstance(node, documents.Text):
        return CONTROL.sub(" ", str(node.value))
    if isinstance(node, (documents.Tab, documents.Break)):
        return " "
    separator = " " if isinstance(node, (documents.TableCell, documents.TableRow)) else ""
    return separator.join(plain(one) for one in getattr(node, "children", ()))


def written(runs: Iterable[Run]) -> str:
    """Return words as Markdown that shows their special characters unchanged."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.mark, last.url, last.raw) == (run.mark, run.url, run.raw):
            last.words += run.words
        else:
            joined.append(Run(run.words, run.mark, run.url, run.raw))
    said = "".join(run.words if run.raw else _with_look(run) for run in joined)
    return "\n".join(escaped(line, only_start=True) for line in said.split("\n"))


def _with_look(run: Run) -> str:
    """Return words with their marks; white space stays outside the marks."""
    inner = run.words.strip()
    if not inner:
        return run.words
    before, _, after = run.words.partition(inner)
    said = escaped(inner)
    if run.mark:
        said = "\n".join(f"{run.mark}{line}{run.mark}" if line.strip() else line for line in said.split("\n"))
    return f"{before}{f'[{said}]({run.url})' if run.url else said}{after}"
