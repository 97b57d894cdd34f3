"""The house keeps its own rules: short modules, one sentence each, no drawers, no names of machines, true docs."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings
from tests.kit.circles import circle
from tests.kit.repository import tracked
from tests.talk import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 400
MODULES = sorted(
    path for top in ("bot", "simulator") for path in (ROOT / top).rglob("*.py") if "versions" not in path.parts
)
NOUNS = """
Pack Lesson Card Story Scene Drill Quiz Question Option Tip Campaign Helpline Referral Learner Parent Educator
Editor Organiser Classroom Membership Assignment Attempt Answer Delivery Audience Page Screen Button View Turn
Problem Library
"""
"""The nouns of the design page."""

DRAWERS = {"utils", "util", "common", "helpers", "core", "manager", "misc"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_owns(module: Path) -> None:
    words = module.read_text("utf-8")
    assert len(words.splitlines()) <= LONGEST
    told = ast.get_docstring(ast.parse(words))
    assert told, "a module opens with one sentence: what it owns"
    assert told[0].isupper() or told[0] in "`«"


def test_no_modules_import_one_another_in_a_circle() -> None:
    assert circle(ROOT / "bot") == []


def test_there_are_no_drawers() -> None:
    names = {part for module in MODULES for part in module.relative_to(ROOT).with_suffix("").parts}
    assert not names & DRAWERS


def test_what_tests_share_stands_in_the_kit() -> None:
    """Whoever changes a test has to fear for no other: a module of tests is imported by none."""
    borrowed = re.compile(r"^ *(?:from|import) tests(?:\.\w+)*(?:\.| import )test_\w+", re.MULTILINE)
    assert [
        str(file) for file in tracked("tests/*.py", "tools/*.py") if borrowed.search(file.read_text("utf-8"))
    ] == []


def test_no_lock_or_manifest_names_a_registry() -> None:
    for file in tracked("constraints.txt", "pyproject.toml", "*.lock"):
        assert not re.search(r"https?://", file.read_text("utf-8")), file


def test_every_variable_and_command_of_the_contract_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in Settings.model_fields:
        assert re.search(rf"^\| .*`{name.upper()}`.* \|", readme, re.MULTILINE), name
    for command in ("make demo", "make test", *get_command(app).commands):  # type: ignore[attr-defined]  # a group's
        told = command if command.startswith("make") else rf"^\| .*[` ]{command}\b"
        assert re.search(told, readme, re.MULTILINE), command


def test_the_readme_tree_names_folders_that_exist_and_each_one_there_is() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    tree = readme.split("```tree")[1].split("```")[0]
    named = {line.split()[0] for line in tree.strip().splitlines()}
    for name in named:
        assert (ROOT / name).exists(), name
    inside = [path.relative_to(ROOT).parts for path in tracked() if path.parent != ROOT]
    folders = {parts[0] for parts in inside if parts[0] != "bot"}
    folders |= {"/".join(parts[:2]) for parts in inside if parts[0] == "bot" and len(parts) > 2}
    assert {name for name in folders if not name.startswith(".")} <= named


def test_every_page_and_module_that_is_pointed_to_is_there() -> None:
    there = [f"/{path.relative_to(ROOT)}" for path in tracked()]
    for file in tracked(
        "*.py", "*.md", ":!content", ":!quizzes", ":!bot/help", ":!tests/fixtures", ":!tests/golden"
    ):
        words = file.read_text("utf-8")
        pointed_to = re.findall(r"\bdocs/[\w./-]+\.md\b|\b[A-Z]{4,}\.md\b", words)
        if file.suffix == ".md":
            pointed_to += re.findall(r"`([\w/]+\.py)`", words)
        for name in pointed_to:
            assert any(path.endswith(f"/{name}") for path in there), f"{file.relative_to(ROOT)} points to {name}"


def test_every_decision_has_its_number_and_its_why() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    own = [int(page.name[:4]) for page in pages]
    folded = [int(number) for number in re.findall(r"^- \*\*(\d+)\. ", pages[0].read_text("utf-8"), re.MULTILINE)]
    assert sorted({*own, *folded}) == [*range(1, own[-1] + 1)]
    for page in pages:
        words = page.read_text("utf-8")
        assert "## Why" in words, page.name
        assert "## Decision" in words, page.name


def test_the_glossary_names_each_noun_in_both_languages() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")
    for noun in NOUNS.split():
        assert re.search(rf"^\| {noun} \| [А-Яа-яё]", glossary, re.MULTILINE), noun
