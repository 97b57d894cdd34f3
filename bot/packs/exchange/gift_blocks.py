"""Splits a GIFT file into questions, each with its line and category, and a question into stem and answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPES = {"\\\\": "\ue000", "\\~": "\ue001", "\\=": "\ue002", "\\#": "\ue003", "\\{": "\ue004", "\\}": "\ue005"}
ESCAPES |= {"\\:": "\ue006", "\\n": "\ue007"}
"""Sequences with a backslash, each with the private character that replaces it while a question is read."""

_ESCAPED = re.compile(r"\\[\\~=#{}:n]")
_BACK = {private: written[1:].replace("n", "\n") for written, private in ESCAPES.items()}
_PRIVATE = re.compile("[\ue000-\ue007]")
_FORMULA = re.compile(r"(?:\\[a-zA-Z]+|[\^_}])$")
"""What precedes a brace of a formula: a command such as \frac, a sign for raised or lowered, a brace."""

_ANSWERS = re.compile(r"\s*(?:[=~#]|(?:T|TRUE|F|FALSE)\s*(?:#|$)|$)", re.IGNORECASE)
"""How the text inside the braces of an answer begins."""

_CATEGORY = "$CATEGORY:"
_PARAGRAPHS = 10
"""Most paragraphs of one question: empty lines may occur inside braces or a `<pre>`."""


@dataclass(frozen=True, slots=True)
class Block:
    """The words of a question as in the file, its first line and its category."""

    line: int
    text: str
    category: str


def hidden(raw: str) -> str:
    """Return a text with private characters in place of escaped signs, so that they are not read as signs."""
    return _ESCAPED.sub(lambda found: ESCAPES[found[0]], raw)


def shown(text: str) -> str:
    """Return a text with the original signs in place of private characters."""
    return _PRIVATE.sub(lambda sign: _BACK[sign[0]], text)


def blocks(text: str) -> Iterator[Block]:
    """Return the questions of a file. Moodle requires an empty line between them; without it, the line after the
    answers begins the next question.
    """
    category = ""
    for line, lines in _merged(_paragraphs(text)):
        if lines[0].lstrip().startswith(_CATEGORY):
            category = lines[0].strip().removeprefix(_CATEGORY).strip()
            continue
        for first, part in _apart(line, lines):
            if part.strip():
                yield Block(first, part.strip(), category)


def _paragraphs(text: str) -> list[tuple[int, list[str]]]:
    """Return the paragraphs, each with the number of its first line. Comments are left out; the line of a category
    is a paragraph of its own.
    """
    found: list[tuple[int, list[str]]] = []
    open_ = False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\ufeff", "").split("\n"), start=1):
        start = line.lstrip()
        if not start:
            open_ = False
        elif start.startswith("//"):
            if open_:
                found[-1][1].append("")
        elif open_ and not start.startswith(_CATEGORY):
            found[-1][1].append(line)
        else:
            found.append((number, [line]))
            open_ = not start.startswith(_CATEGORY)
    return found


def _merged(paragraphs: list[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Join paragraphs if the empty line between them is inside braces or a `<pre>`."""
    place = 0
    while place < len(paragraphs):
        line, lines = paragraphs[place]
        place += 1
        joined, after = lines, place
        while _open(joined) and after < min(len(paragraphs), place + _PARAGRAPHS):
            number, more = paragraphs[after]
            if _begins(more, answered="{" in hidden("\n".join(joined))):
                break
            joined = [*joined, *[""] * (number - line - len(joined)), *more]
            after += 1
        if after > place and not _open(joined):
            lines, place = joined, after
        yield line, lines


def _open(lines: list[str]) -> bool:
    text = hidden("\n".join(lines))
    low = text.lower()
    return text.count("{") > text.count("}") or low.count("<pre") > low.count("</pre")


def _begins(lines: list[str], *, answered: bool) -> bool:
    """Whether a paragraph begins a new question: with a name or a category or, if the answers of the previous one
    have begun, with answers in it.
    """
    text = hidden("\n".join(lines))
    return text.lstrip().startswith(("::", _CATEGORY)) or (answered and any(answers_in(text)))


def _apart(line: int, lines: list[str]) -> Iterator[tuple[int, str]]:
    """Return the questions of a paragraph: after answers, a line followed by answers begins a new question."""
    text = hidden("\n".join(lines))
    begin = 0
    for (_, end), (later, _) in zip(found := list(answers_in(text)), found[1:], strict=False):
        cut = text.find("\n", end, later)
        if cut >= 0:
            yield line + text.count("\n", 0, begin), text[begin:cut]
            begin = cut + 1
    while text[begin : begin + 1] == "\n":
        begin += 1
    yield line + text.count("\n", 0, begin), text[begin:]


def answers_in(text: str) -> Iterator[tuple[int, int]]:
    """Return the start and end of braces with answers. Skips braces of formulas; inside answers they come in
    pairs.
    """
    place = 0
    while (start := text.find("{", place)) >= 0:
        end = _closing(text, start)
        if end < 0:
            return
        if _ANSWERS.match(text[start + 1 : end - 1]) and not _FORMULA.search(text[:start]):
            yield start, end
            place = end
        else:
            place = start + 1


def _closing(text: str, start: int) -> int:
    """Return the place after the brace that closes the one at `start`; -1 if there is none."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place + 1
    return -1


def pieces(inside: str) -> tuple[str, list[str]]:
    """Return the text before the first answer, and the answers, each with its sign `=` or `~`. A sign inside the
    braces of a formula does not count.
    """
    found = [""]
    depth = 0
    for sign in inside:
        depth += (sign == "{") - (sign == "}")
        if sign in "~=" and depth == 0:
            found.append("")
        found[-1] += sign
    before, *answers = found
    return before.strip(), answers
