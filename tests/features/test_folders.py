"""What stands in the folder of a feature is found there: no list has to know of it."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Table

from bot.values.folders import FEATURES, modules_below
from bot.values.hook import Hook
from bot.values.page import Page, page
from tests.talk import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def runs(*program: str) -> str:
    """Run a program of its own, which has imported nothing yet; return what it prints."""
    done = subprocess.run([sys.executable, *program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert not done.returncode, done.stderr
    return done.stdout


def test_no_store_can_be_opened_without_the_tables_and_hooks_of_features() -> None:
    tables = {
        found.name
        for file in (ROOT / "bot/features").glob("*/tables.py")
        for found in vars(import_module(f"{FEATURES}.{file.parent.name}.tables")).values()
        if isinstance(found, Table)
    }
    stores = {
        f"{FEATURES}.{file.parent.name}.store"
        for name in ("store", "store.py")
        for file in (ROOT / "bot/features").glob(f"*/{name}")
    }
    assert "live_quizzes" in tables
    assert f"{FEATURES}.live_quiz.store" in stores
    program = (
        "import sys\n"
        "from bot.db.engine import memory_store\n"
        "with memory_store().transaction() as db:\n"
        "    print(*db.exec_driver_sql('SELECT name FROM sqlite_master').scalars(), *sys.modules)\n"
    )
    assert {*tables, *stores} <= {*runs("-c", program).split()}


def test_a_program_that_imported_no_feature_reads_the_path_of_every_page() -> None:
    program = (
        "from bot.values.page import parse\n"
        "print(*(type(parse(path)).__module__ for path in ('menu', 'help', 'result/7', 'leading/7')))\n"
    )
    pages = [f"{FEATURES}.{name}.pages" for name in ("quiz", "live_quiz")]
    assert runs("-c", program).split() == ["bot.values.landmarks", "bot.help.pages", *pages]


def test_a_start_loads_no_library_for_sheets_or_documents() -> None:
    program = (
        "import sys\n"
        "import bot.app\n"
        "from bot.chat.views import find_views\n"
        "find_views()\n"
        "print(*({'openpyxl', 'numpy', 'mammoth'} & {*sys.modules}))\n"
    )
    assert not runs("-c", program).split()


def test_a_feature_is_found_by_its_folder(tmp_path: Path) -> None:
    told = runs("-m", "tests.features.new_feature", str(tmp_path))
    assert told.split("\n")[:3] == ["Lantern 7 is lit.", "7", "False"], "lit, exported, put out by a rest"


def test_two_features_cannot_have_one_address() -> None:
    modules_below(FEATURES)

    class Another(Page):
        """A page that is there already."""

        task: int

    with pytest.raises(ValueError, match="two pages share the path"):
        page("leading/{task}")(Another)


def test_a_hook_calls_all_that_joined_it() -> None:
    hook: Hook[[int], int] = Hook()
    hook(lambda number: number + 1)
    hook(lambda number: number * 2)
    assert hook.call(5) == [6, 10]
