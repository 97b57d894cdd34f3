"""Labelled: the messages that somebody wrote and labelled, explicit statements, and answers that are harmless."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[3]
LANGUAGES = ("ru", "en")
MEASURING = ("held", "plainest", "scenes")
"""The parts that measure; nothing is learned from them."""

_ANSWER = re.compile(r"^[-*] \[[ x]\] (.+)$", re.MULTILINE)
_REMARK = re.compile(r"<!--.*?-->|\[\^[^]]*\]")


class Row(NamedTuple):
    """A labelled message."""

    level: str
    topic: str
    words: str


def files(part: str, language: str) -> list[str]:
    """Return the names of the files of `dev` or a kept part, such as `ru-16`."""
    return sorted(path.stem for path in (FOLDER / part).glob(f"{language}*.tsv"))


def rows(part: str, language: str, without: Collection[str] = ()) -> list[Row]:
    """Return the labelled messages of `dev` or a kept part; `without`: files that are left out."""
    names = (name for name in files(part, language) if name not in without)
    return [Row(*line.split("\t")) for name in names for line in _lines(FOLDER / part / f"{name}.tsv")]


def statements(language: str) -> list[str]:
    """Return the explicit statements of a language."""
    return _lines(FOLDER / "must" / f"{language}.txt")


def answers() -> list[str]:
    """Return the answers that our own questions offer: what children type where they are asked is of that kind."""
    packs = sorted([*(ROOT / "content").rglob("*.md"), *(ROOT / "quizzes").rglob("*.md")])
    found = {words for path in packs for words in _ANSWER.findall(path.read_text("utf-8"))}
    return sorted(_REMARK.sub("", words).strip() for words in found)


def _lines(path: Path) -> list[str]:
    """Return the lines of a file that are no remarks."""
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
