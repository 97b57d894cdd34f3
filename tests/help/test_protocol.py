"""The protocol is published and complete: requirement 25."""

import re
from pathlib import Path

from bot.help.call_sheet import due
from bot.help.help_book import package_book
from tests.talk import ROOT, TODAY

PROTOCOL = (ROOT / "docs/help-protocol.md").read_text(encoding="utf-8")


def test_25_all_requirements_stand_in_the_protocol_with_their_state() -> None:
    rows = re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", PROTOCOL, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 26))
    assert all(re.match(r"held|open|begun", state) for _, state in rows)


HELD_IN = (
    *Path(__file__).parent.glob("test_*.py"),
    *(ROOT / "tests" / "features" / "help" / "distress").glob("test_*.py"),
    *(ROOT / "tests" / name for name in ("features/help/test_offers.py", "packs/test_helplines.py")),
    *(ROOT / "tests/doors/telegram" / f"test_{name}.py" for name in ("help_always", "reminders", "metrics")),
)
"""Where tests bear the numbers of the protocol; elsewhere numbers are those of other lists."""


def test_25_every_requirement_has_a_test_of_its_number() -> None:
    tests = "\n".join(file.read_text(encoding="utf-8") for file in HELD_IN)
    named = {
        int(number)
        for names in re.findall(r"def test_((?:\d\d_(?:and_)?)+)", tests)
        for number in re.findall(r"\d\d", names)
    }
    assert named >= set(range(1, 26))


def test_25_the_protocol_says_that_nobody_has_reviewed_or_called() -> None:
    assert "Nobody has reviewed the help pages yet" in PROTOCOL
    assert "Nobody has called the numbers" in PROTOCOL
    lines = sum(len(package_book().lines(country, "en")) for country in (*package_book().countries(), "ZZ"))
    assert len(due(package_book(), TODAY)) == lines, "somebody has called: say so in the protocol"


def test_25_the_protocols_figures_are_those_of_the_directory() -> None:
    assert f"{len(package_book().countries())} countries" in PROTOCOL
