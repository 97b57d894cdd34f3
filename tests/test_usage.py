"""What was set wrongly is told by its name, whichever command reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.talk import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("garbage_as_before")

COMMANDS = (
    *("run", "work", "demo", "check", "check --coverage", "translate state", "plan", "report week", "why 7"),
    *("questions", "migrate", "backup copy.sqlite", "restore copy.sqlite", "rotate-key"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_names_a_wrong_setting(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(app, command.split(), env={"SEND_RATE": "fast", "PAID_RATE": "-1"})
    assert told.exit_code == 2
    assert [line.partition(":")[0] for line in told.stderr.splitlines()] == ["SEND_RATE", "PAID_RATE"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command", ["run", "migrate", "backup b", "restore b", "rotate-key", "plan", "why 7", "questions"]
)
@pytest.mark.parametrize("url", ["data/bot.sqlite", "sqlite://", "mysql://me:canary@host/x"])
def test_every_command_that_needs_the_database_names_a_wrong_address(
    command: str, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(
        app, command.split(), env={"DATABASE_URL": url, "BOT_TOKEN": "1:a", "PACKS": str(FIXTURES)}
    )
    assert told.exit_code == 2
    assert told.stderr.splitlines()[-1].startswith("DATABASE_URL")
    assert "canary" not in told.output
