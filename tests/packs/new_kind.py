"""Samples of the kinds of questions, from the editors' page, and a kind that only the tests know, found as the bot
finds its own: by its module in a folder.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.packs import kinds
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "newkind"
EXAMPLE = re.compile(r"^## [^\n]*`([a-z-]+)`$.*?^````markdown\n(.*?)^````$", re.MULTILINE | re.DOTALL)


@contextmanager
def known() -> Iterator[None]:
    """The modules of `newkind/` are kinds as well, as if they stood in `bot/packs/kinds/`."""
    path, own = kinds.__path__, dict(kinds.KINDS)
    kinds.__path__ = [*path, str(FOLDER)]
    kinds.KINDS.clear()
    try:
        kinds.KINDS.update(kinds.find_kinds())
        yield
    finally:
        kinds.__path__ = path
        kinds.KINDS.clear()
        kinds.KINDS.update(own)
        for file in FOLDER.glob("*.py"):
            sys.modules.pop(f"{kinds.__name__}.{file.stem}", None)


def samples(language: str = "en") -> dict[str, str]:
    """The card by which each kind is tried: the example that editors are shown."""
    shown: dict[str, str] = dict(EXAMPLE.findall(editors_page(language)))
    return shown


def editors_page(language: str) -> str:
    """The page that shows editors each kind of question."""
    return (ROOT / "docs" / "editors" / f"questions.{language}.md").read_text("utf-8")


def sample(name: str) -> str:
    """The card by which a kind is tried, as its author writes it."""
    own = FOLDER / f"{name}.md"
    return own.read_text("utf-8") if own.exists() else samples()[name]
