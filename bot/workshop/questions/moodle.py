"""Moodle XML: the file that a question bank exports, read with a parser that expands no entities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bot.workshop.questions.asked import Answer, Asked, Taken, flattened
from bot.workshop.questions.gift import WORDS
from bot.workshop.questions.wording import from_html, from_plain
from bot.workshop.sheets import Unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

REFUSED = {
    "shortanswer": ("an answer to be typed", "write it as one of several options"),
    "numerical": ("a number is asked for", "write the likely numbers as options"),
    "calculated": ("a number is asked for", "write the likely numbers as options"),
    "matching": ("pairs to be matched", "write one question a pair"),
    "cloze": ("gaps to be filled", "write a question for each gap"),
    "description": ("words without a question", "make them a card of a lesson"),
}
_OPAQUE = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
_ALL_MARKS = 100


def read_moodle(text: str, locale: str = "en") -> Taken:
    """Read a Moodle XML file.

    Errors: Unreadable when it is no XML, or one that asks for entities or a document type.
    """
    try:
        root: Element = fromstring(text.encode(), forbid_dtd=True)
    except ParseError as error:
        raise Unreadable(f"line {error.position[0]}: not XML: {error.msg}") from error
    except DefusedXmlException as error:
        raise Unreadable(f"a document type or entities, which a question bank does not need: {error}") from error
    taken = Taken()
    category = ""
    hidden = _OPAQUE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    lines = [hidden.count("\n", 0, found.start()) + 1 for found in re.finditer(r"<question\b", hidden)]
    for line, element in zip(lines, root.iter("question"), strict=False):
        kind = element.get("type", "")
        if kind == "category":
            category = (element.findtext("category/text") or "").strip()
        elif kind in REFUSED:
            taken.leave(line, *REFUSED[kind])
        else:
            _question(taken, line, element, category, locale)
    return taken


def _question(taken: Taken, line: int, element: Element, category: str, locale: str) -> None:
    kind = element.get("type", "")
    lost: list[str] = []
    stem = _words(element.find("questiontext"), lost)
    title = from_plain(element.findtext("name/text") or "")
    note = _words(element.find("generalfeedback"), lost)
    ordered = kind == "ordering"
    if kind == "essay":
        answers: tuple[Answer, ...] = ()
    elif kind in {"multichoice", "truefalse", "ordering"}:
        answers = tuple(_answer(taken, line, element, one, lost) for one in element.findall("answer"))
        if kind == "truefalse":
            answers = _named(element, answers, locale)
    else:
        taken.leave(line, f"a question of the kind '{kind[:30]}'", "write it as options or an order")
        return
    if lost:
        taken.note(line, f"{', '.join(sorted(set(lost)))} cannot be shown here", "add a picture by hand")
    taken.take(flattened(Asked(line, stem, answers, title, note, category, ordered)))


def _named(element: Element, answers: tuple[Answer, ...], locale: str) -> tuple[Answer, ...]:
    """Name the options of a true or false question in the locale, true first."""
    yes, no = WORDS.get(locale, WORDS["en"])
    found = {}
    for raw, answer in zip(element.findall("answer"), answers, strict=True):
        truth = (raw.findtext("text") or "").strip().lower() == "true"
        found[truth] = Answer(yes if truth else no, answer.right, answer.feedback)
    return tuple(found[truth] for truth in (True, False) if truth in found)


def _answer(taken: Taken, line: int, question: Element, answer: Element, lost: list[str]) -> Answer:
    try:
        share = float(answer.get("fraction", "0"))
    except ValueError:
        share = 0.0
    single = (question.findtext("single") or "true").strip().lower() in {"true", "1"}
    ordered = question.get("type") == "ordering"
    right = ordered or (share >= _ALL_MARKS if single else share > 0)
    if single and not ordered and 0 < share < _ALL_MARKS:
        what = f"half a mark ({share:g} %), which does not exist here: counted as wrong"
        taken.note(line, what, "say in its feedback what is right about it")
    return Answer(_words(answer, lost), right, _words(answer.find("feedback"), lost))


def _words(element: Element | None, lost: list[str]) -> str:
    if element is None:
        return ""
    raw = element.findtext("text") or ""
    form = element.get("format", "html")
    if form == "markdown":
        return raw.strip()
    if form in {"plain_text", "plain"}:
        return from_plain(raw)
    words, unshown = from_html(raw)
    lost += unshown
    return words
