"""Reads a file with questions that a teacher brings, in a process of its own with limits of time and memory.

The readers are those of editors' files; whatever of the file does not become a question is told.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.incoming import SentFile
from bot.features.classes.store import classrooms
from bot.features.own_questions import pages
from bot.features.own_questions.checking import ready, troubles_of
from bot.features.own_questions.domain import OwnWords
from bot.packs.exchange.exchange_question import NO_FEEDBACK
from bot.packs.exchange.import_export import read_questions
from bot.packs.exchange.other_formats import other_format
from bot.packs.exchange.wording import to_plain
from bot.packs.own_words import LONGEST, BroughtQuestions, Left, OwnQuestion, new_id
from bot.packs.recipe import MOST_QUESTIONS
from bot.packs.sheets import Unreadable
from bot.packs.upload.brought import QUESTIONS, reason
from bot.packs.upload.sandbox import Limits, read_within_limits, run_child
from bot.values.audience import Audience
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from subprocess import Popen

    from bot.chat.file_uses import Arrived
    from bot.chat.turn import Turn
    from bot.packs.exchange.exchange_question import ExchangeQuestion
    from bot.values.page import Page

FILE_BYTES = 1024 * 1024
"""Largest file of questions: Moodle writes pictures of questions into it, twenty questions alone fill 8 KiB."""

ASKS_FOR_QUESTIONS = (pages.OwnQuestions, pages.OwnQuestionsIn)
"""Pages where a teacher is asked for a file of questions."""

LIMITS = Limits(niceness=5)
"""A teacher waits for it in the middle of a conversation."""

PASTED = "questions.txt"
"""What words that were pasted are called."""

_READERS = ThreadPoolExecutor(2, "questions")
"""Files that are read at the same time."""


@dataclass(frozen=True, slots=True)
class SentQuestions(SentFile):
    """Questions from a file that a teacher sent where it was asked for, read in a process of its own; None when it
    could not be fetched or is too large.
    """

    brought: BroughtQuestions | None = field(repr=False)


def read_in_sandbox(  # noqa: PLR0913, PLR0917 - a file, and whose it is
    name: str,
    content: bytes,
    tier: Audience,
    locale: str,
    today: date,
    children: set[Popen[bytes]] | None = None,
) -> Future[BroughtQuestions]:
    """Read a file for a class of an age in a process of its own, which is in `children` meanwhile."""
    return _READERS.submit(_read, name, content, tier, locale, today, children)


async def read_arrived(opened: tuple[Audience, str] | None, arrived: Arrived) -> SentQuestions:
    """Return what is in the file that a teacher sent where it was asked for; nothing for no content, and where the
    class is closed or somebody else has their phone.
    """
    if arrived.content is None or opened is None:
        return SentQuestions(None)
    tier, locale = opened
    reading = read_in_sandbox(arrived.name, arrived.content, tier, locale, arrived.today, arrived.children)
    brought: BroughtQuestions = await asyncio.wrap_future(reading)
    return SentQuestions(brought)


def asked_for(turn: Turn, place: Page | None) -> tuple[Audience, str] | None:
    """Return the age of the class for which a person is asked for questions at a place, and their language."""
    if not isinstance(place, ASKS_FOR_QUESTIONS):
        return None
    classroom = classrooms.taught(turn.db, turn.person.key, place.room)
    return (classroom.tier, turn.person.locale) if classroom and not classroom.closed else None


def _read(  # noqa: PLR0913, PLR0917 - as above
    name: str, content: bytes, tier: Audience, locale: str, today: date, children: set[Popen[bytes]] | None
) -> BroughtQuestions:
    told = {"name": name, "tier": tier.value, "locale": locale, "today": today.isoformat()}
    with tempfile.TemporaryDirectory(prefix="mayak-questions-") as folder:
        try:
            answer = run_child(__name__, folder, told, content, LIMITS, children)
        except (subprocess.SubprocessError, OSError):
            what = phrase("reading it took more time or memory than a file may take")
            return BroughtQuestions(left=(Left(1, what, phrase("split it")),))
    return BroughtQuestions.from_data(json.loads(answer))


def read_file(name: str, content: bytes, tier: Audience, locale: str, today: date) -> BroughtQuestions:
    """Return the questions of a file in plain words, twenty at most; those without letters (an order, own words, a
    poll) stay behind. Errors: OSError.
    """
    shown = re.sub(r"[^\w. ()-]", "?", name.rpartition("/")[2])[-80:] or PASTED
    if other := other_format(shown):
        return BroughtQuestions(left=(Left(1, *other),))
    if shown.lower().rpartition(".")[2] not in QUESTIONS:
        what = phrase("a file of a kind that holds no questions")
        return BroughtQuestions(left=(Left(1, what, phrase("send GIFT, Aiken, Moodle XML, XLSX or CSV")),))
    with tempfile.TemporaryDirectory(prefix="mayak-own-") as folder:
        file = Path(folder) / shown
        file.write_bytes(content)
        try:
            taken = read_questions(file, locale)
        except Unreadable as error:
            fix = phrase("open it and save it anew, or send another file")
            return BroughtQuestions(left=(Left(1, reason(error.why, file), fix),))
    left = [Left(one.line, one.what, one.fix, one.kept) for one in taken.repairs if one.what != NO_FEEDBACK]
    questions: list[OwnQuestion] = []
    for asked in taken.asked:
        whole = _in_plain_words(asked)
        trouble = _without_letters(asked) or _one_too_many(len(questions))
        if trouble:
            left.append(Left(asked.line, *trouble))
            continue
        questions.append(whole.shortened())
        left += _lost(asked, whole)
    names = [to_plain(one.title) for one in taken.asked if one.stem and one.title]
    if names:
        what = phrase(
            "the names of the questions stay behind: {names}", names=", ".join(f"“{one}”" for one in names)
        )
        left.append(Left(1, what, phrase("nobody sees them: write into a question what it needs"), kept=True))
    title = "" if shown == PASTED else Path(shown).stem.replace("_", " ").strip()[: LONGEST["title"]]
    words = OwnWords(0, 0, title or PASTED, tuple(questions))
    found = troubles_of(words, tier, today) if questions else {}
    left.sort(key=lambda one: (one.kept, one.line))
    return BroughtQuestions(title, words.questions, ready(words, found), tuple(left))


def _without_letters(asked: ExchangeQuestion) -> tuple[str, str] | None:
    kind = asked.kind
    if kind.arranged or kind.own_words or not kind.counted:
        what = phrase("this question has no letters to answer with")
        return what, phrase("give it options, of which one or more are right")
    return None


def _one_too_many(there: int) -> tuple[str, str] | None:
    if there < MOST_QUESTIONS:
        return None
    return phrase("a set has {most} questions at most", most=MOST_QUESTIONS), phrase(
        "put the others into a file of their own"
    )


def _lost(asked: ExchangeQuestion, whole: OwnQuestion) -> Iterator[Left]:
    """Yield what of a question that comes has no place here, word for word."""
    if asked.hint:
        what = phrase("its hint stays behind: “{words}”", words=to_plain(asked.hint))
        yield Left(asked.line, what, phrase("write it into the question"), kept=True)
    for words, most in ((whole.stem, LONGEST["stem"]), (whole.note, LONGEST["note"])):
        if words[most:]:
            what = phrase("these words stay behind: “{words}”", words=words[most:])
            yield Left(asked.line, what, phrase("shorten it to {most}", most=most), kept=True)


def _in_plain_words(asked: ExchangeQuestion) -> OwnQuestion:
    """Return a question without styles; what was said to a single answer is said to all."""
    told = [f"{to_plain(one.words)}: {to_plain(one.feedback)}" for one in asked.answers if one.feedback]
    right = tuple(at for at, one in enumerate(asked.answers) if one.right)
    options = tuple(to_plain(one.words) for one in asked.answers)
    note = "\n".join(filter(None, (to_plain(asked.note), *told)))
    return OwnQuestion(new_id(), to_plain(asked.stem or asked.title), options, right, note)


def main() -> None:
    """Read the file on stdin, and write what came of it to stdout, as JSON."""
    told, content = read_within_limits()
    tier, today = Audience(told["tier"]), date.fromisoformat(told["today"])
    brought = read_file(told["name"], content, tier, told["locale"], today)
    sys.stdout.buffer.write(json.dumps(brought.as_data()).encode())
    sys.stdout.flush()
    os._exit(0)  # nothing to clear up: the folder is the parent's


if __name__ == "__main__":
    main()
