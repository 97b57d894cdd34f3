"""Git's hooks: what a landing would refuse is said before the commit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Commit = Callable[[str, str], subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parent.parent


@pytest.fixture
def commit(tmp_path: Path) -> Commit:
    """Return how to commit a module with these words under a subject, in a repository with our hooks."""

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.hooksPath=tools/hooks")
        return subprocess.run(["git", *who, *words], cwd=tmp_path, capture_output=True, text=True, check=False)

    def made(module: str, subject: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "package/module.py").write_text(module, "utf-8")
        assert git("add", "package/module.py").returncode == 0
        return git("commit", "-m", subject)

    assert git("init", "--quiet").returncode == 0
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "package").mkdir()
    (tmp_path / "package/__init__.py").touch()
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/ruff").symlink_to(Path(sys.prefix) / "bin/ruff")
    return made


GOOD = '"""Owns one number."""\n\nONE = 1\n'


def test_a_subject_in_form_and_formatted_code_are_committed(
    commit: Commit,
) -> None:
    done = commit(GOOD, "Add a number")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("subject", "why"),
    [
        ("Added a number", "not an imperative"),
        ("Add a number.", "without a full stop"),
        ("Add a number " + "that is long " * 6, "longer than 72 characters"),
    ],
)
def test_a_subject_that_would_not_land_is_refused(commit: Commit, subject: str, why: str) -> None:
    refused = commit(GOOD, subject)
    assert refused.returncode != 0
    assert why in refused.stdout + refused.stderr


@pytest.mark.parametrize(
    ("module", "why"),
    [
        (GOOD.replace("ONE = 1", "ONE  =  1"), "not formatted"),
        (GOOD.replace("ONE = 1", "import os"), "F401"),
    ],
)
def test_code_that_would_not_pass_lint_is_refused(commit: Commit, module: str, why: str) -> None:
    refused = commit(module, "Add a number")
    assert refused.returncode != 0
    assert why in refused.stdout + refused.stderr
