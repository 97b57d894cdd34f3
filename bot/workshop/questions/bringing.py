"""Bringing: a file of questions imported into a pack as a quiz, and a quiz written out; what is left is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.model import QuestionKind
from bot.packs.reader import read_pack
from bot.packs.templates import pack_around, refusal
from bot.workshop.questions.aiken import read_aiken
from bot.workshop.questions.asked import Taken, only
from bot.workshop.questions.gift import read_gift, write_gift
from bot.workshop.questions.moodle import read_moodle
from bot.workshop.questions.quiz import questions_of, quiz_text
from bot.workshop.questions.table import read_table, write_table
from bot.workshop.sheets import FILE_BYTES, Unreadable, read_rows

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.reader import Pack

DONE, LEFT, USAGE = 0, 1, 2
"""Exit codes: all of it was done; something is left to repair; it cannot be done like this."""

QUESTIONS = 60
"""Most questions of one quiz (the pack format's cards an item)."""


def import_questions(file: Path, item: Path, category: str = "") -> tuple[int, str]:
    """Import a file into the folder `item` of a pack as a quiz in its source locale; return the exit code and what
    to print: a line for each question that has to be repaired or was left out, `file:line: reason — what to do`.
    """
    around = pack_around(item)
    why_not = refusal("quiz", item)
    if why_not or around is None:
        return USAGE, why_not
    pack = read_pack(around)
    if pack.head is None:
        return USAGE, f"{pack.shown}/pack.yml has errors"
    locale = pack.head.source_locale
    target = item / f"quiz.{locale}.md"
    if target.exists():
        return USAGE, f"{target} exists already; nothing is written"
    try:
        taken = read_questions(file, locale)
    except Unreadable as error:
        return USAGE, str(error)
    categories = sorted({question.category for question in taken.asked})
    if category:
        taken = only(taken, category)
    told = [
        f"{file}:{repair.line}: {'imported, but ' if repair.kept else 'left out: '}{repair.what} — {repair.fix}"
        for repair in sorted(taken.repairs, key=lambda repair: repair.line)
    ]
    if len(taken.asked) > QUESTIONS:
        told.append(f"{file}:{taken.asked[QUESTIONS].line}: left out: more than {QUESTIONS} questions — split it")
    if len(categories) > 1 and not category:
        choose = f"for one of them: --category '{categories[0]}'"
        told.append(f"{file}: {len(categories)} categories in one quiz; {choose}")
    asked = taken.asked[:QUESTIONS]
    if not asked:
        return USAGE, "\n".join([*told, f"{file}: no question could be imported"])
    title = (category or (categories[0] if len(categories) == 1 else "") or file.stem).rpartition("/")[2]
    item.mkdir(parents=True, exist_ok=True)
    target.write_text(quiz_text(asked, item, locale, title[:100].strip() or file.stem), "utf-8", newline="\n")
    told.append(f"{target}: {len(asked)} questions; look at its head, then run `check {target}`")
    return LEFT if len(told) > 1 else DONE, "\n".join(told)


def read_questions(file: Path, locale: str) -> Taken:
    """Read a file by its ending, a text by its look.

    Errors: Unreadable when it cannot be read at all.
    """
    if not file.is_file():
        raise Unreadable(f"there is no file {file}")
    ending = file.suffix.lower()
    if ending in {".xlsx", ".csv", ".tsv"}:
        try:
            return read_table(read_rows(file))
        except Unreadable as error:
            raise Unreadable(f"{file}: {error}") from error
    if file.stat().st_size > FILE_BYTES:
        raise Unreadable(f"{file}: larger than {FILE_BYTES // 1024 // 1024} MiB: split it")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{file}: not in UTF-8: save it as UTF-8") from None
    if ending == ".xml" or text.lstrip().startswith("<?xml"):
        try:
            return read_moodle(text, locale)
        except Unreadable as error:
            raise Unreadable(f"{file}: {error}") from error
    is_aiken = "\nANSWER:" in text.replace("\r", "") and "{" not in text
    return read_aiken(text) if is_aiken else read_gift(text, locale)


def export_questions(file: Path, target: Path) -> tuple[int, str]:
    """Write the questions of a pack's file as GIFT (`.gift`, `.txt`) or a sheet (`.xlsx`)."""
    folder = pack_around(file)
    pack = read_pack(folder) if folder else None
    name = _name(pack, file) if pack else ""
    sheet = pack.sheets.get(name) if pack else None
    if pack is None or sheet is None or sheet.failed:
        return USAGE, f"{file}: no file of a pack, or one with errors: run `check` first"
    asked = questions_of(sheet.get(), (pack.folder / name).read_text(encoding="utf-8-sig"))
    polls = sum(
        card.question is not None and card.question.kind is QuestionKind.POLL for card in sheet.get().cards
    )
    told = [f"{file}: {polls} polls have no right answer, so they are left out"] if polls else []
    asked = [question for question in asked if not question.answers or any(one.right for one in question.answers)]
    if target.suffix.lower() == ".xlsx":
        write_table(target, asked)
    else:
        words, unfit = write_gift(asked)
        told += [f"{file}:{question.line}: GIFT has no form for an order, so it is left out" for question in unfit]
        asked = [question for question in asked if question not in unfit]
        target.write_text(words, "utf-8", newline="\n")
    return LEFT if told else DONE, "\n".join([*told, f"{target}: {len(asked)} questions"])


def _name(pack: Pack, file: Path) -> str:
    return file.resolve().relative_to(pack.folder.resolve()).as_posix()


def write_empty_table(target: Path) -> tuple[int, str]:
    """Write the template of a sheet with questions."""
    if target.exists():
        return USAGE, f"{target} exists already; nothing is written"
    write_table(target, [])
    return DONE, f"{target}: a row a question; import it with `import {target} PACK/ITEM`"
