"""Moodle XML: the export of a question bank, read with a parser that expands no entities."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bot.packs.exchange.exchange_question import Answer, ExchangeQuestion, ParsedQuestions, flattened
from bot.packs.exchange.gift import yes_and_no
from bot.packs.exchange.wording import from_html, from_plain
from bot.packs.kinds import KINDS
from bot.packs.sheets import Unreadable
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from bot.packs.question import Question

REFUSED = {
    "shortanswer": (phrase("an answer to be typed"), phrase("write it as one of several options")),
    "numerical": (phrase("a number is asked for"), phrase("write the likely numbers as options")),
    "calculated": (phrase("a number is asked for"), phrase("write the likely numbers as options")),
    "cloze": (phrase("gaps to be filled"), phrase("write a question for each gap")),
    "description": (phrase("words without a question"), phrase("make them a card of a lesson")),
}
_OPAQUE = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
_ALL_MARKS = 100
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
"""Elements of a Moodle question with feedback for everybody who answered right, partly right or wrong."""

_STANDARD = 3
"""From this number of questions with the same general feedback on, it is Moodle's standard sentence ("Your answer
is correct"), which helps nobody.
"""


def read_moodle(text: str, locale: str = SOURCE_LOCALE) -> ParsedQuestions:
    """Read a Moodle XML file.

    Errors: Unreadable if it is not XML, or uses entities or a document type.
    """
    try:
        root: Element = fromstring(text.encode(), forbid_dtd=True)
    except ParseError as error:
        raise Unreadable(
            phrase("line {position}: not XML: {msg}", position=error.position[0], msg=error.msg)
        ) from error
    except DefusedXmlException as error:
        raise Unreadable(phrase("a document type or entities, which a question bank does not need")) from error
    taken = ParsedQuestions()
    category = ""
    standard = _standard(root)
    hidden = _OPAQUE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    lines = [hidden.count("\n", 0, found.start()) + 1 for found in re.finditer(r"<question\b", hidden)]
    for line, element in zip(lines, root.iter("question"), strict=False):
        kind = element.get("type", "")
        if kind == "category":
            category = (element.findtext("category/text") or "").strip()
        elif known := next((one for one in KINDS.values() if kind and one.moodle == kind), None):
            _question(taken, line, element, known, category, locale, standard)
        else:
            other = (
                phrase("a question of the kind '{kind}'", kind=kind[:30]),
                phrase("write it as options or an order"),
            )
            taken.leave(line, *REFUSED.get(kind, other))
    return taken


def _standard(root: Element) -> frozenset[str]:
    """Return the feedback for right or wrong answers that many questions share."""
    said = Counter((one.findtext("text") or "").strip() for field in _COMBINED for one in root.iter(field))
    return frozenset(words for words, count in said.items() if words and count >= _STANDARD)


def _question(  # noqa: PLR0913, PLR0917 - a question is all of these
    taken: ParsedQuestions,
    line: int,
    element: Element,
    kind: type[Question],
    category: str,
    locale: str,
    standard: frozenset[str],
) -> None:
    lost: list[str] = []
    stem = _words(element.find("questiontext"), lost)
    title = from_plain(element.findtext("name/text") or "")
    told = [element.find(field) for field in ("generalfeedback", "graderinfo")]
    right, partly, wrong = _combined(taken, line, element, standard)
    note = "\n".join(filter(None, (_words(one, lost) for one in [*told, partly])))
    hint = "\n".join(filter(None, (_words(one, lost) for one in element.findall("hint"))))
    given = [] if kind.own_words else element.findall(kind.moodle_option)
    answers = tuple(_answer(taken, line, element, one, lost, kind) for one in given)
    if element.get("type") == "truefalse":
        answers = _named(element, answers, locale)
    right_said, wrong_said = _words(right, lost), _words(wrong, lost)
    if kind.arranged:
        note = "\n".join(filter(None, (note, right_said, wrong_said)))
    else:
        answers = tuple(
            replace(one, feedback=one.feedback or (right_said if one.right else wrong_said)) for one in answers
        )
    if (element.findtext("responsetemplate/text") or "").strip():
        taken.note(
            line, phrase("words for pupils to go on from cannot be shown here"), phrase("say them in the question")
        )
    if lost:
        taken.unshown(line, lost)
    taken.take(flattened(ExchangeQuestion(line, stem, answers, title, note, category, kind, hint)))


def _combined(
    taken: ParsedQuestions, line: int, element: Element, standard: frozenset[str]
) -> list[Element | None]:
    """Return the feedback on right, partly right and wrong answers; None in place of a standard sentence."""
    found = [element.find(field) for field in _COMBINED]
    said = ["" if one is None else (one.findtext("text") or "").strip() for one in found]
    if standard.intersection(said):
        taken.note(
            line, phrase("Moodle's standard feedback was left out"), phrase("write below each option what helps")
        )
    return [None if words in standard else one for one, words in zip(found, said, strict=True)]


def _named(element: Element, answers: tuple[Answer, ...], locale: str) -> tuple[Answer, ...]:
    """Name the options of a true or false question in the locale, true first."""
    yes, no = yes_and_no(locale)
    found = {}
    for raw, answer in zip(element.findall("answer"), answers, strict=True):
        truth = (raw.findtext("text") or "").strip().lower() == "true"
        found[truth] = Answer(yes if truth else no, answer.right, answer.feedback)
    return tuple(found[truth] for truth in (True, False) if truth in found)


def _answer(  # noqa: PLR0913, PLR0917 - an answer is all of these
    taken: ParsedQuestions, line: int, question: Element, answer: Element, lost: list[str], kind: type[Question]
) -> Answer:
    try:
        share = float(answer.get("fraction", "0"))
    except ValueError:
        share = 0.0
    single = (question.findtext("single") or "true").strip().lower() in {"true", "1"}
    right = kind.arranged or (share >= _ALL_MARKS if single else share > 0)
    if single and not kind.arranged and 0 < share < _ALL_MARKS:
        what = phrase("half a mark ({share} %), which does not exist here: counted as wrong", share=f"{share:g}")
        taken.note(line, what, phrase("say in its feedback what is right about it"))
    words = kind.joined([_words(one, lost) for one in (answer, *answer.findall("answer"))])
    return Answer(words, right, _words(answer.find("feedback"), lost))


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
