"""The protocol is published and complete: requirement 25."""

import re
from pathlib import Path

from bot.help.callsheet import due
from bot.help.helpbook import package_book
from tests.talk import ROOT, TODAY

PROTOCOL = (ROOT / "docs/help-protocol.md").read_text(encoding="utf-8")


def test_25_all_requirements_stand_in_the_protocol_with_their_state() -> None:
    rows = re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", PROTOCOL, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 26))
    assert all(re.match(r"held|open|begun", state) for _, state in rows)


def test_25_what_is_held_here_has_a_test_of_that_number() -> None:
    tests = "\n".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    held = re.findall(r"^\| (\d+) \|.*\| held \|$", PROTOCOL, re.MULTILINE)
    assert held
    assert [number for number in held if f"def test_{int(number):02}_" not in tests] == []


def test_25_the_protocol_says_that_nobody_has_reviewed_or_called() -> None:
    assert "Nobody has reviewed the help pages yet" in PROTOCOL
    assert "Nobody has called the numbers" in PROTOCOL
    lines = sum(len(package_book().lines(country, "en")) for country in (*package_book().countries(), "ZZ"))
    assert len(due(package_book(), TODAY)) == lines, "somebody has called: say so in the protocol"


def test_25_the_protocols_figures_are_those_of_the_directory() -> None:
    assert f"{len(package_book().countries())} countries" in PROTOCOL
