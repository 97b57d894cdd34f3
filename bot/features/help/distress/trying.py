"""Trying: whether what each line of the phrase lists has listed is heard, alone and inside ten filler words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.features.help.distress.detector import Detector
from bot.features.help.distress.phrasebook import read_examples
from bot.features.help.distress.proofs import lists_around
from bot.features.help.distress.weighing import languages_of
from bot.packs.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.features.help.distress.phrasebook import Line, PhraseBook

_BESIDE = 5
"""Filler words on each side."""

_NEUTRAL = ("lorem", "ipsum", "dolor", "amet", "elitr", "tempor", "magna", "aliquyam", "erat", "voluptua")
"""Filler words of a language that lists no ordinary ones."""


class Tried(NamedTuple):
    """What trying the lists of one language has found: how many phrases are heard alone, and inside ten filler
    words, of how many; `unheard`: a problem for each that is not.
    """

    language: str
    phrases: int
    alone: int
    inside: int
    unheard: tuple[Problem, ...]


def try_lists(paths: Sequence[Path]) -> list[Tried]:
    """Return what the lists around these paths hear of themselves (see `tried`). Errors: OSError as there."""
    folders = dict.fromkeys(folder for path in paths if (folder := lists_around(path)))
    return [one for folder in folders for one in tried(folder)]


def tried(folder: Path) -> tuple[Tried, ...]:
    """Return what the lists of each language in a folder hear of themselves. A phrase is tried in the first of its
    alternatives; whole messages (`=`) are tried alone only. Languages that the model has learned are left out:
    there it may doubt a phrase among words that nobody says, and they are measured on messages instead
    (docs/distress-model.md).

    Errors: OSError when the folder cannot be read.
    """
    weights = folder / "weights.tsv"
    learned = languages_of(weights.read_text("utf-8", errors="ignore")) if weights.is_file() else frozenset()
    if learned.issuperset(path.name for path in folder.iterdir() if path.is_dir()):
        return ()
    book, examples = read_examples(folder)
    hears = Detector(book)
    found: dict[str, list[tuple[Line, str, bool, bool]]] = {}
    for line, words in examples:
        language = line.where.partition("/")[0]
        if language not in learned:
            fillers = _fillers(folder / language, book)
            inside = words if line.phrase.whole else " ".join([*fillers[:_BESIDE], words, *fillers[_BESIDE:]])
            alone, within = (hears.hear(said) is not None for said in (words, inside))
            found.setdefault(language, []).append((line, inside if alone else words, alone, within))
    return tuple(
        Tried(
            language,
            len(lines),
            sum(alone for _, _, alone, _ in lines),
            sum(within for _, _, _, within in lines),
            tuple(_problem(folder, line, words) for line, words, alone, within in lines if not (alone and within)),
        )
        for language, lines in found.items()
    )


def _problem(folder: Path, line: Line, words: str) -> Problem:
    path, _, number = line.where.rpartition(":")
    what = f"this phrase is listed, and nothing is heard in: {words}"
    fix = "take out of the guards, of ordinary.txt or of short.txt what silences it, or write it in other words"
    return Problem(str(folder / path), int(number), 1, "E722", what, fix)


def _fillers(folder: Path, book: PhraseBook) -> Sequence[str]:
    """Return ten words that fill nothing: ordinary ones of the language, else neutral ones."""
    file = folder / "ordinary.txt"
    listed = file.read_text("utf-8", errors="ignore") if file.is_file() else ""
    bare = " ".join(line.partition("#")[0] for line in listed.splitlines())
    words = [word for word in bare.replace(",", " ").split() if not book.vocabulary.places(word)]
    most = 2 * _BESIDE
    return words[:most] if len(words) >= most else _NEUTRAL
