"""Imports a file of questions into a pack as a quiz, exports a quiz, and reports what could not be converted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.commands.exchange.aiken import is_aiken, read_aiken
from bot.commands.exchange.exchange_question import ParsedQuestions, only, said
from bot.commands.exchange.gift import read_gift, write_gift
from bot.commands.exchange.moodle import read_moodle
from bot.commands.exchange.quiz import questions_of, quiz_text
from bot.commands.exchange.table import read_table, write_table
from bot.commands.sheets import FILE_BYTES, Unreadable, read_rows
from bot.packs.lint.script import other_script
from bot.packs.parser.reader import read_pack
from bot.packs.templates import pack_around, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.parser.reader import Pack

DONE, LEFT, USAGE = 0, 1, 2
"""Exit codes: everything was done; something is left to repair; it cannot be done like this."""

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
    told = _repairs(file, taken, locale)
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


def _repairs(file: Path, taken: ParsedQuestions, locale: str) -> list[str]:
    """Return what has to be repaired by hand, also words in the letters of another language: first what was left
    out, a line each, then what was imported, the same trouble in one line.
    """
    for question in taken.asked:
        if other_script(said(question), locale):
            what = f"its words are not in the letters of '{locale}', the pack's language"
            taken.note(question.line, what, "translate it, or leave it out; `check` warns of it (W624)")
    left = sorted((repair for repair in taken.repairs if not repair.kept), key=lambda repair: repair.line)
    told = [f"{file}:{repair.line}: left out: {repair.what} — {repair.fix}" for repair in left]
    notes: dict[tuple[str, str], list[int]] = {}
    for repair in sorted(taken.repairs, key=lambda repair: repair.line):
        if repair.kept:
            notes.setdefault((repair.what, repair.fix), []).append(repair.line)
    for (what, fix), (first, *more) in notes.items():
        also = f" (also in lines {', '.join(map(str, more))})" if more else ""
        told.append(f"{file}:{first}: imported, but {what}{also} — {fix}")
    return told


def read_questions(file: Path, locale: str) -> ParsedQuestions:
    """Read a file, its format told by its ending or, for text, by its content.

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
    return read_aiken(text) if is_aiken(text) else read_gift(text, locale)


def export_questions(file: Path, target: Path) -> tuple[int, str]:
    """Write the questions of a pack's file as GIFT (`.gift`, `.txt`) or a sheet (`.xlsx`)."""
    folder = pack_around(file)
    pack = read_pack(folder) if folder else None
    name = _name(pack, file) if pack else ""
    parsed = pack.files.get(name) if pack else None
    if pack is None or parsed is None or parsed.failed:
        return USAGE, f"{file}: no file of a pack, or one with errors: run `check` first"
    asked = questions_of(parsed.get(), pack.text_of(name))
    untold = Counter(question.kind.name for question in asked if not question.kind.exported())
    told = [
        f"{file}: {count} {name}s have no right answer, so they are left out" for name, count in untold.items()
    ]
    asked = [question for question in asked if question.kind.exported()]
    if target.suffix.lower() == ".xlsx":
        write_table(target, asked)
    else:
        words, unfit = write_gift(asked)
        told += [f"{file}:{one.line}: GIFT has no form for {one.kind.no_gift}, so it is left out" for one in unfit]
        asked = [question for question in asked if question not in unfit]
        told += [
            f"{file}:{one.line}: GIFT has no form for a hint, so it stays behind" for one in asked if one.hint
        ]
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
