"""GIFT as Moodle reads it: questions between empty lines, `::name::`, `{=right ~wrong#feedback ####note}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs.exchange.exchange_question import OWN_WORDS, Answer, ExchangeQuestion, ParsedQuestions, flattened
from bot.packs.exchange.gift_blocks import Block, answers_in, blocks, pieces, shown
from bot.packs.exchange.wording import from_html, from_markdown, from_plain
from bot.packs.kinds import KINDS
from bot.packs.question import Question
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrase, phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d+)?)%")
_TRUE, _FALSE = {"T", "TRUE"}, {"F", "FALSE"}
_MARKUP = re.compile(
    r"<([a-z][a-z0-9]*)\b[^>]*>.*</\1\s*>|<(?:br|img)\b[^>]*>|^\s*<p\b[^>]*>|&(?:\w+|#\d+);",
    re.IGNORECASE | re.DOTALL,
)
"""What turns words into HTML if no format is named; a tag alone (`<body>`) is part of the question's words."""

_CLOZE = re.compile(r"\{\d*:[A-Z_]+:")
"""The beginning of Moodle's gap inside a text."""

GAP = "_____"
"""Moodle's sign for the place of the answer inside a sentence."""


def yes_and_no(locale: str) -> tuple[str, str]:
    """Return the names of the two options of a true or false question, true first."""
    say = phrases_of(locale).say
    return say("True"), say("False")


@dataclass(slots=True)
class _Words:
    """Reads words in a question's format, and notes parts that cannot be shown."""

    form: str
    lost: list[str]

    def read(self, raw: str) -> str:
        found = _FORMAT.match(raw.strip())
        form, raw = (found[1].lower(), raw.strip()[found.end() :]) if found else (self.form, raw)
        plain = shown(raw).strip()
        if form == "markdown":
            return from_markdown(plain)
        if form == "html" or (form == "moodle" and _MARKUP.search(plain)):
            words, lost = from_html(plain)
            if words or "img" in lost:
                self.lost += lost
                return words
        return from_plain(plain)


def read_gift(text: str, locale: str = SOURCE_LOCALE) -> ParsedQuestions:
    """Read a GIFT file; `locale` names the two options of a true or false question."""
    taken = ParsedQuestions()
    for block in blocks(text):
        _question(taken, block, locale)
    return taken


def _question(taken: ParsedQuestions, block: Block, locale: str) -> None:
    line, text, name = block.line, block.text, ""
    if text.startswith("::") and "::" in text[2:]:
        name, _, text = text[2:].partition("::")
    text = text.strip()
    found = _FORMAT.match(text)
    words = _Words(found[1].lower() if found else "moodle", [])
    text = text[found.end() :] if found else text
    places = list(answers_in(text))
    if not places:
        taken.leave(line, *_without_answers(text))
        return
    if len(places) > 1:
        taken.leave(line, phrase("several gaps in one sentence"), phrase("write a question for each gap"))
        return
    ((start, end),) = places
    before, inside, after = text[:start], text[start + 1 : end - 1].strip(), text[end:].strip()
    stem = words.read(f"{before.rstrip()} {GAP} {after}" if after else before)
    inside, _, note = inside.partition("####")
    try:
        kind, answers = _answers(taken, line, inside.strip(), words, locale)
    except _Unfit as unfit:
        taken.leave(line, *unfit.args)
        return
    question = ExchangeQuestion(line, stem, answers, words.read(name), words.read(note), block.category, kind)
    if words.lost:
        taken.unshown(line, words.lost)
    taken.take(flattened(question))


def _without_answers(text: str) -> tuple[str, str]:
    """Return why words are not a question, and what to do."""
    if text.count("{") != text.count("}"):
        return phrase("a brace is missing"), phrase(
            "write the answers between {{ and }}, and \\{{ for a brace that is shown"
        )
    if _CLOZE.search(text):
        return phrase("gaps to be filled"), phrase("write a question for each gap")
    if "{" in text:
        return phrase("braces without answers"), phrase(
            "write = before the right answer and ~ before each wrong one"
        )
    return phrase("words without a question"), phrase("make them a card of a lesson")


class _Unfit(Exception):
    """A kind of question that a chat cannot ask: what it is, and what to do."""


def _answers(
    taken: ParsedQuestions, line: int, inside: str, words: _Words, locale: str
) -> tuple[type[Question], tuple[Answer, ...]]:
    """Return the kind of a question and its options; a plain `Question` if the options determine the kind."""
    if not inside:
        return OWN_WORDS, ()
    if inside.startswith("#"):
        raise _Unfit(phrase("a number is asked for"), phrase("write the likely numbers as options"))
    if "~" in inside:
        return Question, tuple(_choices(taken, line, inside, words))
    between = {kind.gift_between: kind for kind in KINDS.values() if kind.gift_between}
    if sign := next((sign for sign in between if inside.startswith("=") and sign in inside), ""):
        return between[sign], tuple(_in_parts(inside, sign, between[sign], words))
    truth, *feedback = inside.split("#")
    if truth.strip().upper() in _TRUE | _FALSE:
        return Question, _true_false(truth.strip().upper() in _TRUE, [words.read(one) for one in feedback], locale)
    raise _Unfit(
        phrase("an answer to be typed"), phrase("write it as one of several options: ~ before each wrong one")
    )


def _in_parts(inside: str, sign: str, kind: type[Question], words: _Words) -> Iterator[Answer]:
    """Yield options of two parts with a sign between them, such as pairs: `=left -> right`."""
    _, given = pieces(inside)
    for piece in given:
        sides = [words.read(side) for side in piece.removeprefix("=").split(sign, 1)]
        yield Answer(kind.joined(sides), right=True)


def _true_false(right: bool, feedback: Sequence[str], locale: str) -> tuple[Answer, ...]:  # noqa: FBT001 - it is the truth itself
    """Return the two options. Moodle's order of feedback: for a wrong answer, then for a right one."""
    wrong_said, right_said = [*feedback, "", ""][:2]
    yes, no = yes_and_no(locale)
    return (
        Answer(yes, right, right_said if right else wrong_said),
        Answer(no, not right, wrong_said if right else right_said),
    )


def _choices(taken: ParsedQuestions, line: int, inside: str, words: _Words) -> list[Answer]:
    before, given = pieces(inside)
    if before:
        raise _Unfit(
            phrase("words before the first answer: {before}", before=shown(before)[:30]),
            phrase("write = or ~ before them"),
        )
    several = not any(piece.startswith("=") for piece in given)
    found = []
    for raw in given:
        piece = raw.strip().removeprefix("~").strip()
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
                what = phrase(
                    "half a mark ({weight} %), which does not exist here: counted as wrong", weight=weight[1]
                )
                taken.note(line, what, phrase("say in its feedback what is right about it"))
        said, _, feedback = piece.partition("#")
        found.append(Answer(words.read(said), right, words.read(feedback)))
    return found


def write_gift(asked: Sequence[ExchangeQuestion]) -> tuple[str, list[ExchangeQuestion]]:
    """Return questions as GIFT in Markdown, and the questions that GIFT cannot express."""
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
    between = question.kind.gift_between
    lines = []
    for answer in question.answers:
        sign = "=" if answer.right else "~"
        if right > 1 and not between:
            sign = f"~%{100 / right:.5f}%" if answer.right else "~%-100%"
        feedback = f"#{_out(answer.feedback)}" if answer.feedback else ""
        words = f" {between} ".join(map(_out, question.kind.parted(answer.words)))
        lines.append(f"{sign}{words}{feedback}")
    return lines


def _out(words: str) -> str:
    """Escape the signs of GIFT, and line breaks: an empty line would end the question."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", words).replace("\n", "\\n")
