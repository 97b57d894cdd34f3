"""GIFT as Moodle reads it: questions between empty lines, `::name::`, `{=right ~wrong#feedback ####note}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.commands.exchange.exchange_question import OWN_WORDS, Answer, ExchangeQuestion, ParsedQuestions, flattened
from bot.commands.exchange.wording import from_html, from_plain
from bot.packs.question import Question
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrases_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_ESCAPES = {"\\\\": "\ue000", "\\~": "\ue001", "\\=": "\ue002", "\\#": "\ue003", "\\{": "\ue004", "\\}": "\ue005"}
_ESCAPES |= {"\\:": "\ue006", "\\n": "\ue007"}
_BACK = {"\ue000": "\\", "\ue001": "~", "\ue002": "=", "\ue003": "#", "\ue004": "{", "\ue005": "}", "\ue006": ":"}
_BACK |= {"\ue007": "\n"}
_ESCAPED = re.compile(r"\\[\\~=#{}:n]")
_KEPT_APART = re.compile("[\ue000-\ue007]")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d+)?)%")
_TRUE, _FALSE = {"T", "TRUE"}, {"F", "FALSE"}
_HTML = re.compile(r"</?[a-zA-Z][^>]*>|&\w+;")
GAP = "_____"
"""Moodle's sign for the place of the answer inside a sentence."""


def yes_and_no(locale: str) -> tuple[str, str]:
    """Return how the two options of a true or false question are called, true first."""
    say = phrases_of(locale).say
    return say("True"), say("False")


@dataclass(slots=True)
class _Words:
    """Reads words in the format that a question names, and notes what cannot be shown."""

    form: str
    lost: list[str]

    def read(self, raw: str) -> str:
        found = _FORMAT.match(raw.strip())
        form, raw = (found[1].lower(), raw.strip()[found.end() :]) if found else (self.form, raw)
        plain = _KEPT_APART.sub(lambda sign: _BACK[sign[0]], raw).strip()
        if form == "markdown":
            return plain
        if form == "html" or (form == "moodle" and _HTML.search(plain)):
            words, lost = from_html(plain)
            self.lost += lost
            return words
        return from_plain(plain)


def read_gift(text: str, locale: str = SOURCE_LOCALE) -> ParsedQuestions:
    """Read a GIFT file; `locale` names the two options of a true or false question."""
    taken = ParsedQuestions()
    category = ""
    for line, lines in _paragraphs(text):
        words = "\n".join(piece for piece in lines if not piece.lstrip().startswith("//")).strip()
        if words.startswith("$CATEGORY:"):
            named, _, words = words.partition("\n")
            category = named.removeprefix("$CATEGORY:").strip()
            words = words.strip()
        if words:
            _question(taken, line, words, category, locale)
    return taken


def _paragraphs(text: str) -> list[tuple[int, list[str]]]:
    """Return the paragraphs, each with the number of its first line; comments do not begin one."""
    found: list[tuple[int, list[str]]] = []
    open_ = False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\ufeff", "").split("\n"), start=1):
        if not line.strip():
            open_ = False
        elif not open_ and line.lstrip().startswith("//"):
            continue
        elif open_:
            found[-1][1].append(line)
        else:
            found.append((number, [line]))
            open_ = True
    return found


def _question(taken: ParsedQuestions, line: int, raw: str, category: str, locale: str) -> None:
    text = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], raw)
    name = ""
    if text.startswith("::") and "::" in text[2:]:
        name, _, text = text[2:].partition("::")
    text = text.strip()
    found = _FORMAT.match(text)
    words = _Words(found[1].lower() if found else "moodle", [])
    text = text[found.end() :] if found else text
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        taken.leave(line, "words without a question", "make them a card of a lesson")
        return
    if start < 0 or end < start:
        taken.leave(line, "a brace is missing", "write the answers between { and }")
        return
    before, inside, after = text[:start], text[start + 1 : end].strip(), text[end + 1 :].strip()
    stem = words.read(f"{before.rstrip()} {GAP} {after}" if after else before)
    inside, _, note = inside.partition("####")
    try:
        answers = _answers(taken, line, inside.strip(), words, locale)
    except _Unfit as unfit:
        taken.leave(line, *unfit.args)
        return
    if words.lost:
        taken.note(line, f"{', '.join(sorted(set(words.lost)))} cannot be shown here", "add a picture by hand")
    kind = Question if answers else OWN_WORDS
    question = ExchangeQuestion(line, stem, answers, words.read(name), words.read(note), category, kind)
    taken.take(flattened(question))


class _Unfit(Exception):
    """A kind of question that a chat cannot ask: what it is, and what to do."""


def _answers(taken: ParsedQuestions, line: int, inside: str, words: _Words, locale: str) -> tuple[Answer, ...]:
    if not inside:
        return ()
    if inside.startswith("#"):
        raise _Unfit("a number is asked for", "write the likely numbers as options")
    if "~" in inside:
        return tuple(_choices(taken, line, inside, words))
    if "=" in inside and "->" in inside:
        raise _Unfit("pairs to be matched", "write one question a pair, or an order: a numbered list")
    truth, *feedback = inside.split("#")
    if truth.strip().upper() in _TRUE | _FALSE:
        return _true_false(truth.strip().upper() in _TRUE, [words.read(one) for one in feedback], locale)
    raise _Unfit("an answer to be typed", "write it as one of several options: ~ before each wrong one")


def _true_false(right: bool, feedback: Sequence[str], locale: str) -> tuple[Answer, ...]:  # noqa: FBT001 - it is the truth itself
    """Return the two options. Moodle's order of feedback: for a wrong answer, then for a right one."""
    wrong_said, right_said = [*feedback, "", ""][:2]
    yes, no = yes_and_no(locale)
    return (
        Answer(yes, right, right_said if right else wrong_said),
        Answer(no, not right, wrong_said if right else right_said),
    )


def _choices(taken: ParsedQuestions, line: int, inside: str, words: _Words) -> list[Answer]:
    several = "=" not in inside
    found = []
    for raw in inside.replace("=", "~=").split("~"):
        piece = raw.strip()
        if not piece:
            continue
        right = piece.startswith("=")
        piece = piece.removeprefix("=").strip()
        weight = _WEIGHT.match(piece)
        if weight:
            piece = piece[weight.end() :]
            share = float(weight[1])
            right = right or (several and share > 0) or share == 100  # noqa: PLR2004 - per cent
            if not several and 0 < share < 100:  # noqa: PLR2004 - per cent
                what = f"half a mark ({weight[1]} %), which does not exist here: counted as wrong"
                taken.note(line, what, "say in its feedback what is right about it")
        said, _, feedback = piece.partition("#")
        found.append(Answer(words.read(said), right, words.read(feedback)))
    return found


def write_gift(asked: Sequence[ExchangeQuestion]) -> tuple[str, list[ExchangeQuestion]]:
    """Return questions as GIFT in Markdown, and those that GIFT cannot express."""
    unfit = [question for question in asked if question.kind.no_gift]
    parts = []
    category = ""
    for question in asked:
        if question.kind.no_gift:
            continue
        if question.category != category:
            category = question.category
            parts.append(f"$CATEGORY: {category}\n")
        name = f"::{_out(question.title)}::" if question.title else ""
        note = f"####{_out(question.note)}" if question.note else ""
        lines = [*_lines(question), *([note] if note else [])]
        answers = "{\n" + "\n".join(lines) + "\n}" if lines else "{}"
        parts.append(f"{name}[markdown]{_out(question.stem)} {answers}\n")
    return "\n".join(parts), unfit


def _lines(question: ExchangeQuestion) -> list[str]:
    right = sum(answer.right for answer in question.answers)
    lines = []
    for answer in question.answers:
        sign = "=" if answer.right else "~"
        if right > 1:
            sign = f"~%{100 / right:.5f}%" if answer.right else "~%-100%"
        feedback = f"#{_out(answer.feedback)}" if answer.feedback else ""
        lines.append(f"{sign}{_out(answer.words)}{feedback}")
    return lines


def _out(words: str) -> str:
    """Escape what GIFT reads as a sign, line breaks too: an empty line would end the question."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", words).replace("\n", "\\n")
