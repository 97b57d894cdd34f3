"""Imports questions as a quiz and a document as a lesson, exports a quiz, reports what could not be converted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.packs.exchange.aiken import is_aiken, read_aiken
from bot.packs.exchange.exchange_question import ParsedQuestions, only, said
from bot.packs.exchange.gift import read_gift, write_gift
from bot.packs.exchange.moodle import read_moodle
from bot.packs.exchange.other_formats import other_format
from bot.packs.exchange.quiz import questions_of, quiz_text
from bot.packs.exchange.table import read_table, write_table
from bot.packs.lint.script import other_script
from bot.packs.parser.reader import read_pack
from bot.packs.sheets import FILE_BYTES, Unreadable, read_rows
from bot.packs.templates import pack_around, refusal
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrase, phrases_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.pack import Pack
    from bot.packs.parser.head import PackHead
    from bot.values.phrases import Phrases

DONE, LEFT, USAGE = 0, 1, 2
"""Exit codes: everything is done; some repairs are left; it cannot be done like this."""

QUESTIONS = 60
"""Most questions of one quiz (the pack format's limit of cards per item)."""


def import_questions(file: Path, item: Path, category: str = "", reader: Phrases | None = None) -> tuple[int, str]:
    """Import a file into the folder `item` of a pack as a quiz (a document: as a lesson) in its source locale.
    Returns the exit code and the text to print in the language of `reader` (English by default): a line for each
    question that needs a repair or was left out, `file:line: reason — what to do`.
    """
    code, told = _imported(file, item, category)
    reader = reader or phrases_of(SOURCE_LOCALE)
    return code, "\n".join(map(reader.retell, told))


def _imported(file: Path, item: Path, category: str) -> tuple[int, list[str]]:
    """Import a file; return the exit code and the report, line by line."""
    around = pack_around(item)
    why_not = refusal("quiz", item)
    if why_not or around is None:
        return USAGE, [why_not]
    pack = read_pack(around)
    if pack.head is None:
        return USAGE, [phrase("{pack}/pack.yml has errors", pack=pack.shown)]
    if other := other_format(file.name):
        what, fix = other
        return USAGE, [phrase("{file}: {what} — {fix}", file=file, what=what, fix=fix)]
    if file.suffix.lower() == ".docx":
        return _lesson(file, item, around, pack.head)
    return _quiz(file, item, category, pack.head.source_locale)


def _quiz(file: Path, item: Path, category: str, locale: str) -> tuple[int, list[str]]:
    """Import questions as a quiz; return the exit code and the report, line by line."""
    target = item / f"quiz.{locale}.md"
    if target.exists():
        return USAGE, [phrase("{file} exists already; nothing is written", file=target)]
    try:
        taken = read_questions(file, locale)
    except Unreadable as error:
        return USAGE, [error.why]
    categories = sorted({question.category for question in taken.asked})
    if category:
        taken = only(taken, category)
    told = _repairs(file, taken, locale)
    if len(taken.asked) > QUESTIONS:
        told.append(
            phrase(
                "{file}:{line}: left out: more than {questions} questions — split it",
                file=file,
                line=taken.asked[QUESTIONS].line,
                questions=QUESTIONS,
            )
        )
    if len(categories) > 1 and not category:
        choose = phrase("for one of them: --category '{categories}'", categories=categories[0])
        told.append(
            phrase(
                "{file}: {count} categories in one quiz; {choose}", file=file, count=len(categories), choose=choose
            )
        )
    asked = taken.asked[:QUESTIONS]
    if not asked:
        return USAGE, [*told, phrase("{file}: no question could be imported", file=file)]
    title = (category or (categories[0] if len(categories) == 1 else "") or file.stem).rpartition("/")[2]
    item.mkdir(parents=True, exist_ok=True)
    target.write_text(quiz_text(asked, item, locale, title[:100].strip() or file.stem), "utf-8", newline="\n")
    told.append(
        phrase(
            "{target}: {count} questions; look at its head, then run `check {target}`",
            target=target,
            count=len(asked),
        )
    )
    return LEFT if len(told) > 1 else DONE, told


def _lesson(file: Path, item: Path, around: Path, head: PackHead) -> tuple[int, list[str]]:
    """Import a Word document as a lesson; return the exit code and the report, line by line."""
    from bot.packs.exchange.word import read_word  # noqa: PLC0415 - questions need no Word

    target = item / f"lesson.{head.source_locale}.md"
    if target.exists():
        return USAGE, [phrase("{file} exists already; nothing is written", file=target)]
    if not file.is_file():
        return USAGE, [phrase("there is no file {file}", file=file)]
    try:
        place = item.absolute().relative_to(around.absolute()).as_posix()
        lesson = read_word(file.name, file.read_bytes(), place, head.link_hosts)
    except Unreadable as error:
        return USAGE, [phrase("{file}: {why}", file=file, why=error.why)]
    there = next((item / name for name in lesson.pictures if (item / name).exists()), None)
    if there is not None:
        return USAGE, [phrase("{file} exists already; nothing is written", file=there)]
    item.mkdir(parents=True, exist_ok=True)
    target.write_text(lesson.text, "utf-8", newline="\n")
    for name, content in lesson.pictures.items():
        (item / name).parent.mkdir(exist_ok=True)
        (item / name).write_bytes(content)
    told = [
        phrase("{file}: paragraph {line}: {what} — {fix}", file=file, line=one.line, what=one.what, fix=one.fix)
        for one in lesson.left
    ]
    count = lesson.text.count("\n## ")
    done = phrase(
        "{target}: {count} cards; look at its head, then run `check {target}`", target=target, count=count
    )
    return LEFT if told else DONE, [*told, done]


def _repairs(file: Path, taken: ParsedQuestions, locale: str) -> list[str]:
    """Return the repairs to make by hand, including words in the letters of another language: first the omitted
    parts, a line each, then the imported ones, one line per kind of problem.
    """
    for question in taken.asked:
        if other_script(said(question), locale):
            what = phrase("its words are not in the letters of '{locale}', the pack's language", locale=locale)
            taken.note(question.line, what, phrase("translate it, or leave it out; `check` warns of it (W624)"))
    left = sorted((repair for repair in taken.repairs if not repair.kept), key=lambda repair: repair.line)
    told = [
        phrase(
            "{file}:{line}: left out: {what} — {fix}",
            file=file,
            line=repair.line,
            what=repair.what,
            fix=repair.fix,
        )
        for repair in left
    ]
    notes: dict[tuple[str, str], list[int]] = {}
    for repair in sorted(taken.repairs, key=lambda repair: repair.line):
        if repair.kept:
            notes.setdefault((repair.what, repair.fix), []).append(repair.line)
    for (what, fix), (first, *more) in notes.items():
        also = phrase(" (also in lines {names})", names=", ".join(map(str, more))) if more else ""
        told.append(
            phrase(
                "{file}:{first}: imported, but {what}{also} — {fix}",
                file=file,
                first=first,
                what=what,
                also=also,
                fix=fix,
            )
        )
    return told


def read_questions(file: Path, locale: str) -> ParsedQuestions:
    """Read a file; its ending or, for text, its content tells the format.

    Errors: Unreadable if it cannot be read at all.
    """
    if not file.is_file():
        raise Unreadable(phrase("there is no file {file}", file=file))
    ending = file.suffix.lower()
    if ending in {".xlsx", ".csv", ".tsv"}:
        rows = read_rows(file)
        try:
            return read_table(rows, locale)
        except Unreadable as error:
            raise Unreadable(phrase("{file}: {why}", file=file, why=error.why)) from error
    if file.stat().st_size > FILE_BYTES:
        raise Unreadable(
            phrase("{file}: larger than {most} MiB: split it", file=file, most=FILE_BYTES // 1024 // 1024)
        )
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(phrase("{file}: not in UTF-8: save it as UTF-8", file=file)) from None
    if ending == ".xml" or text.lstrip().startswith("<?xml"):
        try:
            return read_moodle(text, locale)
        except Unreadable as error:
            raise Unreadable(phrase("{file}: {why}", file=file, why=error.why)) from error
    return read_aiken(text) if is_aiken(text) else read_gift(text, locale)


def export_questions(file: Path, target: Path, reader: Phrases | None = None) -> tuple[int, str]:
    """Write the questions of a pack's file as GIFT (`.gift`, `.txt`) or a sheet (`.xlsx`); return the exit code
    and the text to print in the language of `reader` (English by default).
    """
    reader = reader or phrases_of(SOURCE_LOCALE)
    folder = pack_around(file)
    pack = read_pack(folder) if folder else None
    name = _name(pack, file) if pack else ""
    parsed = pack.files.get(name) if pack else None
    if pack is None or parsed is None or parsed.failed:
        return USAGE, reader.say("{file}: no file of a pack, or one with errors: run `check` first", file=file)
    asked = questions_of(parsed.get(), pack.text_of(name))
    untold = Counter(question.kind.name for question in asked if not question.kind.exported())
    told = [
        phrase(
            "{file}: {count} questions of the kind `{name}` have no right answer, so they are left out",
            file=file,
            count=count,
            name=name,
        )
        for name, count in untold.items()
    ]
    asked = [question for question in asked if question.kind.exported()]
    if target.suffix.lower() == ".xlsx":
        write_table(target, asked, reader.locale)
    else:
        words, unfit = write_gift(asked)
        told += [
            phrase(
                "{file}:{line}: GIFT has no form for {no_gift}, so it is left out",
                file=file,
                line=one.line,
                no_gift=one.kind.no_gift,
            )
            for one in unfit
        ]
        asked = [question for question in asked if question not in unfit]
        told += [
            phrase("{file}:{line}: GIFT has no form for a hint, so it stays behind", file=file, line=one.line)
            for one in asked
            if one.hint
        ]
        target.write_text(words, "utf-8", newline="\n")
    written = phrase("{target}: {count} questions", target=target, count=len(asked))
    return LEFT if told else DONE, "\n".join(map(reader.retell, [*told, written]))


def _name(pack: Pack, file: Path) -> str:
    return file.resolve().relative_to(pack.folder.resolve()).as_posix()


def write_empty_table(target: Path, reader: Phrases | None = None) -> tuple[int, str]:
    """Write the template of a sheet with questions; return the exit code and the text to print."""
    reader = reader or phrases_of(SOURCE_LOCALE)
    if target.exists():
        return USAGE, reader.say("{file} exists already; nothing is written", file=target)
    write_table(target, [], reader.locale)
    return DONE, reader.say(
        "{target}: a row a question; import it with `import {target} PACK/ITEM`", target=target
    )
