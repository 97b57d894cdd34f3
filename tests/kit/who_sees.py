"""The table of who sees which page, from the rows beside the tests of each feature."""

from __future__ import annotations

from importlib import import_module

from tests.talk import ROOT

FEATURES = ROOT / "tests" / "features"


def rows() -> dict[str, str]:
    """The rows of every feature, from the `WHO_SEES` of its tests. Errors: ValueError for paths with two rows."""
    found: dict[str, str] = {}
    for file in sorted(FEATURES.glob("*/test_*.py")):
        if "\nWHO_SEES = {" in file.read_text(encoding="utf-8"):
            module = import_module(f"tests.features.{file.parent.name}.{file.stem}")
            if found.keys() & module.WHO_SEES:
                raise ValueError(f"{file} gives a row that is given elsewhere")
            found |= module.WHO_SEES
    return found
