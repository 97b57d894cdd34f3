"""Docstrings and comments name what is there: each name in backticks stands in the code."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from tests.talk import ROOT
from tests.test_house import tracked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOREIGN = {"pg_dump", "opening_hours", "fix_formatted_text"}
"""Names of other programs and formats."""

EXAMPLES = {"killl", "xochu", "hochu", "khochu", "wnat", "gbsct", "Glossary", "check.option.b", "name.com.Then"}
"""Words that a comment quotes, as somebody may write them."""

BACKTICKS = re.compile(r"(?<!`)`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\(\))?`")
COMMENT = re.compile(r"(?:^|\s)#[ :].*$")
FILE_ENDINGS = {"py", "md", "yml", "txt", "json", "html", "lock", "cache", "tsv"}
OTHER_CODE = ("*.toml", "*.yml", "*.yaml", "*.sh", "*.js", "*.html", "Makefile", ":!content", ":!quizzes")


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_]\w*", text))


@cache
def code_and_prose(file: Path) -> tuple[str, str]:
    """Return a module's code, and its docstrings and comments."""
    source = file.read_text("utf-8")
    lines, prose = source.splitlines(), []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(docstring)), lineno=first, end_lineno=int(last)):
                prose.append(docstring)
                lines[first - 1 : last] = [""] * (last - first + 1)
    prose += [found[0] for line in lines if (found := COMMENT.search(line))]
    return "\n".join(COMMENT.sub("", line) for line in lines), "\n".join(prose)


def dead_names() -> Iterator[str]:
    """Yield names that are nowhere in the code, and `module.name` where no module of that name has it."""
    known = words_of("\n".join(file.read_text("utf-8") for file in tracked(*OTHER_CODE)))
    by_module: dict[str, set[str]] = defaultdict(set)
    for path in (file.relative_to(ROOT) for file in tracked()):
        known |= words_of(str(path))
        for folder in path.parents[:-1]:
            by_module[folder.name] |= words_of(str(path.relative_to(folder)))
    modules = {file: code_and_prose(file) for file in tracked("*.py")}
    for file, (code, _) in modules.items():
        words = words_of(code)
        by_module[file.parent.name if file.stem == "__init__" else file.stem] |= words
        known |= words
    for file, (_, prose) in modules.items():
        for name in BACKTICKS.findall(prose):
            *owner, last = name.split(".")
            places = by_module.get(owner[-1], known) if owner else known
            if last not in places | FILE_ENDINGS and name not in FOREIGN | EXAMPLES:
                yield f"{file.relative_to(ROOT)}: {name}"


def test_every_name_in_backticks_is_there() -> None:
    assert not sorted(dead_names())


def test_every_page_that_the_code_refers_to_is_there() -> None:
    pages = {file.name for file in tracked("*.md")}
    for file in tracked("bot/*.py"):
        referred_to = re.findall(r"(?<![\w.*>/-])[\w-]+\.md\b", code_and_prose(file)[1])
        assert not {name for name in referred_to if name not in pages}, file.relative_to(ROOT)
