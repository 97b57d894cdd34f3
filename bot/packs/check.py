"""Check: lints packs and says what is wrong, as text, JSON or annotations of a pull request."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

from bot.packs.mend import Mended, add_anchors, current, is_inside, mend_spacing, stamp_translations
from bot.packs.model import Problem, Severity
from bot.packs.reader import Pack, find_packs, read_pack
from bot.packs.rules import check_across, check_within

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

Format = Literal["text", "json", "github"]

CLEAN, FOUND, USAGE = 0, 1, 2
"""Exit codes: no error (warnings may be there), errors, a path that does not exist."""


ROUNDS = 20
"""Most times that `--fix` reads a pack anew; a head shows one unreadable line at a time."""


def check(paths: Sequence[Path], *, today: date | None = None) -> list[Problem]:
    """Return every problem of the packs at or around `paths`, by file and line.

    A path is a root of packs, a pack, or something inside one; then the whole pack is read, since its files are
    checked against each other, and the problems of that part are returned. Without `today` nothing is too old.

    Errors: FileNotFoundError when a path does not exist.
    """
    packs, inside = _read(paths, today)
    return _problems(packs, inside)


def read_checked(folder: Path, today: date) -> tuple[Pack, list[Problem]]:
    """Return a pack as it was read for the check, and every problem of it."""
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
) -> tuple[int, str]:
    """Check and return the exit code and what to print. `fix` mends what is mechanical first (spacing, anchors,
    the hashes that become others by that) and tells it; `stamp` writes into each translation which state of its
    source it is of: to be done after a human has compared them; `more`: problems of files that are no packs'.
    """
    try:
        packs, inside = _read(paths, today)
        mended = _fix(paths, today) if fix else []
        if mended:
            packs, inside = _read(paths, today)
        if stamp and stamp_translations(packs, inside):
            packs, inside = _read(paths, today)
    except FileNotFoundError as missing:
        return USAGE, f"there is no {missing.filename or missing}"
    problems = [*_problems(packs, inside), *more]
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    # JSON is a list of problems by contract (DESIGN §5), so what was mended is told to people only.
    told = [] if form == "json" else [*map(str if form == "text" else _notice, mended)]
    return FOUND if failed else CLEAN, "\n".join([*told, write(problems, form)]).rstrip("\n")


def _fix(paths: Sequence[Path], today: date | None) -> list[Mended]:
    """Mend until nothing more can be: a head that can be read again shows the next mistake."""
    found: list[Mended] = []
    for _ in range(ROUNDS):
        packs, inside = _read(paths, today)
        fresh = current(packs)
        mended = mend_spacing(packs, inside) or add_anchors(packs, inside)
        if not mended:
            break
        found += mended
        # Layout alone was mended: a translation that was up to date before still is.
        found += stamp_translations(_read(paths, today)[0], inside, fresh)
    return found


def write(problems: Sequence[Problem], form: Format) -> str:
    """Return problems one a line, as a JSON list, or as annotations that GitHub shows beside the line."""
    if form == "json":
        return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1)
    if form == "github":
        return "\n".join(map(_annotation, problems))
    return "\n".join(map(str, problems))


def _annotation(problem: Problem) -> str:
    place = f"file={_escaped(problem.path, ':,')},line={problem.line},col={problem.column}"
    words = _escaped(f"{problem.what} — {problem.fix}")
    return f"::{problem.severity} {place},title={problem.code}::{words}"


def _notice(mended: Mended) -> str:
    place = f"file={_escaped(mended.path, ':,')},line={mended.line}"
    return f"::notice {place},title={mended.code}::{_escaped(mended.what)}"


def _escaped(words: str, more: str = "") -> str:
    """Escape as GitHub's workflow commands want it: percent, line ends, and in properties colon and comma."""
    for sign in "%\r\n" + more:
        words = words.replace(sign, f"%{ord(sign):02X}")
    return words


def _read(paths: Sequence[Path], today: date | None) -> tuple[list[Pack], tuple[str, ...]]:
    """Read the packs that `paths` mean; also return, as problems name them, the paths that were asked for."""
    folders: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(str(path))
        around = next(
            (folder for folder in (path, *path.absolute().parents) if (folder / "pack.yml").exists()), None
        )
        for folder in [_shown(around, path)] if around else find_packs([path]):
            folders.setdefault(folder.resolve(), folder)
    packs = [read_pack(folder, str(folder), style=True, today=today) for folder in folders.values()]
    return packs, tuple(str(path) for path in paths)


def _shown(folder: Path, path: Path) -> Path:
    """Return the pack's folder as a part of `path` as it was given, where it is one."""
    return next((part for part in (path, *path.parents) if part.absolute() == folder.absolute()), folder)


def _problems(packs: Sequence[Pack], inside: Sequence[str]) -> list[Problem]:
    found = [problem for pack in packs for problem in pack.problems]
    found += [problem for pack in packs for sheet in pack.sheets.values() for problem in sheet.problems]
    found += check_across(packs)
    for pack in packs:
        found += check_within(pack)
    wanted = [problem for problem in found if any(is_inside(problem.path, path) for path in inside)]
    return sorted(wanted, key=lambda problem: (problem.path, problem.line, problem.column, problem.code))
