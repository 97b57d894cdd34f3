"""Codes of problems: each names one fault, so a rule that is added takes a code that no other rule has."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = re.compile(r"[EW]\d{3}")

_SEVERAL = """
E001:2 E002:10 E004:4 E007:2 E009:2 E010:2 E011:3 E012:2 E017:2 E018:2 E019:2 E101:3 E103:3 E105:2
E106:3 E108:2 E109:2 E114:2 E116:2 E117:2 E118:3 E132:3 E146:2 E151:4 E152:4 E153:3 E156:3 E163:3
E164:2 E165:2 E206:4 E207:2 E215:2 E216:2 E218:2 E219:2 E306:2 E308:2 E309:4 E311:3 E312:5 E313:2
E409:2 E420:2 E421:3 E422:2 E424:2 E426:3 E427:2 E429:3 E430:2 E431:2 E433:3 E435:3 E502:3 E603:2
E623:2 E624:2 E627:2 E701:2 E712:3 E731:3 E802:2 E804:3 E806:2 E807:2 E808:5 E809:2 E810:2 E811:3
E812:2 E901:5 E902:3 E903:2 E904:2 E907:3 E908:8 E912:6 W009:2 W022:2 W502:2 W913:8
"""
SEVERAL = {code: int(times) for code, times in (one.split(":") for one in _SEVERAL.split())}
"""Codes of a fault that is told in several ways or found in several places, and how often each is written in the
code. Change a number only where it is the very fault of the code's article in docs/pack-errors.md."""


def written() -> Iterator[tuple[str, str]]:
    """Yield each code that the rules and readers of packs write, with its module; comparisons raise nothing."""
    for file in sorted((ROOT / "bot" / "packs").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        compared = {inner for node in ast.walk(tree) if isinstance(node, ast.Compare) for inner in ast.walk(node)}
        for node in ast.walk(tree):
            said = node.value if isinstance(node, ast.Constant) and node not in compared else None
            if isinstance(said, str) and CODE.fullmatch(said):
                yield said, file.relative_to(ROOT).as_posix()


def test_each_code_is_raised_for_one_fault() -> None:
    where: dict[str, list[str]] = defaultdict(list)
    for code, module in written():
        where[code].append(module)
    again = {code: modules for code, modules in where.items() if len(modules) != SEVERAL.get(code, 1)}
    assert not again, "take the next free code; these are raised for another fault"
    assert not SEVERAL.keys() - where.keys()
