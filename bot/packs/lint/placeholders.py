"""Rules W021 and E021: template words that were not replaced; an approved item must have none."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.packs.digest import words_of
from bot.packs.lint.pieces import pieces
from bot.packs.lint.rules import alone
from bot.packs.model import Kind
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.packs.draft import Draft
    from bot.packs.parser.head import PackHead
    from bot.packs.parser.source import Report
    from bot.packs.parser.yaml import Document

UNWRITTEN = "W021"
"""The code of template words in a draft; they are an error as soon as it is ready."""

FOLDER = Path(__file__).parent.parent / "template"

KEEP = "<!-- keep -->"
"""Marks a template line whose words an author may keep; `new` leaves the mark out."""

SHORTEST = 2
"""Fewest words of a searched phrase: a single word (`True`, `Glossary`) may be the author's own."""

_SIGNS = re.compile(
    r"^[\s>]*(?:- \[[ x]\]|- |\d+\. |#+ )?|<a id=.*?</a>|<!--.*?-->"
    r"|\*\*[^*]+\*\*(?= \[)|\]\(#[\w-]+\)|\[(?=[^\]]*\]\()|\[\^[\w-]+\]:?|\[!\w+\]|`"
)
_VALUE = re.compile(r"^(?:(?:title|objective)|\s+[\w-]+|(?:partner|maintainers)): *(.*?)\s*(?:#.*)?$")
_SENDER = re.compile(r"^sender: (.+)$", re.MULTILINE)
_NAMED = re.compile(r"\{name: ([^}]*)\}")
_SENTENCE = re.compile(r"(?<=[.?!…])\s+|\n")
_BEFORE_COLON = re.compile(r"[^:]+:(?=\s)")


@cache
def placeholders() -> frozenset[str]:
    """Return the sentences of all templates that an author must replace, normalised by `_phrase`."""
    return frozenset(
        phrase
        for file in sorted(FOLDER.iterdir())
        for words in _said_in(file)
        for phrase in sentences(words)
        if phrase.count(" ") + 1 >= SHORTEST
    )


def _said_in(file: Path) -> Iterator[str]:
    """Yield the lines of a template for its readers."""
    head, _, body = file.read_text("utf-8").removeprefix("---\n").partition("---\n")
    for line in head.splitlines():
        found = _VALUE.match(line)
        if found and KEEP not in line:
            yield from _NAMED.findall(found[1]) or [found[1]]
    sender = _SENDER.search(head)
    for line in body.splitlines():
        if KEEP not in line:
            yield _SIGNS.sub("", line.replace(f"{sender[1]}: ", "", 1) if sender else line)


def sentences(words: str) -> list[str]:
    """Return the sentences and lines of a text, normalised by `_phrase`, without empty ones."""
    return [phrase for part in _SENTENCE.split(words) if (phrase := _phrase(part))]


def _phrase(part: str) -> str:
    """Return the words of a sentence for comparison; empty if there are none."""
    phrase = words_of(part).strip("?! ")
    return phrase if any(sign.isalnum() for sign in phrase) else ""


def placeholders_in(words: str) -> list[str]:
    """Return the sentences of a text that come from a template, as written; words before a colon count as a
    sentence: "Here is your question: …".
    """
    parts = [part.strip() for part in _SENTENCE.split(words)]
    parts += [found[0] for part in parts if (found := _BEFORE_COLON.match(part))]
    return [part for part in parts if _phrase(part) in placeholders()]


@alone
def check_placeholders(draft: Draft) -> None:
    """Report template text: in an approved item every place, else the first place and the number of places."""
    found: dict[int, str] = {}
    for piece in pieces(draft):
        for words in placeholders_in(piece.words):
            line, _ = draft.source.find(words, piece.line, piece.end)
            found.setdefault(line, words)
    _tell(draft.report, found, approved=_approved(draft))


def check_head(head: PackHead, document: Document, report: Report) -> None:
    """Report template text in pack.yml."""
    found: dict[int, str] = {}
    said: list[tuple[tuple[str | int, ...], str]] = [
        (("title", locale), words) for locale, words in head.title.items()
    ]
    said.append((("partner", "name"), head.partner.name))
    said += [(("maintainers", place, "name"), one.name) for place, one in enumerate(head.maintainers)]
    for path, words in said:
        for one in placeholders_in(words):
            found.setdefault(document.place(path).line, one)
    _tell(report, found, approved=head.review.status == "approved")


def _approved(draft: Draft) -> bool:
    """Whether the words are approved, by their own status or their source's. A glossary and what Help says are
    approved unless they say otherwise, so their pack must be approved too.
    """
    context = draft.context
    status = context.status if context.translated else getattr(draft.front, "status", "")
    by_pack = context.kind in {Kind.GLOSSARY, Kind.HELP, Kind.NEXT} and context.pack.review.status != "approved"
    return status == "approved" and not by_pack


def _tell(report: Report, found: Mapping[int, str], *, approved: bool) -> None:
    fix = phrase("write your own words, or delete the line")
    if approved:
        for line, words in found.items():
            report.add("E021", line, phrase("'{words}' is the template's text", words=words), fix)
    elif found:
        line = min(found)
        more = phrase(" (so are {count} more places)", count=len(found) - 1) if len(found) > 1 else ""
        what = phrase("'{words}' is the template's text{more}", words=found[line], more=more)
        report.add(UNWRITTEN, line, what, fix)
