"""Told words: the words that tell of each situation, from lists in each language inside the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.help.situations import Situation, situation_named

FOLDER = Path(__file__).parent / "told"


@cache
def ways_of_telling() -> tuple[tuple[str, Situation], ...]:
    """Return all ways to tell of a situation, as keywords, each with its situation.

    Errors: ValueError that names file and line.
    """
    return tuple(way for file in sorted(FOLDER.glob("*.txt")) for way in _read(file))


def _read(file: Path) -> list[tuple[str, Situation]]:
    ways: list[tuple[str, Situation]] = []
    about: Situation | None = None
    for number, written in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        line = written.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            about = situation_named(line.strip("[]"))
        if about is None:
            raise ValueError(f"{file.name}:{number}: no situation is called {line}")
        if not line.startswith("["):
            ways.append((line, about))
    return ways
