"""Which files of tests take longest: told at the end of a long run, by the clock and in seconds of CPU."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

TOLD = 10
FEW = 50
"""A run of fewer files is not told about: somebody works on one thing."""

_before = sum(os.times()[:4])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note what a step of a test, and the processes that ended in it, took of the processor."""
    global _before
    report = yield
    now = sum(os.times()[:4])
    report.__dict__["cpu"], _before = now - _before, now  # what stands there is sent on by workers
    return report


def slowest(reports: Iterable[pytest.TestReport]) -> list[str]:
    """Return a line for each of the files that take longest; none for a run of few files."""
    clock: dict[str, float] = defaultdict(float)
    cpu: dict[str, float] = defaultdict(float)
    for report in reports:
        file = report.nodeid.partition("::")[0]
        clock[file] += report.duration
        cpu[file] += getattr(report, "cpu", 0.0)
    if len(clock) < FEW:
        return []
    files = sorted(clock, key=clock.__getitem__, reverse=True)[:TOLD]
    lines = [f"{clock[file]:7.1f} s {cpu[file]:7.1f} s of CPU  {file}" for file in files]
    return [*lines, f"{sum(clock.values()):7.1f} s {sum(cpu.values()):7.1f} s of CPU  all {len(clock)} files"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell it."""
    reports = [
        one for some in terminalreporter.stats.values() for one in some if isinstance(one, pytest.TestReport)
    ]
    if lines := slowest(reports):
        terminalreporter.section(f"the {TOLD} slowest files")
        for line in lines:
            terminalreporter.line(line)
