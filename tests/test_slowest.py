"""The end of a long run names the files that take longest."""

from __future__ import annotations

import pytest

from tests.slowest import FEW, TOLD, slowest


def report(file: str, seconds: float) -> pytest.TestReport:
    return pytest.TestReport(f"{file}::test", (file, 1, "test"), {}, "passed", None, "call", duration=seconds)


def test_the_slowest_files_of_a_long_run_are_told_longest_first() -> None:
    told = slowest(
        [report(f"tests/test_{number}.py", number) for number in range(FEW)] + [report("tests/test_3.py", 90)]
    )
    assert len(told) == TOLD + 1
    assert told[0].split() == ["93.0", "s", "0.0", "s", "of", "CPU", "tests/test_3.py"]
    assert told[1].endswith("tests/test_49.py")


def test_a_run_of_few_files_is_not_told_about() -> None:
    assert slowest([report("tests/test_1.py", 5)]) == []
