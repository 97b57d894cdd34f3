"""Told words: which words tell of which situation, from lists in each language that travel inside the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.help.situations import Situation

FOLDER = Path(__file__).parent / "told"


@cache
def ways_of_telling() -> tuple[tuple[str, Situation], ...]:
    """Return all ways of telling, as keywords, and the situation that each is about.

    Errors: ValueError that names file and line.
    """
    return tuple(way for file in sorted(FOLDER.glob("*.txt")) for way in _read(file))


def _read(file: Path) -> list[tuple[str, Situation]]:
    known = {situation.name.lower().replace("_", "-"): situation for situation in Situation}
    ways: list[tuple[str, Situation]] = []
    about: Situation | None = None
    for number, written in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        line = written.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            about = known.get(line.strip("[]"))
        if about is None:
            raise ValueError(f"{file.name}:{number}: no situation is called {line}")
        if not line.startswith("["):
            ways.append((line, about))
    return ways
