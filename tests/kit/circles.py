"""Circles of modules in a package: those that import one another, also for types alone."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def imports(root: Path) -> dict[str, set[str]]:
    """Return each module of the package in the folder, with those of the package that it imports."""
    files = {
        ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in root.rglob("*.py")
    }
    found: dict[str, set[str]] = {}
    for name, path in files.items():
        named: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                whole = {f"{node.module}.{alias.name}" for alias in node.names}
                named |= whole & set(files) or {node.module}
        found[name] = named & set(files) - {name}
    return found


def circle(root: Path) -> list[str]:
    """Return a circle of modules of the package in the folder, empty if there is none."""
    try:
        TopologicalSorter(imports(root)).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []
