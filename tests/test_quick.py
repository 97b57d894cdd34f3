"""Which tests `make quick` runs: those of whoever imports, draws, reads or stands beside what changed."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.tools import load_tool


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load_tool("quick")


@pytest.mark.parametrize(
    ("path", "tests"),
    [
        (
            "bot/features/habits/views.py",
            {"tests/features/habits/test_habits.py", "tests/features/tips/test_subscription.py"},
        ),
        ("bot/values/cells.py", {"tests/values/test_cells.py", "tests/features/classes/test_classrooms.py"}),
        ("content/basics/pack.yml", {"tests/test_content.py", "tests/test_golden.py"}),
        (
            "bot/help/book/next/common/next.en.md",
            {"tests/help/test_book.py", "tests/features/help/test_dialogues.py"},
        ),
        ("locales/ru/LC_MESSAGES/bot.po", {"tests/test_words.py"}),
        ("Dockerfile", {"tests/test_compose.py"}),
        ("tests/test_prove.py", {"tests/test_prove.py"}),
    ],
)
def test_what_a_change_can_touch_is_run(tool: ModuleType, path: str, tests: set[str]) -> None:
    assert tests <= set(tool.touched([path]))


def test_what_a_change_cannot_touch_is_not_run(tool: ModuleType) -> None:
    assert "tests/values/test_cells.py" not in tool.touched(["bot/features/habits/views.py"])
    assert "tests/values/test_cells.py" not in tool.touched(["content/basics/pack.yml"])
    assert tool.touched([f"no-{len(tool.PACKS)}-such"]) == []


def test_each_way_of_naming_a_test_is_one_that_is_there(tool: ModuleType) -> None:
    everything = tool.touched(["bot/values/text.py", "content/basics/pack.yml", "bot/doors/flood_guard.py"])
    assert len(everything) > 300
    assert all(Path(tool.ROOT, name).is_file() for name in everything)
