"""A thousand evil packs, each one change away from a good one (check 29): none is accepted, none
breaks the reader or keeps it busy, nearly all are refused at their line; harmless twins are accepted.
"""

from __future__ import annotations

import random
import re
import shutil
from time import process_time
from typing import TYPE_CHECKING

import pytest

from bot.packs.check import check
from bot.packs.problem import Severity
from tests.kit.changed_packs import ALL, FILES, HEADS, OTHERS, WORDS
from tests.packs.pack_kit import FIXTURES, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow
SECONDS = 2
NAMED = 0.99
"""How many refusals name the file and the line that was changed."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two packs with these files only, so that a thousand checks take no hour."""
    root = tmp_path_factory.mktemp("packs")
    more = ["lamp/pack.yml", "lamp-sets/pack.yml", "lamp/glossary.en.md", "lamp-sets/light/9-11/quiz.en.md"]
    for name in (*FILES, *more, "lamp/light/9-11/tips.en.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(FIXTURES / name, root / name)
    assert errors(root) == []
    return root


def errors(root: Path, pack: str = "") -> list[tuple[str, int]]:
    """Where the errors of the packs (of one) stand; the check is quick, whatever they hold."""
    begun = process_time()
    found = check([root / pack], today=TODAY)
    assert process_time() - begun < SECONDS
    return [
        (str(problem.path).removeprefix(f"{root}/"), problem.line)
        for problem in found
        if problem.severity is Severity.ERROR
    ]


def test_there_are_a_thousand_of_many_kinds() -> None:
    assert len(ALL) >= 1000
    assert {change.what for change in ALL} == {*WORDS, *HEADS, *OTHERS}


@pytest.mark.parametrize(
    "every", [pytest.param(8, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.soak, id="all")]
)
def test_none_is_accepted_and_nearly_all_are_refused_at_their_line(root: Path, every: int) -> None:
    chosen = random.Random(1).sample(ALL, len(ALL) // every)  # noqa: S311 - a seed
    accepted, elsewhere = [], []
    for change in chosen:
        file = root / change.file
        good = file.read_bytes()
        lines = good.decode().split("\n")
        lines[change.line - 1] = change.becomes
        file.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
        try:
            found = errors(root, change.file.partition("/")[0])
        finally:
            file.write_bytes(good)
        last = change.line + change.becomes.count("\n")
        if not found:
            accepted.append(change)
        elif not any(path == change.file and change.line <= line <= last for path, line in found):
            elsewhere.append((change, found))
    assert accepted == []
    assert len(elsewhere) <= (1 - NAMED) * len(chosen), elsewhere


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "change",
    [
        lambda words: words.replace("\n", "\r\n"),
        lambda words: "\ufeff" + words,
        lambda words: words.rstrip("\n"),
        lambda words: words.replace("\n\n", "\n\n\n"),
        lambda words: re.sub(r"(?m)^(\S.*\S)$", r"\1 ", words),
        lambda words: words.replace("[x]", "[X]"),
        lambda words: re.sub(r"(?m)^- ", "* ", words),
        lambda words: re.sub(r"(?m)^(> \[!\w+\])$", r"\1\n>", words),
    ],
    ids=[
        "CRLF",
        "a mark of byte order",
        "no last line end",
        "more room",
        "spaces at ends",
        "[X]",
        "*",
        "an empty line",
    ],
)
def test_a_harmless_twin_is_accepted(root: Path, file: str, change: Callable[[str], str]) -> None:
    path = root / file
    good = path.read_bytes()
    path.write_bytes(change(good.decode()).encode())
    try:
        assert errors(root, file.partition("/")[0]) == []
    finally:
        path.write_bytes(good)
