"""Lints packs and reports problems as text, JSON or annotations of a pull request."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

from bot.packs.articles import explain
from bot.packs.autofix import AppliedFix, add_anchors, current, fix_spacing, is_inside, stamp_translations
from bot.packs.lint import check_across, check_within
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.pictures import draw_all
from bot.packs.problem import Problem, Severity
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrase, phrases_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from bot.packs.pack import Pack
    from bot.values.phrases import Phrases

Format = Literal["text", "json", "github"]

CLEAN, FOUND, USAGE = 0, 1, 2
"""Exit codes: no error (warnings are possible), errors, a path that does not exist or holds no pack."""

PACK_FILES = frozenset({".md", ".yml", ".lock", ".png", ".jpg", ".jpeg", ".ogg"})
"""Endings of files allowed in packs."""


ROUNDS = 20
"""How often `--fix` reads a pack again at most: a head shows one unreadable line at a time."""


def check(paths: Sequence[Path], *, today: date | None = None) -> list[Problem]:
    """Return every problem of the packs at or around `paths`, by file and line.

    A path is a root of packs, a pack, or something inside a pack; then the whole pack is read, because its
    files are checked against each other, and the problems of that part are returned. Without `today` nothing
    counts as too old.

    Errors: FileNotFoundError when a path does not exist.
    """
    packs, inside = _read(paths, today)
    return _problems(packs, inside)


def why_no_pack(path: Path) -> str:
    """Return why there is nothing to check at `path`; empty if it is in, is or holds a pack."""
    if not path.exists():
        return phrase("there is no {path}", path=path)
    if _pack_around(path):
        fits = path.is_dir() or path.suffix.lower() in PACK_FILES
        known = ", ".join(sorted(PACK_FILES))
        return "" if fits else phrase("{path} is no file that packs hold ({known})", path=path, known=known)
    if path.is_dir():
        found = any((folder / "pack.yml").exists() for folder in find_packs([path]))
        return (
            ""
            if found
            else phrase("{path} holds no pack: neither it nor a folder in it has a pack.yml", path=path)
        )
    return phrase("{path} lies in no pack: no folder around it has a pack.yml", path=path)


def pack_folders(paths: Sequence[Path]) -> list[Path]:
    """Return the folders of the packs at, in or around `paths`, each once.

    Errors: FileNotFoundError if a path does not exist.
    """
    folders: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(str(path))
        around = _pack_around(path)
        for folder in [_shown(around, path)] if around else find_packs([path]):
            folders.setdefault(folder.resolve(), folder)
    return list(folders.values())


def read_checked(folder: Path, today: date) -> tuple[Pack, list[Problem]]:
    """Return a pack as read for the check, and all its problems."""
    packs, inside = _read([folder], today)
    return packs[0], _problems(packs, inside)


def run_check(  # noqa: PLR0913 - the options of one command
    paths: Sequence[Path],
    form: Format = "text",
    *,
    stamp: bool = False,
    fix: bool = False,
    today: date | None = None,
    more: Sequence[Problem] = (),
    reader: Phrases | None = None,
) -> tuple[int, str]:
    """Check and return the exit code and the text to print. `fix` first makes mechanical corrections (spacing,
    anchors, the hashes that change by that) and reports them; `stamp` writes into each translation the state of
    its source, after a person has compared them; `more`: problems of files outside of packs; `reader`: the
    language of the report, English by default. JSON, for programs, stays English.
    """
    reader = reader or phrases_of(SOURCE_LOCALE)
    try:
        packs, inside = _read(paths, today)
        mended = _fix(paths, today) if fix else []
        if mended:
            packs, inside = _read(paths, today)
        if stamp and stamp_translations(packs, inside):
            packs, inside = _read(paths, today)
    except FileNotFoundError as missing:
        return USAGE, reader.say("there is no {path}", path=missing.filename or missing)
    problems = [*_problems(packs, inside), *more]
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    # # JSON is a list of problems by contract (docs/design.md §5), so corrections are reported in the text form
    # only.
    told = [] if form == "json" else [_corrected(one, form, reader) for one in mended]
    return FOUND if failed else CLEAN, "\n".join([*told, write(problems, form, reader)]).rstrip("\n")


def _fix(paths: Sequence[Path], today: date | None) -> list[AppliedFix]:
    """Correct until nothing changes any more: once a head can be read, it shows its next mistake."""
    found: list[AppliedFix] = []
    for _ in range(ROUNDS):
        packs, inside = _read(paths, today)
        fresh = current(packs)
        mended = fix_spacing(packs, inside) or add_anchors(packs, inside)
        if not mended:
            break
        found += mended
        # # Only layout was corrected: a translation that was up to date before still is.
        found += stamp_translations(_read(paths, today)[0], inside, fresh)
    return found


def write(problems: Sequence[Problem], form: Format, reader: Phrases | None = None) -> str:
    """Return problems as one line each, as a JSON list, or as annotations that GitHub shows beside the line. JSON
    is always English.
    """
    reader = reader or phrases_of(SOURCE_LOCALE)
    if form == "json":
        return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1)
    if form == "github":
        return "\n".join(_annotation(problem, reader) for problem in problems)
    return "\n".join(problem_line(problem, reader) for problem in problems)


def problem_line(problem: Problem, reader: Phrases) -> str:
    """Return a problem as a line, in a language: place, severity, code, what is wrong, how to correct it."""
    told = explain(problem, reader)
    severity = reader.say("error") if problem.severity is Severity.ERROR else reader.say("warning")
    place = f"{problem.path}:{problem.line}:{problem.column}"
    return f"{place}: {severity} {problem.code} {told.in_full} — {told.fix}"


def _annotation(problem: Problem, reader: Phrases) -> str:
    told = explain(problem, reader)
    place = f"file={_escaped(problem.path, ':,')},line={problem.line},col={problem.column}"
    words = _escaped(f"{told.in_full} — {told.fix}")
    return f"::{problem.severity} {place},title={problem.code}::{words}"


def _corrected(mended: AppliedFix, form: Format, reader: Phrases) -> str:
    """Return a correction as a line, or as an annotation."""
    what = reader.retell(mended.what)
    if form == "text":
        return f"{mended.path}:{mended.line}:1: {reader.say('mended')} {mended.code} {what}"
    place = f"file={_escaped(mended.path, ':,')},line={mended.line}"
    return f"::notice {place},title={mended.code}::{_escaped(what)}"


def _escaped(words: str, more: str = "") -> str:
    """Escape as required by GitHub's workflow commands: percent, line ends, and in properties colon and comma."""
    for sign in "%\r\n" + more:
        words = words.replace(sign, f"%{ord(sign):02X}")
    return words


def _read(paths: Sequence[Path], today: date | None) -> tuple[list[Pack], tuple[str, ...]]:
    """Read the packs of `paths`; also return the requested paths, named as in problems."""
    folders = pack_folders(paths)
    packs = [read_pack(folder, str(folder), style=True, today=today) for folder in folders]
    return packs, tuple(str(path) for path in paths)


def _pack_around(path: Path) -> Path | None:
    return next((folder for folder in (path, *path.absolute().parents) if (folder / "pack.yml").exists()), None)


def _shown(folder: Path, path: Path) -> Path:
    """Return the pack's folder in the form of the given `path`, if possible."""
    return next((part for part in (path, *path.parents) if part.absolute() == folder.absolute()), folder)


def _problems(packs: Sequence[Pack], inside: Sequence[str]) -> list[Problem]:
    found = [problem for pack in packs for problem in pack.problems]
    found += [problem for pack in packs for parsed in pack.files.values() for problem in parsed.problems]
    found += check_across(packs)
    for pack in packs:
        found += check_within(pack)
        shown = {
            f"{name.rpartition('/')[0]}/{picture}"
            for name, parsed in pack.files.items()
            for picture in parsed.pictures
        }
        found += draw_all(pack.folder, pack.shown, shown)
    wanted = [problem for problem in found if any(is_inside(problem.path, path) for path in inside)]
    return sorted(wanted, key=lambda problem: (problem.path, problem.line, problem.column, problem.code))
