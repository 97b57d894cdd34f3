"""Removal: features that nothing imports go with their folders, and the rest imports, lints and draws."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.repository import tracked
from tests.talk import ROOT

FEATURES = sorted(path.name for path in (ROOT / "bot" / "features").iterdir() if (path / "pages.py").exists())

DRAWS = """
import tempfile
from pathlib import Path
from bot.values.audience import Audience
from tests.talk import House, Person, remember

with tempfile.TemporaryDirectory() as folder:
    house = House(Path(folder) / "data")
    for number, audience in enumerate(Audience):
        person = Person(house, 100 + number)
        remember(house.conversation.services, person.number, "en", house.clock.date(), who=audience, zone="UTC")
        person.types("/menu")
        assert "Menu" in person.sees, person.sees
        person.types("help")
        assert "112" in str(person.screen)
    house.close()
"""


def is_imported(feature: str) -> bool:
    """Whether anything outside its folder imports the feature."""
    found = re.compile(rf"\bbot\.features\.{feature}\b|\bfrom bot\.features import .*\b{feature}\b")
    own = f"bot/features/{feature}/"
    files = (file for file in tracked("bot/*.py") if not str(file.relative_to(ROOT)).startswith(own))
    return any(found.search(file.read_text("utf-8")) for file in files)


LEAVES = [feature for feature in FEATURES if not is_imported(feature)]


def test_there_is_something_to_remove() -> None:
    leaves = {"before_after", "duel", "own_questions", "paths", "profiles", "question_sets", "rounds"}
    assert leaves <= set(LEAVES)


@pytest.mark.slow
def test_leaves_are_removed_with_their_folders(tmp_path: Path) -> None:
    """No leaf needs another, so one copy without any of them tells as much as a copy for each."""
    copy = tmp_path / "copy"
    without = shutil.ignore_patterns("__pycache__", *LEAVES)
    shutil.copytree(ROOT / "bot", copy / "bot", ignore=without)
    shutil.copytree(ROOT / "tests", copy / "tests", ignore=without)
    for name in ("content", "quizzes", "locales", "simulator", "pyproject.toml"):
        (copy / name).symlink_to(ROOT / name)
    assert not any((copy / "bot" / "features" / feature).exists() for feature in LEAVES)
    lints = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    for command in ([sys.executable, "-c", DRAWS], lints):
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
