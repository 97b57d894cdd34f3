"""`make test`: runs every stage of the proof, the other Python beside the tests, and ends with a table of it all.

What fails beside others is run once more, alone; what then passes is listed as unsteady (docs/decisions/0060).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parent.parent
PYTEST = (sys.executable, "-m", "pytest", "-m", "not soak")
OTHER_PYTHON = ("nice", "-n", "5", "sh", "tools/other_python.sh")
"""What can differ on the other Python yields to the tests beside it."""

AT_ONCE = "3"
"""Tests at a time: on two cores, for most of the slow ones wait for a server or a browser."""

UNSTEADY = 3
"""So many tests of a run may pass alone only; more is red."""

TOLD = 10
"""So many of the slowest tests are told."""


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a report: its name, its seconds with its fixtures, the first line of why it failed or nothing."""

    name: str
    seconds: float
    failed: str


def read(report: Path) -> tuple[list[Test], int]:
    """Return the tests of a JUnit report, and how many of them were skipped. A test that failed and whose fixture
    failed, too, stands there twice and is one.
    """
    tests: dict[str, Test] = {}
    skipped = 0
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it a moment ago
        name = f"{case.get('classname')}::{case.get('name')}"
        wrong = case.find("failure") if case.find("failure") is not None else case.find("error")
        why = "" if wrong is None else (wrong.get("message") or "no message").strip().splitlines()[0]
        known = tests.get(name, Test(name, 0, ""))
        tests[name] = Test(name, known.seconds + float(case.get("time", 0)), known.failed or why)
        skipped += case.find("skipped") is not None
    return list(tests.values()), skipped


def told(stages: dict[str, float], tests: list[Test], skipped: int, unsteady: list[Test]) -> str:
    """Return the table that ends a run."""
    slowest = sorted(tests, key=lambda test: test.seconds, reverse=True)[:TOLD]
    failed = sum(bool(test.failed) for test in tests)
    passed = len(tests) - failed - skipped
    return "\n".join(
        [
            "",
            "Minutes of each stage:",
            *(f"{seconds / 60:7.1f}  {stage}" for stage, seconds in stages.items()),
            f"{passed} passed, {failed} failed, {skipped} skipped, {len(unsteady)} unsteady",
            "Seconds of the slowest tests:",
            *(f"{test.seconds:7.1f}  {test.name}" for test in slowest),
            *(["Unsteady, passed alone only (mend them before the next feature):"] if unsteady else []),
            *(f"         {test.name}: {test.failed[:160]}" for test in unsteady),
        ]
    )


def tested(report: Path) -> tuple[bool, list[Test]]:
    """Run the tests into a report; return whether they hold, and which of them passed alone only."""
    ended = _run(*PYTEST, "-n", AT_ONCE, "--dist", "worksteal", f"--junitxml={report}")
    failed = [test for test in read(report)[0] if test.failed] if report.exists() else []
    if ended != 1 or not 0 < len(failed) <= UNSTEADY:
        return not ended, []
    print(f"{len(failed)} failed beside others and are run once more, alone:", flush=True)
    alone = _run(*PYTEST, "--last-failed", "--last-failed-no-failures", "none")
    return not alone, [] if alone else failed


def main() -> int:
    """Run the stages; return 0 if all of them hold."""
    stages: dict[str, float] = {}
    began = time.monotonic()
    if _run("make", "lint"):
        return 1
    stages["lint"] = time.monotonic() - began
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "other.txt").open("w+") as words:
        report = Path(folder) / "tests.xml"
        other_began = began = time.monotonic()
        other = subprocess.Popen(  # noqa: S603 - our own script
            OTHER_PYTHON, cwd=ROOT, stdout=words, stderr=words, start_new_session=True
        )
        try:
            held, unsteady = tested(report)
            stages["tests"] = time.monotonic() - began
            began = time.monotonic()
            other_held = not other.wait()
            stages["waiting for the other Python after them"] = time.monotonic() - began
        finally:
            if other.poll() is None:
                os.killpg(other.pid, signal.SIGTERM)
        words.seek(0)
        print(words.read())
        tests, skipped = read(report) if report.exists() else ([], 0)
    stages["all"] = stages["lint"] + time.monotonic() - other_began
    print(told(stages, tests, skipped, unsteady), flush=True)
    if skipped and os.environ.get("CI") == "true":
        print("With CI=true nothing may be skipped.", flush=True)
        held = False
    return 0 if held and other_held else 1


def _run(*command: str) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own programs


if __name__ == "__main__":
    sys.exit(main())
