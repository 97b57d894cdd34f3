"""Aiken: a line with the question, lines `A. …` or `A) …`, a line `ANSWER: A`."""

from __future__ import annotations

import re

from bot.packs.exchange.exchange_question import Answer, ExchangeQuestion, ParsedQuestions
from bot.packs.exchange.wording import from_plain
from bot.values.phrases import phrase

_OPTION = re.compile(r"\s*([A-Z])[.)]\s+(.*)")
_ANSWER = re.compile(r"\s*ANSWER\s*:\s*([A-Z])?\s*$", re.IGNORECASE)


def is_aiken(text: str) -> bool:
    """Whether a text is Aiken: somewhere a line with the answer follows an option."""
    before = ""
    for line in text.splitlines():
        if _ANSWER.match(line) and _OPTION.fullmatch(before):
            return True
        before = line if line.strip() else before
    return False


def read_aiken(text: str) -> ParsedQuestions:
    """Read an Aiken file. The words of a question are the paragraph before its options or, right after the answer
    of another question, the line before its options. Text before that belongs to no question and is reported.
    """
    taken = ParsedQuestions()
    stem: list[str] = []
    options: list[tuple[str, str]] = []
    first, ended, glued = 1, False, False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\ufeff", "").split("\n"), start=1):
        answer, option, words = _ANSWER.match(line), _OPTION.fullmatch(line), line.strip()
        if answer:
            _take(taken, first if stem else number, stem, options, answer[1] or "")
            stem, options, glued = [], [], True
        elif option and stem:
            if glued and len(stem) > 1:
                _stray(taken, first)
                stem, first = stem[-1:], number - 1
            options.append((option[1], option[2].strip()))
            glued = False
        elif not words:
            ended, glued = True, False
            continue
        elif options:
            taken.leave(
                first, phrase("a question without a line `ANSWER: A`"), phrase("write which option is right")
            )
            stem, options, first = [words], [], number
        else:
            if stem and ended:
                _stray(taken, first)
                stem = []
            first = first if stem else number
            stem.append(words)
        ended = False
    if options:
        taken.leave(first, phrase("a question without a line `ANSWER: A`"), phrase("write which option is right"))
    elif stem:
        _stray(taken, first)
    return taken


def _stray(taken: ParsedQuestions, line: int) -> None:
    taken.leave(
        line,
        phrase("words without options"),
        phrase("join them to their question, or write them below it as feedback"),
    )


def _take(taken: ParsedQuestions, line: int, stem: list[str], options: list[tuple[str, str]], right: str) -> None:
    letters = [letter for letter, _ in options]
    if right.upper() not in letters:
        known = ", ".join(letters) or phrase("none")
        taken.leave(
            line,
            phrase("the answer '{right}' is none of the options ({known})", right=right, known=known),
            phrase("write the letter of one of them"),
        )
        return
    if len(set(letters)) < len(letters):
        taken.leave(line, phrase("two options with one letter"), phrase("give each its own: A, B, C …"))
        return
    answers = tuple(Answer(from_plain(words), letter == right.upper()) for letter, words in options)
    taken.take(ExchangeQuestion(line, from_plain("\n".join(stem)), answers))
