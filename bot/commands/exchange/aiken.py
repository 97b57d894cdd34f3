"""Aiken: a line with the question, lines `A. …` or `A) …`, a line `ANSWER: A`."""

from __future__ import annotations

import re

from bot.commands.exchange.exchange_question import Answer, ExchangeQuestion, ParsedQuestions
from bot.commands.exchange.wording import from_plain

_OPTION = re.compile(r"\s*([A-Z])[.)]\s+(.*)")
_ANSWER = re.compile(r"\s*ANSWER\s*:\s*([A-Z])?\s*$", re.IGNORECASE)


def read_aiken(text: str) -> ParsedQuestions:
    """Read an Aiken file."""
    taken = ParsedQuestions()
    stem: list[str] = []
    options: list[tuple[str, str]] = []
    first = 1
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\ufeff", "").split("\n"), start=1):
        answer, option = _ANSWER.match(line), _OPTION.fullmatch(line)
        if answer:
            _take(taken, first if stem else number, stem, options, answer[1] or "")
            stem, options = [], []
        elif option and stem:
            options.append((option[1], option[2].strip()))
        elif line.strip() and options:
            taken.leave(first, "a question without a line `ANSWER: A`", "write which option is right")
            stem, options, first = [line.strip()], [], number
        elif line.strip():
            first = first if stem else number
            stem.append(line.strip())
    if stem or options:
        taken.leave(first, "a question without a line `ANSWER: A`", "write which option is right")
    return taken


def _take(taken: ParsedQuestions, line: int, stem: list[str], options: list[tuple[str, str]], right: str) -> None:
    letters = [letter for letter, _ in options]
    if right.upper() not in letters:
        known = ", ".join(letters) or "none"
        taken.leave(
            line, f"the answer '{right}' is none of the options ({known})", "write the letter of one of them"
        )
        return
    if len(set(letters)) < len(letters):
        taken.leave(line, "two options with one letter", "give each its own: A, B, C …")
        return
    answers = tuple(Answer(from_plain(words), letter == right.upper()) for letter, words in options)
    taken.take(ExchangeQuestion(line, from_plain("\n".join(stem)), answers))
