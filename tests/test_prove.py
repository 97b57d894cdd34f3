"""The table that ends `make test`, from the report that pytest writes."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.tools import load_tool

REPORT = """<testsuites><testsuite>
<testcase classname="tests.a" name="test_quick" time="0.5"/>
<testcase classname="tests.a" name="test_slow" time="61.0"/>
<testcase classname="tests.b" name="test_red" time="2.0"><failure message="assert 1 == 2&#10;  more"/></testcase>
<testcase classname="tests.b" name="test_red" time="1.0"><error message="teardown"/></testcase>
<testcase classname="tests.b" name="test_left_out" time="0"><skipped message="no engine"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load_tool("prove")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    written = tmp_path / "tests.xml"
    written.write_text(REPORT, "utf-8")
    return written


def test_a_test_that_failed_and_whose_fixture_failed_is_one_with_its_first_message(
    tool: ModuleType, report: Path
) -> None:
    tests, skipped = tool.read(report)
    assert [(test.name, test.seconds, test.failed) for test in tests] == [
        ("tests.a::test_quick", 0.5, ""),
        ("tests.a::test_slow", 61, ""),
        ("tests.b::test_red", 3, "assert 1 == 2"),
        ("tests.b::test_left_out", 0, ""),
    ]
    assert skipped == 1


def test_the_table_tells_stages_counts_the_slowest_and_what_was_unsteady(tool: ModuleType, report: Path) -> None:
    tests, skipped = tool.read(report)
    lines = tool.told({"lint": 30.0, "tests": 600.0}, tests, skipped, [tests[2]]).splitlines()
    assert "    0.5  lint" in lines
    assert "   10.0  tests" in lines
    assert "2 passed, 1 failed, 1 skipped, 1 unsteady" in lines
    assert lines.index("   61.0  tests.a::test_slow") < lines.index("    3.0  tests.b::test_red")
    assert lines[-1].strip() == "tests.b::test_red: assert 1 == 2"
