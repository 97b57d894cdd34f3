"""Files of other programs from an editor: a Word document becomes a lesson, questions a quiz, translated words the
items that they complete, a picture a part of its card; each joins the current pack, or begins a new one.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.packs.autofix import slug
from bot.packs.exchange.other_formats import other_format
from bot.packs.parser.reader import ITEM, head_of, read_pack
from bot.packs.problem import Problem, Severity
from bot.packs.sheets import Unreadable
from bot.packs.templates import new_pack, written
from bot.packs.upload.archive import lay_out, open_archive
from bot.packs.upload.sent_picture import PICTURES, put_in
from bot.values.phrases import Phrase, phrase, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.packs.exchange.exchange_question import ParsedQuestions
    from bot.packs.parser.head import PackHead

DOCUMENT = "docx"
QUESTIONS = frozenset({"gift", "txt", "xml", "xlsx", "csv", "tsv"})
WORDS = frozenset({"po", "xlsx"})
"""Endings of translation files, which are named `<pack>.<locale>.po`."""

_TRANSLATION = re.compile(r"(?P<pack>[a-z0-9-]{1,16})\.(?P<locale>[a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.(?:po|xlsx)")


@dataclass(slots=True)
class Brought:
    """The files of a pack including the imported one. `refused`: why it was refused (then there are no files);
    `left`: parts that did not fit, as warnings; `made`: the file that it became.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    refused: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    made: str = ""


def is_brought(name: str) -> bool:
    """Whether a file of this name comes from another program."""
    ending = name.lower().rpartition(".")[2]
    return ending == DOCUMENT or ending in QUESTIONS | WORDS | PICTURES or other_format(name) is not None


def bring(name: str, content: bytes, base: bytes, place: str) -> Brought:
    """Return the pack `base` (an archive; b"": a new pack) with the file `name` in an item's folder `place`."""
    shown = re.sub(r"[^\w. ()-]", "?", name.rpartition("/")[2])[:80] or "?"
    ending = shown.lower().rpartition(".")[2]
    if other := other_format(shown):
        return Brought(refused=[Problem(shown, 1, 1, "E912", *other)])
    files = open_archive("pack.zip", base)[0] if base else {}
    if ending in PICTURES:
        put = put_in(shown, content, files, place)
        return Brought({**files, **put.files} if put.files else {}, put.refused, put.left, put.made)
    return _converted(shown, content, files, place)


def _converted(shown: str, content: bytes, files: dict[str, bytes], place: str) -> Brought:
    """Return the pack with a file that becomes another one: a document, questions, translated words."""
    ending = shown.lower().rpartition(".")[2]
    translation = _TRANSLATION.fullmatch(shown)
    place = place.strip().strip("/").lower()
    try:
        with tempfile.TemporaryDirectory(prefix="mayak-brought-") as folder:
            if translation and files:
                return _translated(shown, content, files, translation["locale"], Path(folder))
            if not ITEM.fullmatch(place):
                return _without_place(shown)
            if ending == DOCUMENT:
                return _lesson(shown, content, files, place, Path(folder))
            return _quiz(shown, content, files, place, Path(folder))
    except Unreadable as error:
        fix = phrase("open it and save it anew, or send another file")
        if ending == DOCUMENT:
            fix = phrase("open it in your word processor and save it as .docx")
        return Brought(refused=[Problem(shown, 1, 1, "E912", error.why, fix)])


def without_pictures(came: Brought, base: Mapping[str, bytes]) -> Brought:
    """Return what was brought without the pictures that came with it, for where words alone can be kept."""
    pictures = [name for name in came.files if name not in base and name.endswith((".png", ".jpg"))]
    if not pictures:
        return came
    words, left = came.files[came.made].decode(), [*came.left]
    for name in pictures:
        inside = re.escape(name.removeprefix(f"{came.made.rpartition('/')[0]}/"))
        words = re.sub(rf"^!\[.*\]\({inside}\)\n+", "", words, flags=re.MULTILINE)
        what = phrase("the picture {name} stays behind", name=name)
        fix = phrase("here only words can be written: send the document to the bot in the chat, which takes both")
        left.append(Problem(came.made, 1, 1, "W913", what, fix, Severity.WARNING))
    kept = {name: content for name, content in came.files.items() if name not in pictures}
    return replace(came, files={**kept, came.made: words.encode()}, left=left)


def _without_place(shown: str) -> Brought:
    what = phrase("it is not said where it belongs")
    fix = phrase(
        "write topic and age below the file, such as phishing/9-11: that is the item's folder in the pack"
    )
    return Brought(refused=[Problem(shown, 1, 1, "E908", what, fix)])


def _lesson(shown: str, content: bytes, files: dict[str, bytes], place: str, folder: Path) -> Brought:
    from bot.packs.exchange.word import read_word  # noqa: PLC0415 - a check of a pack needs no Word

    head = _laid_out(files, folder / "pack") if files else None
    lesson = read_word(shown, content, place, head.link_hosts if head else ())
    files, locale = (files, head.source_locale) if head else _new(lesson.title, lesson.text)
    made = f"{place}/lesson.{locale}.md"
    pictures = {f"{place}/{name}": drawn for name, drawn in lesson.pictures.items()}
    return Brought({**files, **pictures, made: lesson.text.encode()}, left=list(lesson.left), made=made)


def _quiz(shown: str, content: bytes, files: dict[str, bytes], place: str, folder: Path) -> Brought:
    from bot.packs.exchange.import_export import QUESTIONS as MOST  # noqa: PLC0415 - as above
    from bot.packs.exchange.import_export import read_questions  # noqa: PLC0415 - as above
    from bot.packs.exchange.quiz import quiz_text  # noqa: PLC0415 - as above

    head = _laid_out(files, folder / "pack") if files else None
    file = folder / shown
    file.write_bytes(content)
    try:
        taken = read_questions(file, head.source_locale if head else written()[0])
    except Unreadable as error:
        raise Unreadable(reason(error.why, file)) from error
    if not taken.asked:
        what = phrase("no question could be taken from it")
        fix = phrase("mend what stands below, and send it once more")
        return Brought(refused=[Problem(shown, 1, 1, "E912", what, fix), *_repairs(shown, taken)])
    title = Path(shown).stem.replace("_", " ").strip()[:60]
    words = "\n".join(f"{question.title} {question.stem}" for question in taken.asked)
    files, locale = (files, head.source_locale) if head else _new(title, words)
    if not head and locale != written()[0]:
        taken = read_questions(file, locale)  # the pack's language has its own words for "True" and "False"
    made = f"{place}/quiz.{locale}.md"
    text = quiz_text(taken.asked[:MOST], Path(place), locale, title)
    left = _repairs(shown, taken)
    if len(taken.asked) > MOST:
        what = phrase("more than {most} questions: the others stay behind", most=MOST)
        left.append(_left(shown, taken.asked[MOST].line, what, phrase("split it")))
    return Brought({**files, made: text.encode()}, left=left, made=made)


def reason(why: str, file: Path) -> str:
    """Return why a file cannot be read, without its temporary folder."""
    inner = why.values.get("why") if isinstance(why, Phrase) else None
    return replaced(inner if isinstance(inner, str) else why, str(file), file.name)


def _repairs(shown: str, taken: ParsedQuestions) -> list[Problem]:
    """Return the repairs for a person: first omitted parts, then imported ones; the same problem of several
    questions once, with their lines.
    """
    told: dict[tuple[bool, str, str], list[int]] = {}
    for repair in sorted(taken.repairs, key=lambda one: (one.kept, one.line)):
        told.setdefault((repair.kept, repair.what, repair.fix), []).append(repair.line)
    found = []
    for (kept, what, fix), (line, *more) in told.items():
        words = phrase("it came, but {what}", what=what) if kept else phrase("it stays behind: {what}", what=what)
        if more:
            words = phrase("{words} (also in lines {lines})", words=words, lines=", ".join(map(str, more)))
        found.append(_left(shown, line, words, fix))
    return found


def _left(shown: str, line: int, what: str, fix: str) -> Problem:
    return Problem(shown, max(1, line), 1, "W913", what, fix, Severity.WARNING)


def _translated(shown: str, content: bytes, files: dict[str, bytes], locale: str, folder: Path) -> Brought:
    from bot.packs.translate.catalogues import read_catalogue  # noqa: PLC0415 - as above
    from bot.packs.translate.translation import import_translations  # noqa: PLC0415 - as above

    head = _laid_out(files, folder / "pack")
    if head is None or locale not in head.locales or locale == head.source_locale:
        what = phrase("the pack in hand has no translation into '{locale}'", locale=locale)
        fix = phrase("add {locale} to `locales` in pack.yml", locale=locale)
        return Brought(refused=[Problem(shown, 1, 1, "E912", what, fix)])
    file = folder / shown
    file.write_bytes(content)
    root = folder / "pack"
    try:
        done = import_translations(read_pack(root, head.id), locale, read_catalogue(file))
    except Unreadable as error:
        raise Unreadable(reason(error.why, file)) from error
    left = [
        _left(shown, 1, line, phrase("mend it and send it once more: till then its item stays as it was"))
        for line in done.left
    ]
    fresh = {path.relative_to(root).as_posix(): path.read_bytes() for path in done.written}
    return Brought({**files, **fresh}, left=left, made=next(iter(fresh), ""))


def _laid_out(files: dict[str, bytes], root: Path) -> PackHead | None:
    """Write a pack into a new folder and return its head; None if pack.yml has errors."""
    lay_out(files, root)
    return head_of(root)


def _new(title: str, words: str) -> tuple[dict[str, bytes], str]:
    """Return a new pack of this title, in the language whose letters these words use."""
    from bot.packs.lint.script import other_script  # noqa: PLC0415 - as above

    locale = next((one for one in written() if not other_script(words, one)), written()[0])
    name = re.sub(r"-+$", "", slug(title, ()))[:16] or "my-pack"
    return {"pack.yml": new_pack(name, json.dumps(title, ensure_ascii=False), locale).encode()}, locale
