"""Checks a teacher's own questions by the rules of packs, each problem at its field, and makes a pack of them
for teachers who want to send them to review.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.packs.check import check
from bot.packs.exchange.exchange_question import Answer, ExchangeQuestion
from bot.packs.exchange.quiz import quiz_text
from bot.packs.exchange.wording import from_plain
from bot.packs.lint.script import other_script
from bot.packs.problem import Severity
from bot.packs.question import OPTIONS
from bot.packs.templates import new_pack, written
from bot.packs.upload.archive import pack_up
from bot.values.phrases import phrase, phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from bot.features.own_questions.domain import OwnWords
    from bot.packs.own_words import OwnQuestion
    from bot.values.audience import Audience

TITLE, STEM, NOTE = "title", "stem", "note"
"""Fields, besides `option-0`, `option-1` …"""

TOPIC = "accounts"
"""The folder in which a pack of these questions begins; its author moves it."""

OURS = {"E201", "E202", "E205", "W201"}
"""Problems that are said here in words for a form."""

PACK = "my-questions"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem of a field: what is wrong and how to correct it; with a `grave` one the question is not asked."""

    field: str
    what: str
    fix: str
    grave: bool = True


def troubles_of(words: OwnWords, tier: Audience, today: date) -> dict[str, list[Trouble]]:
    """Return the problems of a set by question (by `title` for its name). Errors: OSError."""
    found = {one.id: list(_of_form(one)) for one in words.questions}
    whole = [one for one in words.questions if not found[one.id]]
    if not whole:
        return found
    files = _files(words.title, whole, tier)
    name = next(file for file in files if file.startswith(TOPIC))
    with tempfile.TemporaryDirectory(prefix="mayak-own-") as folder:
        for file, content in files.items():
            target = Path(folder) / PACK / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        problems = check([Path(folder) / PACK], today=today)
    places = list(_places(files[name].decode()))
    for problem in problems:
        if not problem.path.endswith(name) or problem.code in OURS or problem.line > len(places):
            continue
        card, field = places[problem.line - 1]
        grave = problem.severity is Severity.ERROR
        if card < len(whole):
            asked = whole[card]
            there = [field] if not field.startswith("option") or int(field[7:]) < len(asked.options) else [STEM]
            found[asked.id].append(Trouble(there[0], problem.what, problem.fix, grave))
        elif grave:
            found.setdefault(TITLE, []).append(Trouble(TITLE, problem.what, problem.fix, grave))
    return found


def ready(words: OwnWords, found: Mapping[str, Sequence[Trouble]]) -> frozenset[str]:
    """Return the ids of the questions that can be asked."""
    return frozenset(
        one.id for one in words.questions if not any(trouble.grave for trouble in found.get(one.id, ()))
    )


def as_pack(words: OwnWords, tier: Audience) -> bytes:
    """Return a pack of the set as .zip, a draft that its author completes and sends to review."""
    return pack_up(
        {f"{PACK}/{name}": content for name, content in _files(words.title, words.questions, tier).items()}
    )


def _of_form(one: OwnQuestion) -> Iterator[Trouble]:
    """Yield what is missing in a form."""
    fewest, most = OPTIONS
    if not one.stem:
        yield Trouble(STEM, phrase("The question has no words yet."), phrase("Write what you ask."))
    if not fewest <= len(one.options) <= most:
        what = phrase("A question has {fewest} to {most} answers.", fewest=fewest, most=most)
        yield Trouble("option-0", what, phrase("Write one in each field, and leave the others empty."))
    elif len({option.casefold() for option in one.options}) < len(one.options):
        yield Trouble("option-0", phrase("Two answers are the same."), phrase("Change or delete one."))
    if not one.right:
        yield Trouble("option-0", phrase("No answer is marked as right."), phrase("Tick the right one."))
    elif len(one.right) == len(one.options):
        yield Trouble("option-0", phrase("Every answer is marked as right."), phrase("Add one that is wrong."))
    if not one.note:
        what = phrase("There is no explanation yet.")
        yield Trouble(NOTE, what, phrase("Write why: whoever chose another answer learns from it."))


def _files(title: str, questions: Sequence[OwnQuestion], tier: Audience) -> dict[str, bytes]:
    """Return the files of a pack with these questions, in the language whose letters they are in."""
    said = "\n".join([title, *(word for one in questions for word in (one.stem, *one.options, one.note))])
    locale = next((one for one in written() if not other_script(said, one)), written()[0])
    asked = [
        ExchangeQuestion(
            1,
            from_plain(one.stem),
            tuple(Answer(from_plain(option), at in one.right) for at, option in enumerate(one.options)),
            _heading(number, locale),
            from_plain(one.note),
        )
        for number, one in enumerate(questions, 1)
    ]
    name = title or PACK
    text = quiz_text(asked, Path(TOPIC) / tier.value, locale, name)
    head = new_pack(PACK, json.dumps(name, ensure_ascii=False), locale)
    return {"pack.yml": head.encode(), f"{TOPIC}/{tier.value}/quiz.{locale}.md": text.encode()}


def _heading(number: int, locale: str) -> str:
    return phrases_of(locale).say("Question {number}", number=number)


def _places(text: str) -> Iterator[tuple[int, str]]:
    """Yield for each line of a quiz the place of its question from 0 (a million above the first) and the field."""
    card, option, field = -1, -1, TITLE
    for line in text.split("\n"):
        if line.startswith("## "):
            card, option, field = card + 1, -1, STEM
        elif line.startswith("- ["):
            option += 1
            field = f"option-{option}"
        elif line.startswith("> [!NOTE]"):
            field = NOTE
        yield (card if card >= 0 else 1_000_000), field
