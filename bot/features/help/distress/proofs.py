"""Proofs: the mistakes in phrase lists as problems that `check` prints, and where phrase lists lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.features.help.distress.phrasebook import read_phrase_book
from bot.packs.autofix import is_inside
from bot.packs.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGE_LISTS = Path(__file__).parents[3] / "help" / "distress"
"""The phrase lists that travel inside the package."""


@cache
def has_lists(locale: str) -> bool:
    """Whether there are phrase lists of this language: without them no cry that is typed in it is heard."""
    return (PACKAGE_LISTS / locale).is_dir()


def lists_around(path: Path) -> Path | None:
    """Return the folder of phrase lists that a path is or lies in, None for any other path."""
    return next((folder for folder in (path, *path.parents) if (folder / "emoji.txt").is_file()), None)


def check_lists(paths: Sequence[Path]) -> list[Problem]:
    """Return the problems of the phrase lists at `paths`: folders of lists, of a language, or single lists.

    Errors: OSError when the lists cannot be read at all.
    """
    folders = dict.fromkeys(folder for path in paths if (folder := lists_around(path)))
    found = [
        Problem(str(folder / mistake.path), max(1, mistake.line), 1, "E721", mistake.what, mistake.fix)
        for folder in folders
        for mistake in read_phrase_book(folder).mistakes
    ]
    wanted = [problem for problem in found if any(is_inside(problem.path, str(path)) for path in paths)]
    return sorted(wanted, key=lambda problem: (problem.path, problem.line))
